/// Terms that people mean as one factor though nobody says brackets: each is a named heuristic.
extension FormulaParser {
  /// “the product over k of one plus x sub k”: a body that starts with one is a sum in parentheses.
  mutating func fenceProductBody(_ items: inout [Item]) throws(SpokenMathError) {
    let start = regionStart(items)
    guard start > 0, items.count > start + 2, items[start - 1].node.isProductSign,
      items[start].node.kind == .number("1"), items[start + 1].role == .additive,
      decide(.bodyTakesSum, 0.7)
    else { return }
    try encloseRegion(of: &items)
  }

  /// “n plus one times c” is (n + 1)c: nobody says one times a thing.
  mutating func groupIncrement(_ items: inout [Item]) throws(SpokenMathError) {
    let region = regionStart(items)
    guard items.count == region + 3, items[region].role == .factor,
      items[region + 1].role == .additive, items[region + 2].node.kind == .number("1"),
      decide(.oneTakesTimes, 0.9)
    else { return }
    try encloseRegion(of: &items)
  }

  /// “f prime of a times x minus a”: the argument comes back as what is taken away, so the
  /// difference is a factor.
  ///
  ///     increment = letter "minus" argument [ power ] ;
  mutating func parseIncrement(into items: inout [Item]) throws(SpokenMathError) -> Bool {
    guard let last = items.last, last.role == .factor, case .identifier = last.node.kind,
      let argument = lastArgument(items.dropLast()), argumentFollows(argument, after: last.node),
      decide(.incrementIsFactor, 0.85)
    else { return false }
    let start = position
    items.removeLast()
    position += 1
    var right = try parseFactor(.operand)
    var power: MathExpression?
    if right.count == 1, case .scripts(let base, let lower, let upper?, 0) = right[0].kind {
      power = upper
      right = [lower.map { withSubscript(base, $0, from: start) } ?? base]
    }
    let fence = parenthesized(
      [last.node, MathExpression(.symbol(.minus))] + right, from: start)
    let factor = power.map { withSuperscript(fence, $0, from: start) } ?? fence
    items.append(Item(node: factor, role: .factor))
    return true
  }

  /// What the application before was applied to: `a` in f'(a).
  func lastArgument(_ items: ArraySlice<Item>) -> MathExpression? {
    guard var node = items.last(where: { $0.role == .factor })?.node,
      items.last?.role != .additive
    else { return nil }
    if case .fraction(let top, _) = node.kind { node = top }
    guard case .fenced(.openParenthesis, let inner, _)? = node.nodes.last?.kind else { return nil }
    return inner
  }

  /// Whether the argument stands after the next token, and is another letter than the one before it.
  func argumentFollows(_ argument: MathExpression, after left: MathExpression) -> Bool {
    guard case .letter(let letter, _)? = peek(1), argument != left else { return false }
    switch argument.kind {
    case .identifier(let name): return name == letter
    case .scripts(let base, let lower?, nil, 0):
      guard base.kind == .identifier(letter) else { return false }
      if case .number(let digits)? = peek(2) { return lower.kind == .number(digits) }
      return isNext(.naught, at: 2) || isNext(.lowerIndex, at: 2)
    default: return false
    }
  }

  /// “m x minus x zero”: a letter less the same letter with an index is one factor, m(x − x₀).
  ///
  ///     like-difference = letter "minus" letter index ;       (* the same letter *)
  mutating func parseLikeDifference(
    _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) -> Bool {
    guard scope.isStrong, startsLikeDifference, decide(.productTakesDifference, 0.85) else {
      return false
    }
    let start = position
    var nodes = try parseFactor(.timesOperand)
    nodes.append(node(.symbol(.minus), from: position))
    position += 1
    nodes += try parseFactor(.timesOperand)
    let fence = parenthesized(nodes, from: start)
    items += try parsePostfixes(on: fence, from: start, scope).map { Item(node: $0, role: .factor) }
    return true
  }

  /// Whether “x minus x zero” or “x minus x sub …” comes next.
  var startsLikeDifference: Bool {
    guard case .letter(let first, _)? = peek(0), peek(1) == .infix(.minus),
      case .letter(let second, _)? = peek(2), first == second
    else { return false }
    switch peek(3) {
    case .number, .keyword(.naught), .keyword(.lowerIndex): return true
    default: return false
    }
  }

  /// “x plus one squared” is (x + 1)²: nobody says the square of a number they know.
  mutating func fencePowerOfSum(_ items: inout [Item]) throws(SpokenMathError) {
    if try fencePowerOfIncrement(&items) { return }
    guard items.count > 2, let last = items.last, items[items.count - 2].role == .additive,
      case .scripts(let base, nil, let upper?, 0) = last.node.kind,
      case .number(let digits) = base.kind,
      !digits.contains("."), !items[items.count - 3].node.startsWithNumber
    else { return }
    let start = lastTermStart(Array(items[..<(items.count - 2)]))
    let isSimple = items[start..<(items.count - 2)].allSatisfy {
      $0.node.isNumber || $0.node.isLetterOrScripted
    }
    guard isSimple, decide(.powerTakesSum, digits == "1" ? 0.9 : 0.55, at: position - 1) else {
      return
    }
    try raiseSum(
      from: digits == "1" ? regionStart(items) : start, base: base, to: upper, in: &items)
  }

  /// Makes a sum whose last term is a power the base of that power.
  private mutating func raiseSum(
    from first: Int, base: MathExpression, to upper: MathExpression, in items: inout [Item]
  ) throws(SpokenMathError) {
    let range = items.last?.node.wordRange
    let wraps = try wrapped(items[first...])
    let inner = joined(Array(items[first..<(items.count - 1)])) + [base]
    items.removeSubrange(first...)
    items.append(
      Item(
        node: MathExpression(
          .scripts(
            base: parenthesized(inner, from: position - 1), subscript: nil, superscript: upper,
            primes: 0), wordRange: range), role: .factor, wraps: wraps))
  }

  /// “x plus delta x squared” is (x + Δx)².
  mutating func fencePowerOfIncrement(
    _ items: inout [Item]
  ) throws(SpokenMathError) -> Bool {
    guard items.count > 3, let last = items.last,
      case .scripts(let base, nil, let upper?, 0) = last.node.kind,
      items[items.count - 2].node.isDelta, items[items.count - 3].role == .additive,
      items[items.count - 4].node == base, decide(.powerTakesSum, 0.8, at: position - 1)
    else { return false }
    try raiseSum(from: items.count - 4, base: base, to: upper, in: &items)
    return true
  }

  /// “two minus negative two” is 2 − (−2): two signs never meet.
  func fenceSignAfterOperator(_ items: inout [Item]) {
    guard items.count > 2, let last = items.last, last.role == .factor,
      items[items.count - 2].role == .sign, items[items.count - 2].node.kind == .symbol(.minus),
      items[items.count - 3].role == .additive || items[items.count - 3].role == .times
        || items[items.count - 3].node.isLimit && !startsSign(at: 0)
    else { return }
    let fence = MathExpression(
      .fenced(
        open: .openParenthesis, .row([items[items.count - 2].node, last.node]),
        close: .closeParenthesis), wordRange: last.node.wordRange)
    items.removeLast(2)
    items.append(Item(node: fence, role: .factor))
  }

  /// “minus one to the n” is (−1)^n: the power of one says nothing.
  func fencePowerOfMinusOne(_ items: inout [Item]) {
    guard items.count > 1, let last = items.last,
      case .scripts(let base, nil, let upper?, 0) = last.node.kind, base.kind == .number("1"),
      items[items.count - 2].role == .sign,
      items[items.count - 2].node.kind == .symbol(.minus)
    else { return }
    let fence = MathExpression(
      .fenced(
        open: .openParenthesis, .row([items[items.count - 2].node, base]), close: .closeParenthesis),
      wordRange: last.node.wordRange)
    items.removeLast(2)
    items.append(
      Item(
        node: MathExpression(
          .scripts(base: fence, subscript: nil, superscript: upper, primes: 0),
          wordRange: last.node.wordRange), role: .factor))
  }
}
