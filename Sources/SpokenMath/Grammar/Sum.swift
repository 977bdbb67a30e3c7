/// Sums, products and fractions without brackets: where most guesses are made.
extension FormulaParser {
  /// One node of a sum, with what it is.
  struct Item {
    enum Role { case sign, additive, times, factor, barrier, binary }
    var node: MathExpression
    var role: Role
    /// A `times` that is written with no sign unless numbers meet.
    var isInvisible = false
    /// A fraction that “over” made, so that the next “over” is another fraction.
    var isSpokenFraction = false
    /// A sum in parentheses that nobody said: “n times n plus one”.
    var isGuessedSum = false
    /// How many constructs wrap each other in it, growing to the left.
    var wraps = 0
  }

  /// Reads terms until an operator that does not belong to this scope.
  ///
  ///     sum  = [ sign ] term { ( "plus" | "minus" | … ) term } ;
  ///     term = factor { [ "times" ] factor | ( "over" | "divided by" ) denominator } ;
  mutating func parseSum(_ scope: Scope) throws(SpokenMathError) -> [MathExpression] {
    try deeper { (parser) throws(SpokenMathError) in
      var items: [Item] = []
      let outer = parser.groupStart
      parser.groupStart = parser.position
      defer { parser.groupStart = outer }
      try parser.parseItems(scope, into: &items)
      try parser.fenceProductBody(&items)
      return parser.joined(items)
    }
  }

  mutating func parseItems(
    _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) {
    while let next {
      let before = position
      if endsFence { return }
      if startsLateCondition, !items.isEmpty {
        if try parseLateCondition(into: &items) { continue }
        if scope != .statement { return }
      }
      switch next {
      case .infix(let symbol):
        if try !parseInfix(symbol, scope, into: &items) { return }
      case .cross:
        if try !parseInfix(.times, isCross: true, scope, into: &items) { return }
      case .keyword(.by) where items.last?.node.isNumber == true && isNumber(at: 1),
        .keyword(.by) where items.count == 1 && items[0].node.isDimension && isDimension(at: 1):
        items.append(Item(node: node(.symbol(.times), from: position), role: .binary))
        position += 1
      case .keyword(.over), .keyword(.dividedBy), .keyword(.per), .keyword(.by):
        if items.isEmpty || !continuesWithFraction(scope, items) { return }
        try parseOver(scope, into: &items)
      case .keyword(.allOver), .keyword(.allDividedBy):
        if !scope.isStrong || items.isEmpty { return }
        try parseAllOver(into: &items)
      case .keyword(.all):
        if !scope.isStrong || items.isEmpty { return }
        if case .infix(.times)? = peek(1) {
          position += 1
          try encloseRegion(of: &items)
          continue
        }
        if !startsPower(at: 1) { return }
        try parseAllPower(into: &items)
      case .ordinal(let value, plural: true)
      where items.last?.role == .factor && items.last?.node.isLetterOrScripted == true:
        try parseParts(value, of: &items)
      case .keyword(.squareRoot) where !items.isEmpty && isLastWord:
        try encloseInRoot(&items)
      case .keyword(.quantity) where !items.isEmpty && startsPower(at: 1):
        try parseQuantityPower(into: &items)
      case .keyword(.from), .keyword(.asWord):
        if try !parseLateBounds(into: &items) { return }
      case .keyword(.inParentheses):
        if items.isEmpty || !scope.isStrong { return }
        position += 1
        try encloseLastSum(in: &items)
      case .constant(.ldots) where items.last?.role == .additive || items.last?.role == .binary:
        items.append(Item(node: node(.symbol(.cdots), from: position), role: .factor))
        position += 1
      case .keyword(.withRespectTo):
        if openIntegrals == 0 || items.isEmpty || !scope.isStrong { return }
        try parseIntegrationVariable(into: &items)
      case .separator(.comma) where items.last?.node.kind == .symbol(.ldots):
        position += 1
      default:
        if !startsFactor { return }
        if !items.isEmpty, items.last?.role == .factor, !continuesWithFactor(scope, items) {
          return
        }
        if items.last?.role == .factor, try parseLikeDifference(scope, into: &items) { continue }
        try parseFactorItem(scope, into: &items)
      }
      if position == before { return }
    }
  }

  /// Reads one infix sign; false when it belongs to an outer scope.
  mutating func parseInfix(
    _ symbol: Symbol, isCross: Bool = false, _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) -> Bool {
    let start = position
    if items.isEmpty || items.last?.role != .factor {
      // A sign, or a union or tensor that takes bounds.
      if case .big(let big)? = tokens[position].meanings.last, symbol.role == .binary,
        symbol != .times, symbol != .cdot
      {
        position += 1
        items += try parseBig(big, from: start)
        return true
      }
      if symbol == .cdot, case .letter? = peek(1) {
        // “dot x”: the mark comes first.
        let marked = MathExpression.row(try parseAccentPrefix(.dot, scope))
        items += try parsePostfixes(on: marked, from: start, scope).map {
          Item(node: $0, role: .factor)
        }
        return true
      }
      position += 1
      items.append(Item(node: node(.symbol(symbol), from: start), role: .sign))
      return true
    }
    if symbol == .plus || symbol == .minus || symbol == .pm || symbol == .mp {
      if superscriptSign(symbol, &items) { return true }
      if symbol == .minus, try parseIncrement(into: &items) { return true }
      if !continuesWithSum(scope, items) { return false }
      position += 1
      items.append(Item(node: node(.symbol(symbol), from: start), role: .additive))
      return true
    }
    if symbol == .bmod, saidCongruence {
      try appendModulus(to: &items)
      return true
    }
    if !continuesWithTimes(scope, items) { return false }
    position += 1
    let isTimes = symbol == .times && !isCross
    if isTimes, scope.isStrong { try groupIncrement(&items) }
    if !isTimes, items.last?.role == .barrier || items.isEmpty {
      items.append(Item(node: node(.symbol(symbol), from: start), role: .sign))
      return true
    }
    items.append(
      Item(
        node: node(.symbol(symbol), from: start),
        role: isTimes || symbol == .cdot ? .times : .binary,
        isInvisible: isTimes))
    if isTimes { try parseTimesOperand(scope, into: &items) }
    return true
  }

  /// “… congruent to b mod n”: the modulus belongs to the relation, in parentheses.
  ///
  ///     modulus = "mod" factor ;
  mutating func appendModulus(to items: inout [Item]) throws(SpokenMathError) {
    let start = position
    position += 1
    let modulus = startsFactor ? try parseFactor(.operandProduct) : []
    let sign = MathExpression(.symbol(.bmod), wordRange: tokens[start].wordRange)
    items.append(Item(node: parenthesized([sign] + modulus, from: start), role: .factor))
  }

  /// “x plus” at the end, or “x plus equals”: the sign is a superscript.
  mutating func superscriptSign(_ symbol: Symbol, _ items: inout [Item]) -> Bool {
    var isLast = position + 1 >= tokens.count
    if !isLast {
      switch tokens[position + 1].kind {
      case .relation, .separator, .close: isLast = true
      case .keyword(.lowerIndex): isLast = true
      default: break
      }
    }
    guard isLast, let last = items.last, last.role == .factor else { return false }
    let start = position
    switch last.node.kind {
    case .identifier: break
    case .scripts(let base, _, let upper, _):
      guard upper == nil, case .identifier = base.kind else { return false }
    default: return false
    }
    position += 1
    items[items.count - 1].node = withSuperscript(
      last.node, node(.symbol(symbol), from: start), from: start)
    return true
  }

  /// “a times b plus c”, where the sum is meant as one factor.
  mutating func parseTimesOperand(
    _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) {
    guard startsFactor else { return }
    if try parseLikeDifference(scope, into: &items) { return }
    let applied = items.count > 1 ? items[items.count - 2].node : .empty
    let count = items.count
    if count > 1, items[count - 2].isGuessedSum, isNumber(at: 0), isLetter(at: 1),
      decide(.timesTakesSum, 0.7)
    {
      // “n times n plus one times two n plus one”.
      let start = position
      let sum = try parseSum(.absoluteValue)
      items.append(Item(node: parenthesized(sum, from: start), role: .factor))
      return
    }
    try parseFactorItem(.timesOperand, into: &items)
    guard items.count == count + 1, case .infix(let sign)? = next, sign == .plus || sign == .minus,
      takesSumAfterTimes(items, after: applied, isStrong: scope.isStrong)
    else { return }
    let start = position
    let first = items.removeLast()
    var inner = [first.node]
    position += 1
    inner.append(node(.symbol(sign), from: start))
    var rest: [Item] = []
    try parseFactorItem(.timesOperand, into: &rest)
    inner += joined(rest)
    items.append(
      Item(node: parenthesized(inner, from: start), role: .factor, isGuessedSum: true))
  }

  /// Reads a factor and puts what it gave at the end.
  mutating func parseFactorItem(
    _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) {
    let start = position
    if isSumOfTwo {
      let sum = try parseSumOf()
      let isAlone = items.isEmpty && (next == nil || startsRelation(at: 0) || endsFence)
      let inner = isAlone ? unfenced([sum]) : [sum]
      items += inner.map { Item(node: $0, role: .factor) }
      return
    }
    if case .big(let big)? = bigMeaning {
      position += 1
      items += try parseBig(big, from: start)
      return
    }
    if isNext(.limit) || isLimitFunction {
      items += try parseLimit()
      return
    }
    for node in try parseFactor(scope) { items.append(Item(node: node, role: .factor)) }
    fencePowerOfMinusOne(&items)
    fenceSignAfterOperator(&items)
    try fencePowerOfSum(&items)
  }

  /// “the sum of a and b”: an “and” comes before anything else that could end it.
  var isSumOfTwo: Bool {
    guard isNext(.plusOf) || isNext(.timesOf) else { return false }
    for offset in 1...9 {
      switch peek(offset) {
      case .keyword(.and): return offset > 1
      case .keyword(.from), .keyword(.over), .relation, .big, .separator, nil, .infix(.plus),
        .infix(.minus), .text, .keyword(.asWord):
        return false
      default: continue
      }
    }
    return false
  }

  /// The big operator that the next token means where an operand is wanted.
  var bigMeaning: Token.Kind? {
    guard position < tokens.count else { return nil }
    return tokens[position].meanings.first {
      if case .big = $0 { return true }
      return false
    }
  }

  /// “m by n”: the size of a matrix.
  func isDimension(at offset: Int) -> Bool {
    if case .letter(let letter, _)? = peek(offset) { return ["m", "n", "k"].contains(letter.name) }
    return false
  }

  /// “the integral of f with respect to x”: dx.
  mutating func parseIntegrationVariable(
    into items: inout [Item]
  ) throws(SpokenMathError) {
    let start = position
    position += 1
    items.append(Item(node: node(.identifier(.init("d")), from: start), role: .factor))
    if startsFactor {
      for node in try parseFactor(.operand) { items.append(Item(node: node, role: .factor)) }
    }
  }

  /// Whether nothing that could be an operand follows the next token.
  var isLastWord: Bool {
    guard tokens[position].wordRange.count < 3, !isNext(.of, at: 1) else { return false }
    switch peek(1) {
    case nil, .relation, .close, .separator: return true
    default: return false
    }
  }
}

extension MathExpression {
  /// Whether the first thing written is a digit.
  var startsWithNumber: Bool {
    switch kind {
    case .number: return true
    case .scripts(let base, _, _, _): return base.startsWithNumber
    case .row(let nodes): return nodes.first?.startsWithNumber ?? false
    default: return false
    }
  }

  /// ∏, with limits or not.
  var isProductSign: Bool {
    if case .scripts(let base, _, _, _) = kind { return base.isProductSign }
    return kind == .symbol(.prod)
  }

  /// A letter with an index.
  var isIndexed: Bool {
    if case .scripts(_, _?, _, _) = kind { return isLetterOrScripted }
    return false
  }

  /// A limit with its condition.
  var isLimit: Bool {
    if case .scripts(let base, _, _, _) = kind { return base.kind == .function("lim") }
    return false
  }

  /// The usual letters for the size of a matrix.
  var isDimension: Bool {
    if case .identifier(let letter) = kind { return ["m", "n", "k"].contains(letter.name) }
    return false
  }

  /// Whether a power of it needs no parentheses.
  var takesScriptsUnfenced: Bool {
    switch kind {
    case .identifier, .number, .fenced, .upright: return true
    default: return false
    }
  }
}

extension Scope {
  /// Whether “all over” and “all squared” stop here.
  var isStrong: Bool {
    switch self {
    case .statement, .group: return true
    default: return false
    }
  }
}
