/// Matrices, column vectors and cases.
extension FormulaParser {
  /// “matrix a b next row c d end matrix”, “the two by two matrix …”.
  ///
  ///     matrix = "matrix" row { "next row" row } [ "end matrix" ] ;
  ///     row    = cell { ( "comma" | "and" ) cell } ;
  mutating func parseMatrix(_ keyword: Keyword) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.of)
    openMatrices += 1
    defer { openMatrices -= 1 }
    var rows: [[MathExpression]] = [try parseRow()]
    while take(.nextRow) || take(.by) {
      rows.append(try parseRow())
      if rows.count > 64 { break }
    }
    _ = take(.endMatrix)
    let style = MathExpression.MatrixStyle(keyword)
    if keyword == .vectorOf, rows.count == 1, tokens[start].wordRange.count > 1 {
      rows = rows[0].map { [$0] }
    }
    return node(.matrix(rows: rows, style: style), from: start)
  }

  mutating func parseRow() throws(SpokenMathError) -> [MathExpression] {
    var cells: [MathExpression] = []
    while startsFactor || startsSign(at: 0) {
      var sign: [MathExpression] = []
      let start = position
      if startsSign(at: 0), case .infix(let symbol)? = next {
        sign = [node(.symbol(symbol), from: position)]
        position += 1
      }
      let factor = startsFactor ? try parseSum(.operandCell) : []
      cells.append(node(.row(sign + factor), from: start).unwrapped)
      _ = takeComma() || take(.and) || take(.nextColumn)
      if position == start || cells.count > 64 { break }
    }
    return cells
  }

  /// “cases x if x greater than zero next minus x otherwise”.
  ///
  ///     cases = "cases" formula { "next" formula } ;
  mutating func parseCases() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    openMatrices += 1
    defer { openMatrices -= 1 }
    var rows: [[MathExpression]] = []
    repeat {
      let nodes = try parseFormula(isTop: false)
      rows.append(Self.caseCells(nodes))
    } while take(.nextRow) && rows.count < 64
    _ = take(.endMatrix)
    return node(.matrix(rows: rows, style: .cases), from: start)
  }

  /// The condition starts at its word: “if”, “otherwise”.
  static func caseCells(_ nodes: [MathExpression]) -> [MathExpression] {
    guard
      let split = nodes.firstIndex(where: { node in
        if case .text = node.kind { return true }
        return false
      }), split > 0
    else { return [.row(nodes)] }
    return [.row(Array(nodes[..<split])), .row(Array(nodes[split...]))]
  }
}

extension MathExpression.MatrixStyle {
  /// The style that this word of the grammar gives a matrix.
  init(_ keyword: Keyword) {
    switch keyword {
    case .plainMatrix: self = .plain
    case .bracketMatrix, .vectorOf: self = .brackets
    case .braceMatrix: self = .braces
    case .barMatrix, .determinantOf: self = .bars
    case .doubleBarMatrix: self = .doubleBars
    case .cases: self = .cases
    case .aligned: self = .aligned
    default: self = .parentheses
    }
  }
}

extension MathExpression {
  /// A row of one node is that node.
  var unwrapped: MathExpression {
    if case .row(let nodes) = kind, nodes.count == 1 { return nodes[0] }
    return self
  }
}
