/// Matrices, cases and lines of working, row by row.
extension Speech {
  /// “matrix a next column b next row c next column d end matrix”.
  mutating func sayMatrix(_ rows: [[MathExpression]], _ style: MathExpression.MatrixStyle) {
    switch style {
    case .plain: say(.plainMatrix)
    case .parentheses: say(.matrix)
    case .brackets: say(.bracketMatrix)
    case .braces: say(.braceMatrix)
    case .bars: say(.barMatrix)
    case .doubleBars: say(.doubleBarMatrix)
    case .cases: say(.cases)
    case .aligned: say(.aligned)
    }
    let isShort = manner.verbosity == .brief
    for (index, row) in rows.enumerated() {
      if index > 0 { say(.nextRow) }
      for (column, cell) in row.enumerated() {
        if column > 0, !isShort, isVerbose || style != .cases { say(.nextColumn) }
        say(cell)
      }
    }
    if !isShort { say(.endMatrix) }
  }
}
