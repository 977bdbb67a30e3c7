import SpokenMath
import Typesetting

/// Random formulas in the form that LaTeX and the grammar give: rows are flat and never of one node,
/// scripts and primes are gathered on one base, and nothing stands side by side that would melt.
struct RandomFormula {
  var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(state: seed)
  }

  /// A formula of at most so many constructs in each other.
  mutating func formula(depth: Int) -> MathExpression {
    .row(row(depth: depth, most: 5))
  }

  // MARK: - Rows

  private mutating func row(depth: Int, most: Int) -> [MathExpression] {
    var nodes: [MathExpression] = []
    let count = Int.random(in: 1...most, using: &generator)
    while nodes.count < count {
      let node = chance(3) && !nodes.isEmpty ? sign() : operand(depth: depth)
      if meltsInto(nodes.last, node) { continue }
      nodes.append(node)
    }
    // A space at the end, or before a script, is a matter of looks.
    if case .space? = nodes.last?.kind { nodes[nodes.count - 1] = letter() }
    return nodes
  }

  private mutating func content(depth: Int) -> MathExpression {
    if chance(40) { return .empty }
    return .row(row(depth: depth - 1, most: chance(2) ? 1 : 4))
  }

  /// What is written without a mark between it and its neighbour may be read as one thing.
  private func meltsInto(_ left: MathExpression?, _ right: MathExpression) -> Bool {
    guard let left else {
      return right.kind == .symbol(.degree)
    }
    switch (left.kind, right.kind) {
    case (.text, .text), (.space, .number), (.space, .scripts), (.space, .space): return true
    case (_, .symbol(.degree)):
      guard case .number = left.kind else { return true }
      return false
    case (.space, .prescripts): return false
    case (.symbol(let one), .symbol(let other)):
      return [one, other].allSatisfy { $0 == .factorial || $0 == .doubleFactorial }
    case (.scripts(let base, _, _, 0), _): return base.isEmpty
    default: return false
    }
  }

  // MARK: - Operands

  private mutating func operand(depth: Int) -> MathExpression {
    if depth <= 0 || chance(3) { return leaf() }
    switch Int.random(in: 0..<14, using: &generator) {
    case 0, 1:
      return node(
        .fraction(numerator: content(depth: depth), denominator: content(depth: depth)))
    case 2: return node(.root(content(depth: depth), degree: chance(2) ? nil : degree(depth)))
    case 3, 4, 5: return scripts(depth: depth)
    case 6, 7: return fence(depth: depth)
    case 8: return node(.accent(pick(Self.accents), nonEmpty(depth: depth)))
    case 9: return node(.binomial(content(depth: depth), content(depth: depth)))
    case 10: return bounded(depth: depth)
    case 11: return matrix(depth: depth)
    case 12: return prescripts(depth: depth)
    default: return label(depth: depth)
    }
  }

  private mutating func leaf() -> MathExpression {
    switch Int.random(in: 0..<22, using: &generator) {
    case 0..<9: return letter()
    case 9..<14: return number()
    case 14, 15: return node(.function(pick(Self.functions)))
    case 16, 17: return node(.symbol(pick(Self.ordinarySigns)))
    case 18: return node(.text(text()))
    case 19: return node(.upright(pick(Self.uprights)))
    case 20: return node(.negated(pick(Self.negatedSigns)))
    default: return node(.space(pick(MathExpression.Space.allCases)))
    }
  }

  private mutating func sign() -> MathExpression { node(.symbol(pick(Self.otherSigns))) }

  private mutating func letter() -> MathExpression {
    let name = chance(4) ? pick(Self.greek) : pick(Self.latin)
    guard chance(5) else { return node(.identifier(.init(name))) }
    var style = pick(MathExpression.FontStyle.allCases)
    // There is no upright Greek; digits in a font are letters of the tree.
    if style == .roman, name.count > 1 { style = .bold }
    if style != .italic, style != .roman, chance(5) {
      return node(.identifier(.init(pick(["0", "1", "7"]), style: style)))
    }
    return node(.identifier(.init(name, style: style)))
  }

  private mutating func number() -> MathExpression {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return node(.number("\(Int.random(in: 10...99_999, using: &generator)).\(digits(3))"))
    case 1: return node(.number(String(Int.random(in: 100...9_999_999_999, using: &generator))))
    case 2: return node(.number("0" + digits(2)))
    case 3: return node(.number(digits(20)))
    case 4, 5: return node(.number(String(Int.random(in: 10...99, using: &generator))))
    default: return node(.number(String(Int.random(in: 0...9, using: &generator))))
    }
  }

  private mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in pick(Array("0123456789")) })
  }

  private mutating func text() -> String {
    let words = (0..<Int.random(in: 1...3, using: &generator)).map { _ in pick(Self.textWords) }
    let inner = words.joined(separator: pick([" ", " ", ", ", "-", ". "]))
    return chance(2) ? " " + inner + " " : inner
  }

  // MARK: - Constructs

  private mutating func degree(_ depth: Int) -> MathExpression {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return node(.number(String(Int.random(in: 1...24, using: &generator))))
    case 1: return node(.identifier(.init(pick(Self.latin))))
    default: return nonEmpty(depth: depth)
    }
  }

  private mutating func nonEmpty(depth: Int) -> MathExpression {
    .row(row(depth: depth - 1, most: chance(2) ? 1 : 3))
  }

  private mutating func base(depth: Int) -> MathExpression {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return fence(depth: depth - 1)
    case 1:
      // A script on a brace is a label; those come from label(depth:).
      let mark = pick(Self.accents.filter { $0 != .overbrace && $0 != .underbrace })
      return node(.accent(mark, letter()))
    case 2: return number()
    case 3: return node(.function(pick(Self.functions)))
    case 4:
      // A group, as in {a + b}^2.
      let nodes = row(depth: depth - 1, most: 3)
      guard nodes.count > 1 else { return letter() }
      return .row(nodes)
    case 5: return node(.upright(pick(Self.uprights)))
    case 6: return node(.fraction(numerator: letter(), denominator: number()))
    default: return letter()
    }
  }

  private mutating func scripts(depth: Int) -> MathExpression {
    let lower = chance(2) ? nil : content(depth: depth)
    let upper = chance(3) ? nil : superscript(depth: depth)
    let primes = chance(5) ? Int.random(in: 1...4, using: &generator) : 0
    var base = base(depth: depth)
    guard lower != nil || upper != nil || primes > 0 else { return letter() }
    if primes == 0, lower == nil, upper?.kind == .symbol(.circ) { return base }
    if chance(12), primes == 0, lower != nil || upper != nil {
      // A power of a power, as in {x^2}^3.
      base = node(
        .scripts(
          base: letter(), subscript: nil, superscript: superscript(depth: 0), primes: 0))
      if case .scripts(_, _, let inner?, _) = base.kind, inner.kind == .symbol(.circ) {
        return base
      }
      guard upper != nil, lower == nil else { return base }
    }
    return node(.scripts(base: base, subscript: lower, superscript: upper, primes: primes))
  }

  /// Primes at its beginning would be primes of the base.
  private mutating func superscript(depth: Int) -> MathExpression {
    let expression = chance(2) ? leafExponent() : content(depth: depth)
    return expression.nodes.first?.kind == .symbol(.prime) ? node(.number("2")) : expression
  }

  private mutating func leafExponent() -> MathExpression {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return node(.number("2"))
    case 1: return node(.number("3"))
    case 2: return .row([node(.symbol(.minus)), node(.number("1"))])
    case 3: return node(.symbol(pick([.ast, .dagger, .plus, .minus, .perp])))
    case 4: return node(.identifier(.init("T")))
    default: return letter()
    }
  }

  private mutating func prescripts(depth: Int) -> MathExpression {
    let lower = chance(2) ? nil : nonEmpty(depth: depth)
    let upper = lower == nil || chance(2) ? superscript(depth: depth) : nil
    if lower == nil, upper?.kind == .symbol(.circ) { return letter() }
    var base = chance(2) ? letter() : node(.upright(pick(Self.uprights)))
    if chance(4) {
      base = node(.scripts(base: base, subscript: letter(), superscript: nil, primes: 0))
    }
    return node(.prescripts(base: base, subscript: lower, superscript: upper))
  }

  private mutating func fence(depth: Int) -> MathExpression {
    let pairs: [(MathExpression.Delimiter, MathExpression.Delimiter)] = [
      (.openParenthesis, .closeParenthesis), (.openParenthesis, .closeParenthesis),
      (.openBracket, .closeBracket), (.openBrace, .closeBrace), (.bar, .bar),
      (.doubleBar, .doubleBar), (.openFloor, .closeFloor), (.openCeiling, .closeCeiling),
      (.openAngle, .closeAngle),
    ]
    if chance(5) {
      let open = pick(MathExpression.Delimiter.allCases)
      let close = pick(MathExpression.Delimiter.allCases)
      // The bar of a bra or ket may pair with any other bar beside it.
      let isDirac = open == .bar && close == .closeAngle || open == .openAngle && close == .bar
      if !isDirac { return node(.fenced(open: open, content(depth: depth), close: close)) }
    }
    let (open, close) = pick(pairs)
    return node(.fenced(open: open, content(depth: depth), close: close))
  }

  private mutating func bounded(depth: Int) -> MathExpression {
    let lower = nonEmpty(depth: depth)
    if chance(3) {
      return node(
        .scripts(
          base: node(.function(pick(["lim", "limsup", "max", "inf", "argmin"]))),
          subscript: lower, superscript: nil, primes: 0))
    }
    return node(
      .scripts(
        base: node(.symbol(pick(Self.bigSigns))), subscript: lower,
        superscript: chance(2) ? nil : superscript(depth: depth), primes: 0))
  }

  private mutating func matrix(depth: Int) -> MathExpression {
    let style = pick(MathExpression.MatrixStyle.allCases)
    let columns = Int.random(in: 1...3, using: &generator)
    var rows = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      (0..<columns).map { _ in content(depth: depth) }
    }
    // An empty last line is none, and lines of working of one cell are no table.
    rows[rows.count - 1][0] = letter()
    if style == .aligned, rows.count == 1, columns == 1 { rows.append([number()]) }
    return node(.matrix(rows: rows, style: style))
  }

  private mutating func label(depth: Int) -> MathExpression {
    var mark = nonEmpty(depth: depth)
    // A prime on a brace is a prime.
    if mark.nodes.first?.kind == .symbol(.prime) { mark = letter() }
    if chance(2) {
      let brace = node(.accent(.overbrace, nonEmpty(depth: depth)))
      return chance(2) ? node(.over(mark, base: nonBrace())) : node(.over(mark, base: brace))
    }
    let brace = node(.accent(.underbrace, nonEmpty(depth: depth)))
    return chance(2) ? node(.under(mark, base: nonBrace())) : node(.under(mark, base: brace))
  }

  private mutating func nonBrace() -> MathExpression {
    chance(2) ? letter() : node(.symbol(pick([.to, .equals, .sim])))
  }

  // MARK: - Choices

  private func node(_ kind: MathExpression.Kind) -> MathExpression { MathExpression(kind) }

  private mutating func chance(_ one: Int) -> Bool {
    Int.random(in: 0..<one, using: &generator) == 0
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }

  // MARK: - What there is

  private static let latin = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
  private static let greek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta",
    "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi",
    "varphi", "chi", "psi", "omega", "digamma", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
    "Sigma", "Phi", "Psi", "Omega",
  ]
  private static let functions = [
    "sin", "cos", "tan", "log", "ln", "exp", "max", "gcd", "arctan", "sinh", "lim", "Var", "tr",
    "Foo", "bar", "rank", "argmax", "const",
  ]
  private static let uprights = ["km", "kg", "eV", "CO", "H2", "mol", "Ab", "NaCl", "word"]
  private static let textWords = [
    "if", "otherwise", "for", "all", "Let", "peak", "x", "NASA", "the", "end", "a", "or", "word",
    "don't", "is", "kHz", "comma", "2nd",
  ]
  private static let accents = MathExpression.Accent.allCases.filter { $0 != .cancelled }

  /// Signs that LaTeX writes and reads as themselves.
  private static let signs = Symbol.allCases.filter { symbol in
    let x = MathExpression(.identifier(.init("x")))
    let row = MathExpression.row([x, MathExpression(.symbol(symbol)), x])
    return (try? LaTeXReader().expression(of: LaTeXWriter().latex(row))) == row
  }
  private static let bigSigns = signs.filter { $0.role == .big }
  private static let ordinarySigns = signs.filter { $0.role == .ordinary }
  private static let otherSigns = signs.filter { ![.ordinary, .delimiter].contains($0.role) }
  private static let negatedSigns = signs.filter { symbol in
    let row = MathExpression(.negated(symbol))
    return (try? LaTeXReader().expression(of: LaTeXWriter().latex(row))) == row
  }
}
