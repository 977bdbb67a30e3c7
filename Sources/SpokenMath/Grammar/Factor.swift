/// Factors: everything that stands as one operand, with its marks and scripts.
extension FormulaParser {
  /// Whether the next token can start an operand.
  var startsFactor: Bool { startsFactor(at: 0) }

  func startsFactor(at offset: Int) -> Bool {
    guard position + offset < tokens.count else { return false }
    let token = tokens[position + offset]
    switch token.kind {
    case .number, .letter, .constant, .function, .big, .open, .style, .namedSet, .unit, .accent,
      .ordinal, .quoted:
      if openModified > 0, case .accent = token.kind { return false }
      return true
    case .either: return !endsFence
    case .keyword(let keyword): return Self.prefixKeywords.contains(keyword)
    case .infix, .cross, .relation, .close, .separator, .text: return false
    }
  }

  static let prefixKeywords: Set<Keyword> = [
    .fraction, .numerator, .ratio, .half, .quarter, .square, .cubeOf, .squareRoot, .cubeRoot,
    .root, .quantity, .begin, .absoluteValue, .norm, .floor, .ceiling, .innerProduct, .bra, .ket,
    .openInterval, .closedInterval, .setOf, .setOfAll, .limit, .derivative, .partialDerivative,
    .inverseOf, .transposeOf, .conjugateOf, .complementOf, .capital, .lowercase, .difference,
    .plusOf, .timesOf, .expectation, .probability, .bigO, .chooseOf, .factorial, .matrix,
    .determinantOf,
    .vectorOf, .cases, .lowerIndex, .upperIndex, .prime, .percent, .degrees, .choose, .dots,
    .squared, .cubed, .power, .powerUntilEnd, .inverse, .transpose, .complement, .doublePrime,
    .triplePrime,
    .naught, .evaluatedAt, .space, .average, .tuple, .percentage, .closedOpenInterval,
    .openClosedInterval, .leftSub, .leftSuper, .modifying, .rootIndex, .layout, .plainMatrix,
    .bracketMatrix, .braceMatrix, .barMatrix, .doubleBarMatrix, .thinSpace, .quad, .doubleQuad,
  ]

  /// Reads one operand with its marks and scripts; usually one node.
  ///
  ///     factor = primary { postfix } ;
  mutating func parseFactor(_ scope: Scope) throws(SpokenMathError) -> [MathExpression] {
    try deeper { (parser) throws(SpokenMathError) in
      let start = parser.position
      if let power = try parser.parsePowerOf() { return power }
      let primary = try parser.parsePrimary(scope)
      if primary.count != 1 { return primary }
      return try parser.parsePostfixes(on: primary[0], from: start, scope)
    }
  }

  /// Reads an operand without marks and scripts.
  mutating func parsePrimary(_ scope: Scope) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    guard let next else { return [] }
    switch next {
    case .number(let digits):
      if let table = try parseSizedTable() { return [table] }
      if isNext(.derivative, at: 1) || isNext(.partialDerivative, at: 1), !digits.contains(".") {
        // “the two derivative of y”: a cardinal said for an ordinal.
        return try parseOrdinalPrefix(digits)
      }
      return [parseNumber(digits)]
    case .ordinal(let value, _): return try parseOrdinalPrefix(value)
    case .letter(let letter, let cased):
      if letter.name == "d", let derivative = try parseLeibniz(.identifier(letter)) {
        return derivative
      }
      if letter.name == "a", let part = parseArticleFraction() { return [part] }
      if letter.name == "n", isNext(.root, at: 1), isNext(.of, at: 2) || rootHasOf(at: 1) {
        return try parseOrdinalPrefix(letter.name)
      }
      position += 1
      if letter.name == "delta", !cased, startsIncrementedLetter {
        return [node(.identifier(.init("Delta")), from: start)]
      }
      return [node(.identifier(letter), from: start)]
    case .constant(.exists) where position > 0 && !startsFactor(at: 1):
      // “the limit exists”.
      position += 1
      return [node(.text(" exists "), from: start)]
    case .constant(let symbol):
      if symbol == .partial, let derivative = try parseLeibniz(.symbol(.partial)) {
        return derivative
      }
      position += 1
      if symbol == .nabla { _ = take(.of) }
      return [node(.symbol(symbol), from: start)]
    case .function(let name): return try parseFunction(name)
    case .open(let delimiter): return [try parseFence(open: delimiter)]
    case .either(let delimiter): return [try parseEitherFence(delimiter)]
    case .style(let style): return try parseStyled(style)
    case .namedSet(let letter): return [parseNamedSet(letter)]
    case .unit(let unit):
      position += 1
      return [node(.upright(unit), from: start)]
    case .quoted(let kind):
      position += 1
      return [node(kind, from: start)]
    case .accent(let accent): return try parseAccentPrefix(accent, scope)
    case .keyword(let keyword): return try parseKeyword(keyword, scope)
    default:
      position += 1
      return []
    }
  }

  /// “a third”, “a 5th”: one part.
  mutating func parseArticleFraction() -> MathExpression? {
    guard case .ordinal(let value, plural: false)? = peek(1), let parts = Int(value), parts > 2,
      !isNext(.powerNoun, at: 2), !isNext(.root, at: 2), !isNext(.derivative, at: 2)
    else { return nil }
    let start = position
    position += 1
    return parseOrdinalFraction("1", from: start)
  }

  /// Whether the token is “root of”.
  func rootHasOf(at offset: Int) -> Bool {
    isNext(.root, at: offset) && tokens[position + offset].wordRange.count > 1
  }

  /// “delta x” is Δx: an increment of a variable.
  var startsIncrementedLetter: Bool {
    guard case .letter(let letter, _)? = next else { return false }
    return ["x", "y", "t", "u", "z", "r", "v", "w", "theta", "s"].contains(letter.name)
  }

  mutating func parseKeyword(
    _ keyword: Keyword, _ scope: Scope
  ) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    switch keyword {
    case .fraction, .numerator:
      return [try parseSpokenFraction()]
    case .ratio: return [try parseRatio()]
    case .half, .quarter:
      position += 1
      _ = take(.of)
      return [
        node(
          .fraction(
            numerator: MathExpression(.number("1")),
            denominator: MathExpression(.number(keyword == .half ? "2" : "4"))), from: start)
      ]
    case .inverse where isFunction(at: 1): return try parseInverseFunction()
    case .square, .cubeOf, .inverseOf, .transposeOf, .conjugateOf, .complementOf:
      return try parseOperationOf(keyword)
    case .squareRoot, .cubeRoot, .root: return [try parseRoot(keyword)]
    case .quantity: return [try parseQuantity()]
    case .begin: return [try parseBeginGroup()]
    case .absoluteValue, .norm, .floor, .ceiling: return [try parseFenceOf(keyword)]
    case .innerProduct, .bra, .ket: return [try parseDirac(keyword)]
    case .openInterval, .closedInterval, .closedOpenInterval, .openClosedInterval:
      return [try parseInterval(keyword)]
    case .leftSub, .leftSuper: return try parseLeftScripts()
    case .modifying: return [try parseModified()]
    case .rootIndex: return [try parseIndexedRoot()]
    case .layout: return [try parseLayout()]
    case .setOf, .setOfAll: return [try parseSet(keyword)]
    case .derivative, .partialDerivative: return try parseDerivative(keyword, order: nil)
    case .capital, .lowercase: return parseCapital(keyword)
    case .difference, .plusOf, .timesOf: return [try parseSumOf()]
    case .expectation, .probability, .bigO: return try parseOperator(keyword)
    case .chooseOf: return [try parseBinomialOf()]
    case .factorial:
      position += 1
      guard startsFactor else { return [node(.symbol(.factorial), from: start)] }
      _ = take(.of)
      return try parseFactor(.operand) + [node(.symbol(.factorial), from: start)]
    case .thinSpace, .quad, .doubleQuad:
      position += 1
      return [
        node(
          .space(keyword == .thinSpace ? .thin : keyword == .quad ? .quad : .doubleQuad),
          from: start)
      ]
    case .matrix, .determinantOf, .vectorOf, .plainMatrix, .bracketMatrix, .braceMatrix,
      .barMatrix, .doubleBarMatrix:
      return [try parseMatrix(keyword)]
    case .cases: return [try parseCases()]
    case .percentage:
      position += 1
      return []
    case .average, .tuple: return [try parseFenceOf(keyword)]
    case .degrees where startsRelation(at: 1):
      position += 1
      return [node(.function("deg"), from: start)]
    case .percent, .degrees, .prime, .doublePrime, .triplePrime, .squared, .cubed, .power,
      .powerUntilEnd,
      .upperIndex, .lowerIndex, .inverse, .transpose, .complement, .naught, .evaluatedAt:
      return try parsePostfixes(on: .empty, from: start, .operand)
    case .space:
      position += 1
      return []
    default:
      position += 1
      return []
    }
  }

  func isFunction(at offset: Int) -> Bool {
    if case .function? = peek(offset) { return true }
    return false
  }

  /// “the square of x plus one”, “the inverse of A”.
  ///
  ///     operation-of = ( "square of" | "cube of" | "inverse of" | "transpose of" ) operand ;
  mutating func parseOperationOf(
    _ keyword: Keyword
  ) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    let isPower = keyword == .square || keyword == .cubeOf || keyword == .conjugateOf
    let operand = MathExpression.row(
      try isPower ? parseSum(.absoluteValue) : parseSum(.operandProduct))
    let script: MathExpression
    switch keyword {
    case .conjugateOf: return [node(.accent(.bar, operand), from: start)]
    case .square: script = MathExpression(.number("2"))
    case .cubeOf: script = MathExpression(.number("3"))
    case .inverseOf: script = .minusOne
    case .transposeOf: script = MathExpression(.identifier(.init("T")))
    default: script = MathExpression(.identifier(.init("c")))
    }
    var base = operand
    switch operand.kind {
    case .identifier, .number, .fenced: break
    case .scripts(_, _, let upper, 0) where upper == nil: break
    default: base = parenthesized([operand], from: start)
    }
    return [withSuperscript(base, script, from: start)]
  }

  /// “the sum of a and b”, “the difference of a and b” in a product or fraction.
  mutating func parseSumOf() throws(SpokenMathError) -> MathExpression {
    let start = position
    let isProduct = isNext(.timesOf)
    let sign: Symbol = isNext(.difference) ? .minus : .plus
    position += 1
    _ = take(.of)
    var nodes = try parseSum(.operandProduct)
    while isNext(.and) {
      let at = position
      position += 1
      if !isProduct { nodes.append(node(.symbol(sign), from: at)) }
      nodes += try parseSum(.operandProduct)
    }
    if isProduct { return node(.row(nodes), from: start) }
    return parenthesized(nodes, from: start)
  }

  /// “x dot”: no operand follows that the dot could multiply.
  var isDotAccent: Bool {
    guard position + 1 < tokens.count else { return true }
    switch tokens[position + 1].kind {
    case .keyword(let keyword):
      return !Self.prefixKeywords.contains(keyword) || keyword == .squared || keyword == .lowerIndex
        || keyword == .power || keyword == .upperIndex || keyword == .cubed
    case .relation, .infix, .close, .separator, .cross: return true
    default: return false
    }
  }

  var isTrailingSign: Bool {
    guard position + 1 < tokens.count else { return true }
    switch tokens[position + 1].kind {
    case .relation, .close, .separator: return true
    default: return false
    }
  }
}

extension MathExpression {
  /// −1, as an exponent.
  static var minusOne: MathExpression {
    MathExpression(.row([MathExpression(.symbol(.minus)), MathExpression(.number("1"))]))
  }

  /// Only stars, daggers and signs: a power may follow them.
  var isMarks: Bool {
    nodes.allSatisfy {
      if case .symbol(let symbol) = $0.kind {
        return [.ast, .dagger, .perp, .parallel, .plus, .minus, .pm].contains(symbol)
      }
      return $0 == MathExpression(.identifier(.init("T")))
    }
  }

  /// Letters, with scripts or not, carry stars and daggers.
  var takesMark: Bool {
    switch kind {
    case .identifier, .accent, .fenced: return true
    case .scripts(let base, _, _, _): return base.takesMark
    case .row(let nodes): return nodes.isEmpty
    case .symbol(let symbol): return symbol == .nabla || symbol == .partial
    case .function: return true
    default: return false
    }
  }

  /// Letters, with scripts or not, carry hats and bars.
  var takesAccent: Bool {
    switch kind {
    case .identifier, .fenced: return true
    case .number: return true
    case .accent: return true
    case .scripts(let base, _, _, _): return base.takesAccent
    default: return false
    }
  }

  /// Whether it ends in a digit index already.
  var isDigitIndexed: Bool {
    if case .scripts(_, _?, _, _) = kind { return true }
    return false
  }
}
