import SpokenMath

extension MathExpression {
  /// The nodes directly below this one, in reading order.
  package var parts: [MathExpression] {
    switch kind {
    case .row(let nodes): return nodes
    case .fraction(let numerator, let denominator): return [numerator, denominator]
    case .binomial(let upper, let lower): return [upper, lower]
    case .root(let radicand, let degree): return [radicand] + [degree].compactMap { $0 }
    case .scripts(let base, let lower, let upper, _), .prescripts(let base, let lower, let upper):
      return [base] + [lower, upper].compactMap { $0 }
    case .fenced(_, let content, _), .accent(_, let content): return [content]
    case .over(let mark, let base), .under(let mark, let base): return [mark, base]
    case .matrix(let rows, _): return rows.flatMap { $0 }
    case .number, .identifier, .function, .symbol, .negated, .text, .upright, .space: return []
    }
  }

  /// Whether a number stands first, so that digits before it would join it.
  var beginsWithNumber: Bool {
    switch kind {
    case .number: return true
    case .scripts(let base, _, _, _): return base.beginsWithNumber
    default: return false
    }
  }
}
