import Foundation

/// JSON on one line, keys in alphabetical order.
enum JSONText {
  /// Encodes a value; numbers must be finite.
  static func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
