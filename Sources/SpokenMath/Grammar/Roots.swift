/// Roots and binomial coefficients.
extension FormulaParser {
  /// Reads a root.
  ///
  ///     root = ( "square root of" | "cube root of" | "root" ) sum [ "end root" ]
  ///          | "root" index "of" sum ;
  mutating func parseRoot(_ keyword: Keyword) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    let degree = keyword == .cubeRoot ? MathExpression(.number("3")) : nil
    return try parseRadicand(degree: degree, isShort: keyword == .root, from: start)
  }

  mutating func parseRadicand(
    degree: MathExpression?, isShort: Bool, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    let hasOf = take(.of)
    var degree = degree
    if degree == nil, canMean(.keyword(.lowerIndex)), isNumber(at: 1) || isLetter(at: 1) {
      // “start root index three x end root”: the lexicon has “index” as an index.
      position += 1
      degree = .row(try parseFactor(.operand))
    }
    var radicand: [MathExpression]
    openRoots += 1
    if take(.quantity) {
      openQuantities += 1
      // “… all over two a” is outside, unless the group says where it ends.
      radicand = try parseSum(endsWithinReach(.endQuantity) ? .group : .quantityGroup)
      openQuantities -= 1
      _ = take(.endQuantity)
    } else if isClosed(by: .endRoot, openedBy: [.squareRoot, .cubeRoot, .root]) {
      radicand = try parseFormula(isTop: false)
    } else if endsWithinReach(.endRoot) {
      radicand = try parseSum(.group)
    } else if isShort, !hasOf, degree == nil, let index = try parseRootIndex() {
      // “root n minus one of x”: the degree came first.
      radicand = try parseSum(.root)
      openRoots -= 1
      _ = take(.endRoot)
      return node(.root(.row(unfenced(radicand)), degree: index), from: start)
    } else if isShort, !hasOf, tokens[start].wordRange.count == 1 {
      radicand = startsFactor ? try parseFactor(.operand) : []
      if degree == nil, take(.of) {
        // “root n minus one of x”: the degree came first.
        let inner = try parseSum(.root)
        openRoots -= 1
        _ = take(.endRoot)
        return node(.root(.row(unfenced(inner)), degree: .row(radicand)), from: start)
      }
    } else {
      radicand = try parseSum(.root)
    }
    openRoots -= 1
    _ = take(.endRoot)
    return node(.root(.row(unfenced(radicand)), degree: degree), from: start)
  }

  /// “n minus one of”: a sum of letters and numbers before “of” is a degree.
  private mutating func parseRootIndex() throws(SpokenMathError) -> MathExpression? {
    var isSum = false
    for offset in 0..<6 {
      switch peek(offset) {
      case .letter, .number: continue
      case .infix(.plus), .infix(.minus): isSum = true
      case .keyword(.of) where isSum:
        let saved = ofIsAwaited
        ofIsAwaited = true
        defer { ofIsAwaited = saved }
        let index = MathExpression.row(try parseSum(.group))
        _ = take(.of)
        return index
      default: return nil
      }
    }
    return nil
  }

  /// “third root of”, “nth derivative of”, “fourth power of”; or the ordinal alone.
  ///
  ///     ordinal-prefix = ordinal ( "root" [ "of" ] sum | "derivative" … | "power of" operand ) ;
  mutating func parseOrdinalPrefix(_ value: String) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    let degree = ordinalNode(value, from: start)
    switch next {
    case .keyword(.root), .keyword(.squareRoot):
      position += 1
      return [
        try parseRadicand(degree: value == "2" ? nil : degree, isShort: false, from: start)
      ]
    case .keyword(.derivative): return try parseDerivative(.derivative, order: degree)
    case .keyword(.partialDerivative):
      return try parseDerivative(.partialDerivative, order: degree)
    case .keyword(.powerNoun), .keyword(.power):
      position += 1
      _ = take(.of)
      return raised(try parseFactor(.operand), to: degree, from: start)
    default:
      return [degree]
    }
  }

  /// “the n minus one power of sine of x”: the exponent comes first.
  ///
  ///     power-of = simple-sum "power of" factor ;
  mutating func parsePowerOf() throws(SpokenMathError) -> [MathExpression]? {
    guard openPowers == 0, let end = powerOfOffset else { return nil }
    let start = position
    var exponent: [MathExpression] = []
    for _ in 0..<end {
      let at = position
      position += 1
      switch tokens[at].kind {
      case .letter(let letter, _): exponent.append(node(.identifier(letter), from: at))
      case .number(let digits): exponent.append(node(.number(digits), from: at))
      case .infix(let symbol): exponent.append(node(.symbol(symbol), from: at))
      default: break
      }
    }
    position += 2
    return raised(try parseFactor(.operand), to: .row(exponent), from: start)
  }

  /// How many tokens stand before “power of” here, if they are a sum of letters and numbers.
  private var powerOfOffset: Int? {
    guard isNumber(at: 0) || isLetter(at: 0) else { return nil }
    for offset in 1...6 {
      switch peek(offset) {
      case .number, .letter, .infix(.plus), .infix(.minus): continue
      case .keyword(.powerNoun): return isNext(.of, at: offset + 1) ? offset : nil
      default: return nil
      }
    }
    return nil
  }

  /// The power of a function or application is written on its name: f⁵(x), sin⁵ x.
  private func raised(
    _ operand: [MathExpression], to degree: MathExpression, from start: Int
  ) -> [MathExpression] {
    if operand.count == 1, case .row(let parts) = operand[0].kind, parts.count == 2,
      parts[1].isFenced
    {
      return [withSuperscript(parts[0], degree, from: start), parts[1]]
    }
    if operand.count > 1, case .function = operand[0].kind {
      return [withSuperscript(operand[0], degree, from: start)] + operand.dropFirst()
    }
    return [withSuperscript(powerBase(.row(operand)), degree, from: start)]
  }

  /// “n choose k”.
  ///
  ///     choose = operand "choose" operand ;
  mutating func parseChoose(
    _ upper: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    position += 1
    guard startsFactor else { return upper }
    let endsAloud = openBinomials == 0 && endsWithinReach(.endBinomial)
    if endsAloud { openBinomials += 1 }
    let lower = endsAloud ? try parseSum(.group) : try parseFactor(.operand)
    if endsAloud {
      openBinomials -= 1
      _ = take(.endBinomial)
    }
    var top = upper
    if case .fenced(.openParenthesis, let inner, .closeParenthesis) = upper.kind { top = inner }
    return node(.binomial(top, .row(unfenced(lower))), from: start)
  }

  /// “binomial n k”, “the combination of n and k”.
  mutating func parseBinomialOf() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.of)
    if hasChooseWithinReach {
      openBinomials += 1
      let upper = try parseSum(.group)
      _ = take(.choose)
      let lower = try parseSum(endsWithinReach(.endBinomial) ? .group : .operandProduct)
      openBinomials -= 1
      _ = take(.endBinomial)
      return node(.binomial(.row(unfenced(upper)), .row(unfenced(lower))), from: start)
    }
    let upper = startsFactor ? try parseFactor(.operand) : []
    if upper.count == 1, case .binomial = upper[0].kind {
      _ = take(.endBinomial)
      return upper[0]
    }
    _ = take(.and) || take(.over) || take(.choose)
    if case .separator(.comma)? = next { position += 1 }
    let lower = startsFactor ? try parseFactor(.operand) : []
    return node(.binomial(.row(upper), .row(lower)), from: start)
  }

  /// “binomial n plus one choose k”: “choose” comes before any relation.
  private var hasChooseWithinReach: Bool {
    for offset in 1...12 {
      switch peek(offset) {
      case .keyword(.choose): return true
      case .relation, .separator, .keyword(.and), .keyword(.over), nil: return false
      default: continue
      }
    }
    return false
  }
}
