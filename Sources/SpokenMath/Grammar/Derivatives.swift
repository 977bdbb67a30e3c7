/// Derivatives: dy/dx, ∂f/∂x, “the derivative of … with respect to …”, “evaluated at”.
extension FormulaParser {
  /// Reads a derivative written as a quotient of differentials, if that is what is said.
  ///
  ///     leibniz = d [ power ] [ operand ] [ "over" | "by" ] d letter [ power ] { d letter [ power ] } [ "of" ] ;
  mutating func parseLeibniz(
    _ d: MathExpression.Kind
  ) throws(SpokenMathError) -> [MathExpression]? {
    let savedPosition = position
    let savedDecisions = decisions.count
    let start = position
    position += 1
    var top = node(d, from: start)
    var hasOrder = false
    if startsPower(at: 0) {
      top = try parseShortPower(on: top, from: start)
      hasOrder = true
    }
    var numerator = [top]
    if !isDifferentialSign(d, at: 0), isLetter(at: 0), !isNext(.over), !isNext(.by) {
      guard let operand = try parseDifferentialOperand() else {
        return restore(savedPosition, savedDecisions)
      }
      numerator.append(operand)
    }
    let hasBar = isNext(.over) || isNext(.by) || isNext(.dividedBy)
    if hasBar { position += 1 }
    guard isDifferentialSign(d, at: 0), isLetter(at: 1),
      hasBar || numerator.count > 1 && openIntegrals == 0 || hasOrder && numerator.count == 1
        || numerator.count == 1 && openIntegrals == 0
    else { return restore(savedPosition, savedDecisions) }
    var denominator: [MathExpression] = []
    while isDifferentialSign(d, at: 0), isLetter(at: 1), denominator.count < 12 {
      let at = position
      position += 1
      denominator.append(node(d, from: at))
      guard let variable = try parseDifferentialOperand() else { break }
      denominator.append(variable)
      if !hasOrder { if d == .symbol(.partial) { break } else { break } }
    }
    let fraction = node(
      .fraction(numerator: .row(numerator), denominator: .row(denominator)), from: start)
    guard take(.of) else { return [fraction] }
    return [fraction] + (try parseDerivativeOperand())
  }

  private mutating func restore(_ position: Int, _ decisionCount: Int) -> [MathExpression]? {
    self.position = position
    decisions.removeSubrange(min(decisionCount, decisions.count)...)
    return nil
  }

  private func isDifferentialSign(_ d: MathExpression.Kind, at offset: Int) -> Bool {
    switch (d, peek(offset)) {
    case (.identifier(let letter), .letter(let said, _)?): return letter == said
    case (.symbol(let symbol), .constant(let said)?): return symbol == said
    default: return false
    }
  }

  /// The letter that is differentiated, or by which: with index, prime and power only.
  private mutating func parseDifferentialOperand() throws(SpokenMathError) -> MathExpression? {
    let start = position
    guard case .letter(let letter, _)? = next else { return nil }
    position += 1
    var current = node(.identifier(letter), from: start)
    while let next {
      let before = position
      switch next {
      case .keyword(.lowerIndex), .keyword(.naught):
        current = try parseSubscript(on: current, from: start)
      case .keyword(.prime):
        position += 1
        current = node(
          .scripts(base: current, subscript: nil, superscript: nil, primes: 1), from: start)
      case .keyword(.squared), .keyword(.cubed), .keyword(.power):
        current = try parseShortPower(on: current, from: start)
      case .number(let digits):
        try parseAdjacentIndex(digits, on: &current, from: start)
      default: break
      }
      if position == before { break }
    }
    return current
  }

  private mutating func parseShortPower(
    on base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    let keyword = next
    position += 1
    if keyword == .keyword(.squared) || keyword == .keyword(.cubed) {
      let digits = keyword == .keyword(.squared) ? "2" : "3"
      return withSuperscript(base, MathExpression(.number(digits)), from: start)
    }
    while isNext(.power) { position += 1 }
    let at = position
    switch next {
    case .ordinal(let value, _)?:
      position += 1
      _ = take(.powerNoun)
      return withSuperscript(base, ordinalNode(value, from: at), from: start)
    case .number(let digits)?:
      position += 1
      return withSuperscript(base, node(.number(digits), from: at), from: start)
    case .letter(let letter, _)?:
      position += 1
      return withSuperscript(base, node(.identifier(letter), from: at), from: start)
    default: return base
    }
  }

  /// What a derivative acts on: brackets appear round a sum.
  private mutating func parseDerivativeOperand() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    let nodes = try parseSum(.derivativeOperand)
    if nodes.contains(where: \.isAdditive) { return [parenthesized(nodes, from: start)] }
    return nodes
  }

  // MARK: - In words

  /// “the second derivative of y with respect to x”, “the derivative with respect to x of y”.
  ///
  ///     derivative = [ ordinal ] [ "partial" ] "derivative" [ "of" operand ]
  ///                  [ "with respect to" operand ] [ "of" operand ] ;
  mutating func parseDerivative(
    _ keyword: Keyword, order: MathExpression?
  ) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    let d: MathExpression =
      keyword == .partialDerivative
      ? MathExpression(.symbol(.partial)) : MathExpression(.identifier(.init("d")))
    _ = take(.of)
    var operand: [MathExpression] = []
    if !isNext(.withRespectTo), startsFactor || startsSign(at: 0) {
      operand = try parseSum(.derivativeOperand)
    }
    guard take(.withRespectTo) else {
      return inferred(operand, d, order: order, from: start)
    }
    let saved = ofIsAwaited
    ofIsAwaited = true
    let variable = startsFactor ? try parseFactor(.operand) : []
    ofIsAwaited = saved
    let top = order.map { withSuperscript(d, $0, from: start) } ?? d
    let bottom =
      order.map { [d] + [withSuperscript(.row(variable), $0, from: start)] } ?? [d] + variable
    if take(.of) {
      let fraction = node(
        .fraction(numerator: top, denominator: .row(bottom)), from: start)
      return [fraction] + (try parseDerivativeOperand())
    }
    if operand.count <= 2, operand.allSatisfy({ !$0.isFenced && !$0.isAdditive }) {
      return [
        node(.fraction(numerator: .row([top] + operand), denominator: .row(bottom)), from: start)
      ]
    }
    if operand.contains(where: \.isAdditive) { operand = [parenthesized(operand, from: start)] }
    return [node(.fraction(numerator: top, denominator: .row(bottom)), from: start)] + operand
  }

  /// “the derivative of x squared”: the variable is the first letter that can be one.
  private func inferred(
    _ operand: [MathExpression], _ d: MathExpression, order: MathExpression?, from start: Int
  ) -> [MathExpression] {
    let variable = operand.lazy.compactMap(\.firstVariable).first ?? MathExpression.Identifier("x")
    let x = MathExpression(.identifier(variable))
    let top = order.map { withSuperscript(d, $0, from: start) } ?? d
    let bottom = order.map { withSuperscript(x, $0, from: start) } ?? x
    let fraction = node(
      .fraction(numerator: top, denominator: .row([d, bottom])), from: start)
    if operand.contains(where: \.isAdditive) {
      return [fraction, parenthesized(operand, from: start)]
    }
    return [fraction] + operand
  }

  /// “x squared evaluated at x equals two”: a bar with its value.
  ///
  ///     evaluation = operand "evaluated at" formula ;
  mutating func parseEvaluation(
    of base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    position += 1
    let bar = node(.symbol(.bar), from: position - 1)
    if base.namesFunction, isNumber(at: 0) || startsSign(at: 0) && isNumber(at: 1),
      decide(.evaluationIsApplication, 0.65)
    {
      // “f evaluated at two”.
      return node(.row([base, parenthesized(try parseSum(.operand), from: start)]), from: start)
    }
    var value = startsFactor || startsSign(at: 0) ? try parseSum(.operandProduct) : []
    if case .relation(.equals, false)? = next, value.count == 1 {
      value.append(node(.symbol(.equals), from: position))
      position += 1
      value += try parseSum(.operandProduct)
    }
    return node(.row([base, withSubscript(bar, .row(value), from: start)]), from: start)
  }
}

extension MathExpression {
  /// The usual letters of functions, with an index or not.
  var namesFunction: Bool {
    switch kind {
    case .identifier(let letter): return ["f", "g", "h", "phi", "psi"].contains(letter.name)
    case .scripts(let base, _, nil, _): return base.namesFunction
    default: return false
    }
  }

  /// The first of the usual variables in it.
  var firstVariable: Identifier? {
    switch kind {
    case .identifier(let letter):
      return ["x", "y", "t", "z", "u", "s", "r", "theta"].contains(letter.name) ? letter : nil
    case .row(let nodes): return nodes.lazy.compactMap(\.firstVariable).first
    case .scripts(let base, _, let upper, _): return base.firstVariable ?? upper?.firstVariable
    case .fenced(_, let inner, _): return inner.firstVariable
    case .fraction(let numerator, let denominator):
      return numerator.firstVariable ?? denominator.firstVariable
    case .root(let inner, _): return inner.firstVariable
    default: return nil
    }
  }
}
