import SpokenMath

// Rows and cells: matrices, cases, lines of working.
extension LaTeXReading {
  /// Reads `environment = "\begin" "{" name "}" cells "\end" "{" name "}"`.
  mutating func environment() throws(LaTeXReaderError) -> [MathExpression] {
    let column = scanner.column()
    let name = try environmentName()
    if Self.withColumns.contains(name) {
      if scanner.skip("[") { _ = try row(until: .bracket) }
      if scanner.rawGroup() == nil {
        throw unexpected(.end, wanted: "the columns of \(name)")
      }
    }
    let rows = try deeper { (reading: inout LaTeXReading) throws(LaTeXReaderError) in
      try reading.cells()
    }
    guard scanner.peek() == .command("end") else {
      throw unexpected(scanner.peek(), wanted: "\\end{\(name)}")
    }
    scanner.next()
    let endColumn = scanner.column()
    let end = try environmentName()
    guard end == name else {
      throw .unexpected(found: "\\end{\(end)}", wanted: "\\end{\(name)}", column: endColumn)
    }
    if let style = Self.styles[name] { return [MathExpression(.matrix(rows: rows, style: style))] }
    if name == "rcases" {
      return [
        MathExpression(
          .fenced(
            open: .none, MathExpression(.matrix(rows: rows, style: .plain)), close: .closeBrace))
      ]
    }
    guard Self.lines.contains(name) else {
      throw .unexpected(
        found: "\\begin{\(name)}", wanted: "an environment that Dictex writes", column: column)
    }
    if rows.count == 1, rows[0].count == 1 { return rows[0][0].nodes }
    return [MathExpression(.matrix(rows: rows, style: .aligned))]
  }

  private mutating func environmentName() throws(LaTeXReaderError) -> String {
    let column = scanner.column()
    guard scanner.peek() == .character("{"), let raw = scanner.rawGroup(), raw.utf8.count < 40
    else {
      throw .unexpected(
        found: scanner.peek().description, wanted: "an environment's name in braces",
        column: column)
    }
    return String(String.UnicodeScalarView(raw.unicodeScalars.filter { $0 != " " && $0 != "*" }))
  }

  /// Reads `cells = row { ( "&" | "\\" [ "[" length "]" ] ) row }`.
  mutating func cells() throws(LaTeXReaderError) -> [[MathExpression]] {
    var rows: [[MathExpression]] = [[]]
    while true {
      rows[rows.count - 1].append(try row(until: .cell))
      switch scanner.peek() {
      case .character("&"): scanner.next()
      case .command(let name) where Self.lineBreaks.contains(name):
        scanner.next()
        scanner.skipLineSkip()
        rows.append([])
      default:
        while rows.count > 1, rows[rows.count - 1].allSatisfy(\.isEmpty) { rows.removeLast() }
        return rows
      }
    }
  }

  private static let withColumns: Set<String> = [
    "array", "tabular", "alignat", "alignedat", "darray",
  ]

  private static let styles: [String: MathExpression.MatrixStyle] = [
    "matrix": .plain, "smallmatrix": .plain, "array": .plain, "tabular": .plain, "darray": .plain,
    "pmatrix": .parentheses, "bmatrix": .brackets, "Bmatrix": .braces, "vmatrix": .bars,
    "Vmatrix": .doubleBars, "cases": .cases, "dcases": .cases,
  ]

  private static let lines: Set<String> = [
    "aligned", "align", "split", "gathered", "gather", "multline", "eqnarray", "equation",
    "displaymath", "math", "alignat", "alignedat", "flalign",
  ]
}
