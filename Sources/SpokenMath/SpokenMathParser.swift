/// Reads spoken words as formulas. START HERE.
public struct SpokenMathParser: Sendable {
  /// What to do where nobody said where a construct ends.
  public let convention: Convention

  /// Makes a parser.
  public init(convention: Convention = .lecture) {
    self.convention = convention
  }

  /// Returns the readings of the words, best first, at least one.
  public func readings(of words: [SpokenWord], limit: Int = 5) throws -> [Reading] {
    if words.isEmpty { throw SpokenMathError.noWords }
    throw SpokenMathError.unreadable(
      words.map(\.text).joined(separator: " "), at: 0..<words.count)
  }
}
