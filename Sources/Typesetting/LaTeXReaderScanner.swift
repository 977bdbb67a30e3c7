// TeX's tokens: commands, groups and single characters. White space and comments separate them.

/// One token of LaTeX.
enum LaTeXToken: Hashable {
  /// A backslash and letters, or a backslash and one other character; the name without backslash.
  case command(String)
  /// Any other character that is not white space.
  case character(Unicode.Scalar)
  /// The end of the text.
  case end

  /// The token as an error message shows it.
  var description: String {
    switch self {
    case .command(let name): "\\" + name
    case .character(let scalar): "“\(scalar)”"
    case .end: "the end"
    }
  }
}

/// Cuts LaTeX into tokens, one at a time.
struct LaTeXScanner {
  let scalars: [Unicode.Scalar]
  /// The index of the next scalar that was not consumed.
  private(set) var position = 0
  private var ahead: (token: LaTeXToken, start: Int, end: Int)?

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  /// The column of the next token, from 1.
  mutating func column() -> Int {
    look().start + 1
  }

  /// The next token, which stays next.
  mutating func peek() -> LaTeXToken {
    look().token
  }

  /// Consumes the next token.
  @discardableResult
  mutating func next() -> LaTeXToken {
    let found = look()
    position = found.end
    ahead = nil
    return found.token
  }

  /// Consumes the next token if it is this character.
  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == .character(scalar) else { return false }
    next()
    return true
  }

  /// Whether the next scalar, white space included, is a digit.
  var digitFollows: Bool {
    position < scalars.count && ("0"..."9").contains(scalars[position])
  }

  /// Consumes these characters if they follow at once, without white space between.
  mutating func skipAdjacent(_ characters: String) -> Bool {
    guard ahead == nil, scalars[position...].starts(with: characters.unicodeScalars) else {
      return false
    }
    position += characters.unicodeScalars.count
    return true
  }

  /// Consumes a braced group and returns what is between the braces, or nil if it never ends.
  ///
  /// Where no brace opens, it returns the next token's text.
  mutating func rawGroup() -> String? {
    guard peek() == .character("{") else {
      switch next() {
      case .character(let scalar): return String(scalar)
      case .command(let name): return "\\" + name
      case .end: return nil
      }
    }
    next()
    var depth = 1
    var text = String.UnicodeScalarView()
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      switch scalar {
      case "\\" where position < scalars.count:
        text.append(scalar)
        text.append(scalars[position])
        position += 1
        continue
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return String(text) }
      default: break
      }
      text.append(scalar)
    }
    return nil
  }

  /// Consumes `[2pt]` after a line break, and leaves any other bracket alone.
  mutating func skipLineSkip() {
    guard peek() == .character("["), let ahead else { return }
    var end = ahead.end
    while end < scalars.count, scalars[end] != "]" {
      guard "+-.0123456789ptemxcu ".unicodeScalars.contains(scalars[end]) else { return }
      end += 1
    }
    guard end < scalars.count, scalars[ahead.end..<end].contains(where: Self.isLetter) else {
      return
    }
    position = end + 1
    self.ahead = nil
  }

  private mutating func look() -> (token: LaTeXToken, start: Int, end: Int) {
    if let ahead { return ahead }
    var start = position
    while start < scalars.count {
      if scalars[start].properties.isWhitespace || Self.isInvisible(scalars[start]) {
        start += 1
      } else if scalars[start] == "%" {
        while start < scalars.count, scalars[start] != "\n" { start += 1 }
      } else {
        break
      }
    }
    let found = token(at: start)
    ahead = (found.token, start, found.end)
    return (found.token, start, found.end)
  }

  private func token(at start: Int) -> (token: LaTeXToken, end: Int) {
    guard start < scalars.count else { return (.end, start) }
    guard scalars[start] == "\\" else { return (.character(scalars[start]), start + 1) }
    var end = start + 1
    var name = String.UnicodeScalarView()
    while end < scalars.count, Self.isLetter(scalars[end]) {
      name.append(scalars[end])
      end += 1
    }
    if name.isEmpty, end < scalars.count {
      name.append(scalars[end])
      end += 1
    } else if end < scalars.count, scalars[end] == "*",
      ["operatorname", "hspace", "tag"].contains(String(name))
    {
      end += 1
    }
    return (.command(String(name)), end)
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  /// Zero-width space, function application, invisible times.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    [0x200B, 0x2061, 0x2062, 0xFEFF].contains(scalar.value)
  }

  /// Removes dollar signs, `\( \)` or `\[ \]` round the whole text.
  static func unwrapped(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var start = 0
    var end = scalars.count
    while start < end, scalars[start].properties.isWhitespace { start += 1 }
    while end > start, scalars[end - 1].properties.isWhitespace { end -= 1 }
    for (left, right) in [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")] {
      let width = left.unicodeScalars.count
      guard end - start >= 2 * width,
        scalars[start..<start + width].elementsEqual(left.unicodeScalars),
        scalars[end - width..<end].elementsEqual(right.unicodeScalars)
      else { continue }
      // Blanks keep the columns of errors right.
      var inner = scalars
      for index in start..<start + width { inner[index] = " " }
      for index in end - width..<end { inner[index] = " " }
      return inner
    }
    return scalars
  }
}
