/// One word of a transcript, with its time where the audio gave one.
public struct SpokenWord: Hashable, Sendable {
  /// The word as written in the transcript.
  public var text: String
  /// When it starts, in seconds from the beginning of the recording.
  public var start: Double?
  /// When it ends, in seconds from the beginning of the recording.
  public var end: Double?

  /// Makes a word.
  public init(_ text: String, start: Double? = nil, end: Double? = nil) {
    self.text = text
    self.start = start
    self.end = end
  }
}

/// How far an unbracketed construct reaches when nothing says where it ends.
public enum Convention: String, Hashable, Sendable, CaseIterable {
  /// As lecturers mean it: "one over x plus two" in doubt takes what people counted most often took.
  case lecture
  /// The smallest group: every fraction, root, power and function takes one term.
  case smallestGroup
}

/// One way to read the words as a formula.
public struct Reading: Hashable, Sendable {
  /// The formula.
  public var expression: MathExpression
  /// The natural logarithm of the product of the priors of the guesses made; 0 when none was needed.
  public var score: Double
  /// The guesses made, by the names that `docs/grammar.md` lists.
  public var heuristics: [String]

  /// Makes a reading.
  public init(expression: MathExpression, score: Double, heuristics: [String]) {
    self.expression = expression
    self.score = score
    self.heuristics = heuristics
  }
}

/// Why words have no reading, and which words are to blame.
public enum SpokenMathError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are no words.
  case noWords
  /// A word that is in no table.
  case unknownWord(String, at: Range<Int>)
  /// Constructs nested deeper than `limit`.
  case tooDeep(limit: Int, at: Range<Int>)
  /// Words that no construct takes.
  case unreadable(String, at: Range<Int>)

  /// The words to blame, as indices into the transcript.
  public var wordRange: Range<Int> {
    switch self {
    case .noWords: return 0..<0
    case .unknownWord(_, let range), .tooDeep(_, let range), .unreadable(_, let range):
      return range
    }
  }

  /// One line: what was found, where, and what to do.
  public var description: String {
    switch self {
    case .noWords:
      return "no words: nothing was said that could be a formula"
    case .unknownWord(let word, let range):
      return
        "word \(range.lowerBound + 1), “\(word)”, is not in the lexicon; see `dictex phrases`"
    case .tooDeep(let limit, let range):
      return
        "words \(range.lowerBound + 1)–\(range.upperBound): nested deeper than \(limit) levels; "
        + "say it in parts"
    case .unreadable(let words, let range):
      return "words \(range.lowerBound + 1)–\(range.upperBound), “\(words)”, form no formula"
    }
  }
}
