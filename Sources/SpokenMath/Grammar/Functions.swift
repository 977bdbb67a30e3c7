/// Named functions and the arguments of letters.
extension FormulaParser {
  /// Reads a named function with its powers, base and argument.
  ///
  ///     function = name { power | "inverse" | "base" operand | index } [ "of" ] argument ;
  mutating func parseFunction(_ name: String) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    if name == "const" {
      return [node(.text(words(from: start)?.count == 2 ? "const" : "constant"), from: start)]
    }
    var function = node(.function(name), from: start)
    function = try parseFunctionScripts(function, name, from: start)
    let hasOf = take(.of) || tokens[position - 1].kind == .keyword(.inverseOf)
    if !startsFactor && !startsSign(at: 0) { return [function] }
    if !hasOf, !FunctionTables.elementary.contains(name), !startsFenceNow { return [function] }
    if hasOf || startsFactor {
      let argument = try parseArgument(name, hasOf: hasOf)
      return [function] + argument
    }
    return [function]
  }

  /// “the inverse sine of x”: sin⁻¹ x.
  ///
  ///     inverse-function = "inverse" function ;
  mutating func parseInverseFunction() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    guard case .function(let name)? = next else { return [] }
    var nodes = try parseFunction(name)
    guard let function = nodes.first else { return nodes }
    nodes[0] = withSuperscript(function, .minusOne, from: start)
    return nodes
  }

  private var startsFenceNow: Bool {
    if case .open? = next { return true }
    return false
  }

  private mutating func parseFunctionScripts(
    _ function: MathExpression, _ name: String, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    var function = function
    while let next {
      let before = position
      switch next {
      case .keyword(.squared), .keyword(.cubed):
        position += 1
        let power = MathExpression(.number(next == .keyword(.squared) ? "2" : "3"))
        function = withSuperscript(function, power, from: start)
      case .keyword(.lowerIndex) where hasBaselines, .keyword(.upperIndex) where hasBaselines:
        guard startsDeeperScript else { break }
        function = try parseNestedScripts(on: function, from: start)
      case .keyword(.inverse):
        position += 1
        function = withSuperscript(function, .minusOne, from: start)
      case .keyword(.inverseOf):
        // “cosine inverse of x”: the phrase holds the “of”.
        position += 1
        return withSuperscript(function, .minusOne, from: start)
      case .keyword(.power), .keyword(.upperIndex):
        position += 1
        function = withSuperscript(
          function, .row(try parseFunctionExponent()), from: start)
      case .keyword(.powerUntilEnd):
        function = try parsePower(on: function, from: start)
      case .keyword(.base), .keyword(.lowerIndex):
        if next == .keyword(.lowerIndex) {
          function = try parseSubscript(on: function, from: start)
        } else {
          position += 1
          let base = startsFactor ? try parseLogBase() : []
          function = withSubscript(function, .row(base), from: start)
        }
      case .keyword(.prime), .keyword(.doublePrime):
        position += 1
        function = node(
          .scripts(
            base: function, subscript: nil, superscript: nil,
            primes: next == .keyword(.prime) ? 1 : 2), from: start)
      case .keyword(.over) where FunctionTables.limited.contains(name) && startsFactor(at: 1):
        position += 1
        function = withSubscript(function, .row(try parseLowerBound()), from: start)
      default: break
      }
      if position == before { break }
    }
    return function
  }

  /// The base of a logarithm is one number or letter.
  private mutating func parseLogBase() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    switch next {
    case .number(let digits)?:
      position += 1
      return [node(.number(digits), from: start)]
    default:
      let saved = ofIsAwaited
      ofIsAwaited = true
      defer { ofIsAwaited = saved }
      return try parseFactor(.subscripted)
    }
  }

  /// “sine to the n x”: one factor only, or what stands before “power”.
  private mutating func parseFunctionExponent() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    if case .ordinal(let value, _)? = next {
      position += 1
      _ = take(.powerNoun)
      return [ordinalNode(value, from: start)]
    }
    if endsWithinReach(.powerNoun) {
      openPowers += 1
      let nodes = try parseSum(.group)
      openPowers -= 1
      _ = take(.powerNoun)
      return nodes
    }
    var nodes: [MathExpression] = []
    if startsSign(at: 0), case .infix(let sign)? = next {
      position += 1
      nodes.append(node(.symbol(sign), from: start))
    }
    if startsFactor { nodes += try parseFactor(.subscripted) }
    return nodes
  }

  /// The argument of a named function: brackets appear when it is a sum.
  ///
  ///     argument = fence | sum ;
  mutating func parseArgument(
    _ name: String, hasOf: Bool
  ) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    if startsFenceNow { return try parseFactor(.operand) }
    if case .keyword(.quantity)? = next { return try parseFactor(.operand) }
    var nodes = try parseSum(.argument(function: name))
    let isElementary = FunctionTables.elementary.contains(name)
    if hasOf, !isElementary || FunctionTables.limited.contains(name) {
      while case .separator(.comma)? = next, ofListContinues {
        nodes.append(node(.symbol(.comma), from: position))
        position += 1
        nodes += try parseSum(.argument(function: name))
      }
      if isNext(.and), startsFactor(at: 1), ["gcd", "lcm", "max", "min", "Cov"].contains(name) {
        nodes.append(node(.symbol(.comma), from: position))
        position += 1
        nodes += try parseSum(.argument(function: name))
      }
      if !FunctionTables.limited.contains(name) || nodes.contains(where: \.isComma) {
        return [parenthesized(nodes, from: start)]
      }
    }
    if nodes.contains(where: \.isAdditive) || nodes.contains(where: \.isBig) {
      return [parenthesized(nodes, from: start)]
    }
    return nodes
  }

  /// Whether a comma goes on with arguments: what follows is no new application.
  var ofListContinues: Bool {
    switch peek(2) {
    case .keyword(.of): return false
    case .relation: return openFences > 0 ? false : true
    default: return startsFactor(at: 1) || startsSign(at: 1)
    }
  }

  // MARK: - Letters as functions

  /// Whether “of” can mean that this is applied to something.
  func canApply(_ base: MathExpression) -> Bool {
    if ofIsAwaited { return false }
    switch base.kind {
    case .identifier, .fenced, .accent, .function: return true
    case .scripts(let inner, _, _, _): return canApply(inner)
    case .symbol(let symbol): return symbol == .partial || symbol == .nabla
    default: return false
    }
  }

  /// “f of x”, “f of x comma y”, “f of x and y”, “p of a given b”.
  ///
  ///     application = operand ( "of" | "at" ) ( fence | sum { ( "comma" | "and" | "given" ) sum } ) ;
  mutating func parseApplication(
    of function: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    position += 1
    let at = position
    if case .open? = next {
      let fence = try parseFence(open: openDelimiterNow)
      return node(.row([function, fence]), from: start)
    }
    if case .keyword(.quantity)? = next {
      let group = try parseQuantity()
      return node(.row([function, group]), from: start)
    }
    if function.isDerivativeOperator {
      return node(.row([function] + (try parseSum(.letterArgument))), from: start)
    }
    var nodes = try parseLetterArgument()
    var count = 1
    while let next, count < 12 {
      let separator = position
      switch next {
      case .separator(.comma) where ofListContinues,
        .keyword(.and) where andContinuesList && count < 3:
        position += 1
        nodes.append(node(.symbol(.comma), from: separator))
      case .keyword(.given):
        position += 1
        nodes.append(node(.symbol(.mid), from: separator))
      case .separator(.semicolon) where ofListContinues:
        position += 1
        nodes.append(node(.symbol(.semicolon), from: separator))
      default:
        return node(.row([function, parenthesized(nodes, from: at)]), from: start)
      }
      nodes += try parseLetterArgument()
      count += 1
    }
    return node(.row([function, parenthesized(nodes, from: at)]), from: start)
  }

  var openDelimiterNow: MathExpression.Delimiter {
    if case .open(let delimiter)? = next { return delimiter }
    return .openParenthesis
  }

  private var andContinuesList: Bool {
    guard startsFactor(at: 1) else { return false }
    if case .keyword(.of)? = peek(2) { return false }
    if case .relation? = peek(2) { return decisions.isEmpty || true }
    return true
  }

  /// One argument; letters side by side are separate arguments.
  private mutating func parseLetterArgument() throws(SpokenMathError) -> [MathExpression] {
    if case .infix(.cdot)? = next, !startsFactor(at: 1) {
      let start = position
      position += 1
      return [node(.symbol(.cdot), from: start)]
    }
    let saved = ofIsAwaited
    ofIsAwaited = false
    defer { ofIsAwaited = saved }
    let nodes = try parseSum(.letterArgument)
    guard nodes.count > 1, nodes.allSatisfy(\.isLetterOrScripted), !nodes[0].isDelta,
      !nodes.contains(where: \.isTransposed), !isOneWord(nodes)
    else { return nodes }
    guard decide(.argumentIsList, 0.75) else { return nodes }
    var list: [MathExpression] = []
    for (index, node) in nodes.enumerated() {
      if index > 0 { list.append(MathExpression(.symbol(.comma))) }
      list.append(node)
    }
    return list
  }

  /// “kx” written as one word is a product.
  private func isOneWord(_ nodes: [MathExpression]) -> Bool {
    nodes.allSatisfy { $0.wordRange == nodes[0].wordRange }
  }

  /// “expected value of x”, “probability of a”, “big o of n”.
  ///
  ///     operator = ( "expected value of" | "probability of" | "big o of" ) argument ;
  mutating func parseOperator(_ keyword: Keyword) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    let isExpectation = keyword == .expectation
    let letter =
      isExpectation
      ? MathExpression.Identifier("E", style: .blackboard)
      : MathExpression.Identifier(keyword == .bigO ? "O" : "P")
    var function = node(.identifier(letter), from: start)
    if isNext(.lowerIndex) { function = try parseSubscript(on: function, from: start) }
    _ = take(.of)
    guard startsFactor || startsSign(at: 0) else { return [function] }
    if startsFenceNow { return [function, try parseFence(open: openDelimiterNow)] }
    let at = position
    if keyword == .bigO { openOrders += 1 }
    var nodes =
      keyword == .bigO ? try parseSum(.absoluteValue) : try parseSum(.letterArgument)
    if keyword == .bigO { openOrders -= 1 }
    if isNext(.given) {
      nodes.append(node(.symbol(.mid), from: position))
      position += 1
      nodes += try parseSum(.letterArgument)
    }
    if isExpectation {
      return [
        function, node(.fenced(open: .openBracket, .row(nodes), close: .closeBracket), from: at),
      ]
    }
    return [function, parenthesized(nodes, from: at)]
  }
}

extension MathExpression {
  var isAdditive: Bool {
    kind == .symbol(.plus) || kind == .symbol(.minus) || kind == .symbol(.pm)
      || kind == .symbol(.mp)
  }

  var isComma: Bool { kind == .symbol(.comma) }

  var isDelta: Bool {
    kind == .identifier(.init("Delta")) || kind == .identifier(.init("delta"))
      || kind == .identifier(.init("d"))
  }

  var isBig: Bool {
    switch kind {
    case .symbol(let symbol): return symbol.role == .big
    case .scripts(let base, _, _, _): return base.isBig
    default: return false
    }
  }

  var isTransposed: Bool {
    if case .scripts(_, _, let upper?, _) = kind {
      return upper == MathExpression(.identifier(.init("T")))
    }
    return false
  }

  /// A letter, with scripts or not.
  var isLetterOrScripted: Bool {
    switch kind {
    case .identifier: return true
    case .scripts(let base, _, _, _): return base.isLetterOrScripted
    default: return false
    }
  }

  /// ∂ and ∇, which take no parentheses.
  var isDerivativeOperator: Bool {
    switch kind {
    case .symbol(let symbol): return symbol == .partial || symbol == .nabla
    case .scripts(let base, _, _, _): return base.isDerivativeOperator
    default: return false
    }
  }
}
