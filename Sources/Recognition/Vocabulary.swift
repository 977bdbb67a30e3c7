/// The symbols that the network emits: characters, a word boundary and the CTC blank.
public struct Vocabulary: Sendable, Equatable {
  /// Symbol names in network order: `a`…`z`, `'`, `|` (word boundary), `<blank>`.
  public let symbols: [String]
  /// Index of the CTC blank.
  public let blank: Int
  /// Index of the word boundary.
  public let wordBoundary: Int

  /// The vocabulary of English words in lower case.
  public static let english = Vocabulary(
    symbols: (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) } + ["'", "|", "<blank>"],
    blank: 28, wordBoundary: 27)

  private init(symbols: [String], blank: Int, wordBoundary: Int) {
    self.symbols = symbols
    self.blank = blank
    self.wordBoundary = wordBoundary
  }

  /// Makes a vocabulary of the symbols in a model's `vocabulary.txt`, one a line.
  ///
  /// - Returns: nil unless the blank and the word boundary are each there once and no symbol repeats.
  public init?(symbols: [String]) {
    guard Set(symbols).count == symbols.count, let blank = symbols.firstIndex(of: "<blank>"),
      let boundary = symbols.firstIndex(of: "|")
    else { return nil }
    self.init(symbols: symbols, blank: blank, wordBoundary: boundary)
  }

  /// The symbol indices of a line of words: characters with one word boundary between words.
  ///
  /// - Returns: nil if a character has no symbol.
  public func encode(_ words: [String]) -> [Int]? {
    var indices: [Int] = []
    for (position, word) in words.enumerated() {
      if position > 0 { indices.append(wordBoundary) }
      for character in word {
        guard let index = symbols.firstIndex(of: String(character)) else { return nil }
        indices.append(index)
      }
    }
    return indices
  }
}
