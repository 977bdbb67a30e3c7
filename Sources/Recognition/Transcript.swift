/// A recognised word with its place in the recording.
public struct TimedWord: Sendable, Equatable {
  /// The word in lower case.
  public var text: String
  /// Start, in seconds from the start of the recording.
  public var start: Double
  /// End, in seconds from the start of the recording.
  public var end: Double
  /// Probability that the word is right, 0…1.
  public var confidence: Double

  /// Makes a timed word.
  public init(text: String, start: Double, end: Double, confidence: Double) {
    self.text = text
    self.start = start
    self.end = end
    self.confidence = confidence
  }
}

/// One hypothesis of what was said.
public struct Transcript: Sendable, Equatable {
  /// The words in order.
  public var words: [TimedWord]
  /// Natural-log probability of the sound given the words (CTC).
  public var acousticScore: Double
  /// Natural-log probability of the words under the language model, before weighting.
  public var languageScore: Double
  /// What hypotheses are ranked by: acoustic + weight · language + bonus · words.
  public var score: Double

  /// Makes a transcript.
  public init(
    words: [TimedWord], acousticScore: Double, languageScore: Double = 0, score: Double
  ) {
    self.words = words
    self.acousticScore = acousticScore
    self.languageScore = languageScore
    self.score = score
  }

  /// The same words, none of them beyond the end of the recording.
  public func clamped(to duration: Double) -> Transcript {
    var clamped = self
    for index in words.indices {
      clamped.words[index].start = min(words[index].start, duration)
      clamped.words[index].end = min(words[index].end, duration)
    }
    return clamped
  }
}
