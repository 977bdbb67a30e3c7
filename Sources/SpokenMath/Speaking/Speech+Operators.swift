/// Big operators and limits with their bounds.
extension Speech {
  /// “sum from i equals one to n of”, “limit as x goes to zero of”; false for any other base.
  mutating func sayBounds(
    _ base: MathExpression, _ lower: MathExpression, _ upper: MathExpression?
  ) -> Bool {
    switch base.kind {
    case .symbol(let symbol) where symbol.role == .big:
      saySymbol(symbol)
      say(upper == nil ? .over : .from)
    case .function(let name) where ["lim", "limsup", "liminf"].contains(name) && upper == nil:
      sayFunction(name)
      say(.asWord)
    case .function(let name)
    where FunctionTables.limited.contains(name) && name != "det" && upper == nil:
      sayFunction(name)
      say(.over)
    default: return false
    }
    say(lower)
    if let upper {
      say(.to)
      say(upper)
    }
    say(.of)
    return true
  }
}
