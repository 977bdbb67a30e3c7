import SpokenMath

/// LaTeX being written: it puts spaces where people put them and where commands need them.
struct LaTeXOutput {
  /// Where a piece wants white space.
  enum Spacing {
    case none, both, after, prefix, function, big

    init(_ role: Symbol.Role) {
      switch role {
      case .binary, .relation: self = .both
      case .punctuation: self = .after
      case .big: self = .big
      case .ordinary, .delimiter: self = .none
      }
    }
  }

  private(set) var text = ""
  private var wantsSpace = false
  private var followsFunction = false

  mutating func append(_ piece: String, spaced: Spacing = .none) {
    guard !piece.isEmpty else { return }
    if !text.isEmpty {
      if wantsSpace || spaced == .both {
        if !text.hasSuffix(" ") { text += " " }
      } else if Self.needsSpace(text, piece) || followsFunction && Self.startsWithDigit(piece) {
        text += " "
      } else if spaced == .function || spaced == .big, Self.endsOperand(text) {
        text += " "
      }
    }
    text += piece
    followsFunction = spaced == .function
    switch spaced {
    case .both, .after, .big: wantsSpace = true
    case .function: wantsSpace = false
    case .prefix, .none: wantsSpace = false
    }
  }

  private static func startsWithDigit(_ piece: String) -> Bool {
    guard let first = piece.utf8.first else { return false }
    return (0x30...0x39).contains(first)
  }

  /// Joins two pieces, with a space where a command would swallow a letter.
  static func joined(_ left: String, _ right: String) -> String {
    needsSpace(left, right) ? left + " " + right : left + right
  }

  /// `\alpha` followed by `x` must not become `\alphax`.
  private static func needsSpace(_ left: String, _ right: String) -> Bool {
    guard let next = right.utf8.first, isLetter(next) else { return false }
    var sawLetter = false
    for byte in left.utf8.reversed() {
      if isLetter(byte) {
        sawLetter = true
        continue
      }
      return byte == 0x5C && sawLetter
    }
    return false
  }

  private static func endsOperand(_ text: String) -> Bool {
    guard let last = text.utf8.last else { return false }
    return isLetter(last) || (0x30...0x39).contains(last) || last == 0x7D || last == 0x29
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
