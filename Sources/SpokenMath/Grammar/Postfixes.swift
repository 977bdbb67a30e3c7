/// Marks, scripts and arguments said after an operand.
extension FormulaParser {
  /// Reads the marks, scripts and arguments after an operand.
  ///
  ///     postfix = power | index | mark | accent | "of" argument | "choose" operand ;
  mutating func parsePostfixes(
    on base: MathExpression, from start: Int, _ scope: Scope
  ) throws(SpokenMathError) -> [MathExpression] {
    var current = base
    var trailing: [MathExpression] = []
    var count = 0
    while let next {
      let before = position
      count += 1
      try checkWraps(count)
      switch next {
      case .keyword(let keyword):
        if scope == .subscripted, keyword != .lowerIndex, keyword != .naught { break }
        if !trailing.isEmpty, keyword != .factorial { break }
        try parsePostfix(keyword, on: &current, trailing: &trailing, from: start, scope)
      case .constant(.infty) where scope != .subscripted && current.takesAdjacentIndex:
        guard decide(.adjacentIsIndex, 0.7) else { break }
        position += 1
        current = withSubscript(
          current, node(.symbol(.infty), from: position - 1), from: start)
      case .constant(let mark) where scope != .subscripted && current.takesMark:
        parseMark(mark, on: &current, from: start)
      case .accent(let accent)
      where !accentsComeFirst && openModified == 0 && current.takesAccent:
        position += 1
        current = accented(accent, current, from: start)
      case .infix(.cdot) where isDotAccent && current.takesAccent:
        position += 1
        current = accented(.dot, current, from: start)
      case .infix(.ast) where current.takesMark && isTrailingSign:
        position += 1
        current = withSuperscript(current, MathExpression(.symbol(.ast)), from: start)
      case .infix(.pm) where current.takesMark && isTrailingSign:
        position += 1
        current = withSuperscript(current, MathExpression(.symbol(.pm)), from: start)
      case .ordinal(let value, _) where isNext(.derivative, at: 1) && current.takesMark:
        let at = position
        position += 2
        let order = parenthesized([ordinalNode(value, from: at)], from: at)
        current = withSuperscript(current, order, from: start)
        if tokens[position - 1].wordRange.count > 1, startsFactor {
          position -= 1
          current = try parseApplication(of: current, from: start)
        }
      case .number(let digits):
        if scope != .subscripted || !current.isDigitIndexed {
          try parseAdjacentIndex(digits, on: &current, from: start)
        }
      case .letter: parseAdjacentLetter(on: &current, from: start, scope)
      default: break
      }
      if position == before { break }
    }
    return [current] + trailing
  }

  /// “from zero to the square root of two”: “to the” starts the other bound.
  var meansTo: Bool {
    guard canMean(.keyword(.to)) else { return false }
    if case .ordinal? = peek(1) { return false }
    for offset in 1...6 {
      switch peek(offset) {
      case .keyword(.to): return false
      case .keyword(.of), nil: return true
      default: continue
      }
    }
    return true
  }

  mutating func parsePostfix(
    _ keyword: Keyword, on current: inout MathExpression, trailing: inout [MathExpression],
    from start: Int, _ scope: Scope
  ) throws(SpokenMathError) {
    switch keyword {
    case .lowerIndex where hasBaselines, .upperIndex where hasBaselines:
      if startsDeeperScript { current = try parseNestedScripts(on: current, from: start) }
    case .underscript where openLimitScripts == 0, .overscript where openLimitScripts == 0:
      current = try parseLimitScripts(on: current, from: start)
    case .squared, .cubed:
      position += 1
      let exponent = MathExpression(.number(keyword == .squared ? "2" : "3"))
      current = withSuperscript(powerBase(current), exponent, from: start)
    case .power, .powerUntilEnd, .upperIndex:
      if openBounds > 0, meansTo { break }
      current = try parsePower(on: current, from: start)
    case .lowerIndex, .naught:
      current = try parseSubscript(on: current, from: start)
    case .inverse:
      position += 1
      current = withSuperscript(powerBase(current), .minusOne, from: start)
    case .inverseOf, .transposeOf:
      // “f inverse of x”: after an operand the phrase is two words.
      guard !current.isEmpty else { break }
      let script =
        keyword == .inverseOf ? .minusOne : MathExpression(.identifier(.init("T")))
      current = withSuperscript(powerBase(current), script, from: start)
      if canApply(current), startsFactor(at: 1) || startsSign(at: 1) {
        current = try parseApplication(of: current, from: start)
      } else {
        position += 1
      }
    case .transpose:
      position += 1
      current = withSuperscript(current, MathExpression(.identifier(.init("T"))), from: start)
    case .complement:
      position += 1
      current = withSuperscript(current, MathExpression(.identifier(.init("c"))), from: start)
    case .prime, .doublePrime, .triplePrime:
      position += 1
      let count = keyword == .prime ? 1 : keyword == .doublePrime ? 2 : 3
      current = withPrimes(current, count, from: start)
    case .baseline where openPowers + openSubscripts == 0 && scriptPath.isEmpty:
      position += 1
    case .factorial:
      position += 1
      trailing.append(node(.symbol(.factorial), from: position - 1))
    case .percent:
      position += 1
      trailing.append(node(.symbol(.percent), from: position - 1))
      if isNext(.of) {
        position += 1
        trailing.append(node(.text("of"), from: position - 1))
      }
    case .degrees:
      position += 1
      current = withSuperscript(current, MathExpression(.symbol(.circ)), from: start)
    case .choose where openBinomials == 0:
      current = try parseChoose(current, from: start)
    case .of, .at:
      if canApply(current), startsFactor(at: 1) || startsSign(at: 1) {
        current = try parseApplication(of: current, from: start)
      }
    case .evaluatedAt where scope != .denominator:
      current = try parseEvaluation(of: current, from: start)
    case .all where startsPower(at: 1) && current.isFenced:
      position += 1
    case .quantity where startsPower(at: 1) && current.isFenced:
      position += 1
    default: break
    }
  }

  /// Whether plus or minus comes `offset` tokens on.
  func startsSign(at offset: Int) -> Bool {
    switch peek(offset) {
    case .infix(.minus), .infix(.plus), .infix(.pm), .infix(.cdot): return true
    default: return false
    }
  }

  /// Whether a relation comes `offset` tokens on.
  func startsRelation(at offset: Int) -> Bool {
    if case .relation? = peek(offset) { return true }
    return false
  }

  /// Whether a power comes `offset` tokens on: “squared”, “to the n”.
  func startsPower(at offset: Int) -> Bool {
    switch peek(offset) {
    case .keyword(.squared), .keyword(.cubed), .keyword(.power), .keyword(.powerUntilEnd),
      .keyword(.upperIndex):
      return true
    default: return false
    }
  }

  /// Star, dagger, perpendicular: marks above right.
  mutating func parseMark(
    _ mark: Symbol, on current: inout MathExpression, from start: Int
  ) {
    switch mark {
    case .ast, .dagger, .ddagger, .perp, .parallel, .sharp, .flat:
      let at = position
      position += 1
      current = withSuperscript(current, node(.symbol(mark), from: at), from: start)
    default: break
    }
  }

  /// Adds a superscript, after one that is only marks.
  func withSuperscript(
    _ base: MathExpression, _ script: MathExpression, from start: Int
  ) -> MathExpression {
    switch base.kind {
    case .scripts(let inner, let lower, nil, let primes):
      return node(
        .scripts(base: inner, subscript: lower, superscript: script, primes: primes), from: start)
    case .scripts(let inner, let lower, let upper?, let primes) where upper.isMarks:
      return node(
        .scripts(
          base: inner, subscript: lower, superscript: .row([upper, script]), primes: primes),
        from: start)
    default:
      return node(
        .scripts(base: base, subscript: nil, superscript: script, primes: 0), from: start)
    }
  }

  func withSubscript(
    _ base: MathExpression, _ script: MathExpression, from start: Int
  ) -> MathExpression {
    switch base.kind {
    case .scripts(let inner, nil, let upper, let primes):
      return node(
        .scripts(base: inner, subscript: script, superscript: upper, primes: primes), from: start)
    case .scripts:
      return node(
        .scripts(
          base: parenthesized([base], from: start), subscript: script, superscript: nil, primes: 0),
        from: start)
    default:
      return node(
        .scripts(base: base, subscript: script, superscript: nil, primes: 0), from: start)
    }
  }

  func withPrimes(
    _ base: MathExpression, _ count: Int, from start: Int
  ) -> MathExpression {
    if case .scripts(let inner, let lower, let upper, let primes) = base.kind {
      return node(
        .scripts(base: inner, subscript: lower, superscript: upper, primes: primes + count),
        from: start)
    }
    return node(
      .scripts(base: base, subscript: nil, superscript: nil, primes: count), from: start)
  }

  /// A fraction needs parentheses before a power.
  func powerBase(_ base: MathExpression) -> MathExpression {
    switch base.kind {
    case .fraction, .row:
      if base.isEmpty { return base }
      return MathExpression(
        .fenced(open: .openParenthesis, base, close: .closeParenthesis), wordRange: base.wordRange)
    default: return base
    }
  }
}
