// The compact form of a language model on disk, little-endian:
//
//   "DictexLM"  version: UInt32  order: UInt32  bytes of words: UInt32  n-grams per length: UInt32 each
//   words in UTF-8, parted by line feeds
//   per length: last words (UInt16), log-probabilities (Int16), and, except for the longest,
//               back-offs (Int16) and numbers of children (UInt16)
//   FNV-1a of all bytes before: UInt64
//
// Logarithms are natural, in units of 1/1024. N-grams stand sorted, so the words before the last are
// given by whose children they are.

import DurableFiles
import Foundation

extension LanguageModel {
  /// Reads a language model: the compact form, or an ARPA file.
  ///
  /// - Throws: `LanguageError` saying what is wrong with the file.
  public static func load(contentsOf path: String) throws -> LanguageModel {
    let bytes = try LanguageError.reading { try RegularFile.contents(path) }
    return try load(bytes: [UInt8](bytes), path: path)
  }

  /// Reads a language model's bytes; `path` only serves messages.
  package static func load(bytes: [UInt8], path: String) throws -> LanguageModel {
    if bytes.starts(with: CompactModel.magic) {
      return LanguageModel(try CompactModel.table(of: bytes, path: path))
    }
    return LanguageModel(
      try NGramTable(arpa: String(decoding: bytes, as: UTF8.self), path: path))
  }

  /// Reads an ARPA file.
  ///
  /// - Throws: `LanguageError` naming the line that is wrong.
  public static func arpa(contentsOf path: String) throws -> LanguageModel {
    LanguageModel(try NGramTable(arpaContentsOf: path))
  }
}

extension NGramTable {
  /// The table in compact form; logarithms are rounded to 1/1024 and kept within ±32.
  ///
  /// - Throws: `LanguageError.optionOutOfRange` for more than 65 535 words.
  public func compactForm() throws -> Data {
    guard words.count <= Int(UInt16.max) else {
      throw LanguageError.optionOutOfRange(
        name: "vocabulary", found: "\(words.count) words", wanted: "at most \(UInt16.max)")
    }
    return Data(CompactModel.bytes(of: self))
  }
}

private enum CompactModel {
  static let magic = Array("DictexLM".utf8)
  static let version: UInt32 = 1
  static let unitsPerNat: Float = 1024

  static func bytes(of table: NGramTable) -> [UInt8] {
    var bytes = magic
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let words = Array(table.words.joined(separator: "\n").utf8)
    append(version)
    append(UInt32(table.order))
    append(UInt32(words.count))
    for level in table.levels { append(UInt32(level.nGrams.count)) }
    bytes.append(contentsOf: words)
    for (position, level) in table.levels.enumerated() {
      for nGram in level.nGrams { append(UInt16(truncatingIfNeeded: nGram.lastWord)) }
      for value in level.logProbabilities { append(fixedPoint(value)) }
      guard position + 1 < table.order else { break }
      for value in level.backOffs { append(fixedPoint(value)) }
      let children = table.levels[position + 1].nGrams
      var child = 0
      for nGram in level.nGrams {
        let first = child
        while child < children.count, children[child].context == nGram { child += 1 }
        append(UInt16(truncatingIfNeeded: child - first))
      }
    }
    append(checksum(bytes[...]))
    return bytes
  }

  static func table(of bytes: [UInt8], path: String) throws -> NGramTable {
    guard bytes.count > magic.count + 8,
      checksum(bytes.dropLast(8)) == UInt64(littleEndian: load(bytes, at: bytes.count - 8))
    else { throw LanguageError.malformedModel(path: path, reason: "its checksum does not fit") }
    var reader = Reader(bytes: bytes, position: magic.count, end: bytes.count - 8)
    do {
      let table = try reader.table()
      if let flaw = table.flaw() { throw Reader.Flaw(reason: flaw) }
      return table
    } catch let flaw as Reader.Flaw {
      throw LanguageError.malformedModel(path: path, reason: flaw.reason)
    }
  }

  private static func fixedPoint(_ value: Float) -> Int16 {
    Int16(max(-32768, min(32767, (value * unitsPerNat).rounded())))
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBufferPointer { buffer in
      buffer.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
  }

  private static func load<Value: FixedWidthInteger>(_ bytes: [UInt8], at offset: Int) -> Value {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
  }

  /// Takes values off the bytes in order; every length is checked against what is there.
  private struct Reader {
    struct Flaw: Error { let reason: String }

    let bytes: [UInt8]
    var position: Int
    let end: Int

    mutating func take<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
      guard end - position >= MemoryLayout<Value>.size else { throw Flaw(reason: "it is cut off") }
      defer { position += MemoryLayout<Value>.size }
      return Value(littleEndian: CompactModel.load(bytes, at: position))
    }

    mutating func take<Value: FixedWidthInteger>(_ type: Value.Type, count: Int) throws -> [Value] {
      guard count <= (end - position) / MemoryLayout<Value>.size else {
        throw Flaw(reason: "it is cut off")
      }
      return try (0..<count).map { _ in try take(type) }
    }

    mutating func table() throws -> NGramTable {
      let version = try take(UInt32.self)
      guard version == CompactModel.version else { throw Flaw(reason: "its version is \(version)") }
      let order = Int(try take(UInt32.self))
      guard (1...NGramTable.maximumOrder).contains(order) else {
        throw Flaw(reason: "its order is \(order)")
      }
      let wordBytes = Int(try take(UInt32.self))
      let counts = try take(UInt32.self, count: order).map { Int($0) }
      let text = String(decoding: try take(UInt8.self, count: wordBytes), as: UTF8.self)
      var table = NGramTable(
        words: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
        levels: [])
      var contexts = [NGram(EmptyCollection())]
      var children = [counts[0]]
      for length in 1...order {
        let words = try take(UInt16.self, count: counts[length - 1])
        var level = NGramTable.Level()
        level.logProbabilities = try logarithms(count: words.count)
        guard children.reduce(0, +) == words.count else {
          throw Flaw(reason: "its \(length)-grams do not add up")
        }
        var index = 0
        for (context, count) in zip(contexts, children) {
          for word in words[index..<(index + count)] {
            level.nGrams.append(context.appending(Int32(word)))
          }
          index += count
        }
        if length < order {
          level.backOffs = try logarithms(count: words.count)
          children = try take(UInt16.self, count: words.count).map { Int($0) }
          contexts = level.nGrams
        } else {
          level.backOffs = [Float](repeating: 0, count: words.count)
        }
        table.levels.append(level)
      }
      return table
    }

    private mutating func logarithms(count: Int) throws -> [Float] {
      try take(Int16.self, count: count).map { Float($0) / CompactModel.unitsPerNat }
    }
  }
}
