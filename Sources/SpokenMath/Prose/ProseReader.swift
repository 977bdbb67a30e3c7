/// Finds the formulas in sentences: “we know that x squared is at least zero”.
///
/// Prose stays prose. A run of words is a formula only where it holds something that English does
/// not: see `MathematicalRun`. Letters alone (but not “a” and “i”) are formulas only in a text that
/// holds such a run.
public struct ProseReader: Sendable {
  /// A stretch of a text.
  public enum Segment: Hashable, Sendable {
    /// Words that stay as they are.
    case prose(wordRange: Range<Int>)
    /// Words that are a formula, and how it is read; its nodes count words from the formula's first.
    case formula(Reading, wordRange: Range<Int>)

    /// The words of the stretch, as indices into the text.
    public var wordRange: Range<Int> {
      switch self {
      case .prose(let range), .formula(_, let range): return range
      }
    }
  }

  private let parser: SpokenMathParser

  /// Makes a reader.
  public init(convention: Convention = .lecture, phrases: PersonalPhrases = .none) {
    parser = SpokenMathParser(convention: convention, phrases: phrases)
  }

  /// Returns the stretches of a text in order; together they hold every word once.
  ///
  /// - Parameter words: The text; a word may end in punctuation, which ends a formula.
  /// - Returns: Prose and formulas in turn; empty for no words.
  public func segments(of words: [SpokenWord]) -> [Segment] {
    var segments: [Segment] = []
    var position = 0
    for range in Self.formulas(in: words, phrases: parser.phrases) {
      guard range.lowerBound >= position,
        let reading = try? parser.formula(of: Array(words[range]))
      else { continue }
      if position < range.lowerBound {
        segments.append(.prose(wordRange: position..<range.lowerBound))
      }
      segments.append(.formula(reading, wordRange: range))
      position = range.upperBound
    }
    if position < words.count { segments.append(.prose(wordRange: position..<words.count)) }
    return segments
  }

  /// The word ranges that are formulas, in order.
  static func formulas(
    in words: [SpokenWord], phrases: PersonalPhrases = .none
  ) -> [Range<Int>] {
    let parts = Lexer(personal: phrases).parts(of: words)
    var found: [Range<Int>] = []
    var letters: [Range<Int>] = []
    var index = 0
    while index < parts.count {
      guard let run = MathematicalRun(parts: parts, words: words, from: index) else {
        index += 1
        continue
      }
      if run.isMathematics {
        found.append(run.wordRange)
      } else {
        letters += run.aloneLetters
      }
      index = run.end
    }
    guard !found.isEmpty else { return [] }
    return (found + letters).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Whether words that should be a formula are a sentence: English words that no formula has, and
  /// nothing that is unmistakably mathematics.
  static func isSentence(_ words: [SpokenWord], _ tokens: [Token]) -> Bool {
    // Formulas without English words, nearly all, are spared the second look.
    guard words.count > 3, hasEnglish(words, tokens) else { return false }
    return formulas(in: words).isEmpty
  }

  private static func hasEnglish(_ words: [SpokenWord], _ tokens: [Token]) -> Bool {
    countsMore(words, tokens) || words.contains { english.contains($0.text.lowercased()) }
      || tokens.count { if case .text = $0.kind { true } else { false } } > 1
  }

  /// “five more than x”: a number before “more” counts, it does not compare.
  private static func countsMore(_ words: [SpokenWord], _ tokens: [Token]) -> Bool {
    zip(tokens, tokens.dropFirst()).contains { count, more in
      guard case .number = count.kind, more.kind == .relation(.greater, negated: false) else {
        return false
      }
      return words[more.wordRange.lowerBound].text.lowercased() == "more"
    }
  }

  /// Words of sentences that no formula needs.
  private static let english: Set<String> = [
    "i'm", "we", "it's", "this", "these", "they", "he", "she", "you", "my", "his", "her", "our",
    "your", "were", "have", "has", "had", "would", "should", "could", "can", "who", "what", "how",
    "why", "them", "us", "me", "let's", "i've", "i'll", "just", "but", "because", "some",
    "go", "went", "got", "gave", "said", "think", "version", "problem", "people", "day",
  ]
}
