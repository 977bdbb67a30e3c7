extension MathExpression.Kind {
  /// The same kind with other nodes inside, visited in reading order.
  package func mapped(_ body: (MathExpression) -> MathExpression) -> Self {
    switch self {
    case .row(let nodes): return .row(nodes.map(body))
    case .fraction(let top, let bottom):
      let top = body(top)
      return .fraction(numerator: top, denominator: body(bottom))
    case .binomial(let top, let bottom):
      let top = body(top)
      return .binomial(top, body(bottom))
    case .root(let radicand, let degree):
      let radicand = body(radicand)
      return .root(radicand, degree: degree.map(body))
    case .scripts(let base, let lower, let upper, let primes):
      let (base, lower) = (body(base), lower.map(body))
      return .scripts(base: base, subscript: lower, superscript: upper.map(body), primes: primes)
    case .prescripts(let base, let lower, let upper):
      let (base, lower) = (body(base), lower.map(body))
      return .prescripts(base: base, subscript: lower, superscript: upper.map(body))
    case .fenced(let open, let content, let close):
      return .fenced(open: open, body(content), close: close)
    case .accent(let accent, let base): return .accent(accent, body(base))
    case .over(let mark, let base):
      let base = body(base)
      return .over(body(mark), base: base)
    case .under(let mark, let base):
      let base = body(base)
      return .under(body(mark), base: base)
    case .matrix(let rows, let style):
      return .matrix(rows: rows.map { $0.map(body) }, style: style)
    default: return self
    }
  }
}
