/// One recording of a manifest and what is said in it.
public struct Utterance: Sendable, Equatable {
  /// Where the recording is, an absolute path.
  public var path: String
  /// Length of the recording, in seconds.
  public var seconds: Double
  /// Who speaks.
  public var speaker: String
  /// What is said, in words of a–z and the apostrophe.
  public var words: [String]
  /// The formula that is said, if the manifest gives it.
  public var latex: String?
  /// The manifest's further columns, by name.
  public var columns: [String: String]

  /// Makes an utterance.
  public init(
    path: String, seconds: Double, speaker: String, words: [String], latex: String? = nil,
    columns: [String: String] = [:]
  ) {
    self.path = path
    self.seconds = seconds
    self.speaker = speaker
    self.words = words
    self.latex = latex
    self.columns = columns
  }
}
