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
    var radicand: [MathExpression]
    openRoots += 1
    if take(.quantity) {
      openQuantities += 1
      radicand = try parseSum(.group)
      openQuantities -= 1
      _ = take(.endQuantity)
    } else if isClosed(by: .endRoot, openedBy: [.squareRoot, .cubeRoot, .root]) {
      radicand = try parseFormula(isTop: false)
    } else if endsWithinReach(.endRoot) {
      radicand = try parseSum(.group)
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
      let operand = try parseFactor(.operand)
      if operand.count == 1, case .row(let parts) = operand[0].kind, parts.count == 2,
        parts[1].isFenced
      {
        // “the fifth power of f of x” is f⁵(x).
        return [withSuperscript(parts[0], degree, from: start), parts[1]]
      }
      if operand.count > 1, case .function = operand[0].kind {
        return [withSuperscript(operand[0], degree, from: start)] + operand.dropFirst()
      }
      return [withSuperscript(powerBase(.row(operand)), degree, from: start)]
    default:
      return [degree]
    }
  }

  /// “n choose k”.
  ///
  ///     choose = operand "choose" operand ;
  mutating func parseChoose(
    _ upper: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    position += 1
    guard startsFactor else { return upper }
    let lower = try parseFactor(.operand)
    var top = upper
    if case .fenced(.openParenthesis, let inner, .closeParenthesis) = upper.kind { top = inner }
    return node(.binomial(top, .row(unfenced(lower))), from: start)
  }

  /// “binomial n k”, “the combination of n and k”.
  mutating func parseBinomialOf() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.of)
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
}
