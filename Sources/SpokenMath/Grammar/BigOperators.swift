/// Sums, products, integrals, unions and limits with their bounds.
extension FormulaParser {
  /// Reads the bounds of a big operator; what it stands before follows as more factors.
  ///
  ///     big = name [ index ] [ power ] [ bounds ] [ "of" ] ;
  ///     bounds = ( "from" | "over" | "for" | "as" ) lower [ "to" upper ] ;
  mutating func parseBig(_ symbol: Symbol, from start: Int) throws(SpokenMathError) -> [Item] {
    var sign = node(.symbol(symbol), from: start)
    if symbol == .int || symbol == .iint || symbol == .iiint || symbol == .oint {
      openIntegrals += 1
    }
    var isBounded = false
    if isNext(.underscript) || isNext(.overscript) {
      sign = try parseLimitScripts(on: sign, from: start)
      isBounded = true
    } else if hasBaselines, startsDeeperScript {
      sign = try parseNestedScripts(on: sign, from: start)
      isBounded = true
    }
    while isNext(.lowerIndex) || isNext(.upperIndex) || isNext(.power) {
      isBounded = true
      if isNext(.lowerIndex) {
        sign = try parseSubscript(on: sign, from: start)
      } else {
        sign = try parsePower(on: sign, from: start)
      }
    }
    if !isBounded {
      let hasOf = isNext(.of) && startsBounds(at: 1)
      if hasOf { position += 1 }
      if startsBounds(at: 0) {
        sign = try parseBounds(of: sign, from: start)
        isBounded = true
      }
    }
    _ = take(.of)
    if !isBounded, symbol == .sum || symbol == .prod { unboundedSums += 1 }
    return [Item(node: sign, role: .barrier)]
  }

  /// Whether bounds start here: “from”, “over”, or “i equals”.
  private func startsBounds(at offset: Int) -> Bool {
    switch peek(offset) {
    case .keyword(.from), .keyword(.over), .keyword(.asWord):
      return startsFactor(at: offset + 1) || startsSign(at: offset + 1)
        || peek(offset + 1) == .keyword(.of)
    case .text(let word):
      return
        (word == "for" || word == "with" || word == "where" || word == "along" || word == "when"
        || word == "on") && startsFactor(at: offset + 1)
    case .constant(.forall): return startsFactor(at: offset + 1)
    case .letter:
      guard case .relation(let relation, _)? = peek(offset + 1) else { return false }
      return relation == .equals && !isSideLong(at: offset + 2)
    case .keyword(.at): return true
    default: return false
    }
  }

  /// “sum j equals one to n”: a “to” follows soon.
  private func isSideLong(at offset: Int) -> Bool {
    for index in offset..<(offset + 4) {
      if case .keyword(.to)? = peek(index) { return false }
    }
    return true
  }

  private mutating func parseBounds(
    of sign: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    if case .letter? = next {} else { position += 1 }
    if case .constant(.forall)? = next { position += 1 }
    let lower = try parseLowerBound()
    var result = withSubscript(sign, .row(lower), from: start)
    if take(.to) || takeUpToDots() {
      result = withSuperscript(result, .row(try parseUpperBound(lower.first)), from: start)
    }
    return result
  }

  /// “up to” before an upper bound.
  private mutating func takeUpToDots() -> Bool {
    guard case .constant(.ldots)? = next, startsFactor(at: 1) else { return false }
    position += 1
    return true
  }

  /// “n equals one”, “x in A”, “n goes from zero”.
  ///
  ///     lower = sum [ ( relation | "goes from" ) sum ] ;
  mutating func parseLowerBound() throws(SpokenMathError) -> [MathExpression] {
    let savedOf = ofIsAwaited
    ofIsAwaited = true
    openBounds += 1
    defer {
      ofIsAwaited = savedOf
      openBounds -= 1
    }
    var nodes = try parseSum(.lowerBound)
    if isNext(.goesFrom) {
      nodes.append(node(.symbol(.equals), from: position))
      position += 1
      nodes += try parseSum(.lowerBound)
    }
    while case .relation(let symbol, let negated)? = next {
      let at = position
      position += 1
      var relation = symbol
      if isNext(.from) {
        position += 1
        relation = .equals
      }
      nodes.append(node(negated ? .negated(relation) : .symbol(relation), from: at))
      nodes += try parseSum(.lowerBound)
    }
    if case .separator(.comma)? = next, case .letter? = peek(1) {
      switch peek(2) {
      case .relation, .keyword(.of), .separator:
        nodes.append(node(.symbol(.comma), from: position))
        position += 1
        nodes += try parseLowerBound()
      default: break
      }
    }
    return nodes
  }

  private mutating func parseUpperBound(
    _ variable: MathExpression?
  ) throws(SpokenMathError) -> [MathExpression] {
    let savedOf = ofIsAwaited
    ofIsAwaited = true
    defer { ofIsAwaited = savedOf }
    let hasOf = ofWithinReach
    var nodes = try parseSum(hasOf ? .bound : .upperBound)
    if case .relation(.equals, false)? = next, hasOf || nodes.count == 1 && nodes[0] == variable {
      nodes.append(node(.symbol(.equals), from: position))
      position += 1
      nodes += try parseSum(.bound)
    }
    return nodes
  }

  /// Whether an “of” comes soon, before a relation or another big operator.
  private var ofWithinReach: Bool {
    var index = position
    let limit = min(tokens.count, position + 9)
    while index < limit {
      switch tokens[index].kind {
      case .keyword(.of):
        // “to n f of x”: that of is the function's.
        if index > position + 1, case .letter = tokens[index - 1].kind,
          tokens[index - 2].kind.isOperandEnd
        {
          return false
        }
        return true
      case .relation, .big, .keyword(.from), .keyword(.squareRoot), .separator: return false
      case .function: return false
      default: index += 1
      }
    }
    return false
  }

  /// Bounds said after the body: “the integral of t squared from zero to x”.
  ///
  ///     late-bounds = ( "from" | "as" ) lower [ "to" upper ] ;
  mutating func parseLateBounds(into items: inout [Item]) throws(SpokenMathError) -> Bool {
    guard let index = items.lastIndex(where: { $0.role == .barrier }),
      items[index].node.isUnbounded
    else { return false }
    if isNext(.asWord), case .relation(.to, false)? = peek(1), items.count == index + 2 {
      // “the limit of k as it approaches infinity”: “it” is what the limit is of.
      position += 2
      let variable = items[index + 1].node
      let target = [variable, node(.symbol(.to), from: position - 1)] + (try parseSum(.upperBound))
      items[index].node = withSubscript(items[index].node, .row(target), from: position)
      return true
    }
    guard startsFactor(at: 1) || startsSign(at: 1) else { return false }
    if case .function = items[index].node.kind {
      guard isNext(.asWord) else { return false }
      position += 1
      let condition = try parseLimitCondition()
      items[index].node = withSubscript(items[index].node, .row(condition), from: position)
      return true
    }
    items[index].node = try parseBounds(of: items[index].node, from: position)
    return true
  }

  /// “… x x goes to zero”, “… i equals one to n”: a condition said last, without “as” or “from”.
  var startsLateCondition: Bool {
    guard unboundedLimits + unboundedSums > 0, case .letter? = next else { return false }
    switch peek(1) {
    case .relation(.to, false): return unboundedLimits > 0
    case .relation(.equals, false): return unboundedSums > 0 && !isSideLong(at: 2)
    default: return false
    }
  }

  /// Gives the condition said last to its operator.
  mutating func parseLateCondition(into items: inout [Item]) throws(SpokenMathError) -> Bool {
    guard let index = items.lastIndex(where: { $0.role == .barrier }),
      items[index].node.isUnbounded
    else { return false }
    if case .function = items[index].node.kind {
      unboundedLimits -= 1
      let condition = try parseLimitCondition()
      items[index].node = withSubscript(items[index].node, .row(condition), from: position)
    } else {
      unboundedSums -= 1
      items[index].node = try parseBounds(of: items[index].node, from: position)
    }
    return true
  }

  // MARK: - Limits

  var isLimitFunction: Bool {
    guard case .function(let name)? = next else { return false }
    return FunctionTables.limited.contains(name) && isNext(.asWord, at: 1)
      || name == "limsup" || name == "liminf"
  }

  /// Reads a limit with its condition; the body follows as more factors.
  ///
  ///     limit = "limit" [ "as" ] condition [ "of" ] | "limit" "of" body "as" condition ;
  mutating func parseLimit() throws(SpokenMathError) -> [Item] {
    let start = position
    var name = "lim"
    if case .function(let said)? = next { name = said }
    position += 1
    var sign = node(.function(name), from: start)
    if isNext(.underscript) {
      sign = try parseLimitScripts(on: sign, from: start)
    } else if isNext(.lowerIndex) {
      sign = try parseSubscript(on: sign, from: start)
    } else if take(.asWord) {
      _ = take(.of)
      sign = withSubscript(sign, .row(try parseLimitCondition()), from: start)
    } else if case .letter? = next, startsCondition {
      sign = withSubscript(sign, .row(try parseLimitCondition()), from: start)
    } else if take(.over) || take(.from) {
      sign = withSubscript(sign, .row(try parseLimitCondition()), from: start)
    }
    _ = take(.of)
    if sign.isUnbounded { unboundedLimits += 1 }
    return [Item(node: sign, role: .barrier)]
  }

  /// “x goes to …” within two tokens.
  private var startsCondition: Bool {
    for offset in 1...3 {
      if case .relation(let symbol, _)? = peek(offset) { return symbol == .to }
      if case .keyword(.to)? = peek(offset) { return true }
      if isNext(.asWord, at: offset) { return false }
    }
    return false
  }

  /// “x approaches zero from the left”.
  ///
  ///     condition = sum ( "approaches" | "to" ) sum [ "from the left" | "from the right" ] ;
  mutating func parseLimitCondition() throws(SpokenMathError) -> [MathExpression] {
    let savedOf = ofIsAwaited
    ofIsAwaited = true
    openBounds += 1
    defer {
      ofIsAwaited = savedOf
      openBounds -= 1
    }
    _ = take(.of)
    var nodes = try parseSum(.lowerBound)
    let at = position
    if take(.to) {
      nodes.append(node(.symbol(.to), from: at))
    } else if case .relation(let symbol, _)? = next {
      position += 1
      nodes.append(node(.symbol(symbol), from: at))
    } else {
      return nodes
    }
    let target = position
    var limit = try parseSum(ofWithinReach ? .lowerBound : .upperBound)
    if isNext(.fromLeft) || isNext(.fromRight) {
      let sign: Symbol = isNext(.fromLeft) ? .minus : .plus
      position += 1
      let last = limit.popLast() ?? .empty
      limit.append(withSuperscript(last, MathExpression(.symbol(sign)), from: target))
    }
    return nodes + limit
  }
}

extension MathExpression {
  /// A big operator or limit that has no bounds yet.
  var isUnbounded: Bool {
    switch kind {
    case .symbol(let symbol): return symbol.role == .big
    case .function: return true
    default: return false
    }
  }
}

extension Token.Kind {
  /// Whether an operand can end with it.
  var isOperandEnd: Bool {
    switch self {
    case .number, .letter, .constant(.infty): return true
    default: return false
    }
  }
}
