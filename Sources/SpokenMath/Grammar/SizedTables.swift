/// Tables whose size, rows and columns are said: “the two by two matrix row one column one a …”.
extension FormulaParser {
  /// What a number at the start of a table says.
  private struct TableHead {
    var rows: Int?
    var columns: Int?
    var style: MathExpression.MatrixStyle
    /// How many tokens the head takes.
    var length: Int
  }

  /// Reads a table that starts with its size, or nothing if a number is all that stands here.
  ///
  ///     sized-table = number "by" number [ shape ] ( "matrix" | "determinant" ) table
  ///                 | number ( "lines" | "cases" ) table ;
  mutating func parseSizedTable() throws(SpokenMathError) -> MathExpression? {
    guard let head = tableHead else { return nil }
    let start = position
    position += head.length
    _ = take(.of)
    return try parseTable(head, from: start)
  }

  /// “start layout enlarged left brace 1st row … end layout”.
  ///
  ///     layout = "start layout" [ "left brace" ] table ;
  mutating func parseLayout() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    var head = TableHead(style: .plain, length: 0)
    if case .open(.openBrace)? = next {
      position += 1
      head.style = .cases
    }
    return try parseTable(head, from: start)
  }

  private var tableHead: TableHead? {
    guard case .number(let first)? = next, let count = Int(first), (1...64).contains(count) else {
      return nil
    }
    if isNext(.row, at: 1), isNext(.row, at: 2), isNumber(at: 3) {
      return TableHead(rows: count, columns: nil, style: .aligned, length: 2)
    }
    if isNext(.cases, at: 1), isNext(.cases, at: 2), isNumber(at: 3) {
      return TableHead(rows: count, columns: nil, style: .cases, length: 2)
    }
    guard isNext(.by, at: 1), case .number(let second)? = peek(2), let columns = Int(second),
      (1...64).contains(columns)
    else { return nil }
    for offset in 3...4 {
      switch peek(offset) {
      case .keyword(.matrix), .keyword(.vectorOf):
        return TableHead(
          rows: count, columns: columns, style: .parentheses, length: offset + 1)
      case .function("det"), .keyword(.determinantOf):
        return TableHead(rows: count, columns: columns, style: .bars, length: offset + 1)
      // “column matrix”, “diagonal matrix”, “identity matrix”.
      case .keyword(.column), .keyword(.row), .function("diag"), .function("id"): continue
      default: return nil
      }
    }
    return nil
  }

  private mutating func parseTable(
    _ head: TableHead, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    openLabelledRows += 1
    defer { openLabelledRows -= 1 }
    var rows: [[MathExpression]] = []
    if startsRowLabel || isNext(.column) {
      while startsRowLabel || isNext(.column), rows.count < 64 {
        if startsRowLabel { takeLabel() }
        rows.append(try parseLabelledRow(head))
      }
    } else {
      var cells: [MathExpression] = []
      while startsFactor || startsSign(at: 0), cells.count < 4096 {
        let before = position
        cells += try parseUnlabelledRow(columns: head.columns)
        if !take(.nextRow), position == before { break }
      }
      let width = max(1, head.columns ?? cells.count)
      rows = stride(from: 0, to: cells.count, by: width).map {
        Array(cells[$0..<min($0 + width, cells.count)])
      }
    }
    _ = take(.endMatrix)
    return node(.matrix(rows: squared(rows, head), style: head.style), from: start)
  }

  /// “column one one column two three” alone is the diagonal of a matrix.
  private func squared(_ rows: [[MathExpression]], _ head: TableHead) -> [[MathExpression]] {
    guard rows.count == 1, let count = head.rows, count > 1, head.columns == count,
      rows[0].count == count
    else { return rows }
    return (0..<count).map { row in
      (0..<count).map { $0 == row ? rows[0][row] : MathExpression(.number("0")) }
    }
  }

  /// “row two”, “second row”, “next row”, “case two”.
  private var startsRowLabel: Bool {
    if case .ordinal? = next { return isNext(.row, at: 1) }
    return isNext(.row) || isNext(.nextRow) || isNext(.cases) && isNumber(at: 1)
  }

  private mutating func takeLabel() {
    if case .ordinal? = next {
      position += 2
      return
    }
    let isCounted = !isNext(.nextRow)
    position += 1
    if isCounted, isNumber(at: 0) { position += 1 }
    if next == .separator(.colon) { position += 1 }
  }

  private var startsColumnLabel: Bool {
    if case .ordinal? = next { return isNext(.column, at: 1) }
    return isNext(.column)
  }

  private mutating func parseLabelledRow(
    _ head: TableHead
  ) throws(SpokenMathError) -> [MathExpression] {
    var cells: [MathExpression] = []
    while startsColumnLabel, cells.count < 64 {
      takeLabel()
      cells.append(.row(try parseFormula(isTop: false)))
    }
    if !cells.isEmpty { return cells }
    switch head.style {
    case .aligned: return Self.alignedCells(try parseFormula(isTop: false))
    case .cases: return Self.caseCells(try parseFormula(isTop: false))
    default: return try parseUnlabelledRow(columns: head.columns)
    }
  }

  /// A row whose columns are not said: commas, or one term a cell.
  private mutating func parseUnlabelledRow(
    columns: Int?
  ) throws(SpokenMathError) -> [MathExpression] {
    if columns == 1 { return [.row(try parseSum(.group))] }
    if hasCommaInRow {
      var cells: [MathExpression] = []
      repeat { cells.append(.row(try parseSum(.group))) } while takeComma() && cells.count < 64
      return cells
    }
    return try parseRow()
  }

  private var hasCommaInRow: Bool {
    for offset in 0..<24 {
      switch peek(offset) {
      case .separator(.comma): return true
      case .keyword(.row), .keyword(.column), .keyword(.nextRow), .keyword(.endMatrix), nil:
        return false
      default: continue
      }
    }
    return false
  }

  /// Lines of working meet at their relation.
  private static func alignedCells(_ nodes: [MathExpression]) -> [MathExpression] {
    let relation = nodes.firstIndex { node in
      switch node.kind {
      case .symbol(let symbol), .negated(let symbol): return symbol.role == .relation
      default: return false
      }
    }
    guard let relation, relation > 0 else { return [.row(nodes)] }
    return [.row(Array(nodes[..<relation])), .row(Array(nodes[relation...]))]
  }
}
