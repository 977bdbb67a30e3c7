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

  /// Makes a parser.
  public init(convention: Convention = .lecture) {
    self.convention = convention
  }

  /// Returns the readings of the words, best first, at least one and at most `limit`.
  ///
  /// Words that are a sentence without a formula have no reading: see `ProseReader`.
  ///
  /// - Throws: `SpokenMathError` with the words to blame.
  public func readings(of words: [SpokenWord], limit: Int = 5) throws -> [Reading] {
    if words.isEmpty { throw SpokenMathError.noWords }
    let tokens = try Lexer().tokens(of: words)
    if tokens.isEmpty {
      throw SpokenMathError.unreadable(
        words.prefix(20).map(\.text).joined(separator: " "), at: 0..<words.count)
    }
    // Explicit speech says of itself that it is a formula.
    if tokens[0].kind != .keyword(.literally), ProseReader.isSentence(words, tokens) {
      throw SpokenMathError.unreadable(
        words.prefix(20).map(\.text).joined(separator: " "), at: 0..<words.count)
    }
    return try ReadingSearch(tokens: tokens, convention: convention).readings(limit: limit)
  }

  /// The usual reading of words that are known to be a formula.
  func formula(of words: [SpokenWord]) throws -> Reading? {
    let tokens = try Lexer().tokens(of: words)
    guard !tokens.isEmpty else { return nil }
    return try ReadingSearch(tokens: tokens, convention: convention).readings(limit: 1).first
  }
}
