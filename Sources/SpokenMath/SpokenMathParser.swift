/// Reads spoken words as formulas.
///
/// START HERE:
///
///     words ─Tokenizer→ pieces ─Lexer→ tokens ─FormulaParser→ tree ─Capitals→ tree
///
/// The grammar reads left to right, once. Where the words do not say how far a construct reaches it
/// asks a heuristic; other readings come from answering one of those questions the other way.
public struct SpokenMathParser: Sendable {
  /// What to do where nobody said where a construct ends.
  public let convention: Convention
  /// Phrases of the user's own.
  public let phrases: PersonalPhrases

  /// Makes a parser.
  public init(convention: Convention = .lecture, phrases: PersonalPhrases = .none) {
    self.convention = convention
    self.phrases = phrases
  }

  /// Returns the readings of the words, best first, at least one and at most `limit`.
  ///
  /// Words that are a sentence without a formula have no reading: see `ProseReader`.
  ///
  /// - Throws: `SpokenMathError` with the words to blame.
  public func readings(of words: [SpokenWord], limit: Int = 5) throws -> [Reading] {
    if words.isEmpty { throw SpokenMathError.noWords }
    let tokens = try Lexer(personal: phrases).tokens(of: words)
    if tokens.isEmpty {
      throw SpokenMathError.unreadable(
        words.prefix(20).map(\.text).joined(separator: " "), at: 0..<words.count)
    }
    // Explicit speech and the user's phrases say of themselves that they are formulas.
    let isFormula = tokens.contains {
      if case .quoted = $0.kind { true } else { $0.kind == .keyword(.literally) }
    }
    if !isFormula, ProseReader.isSentence(words, tokens) {
      throw SpokenMathError.unreadable(
        words.prefix(20).map(\.text).joined(separator: " "), at: 0..<words.count)
    }
    return try ReadingSearch(tokens: tokens, convention: convention).readings(limit: limit)
  }

  /// The usual reading of words that are known to be a formula.
  func formula(of words: [SpokenWord]) throws -> Reading? {
    let tokens = try Lexer(personal: phrases).tokens(of: words)
    guard !tokens.isEmpty else { return nil }
    return try ReadingSearch(tokens: tokens, convention: convention).readings(limit: 1).first
  }
}
