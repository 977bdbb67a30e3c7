/// Fractions: “over”, “divided by”, “all over”, “the fraction …”, “one half”.
extension FormulaParser {
  /// Reads a denominator and makes a fraction of the end of `items`.
  ///
  ///     over = ( "over" | "divided by" | "per" | "by" ) denominator [ "end fraction" ] ;
  mutating func parseOver(_ scope: Scope, into items: inout [Item]) throws(SpokenMathError) {
    let start = position
    let isPer = isNext(.per)
    position += 1
    let denominator = try parseDenominator(items)
    if try parseCompoundPower(denominator, from: start, scope, into: &items) { return }
    var first = numeratorStart(items, denominator, scope, over: start, isPer: isPer)
    if first >= items.count { first = max(regionStart(items), 0) }
    if first >= items.count { first = max(0, items.count - 1) }
    let (numerator, wraps) = try taken(from: first, of: &items)
    let fraction = node(
      .fraction(numerator: .row(unfenced(numerator)), denominator: .row(unfenced(denominator))),
      from: start)
    if isNext(.endFraction), openFractions == 0 { position += 1 }
    items.append(Item(node: fraction, role: .factor, isSpokenFraction: true, wraps: wraps))
  }

  /// “one plus one over n to the n” is (1 + 1/n)ⁿ: the power repeats the letter below the bar.
  private mutating func parseCompoundPower(
    _ denominator: [MathExpression], from start: Int, _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) -> Bool {
    guard scope.isStrong, denominator.count == 1,
      case .scripts(let base, nil, let upper?, 0) = denominator[0].kind,
      case .identifier(let letter) = base.kind, upper.nodes.contains(where: { $0 == base }),
      letter.name != "x", items.count > 2, items.last?.role == .factor,
      items[items.count - 2].role == .additive,
      items[items.count - 3].node.kind == .number("1"),
      items.count == 3 || items[items.count - 4].role != .factor,
      decide(.powerTakesCompound, 0.85)
    else { return false }
    let first = items.count - 3
    let wraps = try wrapped(items[first...])
    let fraction = node(.fraction(numerator: items[first + 2].node, denominator: base), from: start)
    let sum = parenthesized([items[first].node, items[first + 1].node, fraction], from: start)
    items.removeSubrange(first...)
    items.append(
      Item(
        node: node(
          .scripts(base: sum, subscript: nil, superscript: upper, primes: 0), from: start),
        role: .factor, wraps: wraps))
    return true
  }

  /// “… all over …”: everything on this side is the numerator.
  ///
  ///     all-over = sum ( "all over" | "all divided by" ) denominator ;
  mutating func parseAllOver(into items: inout [Item]) throws(SpokenMathError) {
    let start = position
    position += 1
    let region = regionStart(items)
    let (numerator, wraps) = try taken(from: region, of: &items)
    let denominator = try parseDenominator([])
    if isNext(.endFraction), openFractions == 0 { position += 1 }
    items.append(
      Item(
        node: node(
          .fraction(numerator: .row(unfenced(numerator)), denominator: .row(unfenced(denominator))),
          from: start),
        role: .factor, wraps: wraps))
  }

  private mutating func parseDenominator(
    _ numerator: [Item]
  ) throws(SpokenMathError) -> [MathExpression] {
    let saved = numeratorContext
    numeratorContext = NumeratorContext(numerator, lastTermStart(numerator))
    defer { numeratorContext = saved }
    return try parseSum(.denominator)
  }

  /// A fraction bar groups by itself: parentheses round a whole numerator or denominator go.
  func unfenced(_ nodes: [MathExpression]) -> [MathExpression] {
    guard nodes.count == 1,
      case .fenced(.openParenthesis, let inner, .closeParenthesis) = nodes[0].kind
    else { return nodes }
    return inner.nodes
  }

  /// Reads what follows “fraction”.
  ///
  ///     fraction = "fraction" ( "with numerator" formula "and denominator" formula
  ///                           | sum "over" denominator ) [ "end fraction" ] ;
  mutating func parseSpokenFraction() throws(SpokenMathError) -> MathExpression {
    let start = position
    _ = take(.fraction)
    if take(.numerator) {
      openNumerators += 1
      openFractions += 1
      let numerator = try parseFormula(isTop: false)
      openNumerators -= 1
      let hasDenominator = take(.denominator)
      _ = take(.of)
      let denominator = hasDenominator ? try parseSum(.denominatorPhrase) : []
      openFractions -= 1
      _ = take(.endFraction)
      return node(
        .fraction(numerator: .row(numerator), denominator: .row(unfenced(denominator))), from: start
      )
    }
    openFractions += 1
    let numerator = try parseSum(.fractionNumerator)
    var denominator: [MathExpression] = []
    if take(.over) || take(.dividedBy) || take(.and) || take(.allOver) || take(.by) {
      numeratorContext = NumeratorContext()
      denominator = try parseSum(endsWithinReach(.endFraction) ? .group : .denominator)
    }
    openFractions -= 1
    _ = take(.endFraction)
    if denominator.isEmpty { return .row(numerator) }
    return node(
      .fraction(numerator: .row(unfenced(numerator)), denominator: .row(unfenced(denominator))),
      from: start)
  }

  /// “the ratio of a to b”.
  ///
  ///     ratio = "ratio of" sum ( "to" | "and" | "over" ) denominator ;
  mutating func parseRatio() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.of)
    openBounds += 1
    let numerator = try parseSum(.fractionNumerator)
    openBounds -= 1
    var denominator: [MathExpression] = []
    if take(.to) || take(.and) || take(.over) || take(.dividedBy) {
      denominator = try parseSum(.denominator)
    }
    if denominator.isEmpty { return .row(numerator) }
    return node(
      .fraction(numerator: .row(unfenced(numerator)), denominator: .row(unfenced(denominator))),
      from: start)
  }

  /// Reads a number, with the ordinal that makes it a fraction.
  ///
  ///     number = digits [ ordinal | "half" | "halves" | "quarter" | "quarters" ]
  ///            | digits "and" fraction ;                      (* mixed number *)
  mutating func parseNumber(_ digits: String) -> MathExpression {
    let start = position
    position += 1
    let number = node(.number(digits), from: start)
    if let fraction = parseOrdinalFraction(digits, from: start) { return fraction }
    guard isNext(.and), !digits.contains(".") else { return number }
    // Mixed number: “three and a half”.
    let saved = position
    position += 1
    let fractionStart = position
    var part: MathExpression?
    if case .letter(let letter, _)? = next, letter.name == "a" { position += 1 }
    if case .number(let numerator)? = next {
      position += 1
      part = parseOrdinalFraction(numerator, from: fractionStart)
    } else {
      part = parseOrdinalFraction("1", from: fractionStart)
    }
    guard let part else {
      position = saved
      return number
    }
    return node(.row([number, part]), from: start)
  }

  /// The ordinal after a numerator: “thirds”, “halves”.
  mutating func parseOrdinalFraction(_ numerator: String, from start: Int) -> MathExpression? {
    let denominator: String
    switch next {
    case .keyword(.half): denominator = "2"
    case .keyword(.quarter): denominator = "4"
    case .ordinal(let value, _):
      guard let number = Int(value), number > 2 || numerator != "1" else { return nil }
      guard number > 1 else { return nil }
      // “one third derivative” is no fraction, nor “one second power”.
      if isNext(.root, at: 1) || isNext(.derivative, at: 1) { return nil }
      denominator = value
    default: return nil
    }
    position += 1
    _ = take(.of)
    return node(
      .fraction(
        numerator: MathExpression(.number(numerator)),
        denominator: MathExpression(.number(denominator))), from: start)
  }
}
