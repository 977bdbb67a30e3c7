// The lenient canonical form: choices that spoken words do not settle are made in one way.

import SpokenMath

/// Rewrites strict canonical rows so that leniently equal formulas are identical.
enum LenientForm {
  /// Makes the lenient form of a row.
  static func row(_ strict: [CanonicalNode]) -> [CanonicalNode] {
    var nodes = namingFunctions(strict.flatMap { inside($0) })
    nodes = loweringFractions(nodes)
    nodes = baringArguments(nodes)
    return baringSlashes(nodes)
  }

  /// Rewrites what is inside a node, and signs and letters that stand for others.
  private static func inside(_ node: CanonicalNode) -> [CanonicalNode] {
    switch node {
    case .digit: return [node]
    case .letter(let name, let style):
      return [.letter(letters[name] ?? name, style == .roman ? .italic : style)]
    case .sign(let symbol): return [signs[symbol] ?? node]
    case .negated(let symbol):
      if case .sign(let other)? = signs[symbol] { return [.negated(other)] }
      return [node]
    case .name(let name): return [.name(name.lowercased())]
    case .scripted(let base, let lower, let upper):
      return [.scripted(base: scriptBase(base), lower: row(lower), upper: row(unbracketed(upper)))]
    case .bracketed(let open, let content, let close):
      return [.bracketed(open, row(content), close)]
    case .fraction(let upper, let lower): return [.fraction(row(upper), row(lower))]
    case .binomial(let upper, let lower): return [.binomial(row(upper), row(lower))]
    case .root(let radicand, let degree):
      return [.root(row(unbracketed(radicand)), degree: row(degree))]
    case .marked(let accent, let base): return [.marked(accent, row(base))]
    case .above(let mark, let base): return [.above(row(mark), base: row(base))]
    case .below(let mark, let base): return [.below(row(mark), base: row(base))]
    case .grid(let rows): return [.grid(rows.map { $0.map { row($0) } })]
    }
  }

  /// A fraction with a script needs brackets when it is written with a slash.
  private static func scriptBase(_ base: [CanonicalNode]) -> [CanonicalNode] {
    let nodes = row(base)
    if base.count == 1, case .fraction = base[0] { return [round(nodes)] }
    return nodes
  }

  // MARK: - Letters s, i, n in a row are the function

  private static func namingFunctions(_ nodes: [CanonicalNode]) -> [CanonicalNode] {
    var result: [CanonicalNode] = []
    var index = 0
    while index < nodes.count {
      let found = spelled.first { name in
        index + name.count <= nodes.count
          && zip(nodes[index...], name.dropLast()).allSatisfy { $0 == letter($1) }
          && core(nodes[index + name.count - 1]) == name.last.map(letter)
      }
      guard let found else {
        result.append(nodes[index])
        index += 1
        continue
      }
      index += found.count
      let name = CanonicalNode.name(String(found))
      if case .scripted(_, let lower, let upper) = nodes[index - 1] {
        result.append(.scripted(base: [name], lower: lower, upper: upper))
      } else {
        result.append(name)
      }
    }
    return result
  }

  private static func letter(_ character: Character) -> CanonicalNode {
    .letter(String(character), .italic)
  }

  /// The node itself, or the one node that carries its scripts.
  private static func core(_ node: CanonicalNode) -> CanonicalNode {
    if case .scripted(let base, _, _) = node, base.count == 1 { return base[0] }
    return node
  }

  // MARK: - \frac{a}{b} is a/b with the brackets that a slash needs

  private static func loweringFractions(_ nodes: [CanonicalNode]) -> [CanonicalNode] {
    nodes.flatMap { node -> [CanonicalNode] in
      guard case .fraction(let upper, let lower) = node else { return [node] }
      let above = unbracketed(upper)
      let below = unbracketed(lower)
      return (isDivided(above) ? [round(above)] : above) + [.sign(.slash)]
        + (isDivided(below) || factors(in: below) > 1 ? [round(below)] : below)
    }
  }

  private static func baringSlashes(_ nodes: [CanonicalNode]) -> [CanonicalNode] {
    var result: [CanonicalNode] = []
    for (index, node) in nodes.enumerated() {
      guard let inner = roundContent(node), !isDivided(inner) else {
        result.append(node)
        continue
      }
      let before = index > 0 ? nodes[index - 1] : nil
      let after = index + 1 < nodes.count ? nodes[index + 1] : nil
      let isNumerator = after == .sign(.slash) && (before.map(isOperator) ?? true)
      let isDenominator = before == .sign(.slash) && factors(in: inner) <= 1
      if isNumerator || isDenominator { result += inner } else { result.append(node) }
    }
    return result
  }

  // MARK: - \sin(x) is \sin x where the argument is one product

  private static func baringArguments(_ nodes: [CanonicalNode]) -> [CanonicalNode] {
    var result: [CanonicalNode] = []
    var afterFunction = false
    for node in nodes {
      if afterFunction, let inner = roundContent(node), !isSplit(inner) {
        result += inner
      } else {
        result.append(node)
      }
      if case .name(let name) = core(node) {
        afterFunction = takesArgument.contains(name)
      } else {
        afterFunction = false
      }
    }
    return result
  }

  // MARK: - Brackets

  private static func round(_ content: [CanonicalNode]) -> CanonicalNode {
    .bracketed(.openParenthesis, content, .closeParenthesis)
  }

  private static func roundContent(_ node: CanonicalNode) -> [CanonicalNode]? {
    guard case .bracketed(.openParenthesis, let content, .closeParenthesis) = node else {
      return nil
    }
    return content
  }

  /// Removes round brackets that enclose everything.
  private static func unbracketed(_ nodes: [CanonicalNode]) -> [CanonicalNode] {
    var nodes = nodes
    while nodes.count == 1, let content = roundContent(nodes[0]) { nodes = content }
    return nodes
  }

  /// Whether a slash beside this would tear it apart: it is a sum, a relation or has a slash.
  private static func isDivided(_ nodes: [CanonicalNode]) -> Bool {
    isSplit(nodes) || nodes.contains(.sign(.slash))
  }

  private static func isSplit(_ nodes: [CanonicalNode]) -> Bool {
    nodes.enumerated().contains { index, node in
      switch node {
      case .sign(.plus), .sign(.minus), .sign(.pm), .sign(.mp): index > 0
      case .sign(let symbol): separators.contains(symbol)
      default: node == .negated(.equals)
      }
    }
  }

  /// The number of factors side by side; a run of digits is one.
  private static func factors(in nodes: [CanonicalNode]) -> Int {
    var count = 0
    var afterDigit = false
    for node in nodes {
      let isDigit: Bool
      switch core(node) {
      case .digit, .sign(.period): isDigit = true
      default: isDigit = false
      }
      if !(isDigit && afterDigit) { count += 1 }
      afterDigit = isDigit
    }
    return count
  }

  private static func isOperator(_ node: CanonicalNode) -> Bool {
    guard case .sign(let symbol) = node else { return node == .negated(.equals) }
    return operators.contains(symbol) || separators.contains(symbol)
  }

  // MARK: - Tables

  private static let operators: Set<Symbol> = [.plus, .minus, .pm, .slash, .cdot]

  private static let separators: Set<Symbol> = [
    .equals, .less, .greater, .leq, .geq, .isIn, .approx, .equiv, .sim, .subset, .subseteq, .to,
    .implies, .equivalent, .cong, .comma, .semicolon, .colon, .mapsto, .propto,
  ]

  private static let letters: [String: String] = [
    "varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "varrho": "rho",
    "varsigma": "sigma", "varpi": "pi", "varkappa": "kappa",
  ]

  private static let signs: [Symbol: CanonicalNode] = [
    .cdots: .sign(.ldots), .times: .sign(.cdot), .ast: .sign(.cdot), .parallel: .sign(.doubleBar),
    .div: .sign(.slash), .subsetneq: .sign(.subset), .supsetneq: .sign(.supset),
    .simeq: .sign(.approx), .ell: letter("l"), .wp: letter("p"), .imath: letter("i"),
    .jmath: letter("j"), .triangle: .letter("Delta", .italic),
  ]

  private static let takesArgument: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos",
    "arctan", "log", "ln", "exp", "lg", "det", "tr", "dim", "ker", "rank", "deg", "max", "min",
  ]

  /// The same names as characters, longest first, so that sinh is not sin and h.
  private static let spelled: [[Character]] = takesArgument.map(Array.init).sorted {
    ($1.count, String($0)) < ($0.count, String($1))
  }
}
