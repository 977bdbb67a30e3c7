extension MathExpression {
  /// What of a formula natural speech can tell: spaces, the height of dots and
  /// whether a degree sign is raised are not heard.
  var heard: MathExpression {
    func optional(_ part: MathExpression?) -> MathExpression? { part.map(\.heard) }
    switch kind {
    case .row(let nodes):
      var heard: [MathExpression] = []
      for node in nodes {
        if case .space = node.kind { continue }
        if node.kind == .symbol(.degree), let base = heard.popLast() {
          let circle = MathExpression(.symbol(.circ))
          heard.append(
            MathExpression(.scripts(base: base, subscript: nil, superscript: circle, primes: 0)))
        } else {
          heard.append(node.heard)
        }
      }
      return .row(heard)
    case .symbol(.cdots): return MathExpression(.symbol(.ldots))
    case .fraction(let numerator, let denominator):
      return MathExpression(
        .fraction(numerator: numerator.heard, denominator: denominator.heard))
    case .binomial(let upper, let lower): return MathExpression(.binomial(upper.heard, lower.heard))
    case .root(let radicand, let degree):
      return MathExpression(.root(radicand.heard, degree: optional(degree)))
    case .scripts(let base, let lower, let upper, let primes):
      return MathExpression(
        .scripts(
          base: base.heard, subscript: optional(lower), superscript: optional(upper),
          primes: primes))
    case .prescripts(let base, let lower, let upper):
      return MathExpression(
        .prescripts(base: base.heard, subscript: optional(lower), superscript: optional(upper)))
    case .fenced(let open, let content, let close):
      return MathExpression(.fenced(open: open, content.heard, close: close))
    case .accent(let accent, let base): return MathExpression(.accent(accent, base.heard))
    case .over(let label, let base): return MathExpression(.over(label.heard, base: base.heard))
    case .under(let label, let base): return MathExpression(.under(label.heard, base: base.heard))
    case .matrix(let rows, let style):
      return MathExpression(.matrix(rows: rows.map { $0.map(\.heard) }, style: style))
    case .text(let text):
      return MathExpression(.text(text.split(separator: " ").joined(separator: " ")))
    case .number, .identifier, .function, .symbol, .negated, .upright, .space: return self
    }
  }
}
