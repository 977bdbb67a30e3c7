import SpokenMath

/// One reading of one text: recursive descent over TeX's groups.
struct LaTeXReading {
  var scanner: LaTeXScanner
  let unknown: LaTeXReader.Unknown
  /// The font of letters here; `.italic` is the usual one.
  var style = MathExpression.FontStyle.italic
  /// How many groups are open.
  var depth = 0

  init(scanner: LaTeXScanner, unknown: LaTeXReader.Unknown) {
    self.scanner = scanner
    self.unknown = unknown
  }

  /// What ends a row.
  enum Terminator: Equatable {
    case text
    case brace
    case bracket
    case right
    /// `&`, a line break or the end of the environment or text; none of them is consumed.
    case cell
  }

  /// Reads `text = row { ( "&" | "\\" ) row }`.
  mutating func wholeText() throws(LaTeXReaderError) -> MathExpression {
    let rows = try cells()
    switch scanner.peek() {
    case .end: break
    case let token: throw unexpected(token, wanted: "\\begin before it")
    }
    if rows.count == 1, rows[0].count == 1 { return rows[0][0] }
    return MathExpression(.matrix(rows: rows, style: .aligned))
  }

  /// Reads `row = { atom | script | font switch | "\over" }`.
  mutating func row(until end: Terminator) throws(LaTeXReaderError) -> MathExpression {
    try deeper { (reading: inout LaTeXReading) throws(LaTeXReaderError) in
      try reading.rowBody(until: end)
    }
  }

  private mutating func rowBody(
    until end: Terminator
  ) throws(LaTeXReaderError) -> MathExpression {
    let outerStyle = style
    defer { style = outerStyle }
    var row = LaTeXRow()
    var above: (command: String, expression: MathExpression)?
    var romanStart: Int?
    while try !ends(end) {
      switch scanner.peek() {
      case .character("^"), .character("_"), .character("'"), .character("′"), .character("’"):
        try script(on: &row)
      case .character(let scalar)
      where LaTeXReaderTables.superscripts[scalar] ?? LaTeXReaderTables.subscripts[scalar] != nil:
        try unicodeScript(on: &row)
      case .character(let scalar) where ("0"..."9").contains(scalar):
        scanner.next()
        row.append(digit: scalar)
      case .command(let name) where Self.infixCommands.contains(name):
        if above != nil { throw unexpected(scanner.peek(), wanted: "braces round one of the two") }
        scanner.next()
        above = (name, try finished(row, romanStart))
        row = LaTeXRow()
        romanStart = nil
      case .command(let name):
        if case .fontSwitch(let font)? = LaTeXReaderTables.commands[name] {
          scanner.next()
          style = font
          romanStart = font == .roman ? row.nodes.count : nil
        } else {
          try item(into: &row)
        }
      default: try item(into: &row)
      }
    }
    let last = try finished(row, romanStart)
    guard let above else { return last }
    return Self.stack(above.expression, last, command: above.command)
  }

  private static let infixCommands: Set<String> = ["over", "choose", "atop", "brack", "brace"]

  private static func stack(
    _ upper: MathExpression, _ lower: MathExpression, command: String
  ) -> MathExpression {
    switch command {
    case "over": return MathExpression(.fraction(numerator: upper, denominator: lower))
    case "choose": return MathExpression(.binomial(upper, lower))
    case "brack": return MathExpression(.matrix(rows: [[upper], [lower]], style: .brackets))
    case "brace": return MathExpression(.matrix(rows: [[upper], [lower]], style: .braces))
    default: return MathExpression(.matrix(rows: [[upper], [lower]], style: .plain))
    }
  }

  /// Consumes the terminator if it is next; errors where the row cannot go on.
  private mutating func ends(_ end: Terminator) throws(LaTeXReaderError) -> Bool {
    let token = scanner.peek()
    switch (end, token) {
    case (.text, .end), (.cell, .end): return true
    case (.brace, .character("}")), (.bracket, .character("]")), (.right, .command("right")):
      scanner.next()
      return true
    case (.cell, .character("&")), (.cell, .command("end")), (.cell, .character("}")): return true
    case (.cell, .command(let name)) where Self.lineBreaks.contains(name): return true
    case (_, .end):
      throw unexpected(token, wanted: Self.name(of: end))
    case (_, .character("}")), (_, .command("right")), (_, .command("end")):
      throw unexpected(token, wanted: Self.name(of: end))
    default: return false
    }
  }

  static let lineBreaks: Set<String> = ["\\", "cr", "newline", "tabularnewline"]

  private static func name(of end: Terminator) -> String {
    switch end {
    case .text: "the end"
    case .brace: "“}”"
    case .bracket: "“]”"
    case .right: "\\right"
    case .cell: "“&”, \\\\ or the end"
    }
  }

  private func finished(
    _ row: LaTeXRow, _ romanStart: Int?
  ) throws(LaTeXReaderError) -> MathExpression {
    var row = row
    if let romanStart, romanStart < row.nodes.count {
      let kept = Array(row.nodes[..<romanStart])
      let upright = Self.joiningUpright(Array(row.nodes[romanStart...]))
      row = LaTeXRow()
      row.append(kept)
      row.append(upright)
    }
    if case .paired(let expression) = row.finished(openLimit: LaTeXReader.depthLimit),
      Self.height(of: expression) <= LaTeXReader.heightLimit
    {
      return expression
    }
    throw .tooDeep(limit: LaTeXReader.depthLimit, column: scanner.position + 1)
  }

  /// `{\rm Tr}`: upright letters side by side are one word.
  static func joiningUpright(_ nodes: [MathExpression]) -> [MathExpression] {
    var result: [MathExpression] = []
    var word = ""
    func flush() {
      if !word.isEmpty { result.append(uprightWord(word)) }
      word = ""
    }
    for node in nodes {
      if case .identifier(let letter) = node.kind, letter.style == .roman, letter.name.count == 1 {
        word += letter.name
      } else {
        flush()
        result.append(node)
      }
    }
    flush()
    return result
  }

  static func uprightWord(_ word: String) -> MathExpression {
    if LaTeXTables.functionCommands.contains(word) { return MathExpression(.function(word)) }
    if word.count == 1 { return MathExpression(.identifier(.init(word, style: .roman))) }
    return MathExpression(.upright(word))
  }

  /// The number of nodes on the longest way down; whoever walks the tree needs that much stack.
  private static func height(of expression: MathExpression) -> Int {
    1 + (expression.parts.map { height(of: $0) }.max() ?? 0)
  }

  /// Runs a part one level deeper.
  mutating func deeper<Result>(
    _ part: (inout LaTeXReading) throws(LaTeXReaderError) -> Result
  ) throws(LaTeXReaderError) -> Result {
    guard depth < LaTeXReader.depthLimit else {
      throw .tooDeep(limit: LaTeXReader.depthLimit, column: scanner.column())
    }
    depth += 1
    defer { depth -= 1 }
    return try part(&self)
  }

  mutating func unexpected(_ token: LaTeXToken, wanted: String) -> LaTeXReaderError {
    .unexpected(found: token.description, wanted: wanted, column: scanner.column())
  }
}
