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
      try parser.parseItems(scope, into: &items)
      return parser.joined(items)
    }
  }

  private mutating func parseItems(
    _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) {
    while let next {
      let before = position
      if endsFence { return }
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
        try parseFactorItem(scope, into: &items)
      }
      if position == before { return }
    }
  }

  // MARK: - Plus, minus, times

  /// Reads one infix sign; false when it belongs to an outer scope.
  private mutating func parseInfix(
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
      if !continuesWithSum(scope, items) { return false }
      position += 1
      items.append(Item(node: node(.symbol(symbol), from: start), role: .additive))
      return true
    }
    if !continuesWithTimes(scope, items) { return false }
    position += 1
    let isTimes = symbol == .times && !isCross
    if !isTimes, items.last?.role == .barrier || items.isEmpty {
      items.append(Item(node: node(.symbol(symbol), from: start), role: .sign))
      return true
    }
    items.append(
      Item(
        node: node(.symbol(symbol), from: start),
        role: isTimes || symbol == .cdot ? .times : .binary,
        isInvisible: isTimes))
    if isTimes { try parseTimesOperand(into: &items) }
    return true
  }

  /// “x plus” at the end, or “x plus equals”: the sign is a superscript.
  private mutating func superscriptSign(_ symbol: Symbol, _ items: inout [Item]) -> Bool {
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
  private mutating func parseTimesOperand(into items: inout [Item]) throws(SpokenMathError) {
    guard startsFactor else { return }
    let count = items.count
    try parseFactorItem(.timesOperand, into: &items)
    guard items.count == count + 1, case .infix(let sign)? = next, sign == .plus || sign == .minus,
      takesSumAfterTimes(items)
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
      Item(node: parenthesized(inner, from: start), role: .factor))
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

  /// “x plus one squared” is (x + 1)²: nobody says the square of a number they know.
  private mutating func fencePowerOfSum(_ items: inout [Item]) throws(SpokenMathError) {
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
    guard isSimple, decide(.powerTakesSum, digits == "1" ? 0.9 : 0.55) else { return }
    let first = digits == "1" ? regionStart(items) : start
    let wraps = try wrapped(items[first...])
    let inner = joined(Array(items[first..<(items.count - 1)])) + [base]
    items.removeSubrange(first...)
    items.append(
      Item(
        node: MathExpression(
          .scripts(
            base: parenthesized(inner, from: position - 1), subscript: nil, superscript: upper,
            primes: 0), wordRange: last.node.wordRange), role: .factor,
        wraps: wraps))
  }

  /// “x plus delta x squared” is (x + Δx)².
  private mutating func fencePowerOfIncrement(
    _ items: inout [Item]
  ) throws(SpokenMathError) -> Bool {
    guard items.count > 3, let last = items.last,
      case .scripts(let base, nil, let upper?, 0) = last.node.kind,
      items[items.count - 2].node.isDelta, items[items.count - 3].role == .additive,
      items[items.count - 4].node == base, decide(.powerTakesSum, 0.8)
    else { return false }
    let first = items.count - 4
    let wraps = try wrapped(items[first...])
    let inner = joined(Array(items[first..<(items.count - 1)])) + [base]
    items.removeSubrange(first...)
    items.append(
      Item(
        node: MathExpression(
          .scripts(
            base: parenthesized(inner, from: position - 1), subscript: nil, superscript: upper,
            primes: 0), wordRange: last.node.wordRange), role: .factor,
        wraps: wraps))
    return true
  }

  /// “two minus negative two” is 2 − (−2): two signs never meet.
  private func fenceSignAfterOperator(_ items: inout [Item]) {
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
  private func fencePowerOfMinusOne(_ items: inout [Item]) {
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

  /// “the sum of a and b”: an “and” comes before anything else that could end it.
  private var isSumOfTwo: Bool {
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
  private func isDimension(at offset: Int) -> Bool {
    if case .letter(let letter, _)? = peek(offset) { return ["m", "n", "k"].contains(letter.name) }
    return false
  }

  // MARK: - Putting together

  /// The nodes of a sum; `times` shows only between numbers.
  func joined(_ items: [Item]) -> [MathExpression] {
    var nodes: [MathExpression] = []
    nodes.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      if item.isInvisible, !showsTimes(items, at: index) { continue }
      if item.role == .factor, index > 0, items[index - 1].role == .factor,
        needsComma(items[index - 1].node, item.node)
      {
        nodes.append(MathExpression(.symbol(.comma)))
      }
      if case .row(let inner) = item.node.kind { nodes += inner } else { nodes.append(item.node) }
    }
    return nodes
  }

  /// Numbers side by side are a list, and so is what stands round dots.
  private func needsComma(_ left: MathExpression, _ right: MathExpression) -> Bool {
    let dots = MathExpression.Kind.symbol(.ldots)
    if right.kind == .symbol(.exists) { return true }
    if left.kind == dots || right.kind == dots { return left.kind != right.kind }
    return left.isNumber && right.isNumber
  }

  private func showsTimes(_ items: [Item], at index: Int) -> Bool {
    guard index + 1 < items.count, index > 0 else { return true }
    return items[index + 1].node.startsWithNumber || items[index + 1].role == .sign
  }

  /// No numerator is longer than this, so that long input is read in linear time.
  private static let furthestLookBack = 2000

  /// One more than the wraps in these items, or an error.
  func wrapped(_ items: ArraySlice<Item>) throws(SpokenMathError) -> Int {
    let count = (items.lazy.map(\.wraps).max() ?? 0) + 1
    try checkWraps(count)
    return count
  }

  /// The index after the last big operator or limit.
  func regionStart(_ items: [Item]) -> Int {
    var index = items.count
    let nearest = max(0, items.count - Self.furthestLookBack)
    while index > nearest {
      if items[index - 1].role == .barrier { return index }
      index -= 1
    }
    return nearest
  }

  /// The index after the last plus or minus between terms, and after a sign.
  func lastTermStart(_ items: [Item]) -> Int {
    let start = regionStart(items)
    var index = items.count
    while index > start {
      switch items[index - 1].role {
      case .additive: return index
      case .sign: return index
      case .binary: return index
      default: index -= 1
      }
    }
    return start
  }

  /// Parentheses round these nodes.
  func parenthesized(_ nodes: [MathExpression], from start: Int) -> MathExpression {
    node(.fenced(open: .openParenthesis, .row(nodes), close: .closeParenthesis), from: start)
  }

  /// “the integral of f with respect to x”: dx.
  private mutating func parseIntegrationVariable(
    into items: inout [Item]
  ) throws(SpokenMathError) {
    let start = position
    position += 1
    items.append(Item(node: node(.identifier(.init("d")), from: start), role: .factor))
    if startsFactor {
      for node in try parseFactor(.operand) { items.append(Item(node: node, role: .factor)) }
    }
  }

  /// “a minus b in brackets”: the last two terms get parentheses.
  private mutating func encloseLastSum(in items: inout [Item]) throws(SpokenMathError) {
    let last = lastTermStart(items)
    var start = regionStart(items)
    if last > start, items[last - 1].role == .additive {
      start = lastTermStart(Array(items[..<(last - 1)]))
    }
    let wraps = try wrapped(items[start...])
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    items.append(
      Item(node: parenthesized(nodes, from: position - 1), role: .factor, wraps: wraps))
  }

  /// “… all multiplied by k”: everything on this side gets parentheses.
  private mutating func encloseRegion(of items: inout [Item]) throws(SpokenMathError) {
    let start = regionStart(items)
    guard items.count > start + 1 else { return }
    let wraps = try wrapped(items[start...])
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    items.append(
      Item(node: parenthesized(nodes, from: position - 1), role: .factor, wraps: wraps))
  }

  // MARK: - All squared

  /// “… all squared”: the power of everything on this side.
  ///
  ///     all-power = sum "all" power ;
  private mutating func parseAllPower(into items: inout [Item]) throws(SpokenMathError) {
    position += 1
    let start = regionStart(items)
    let wraps = try wrapped(items[start...])
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    try appendPower(of: nodes, wraps: wraps, to: &items)
  }

  /// “x plus y quantity squared”: the power of the last two terms.
  private mutating func parseQuantityPower(into items: inout [Item]) throws(SpokenMathError) {
    position += 1
    let last = lastTermStart(items)
    var start = regionStart(items)
    if last > start, items[last - 1].role == .additive {
      start = lastTermStart(Array(items[..<(last - 1)]))
    }
    let wraps = try wrapped(items[start...])
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    try appendPower(of: nodes, wraps: wraps, to: &items)
  }

  private mutating func appendPower(
    of nodes: [MathExpression], wraps: Int, to items: inout [Item]
  ) throws(SpokenMathError) {
    var base = MathExpression.row(nodes)
    if nodes.count != 1 || !nodes[0].takesScriptsUnfenced {
      base = parenthesized(nodes, from: position)
    }
    let powered = try parsePostfixes(on: base, from: position, .statement)
    items.append(Item(node: .row(powered), role: .factor, wraps: wraps))
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
