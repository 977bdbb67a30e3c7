/// Reads one line of a JSON-lines manifest: a flat object of strings, numbers and words like null.
///
/// Stricter than a general reader, which would let a repeated key pass, and with no nesting that
/// could exhaust the stack (RFC 8259 for the rest).
struct JSONLine {
  /// A value of a flat object.
  enum Value: Equatable {
    case text(String)
    /// A number as written: its reader decides what it may be.
    case number(String)
    case bool(Bool)
    case null

    /// The value as a table would show it.
    var literal: String {
      switch self {
      case .text(let text), .number(let text): text
      case .bool(let value): value ? "true" : "false"
      case .null: ""
      }
    }
  }

  private let bytes: [UInt8]
  private var place = 0

  /// The names and values of an object, in order.
  static func fields(
    of line: String
  ) throws(ManifestReader.LineError) -> [(name: String, value: Value)] {
    var reader = JSONLine(bytes: Array(line.utf8))
    return try reader.object()
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// object = "{", [ field, { ",", field } ], "}" ;  field = string, ":", value.
  private mutating func object() throws(ManifestReader.LineError) -> [(name: String, value: Value)]
  {
    var fields: [(name: String, value: Value)] = []
    var names: Set<String> = []
    try expect("{", "an object of one recording, {\"path\": …}, on each line")
    if !skip("}") {
      repeat {
        skipSpace()
        let name = try string()
        guard names.insert(name).inserted else { throw failure("the name \(printable(name)) once") }
        try expect(":", "a colon")
        fields.append((name, try value()))
      } while skip(",")
      try expect("}", "a comma or }")
    }
    skipSpace()
    guard place == bytes.count else { throw failure("one object on each line") }
    return fields
  }

  private mutating func value() throws(ManifestReader.LineError) -> Value {
    skipSpace()
    let start = place
    switch place < bytes.count ? bytes[place] : 0 {
    case UInt8(ascii: "\""):
      return .text(try string())
    case UInt8(ascii: "-"), 0x30...0x39:
      let inNumber = Set("+-.0123456789Ee".utf8)
      while place < bytes.count, inNumber.contains(bytes[place]) { place += 1 }
      return .number(String(decoding: bytes[start..<place], as: UTF8.self))
    default:
      let known: [(String, Value)] = [
        ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
      ]
      for (word, value) in known where bytes[place...].starts(with: word.utf8) {
        place += word.utf8.count
        return value
      }
      throw failure("a string, a number, true, false or null")
    }
  }

  /// A string with its escapes resolved.
  private mutating func string() throws(ManifestReader.LineError) -> String {
    guard skipByte("\"") else { throw failure("a string in quotes") }
    var text: [UInt8] = []
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if skipByte("\\") {
        text.append(contentsOf: String(try escape()).utf8)
      } else {
        text.append(bytes[place])
        place += 1
      }
    }
    guard skipByte("\"") else { throw failure("a closing quote") }
    return String(decoding: text, as: UTF8.self)
  }

  /// What stands after a backslash; control characters are refused.
  private mutating func escape() throws(ManifestReader.LineError) -> Character {
    let plain: [Character: Character] = ["\"": "\"", "\\": "\\", "/": "/"]
    if place < bytes.count, let character = plain[Character(Unicode.Scalar(bytes[place]))] {
      place += 1
      return character
    }
    guard skipByte("u") else { throw failure("one of the escapes \\\" \\\\ \\/ \\uXXXX") }
    var code = try hexadecimal()
    if (0xD800...0xDBFF).contains(code), skipByte("\\"), skipByte("u") {
      let low = try hexadecimal()
      guard (0xDC00...0xDFFF).contains(low) else { throw failure("the second half of a pair") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code), code >= 0x20, code != 0x7F else {
      throw failure("the escape of a printable character")
    }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(ManifestReader.LineError) -> UInt32 {
    let digits = bytes[place...].prefix(4)
    let isPlain =
      digits.count == 4 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    guard isPlain, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw failure("four hexadecimal digits")
    }
    place += 4
    return code
  }

  // MARK: - Bytes

  private mutating func expect(_ character: Unicode.Scalar, _ wanted: String) throws(ManifestReader
    .LineError)
  {
    guard skip(character) else { throw failure(wanted) }
  }

  /// Skips space and then a character, if it is there.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return skipByte(character)
  }

  private mutating func skipByte(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
  }

  private func failure(_ wanted: String) -> ManifestReader.LineError {
    let rest = String(decoding: bytes[place...].prefix(80), as: UTF8.self)
    let found = rest.isEmpty ? "the end of the line" : printable(rest, limit: 20)
    return ManifestReader.LineError(
      message: "JSON, byte \(place + 1): found \(found), wanted \(wanted)")
  }
}
