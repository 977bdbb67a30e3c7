import SpokenMath

// Everything in a row that is no script: characters, groups, commands and their arguments.
extension LaTeXReading {
  /// Reads `atom = character | "{" row "}" | command { argument }`.
  mutating func item(into row: inout LaTeXRow) throws(LaTeXReaderError) {
    let token = scanner.peek()
    switch token {
    case .character("{"):
      scanner.next()
      let group = try self.row(until: .brace)
      if isScriptNext() { row.append(group) } else { row.append(group.nodes) }
    case .character("~"): scanner.next()
    case .character("."):
      scanner.next()
      if scanner.skipAdjacent("..") {
        row.append(MathExpression(.symbol(.ldots)))
      } else if scanner.digitFollows {
        row.appendPoint()
      } else {
        row.append(MathExpression(.symbol(.period)))
      }
    case .character(":"):
      scanner.next()
      if scanner.skipAdjacent("=") {
        row.append(MathExpression(.symbol(.colonEquals)))
      } else {
        row.append(MathExpression(.symbol(.colon)))
      }
    case .character("="):
      scanner.next()
      row.append(MathExpression(.symbol(scanner.skipAdjacent(":") ? .equalsColon : .equals)))
    case .character(let scalar):
      row.append(try character(scalar))
    case .command(let name):
      let nodes = try command(name)
      // \mathbb{CP}^2: the script belongs to both letters.
      if nodes.count > 1, isScriptNext(), case .font? = LaTeXReaderTables.commands[name] {
        row.append(MathExpression(.row(nodes)))
      } else {
        row.append(nodes)
      }
    case .end:
      throw unexpected(token, wanted: "a letter, digit, sign or command")
    }
  }

  private mutating func isScriptNext() -> Bool {
    switch scanner.peek() {
    case .character("^"), .character("_"), .character("'"): true
    default: false
    }
  }

  /// Reads `argument = "{" row "}" | one token with its own arguments`.
  mutating func argument(of name: String) throws(LaTeXReaderError) -> MathExpression {
    while case .command(let next) = scanner.peek(),
      case .ignored? = LaTeXReaderTables.commands[next]
    {
      scanner.next()
    }
    let token = scanner.peek()
    switch token {
    case .character("{"):
      scanner.next()
      return try row(until: .brace)
    case .character("}"), .character("^"), .character("_"), .character("&"), .end,
      .command("right"), .command("end"):
      throw unexpected(token, wanted: "what \(name) applies to")
    case .character(let scalar) where ("0"..."9").contains(scalar):
      scanner.next()
      return MathExpression(.number(String(scalar)))
    case .character(let scalar):
      return .row(try character(scalar))
    case .command(let command):
      return try deeper { (reading: inout LaTeXReading) throws(LaTeXReaderError) in
        .row(try reading.command(command))
      }
    }
  }

  /// Reads one character that needs nothing after it.
  private mutating func character(
    _ scalar: Unicode.Scalar
  ) throws(LaTeXReaderError) -> [MathExpression] {
    let column = scanner.column()
    scanner.next()
    if LaTeXScanner.isLetter(scalar) {
      return [MathExpression(.identifier(.init(String(scalar), style: style)))]
    }
    if let symbol = LaTeXReaderTables.ascii[scalar] { return [MathExpression(.symbol(symbol))] }
    switch LaTeXReaderTables.unicode[scalar] {
    case .symbol(let symbol)?: return [MathExpression(.symbol(symbol))]
    case .negated(let symbol)?: return [MathExpression(.negated(symbol))]
    case .letter(let name)?: return [MathExpression(.identifier(.init(name, style: style)))]
    case .styledLetter(let name, let font)?:
      return [MathExpression(.identifier(.init(name, style: font)))]
    case .ignored?: return []
    default: break
    }
    if scalar == "√" { return [MathExpression(.root(try argument(of: "√"), degree: nil))] }
    if case .keepAsText = unknown, scalar == "$" { return [] }
    guard case .keepAsText = unknown, scalar != "}", scalar != "&" else {
      throw .unknownCharacter(
        scalar.properties.isWhitespace || scalar.value < 32
          ? "character U+" + String(scalar.value, radix: 16, uppercase: true) : "“\(scalar)”",
        column: column)
    }
    return [MathExpression(.text(String(scalar)))]
  }

  /// Reads a script sign and what it raises or lowers.
  mutating func script(on row: inout LaTeXRow) throws(LaTeXReaderError) {
    let column = scanner.column()
    let fits: Bool
    switch scanner.peek() {
    case .character("^"):
      scanner.next()
      fits = row.attach(.upper(try scriptContent(of: "^")))
    case .character("_"):
      scanner.next()
      fits = row.attach(.lower(try scriptContent(of: "_")))
    default:
      var primes = 0
      while [.character("'"), .character("′"), .character("’")].contains(scanner.peek()) {
        scanner.next()
        primes += 1
      }
      fits = row.attach(.primes(primes))
    }
    if !fits {
      throw .unexpected(
        found: "a second script of one kind", wanted: "braces that say what it belongs to",
        column: column)
    }
  }

  /// Fonts other than roman reach letters, not what stands in their scripts.
  private mutating func scriptContent(
    of sign: String
  ) throws(LaTeXReaderError) -> MathExpression {
    let outer = style
    if style != .roman { style = .italic }
    defer { style = outer }
    return try argument(of: sign)
  }

  /// `²` and its kind, as many as follow each other.
  mutating func unicodeScript(on row: inout LaTeXRow) throws(LaTeXReaderError) {
    let column = scanner.column()
    guard case .character(let first) = scanner.peek() else { return }
    let isUpper = LaTeXReaderTables.superscripts[first] != nil
    let table = isUpper ? LaTeXReaderTables.superscripts : LaTeXReaderTables.subscripts
    var content = LaTeXRow()
    while case .character(let scalar) = scanner.peek(), let plain = table[scalar] {
      scanner.next()
      if let symbol = LaTeXReaderTables.ascii[plain] {
        content.append(MathExpression(.symbol(symbol)))
      } else if LaTeXScanner.isLetter(plain) {
        content.append(MathExpression(.identifier(.init(String(plain)))))
      } else {
        content.append(digit: plain)
      }
    }
    let expression = MathExpression.row(content.nodes)
    if !row.attach(isUpper ? .upper(expression) : .lower(expression)) {
      throw .unexpected(
        found: "a second script of one kind", wanted: "braces that say what it belongs to",
        column: column)
    }
  }
}
