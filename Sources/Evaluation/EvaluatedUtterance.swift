// What evaluation needs to know of one recording.

import SpokenMath

/// A recording with what was said and what was recognised.
public struct EvaluatedUtterance: Sendable, Codable {
  /// The recording's path, as the reader of the report should see it.
  public var path: String
  /// Who speaks.
  public var speaker: String
  /// The duration in seconds.
  public var seconds: Double
  /// The manifest's other columns.
  public var columns: [String: String]
  /// The words that were said.
  public var reference: [String]
  /// The words that were recognised.
  public var hypothesis: [String]
  /// How sure the recogniser was of each of these words, 0…1; empty if it does not say.
  public var confidences: [Double]
  /// The formula that was said, if the manifest knows it.
  public var referenceLaTeX: String?
  /// The formula that was recognised; nil means "no formula".
  public var hypothesisLaTeX: String?

  /// Makes an evaluated utterance.
  public init(
    path: String, speaker: String, seconds: Double, columns: [String: String] = [:],
    reference: [String], hypothesis: [String], confidences: [Double] = [],
    referenceLaTeX: String? = nil, hypothesisLaTeX: String? = nil
  ) {
    self.path = path
    self.speaker = speaker
    self.seconds = seconds
    self.columns = columns
    self.reference = reference
    self.hypothesis = hypothesis
    self.confidences = confidences
    self.referenceLaTeX = referenceLaTeX
    self.hypothesisLaTeX = hypothesisLaTeX
  }

  /// Whether what was said is a formula: the manifest has it, or the grammar reads the words.
  var holdsFormula: Bool {
    if referenceLaTeX != nil { return true }
    let words = reference.map { SpokenWord($0) }
    return (try? SpokenMathParser().readings(of: words, limit: 1)) != nil
  }

  /// Looks up a column by its name in the manifest's header.
  ///
  /// - Parameter name: `speaker`, `path`, or the name of another column.
  /// - Returns: The value, or an empty string if the manifest has no such column.
  public func value(ofColumn name: String) -> String {
    switch name {
    case "speaker": speaker
    case "path": path
    default: columns[name] ?? ""
    }
  }
}
