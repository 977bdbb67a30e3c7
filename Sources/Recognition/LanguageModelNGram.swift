/// Up to four word indices in one integer, the first word in the highest place.
///
/// N-grams of equal length are ordered as their words are, word by word.
public struct NGram: Hashable, Comparable, Sendable {
  var bits: UInt128

  init(bits: UInt128) { self.bits = bits }

  /// Packs word indices, at most four.
  public init(_ words: some Sequence<Int32>) {
    bits = 0
    for word in words { bits = bits << 32 | UInt128(UInt32(bitPattern: word)) }
  }

  /// Orders n-grams of equal length word by word.
  public static func < (left: NGram, right: NGram) -> Bool { left.bits < right.bits }

  /// The last word.
  var lastWord: Int32 { Int32(truncatingIfNeeded: bits) }
  /// All words but the last.
  var context: NGram { NGram(bits: bits >> 32) }

  func appending(_ word: Int32) -> NGram {
    NGram(bits: bits << 32 | UInt128(UInt32(bitPattern: word)))
  }

  /// All words but the first, of an n-gram that had `length` words.
  func dropFirst(length: Int) -> NGram {
    length <= 1 ? NGram(bits: 0) : NGram(bits: bits & ((1 << UInt128(32 * (length - 1))) - 1))
  }

  /// The word at `position` of an n-gram of `length` words.
  func word(_ position: Int, of length: Int) -> Int32 {
    Int32(truncatingIfNeeded: bits >> UInt128(32 * (length - 1 - position)))
  }

  /// The words of an n-gram of `length` words.
  package func words(_ length: Int) -> [Int32] { (0..<length).map { word($0, of: length) } }
}
