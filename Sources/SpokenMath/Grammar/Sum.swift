/// Sums, products and fractions without brackets: where most guesses are made.
extension FormulaParser {
  /// One node of a sum, with what it is.
  struct Item {
    enum Role { case sign, additive, times, factor, barrier, binary }
    var node: MathExpression
    var role: Role
    /// A `times` that is written with no sign unless numbers meet.
    var isInvisible = false
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
      case .keyword(.over), .keyword(.dividedBy), .keyword(.per), .keyword(.by):
        if items.isEmpty || !continuesWithFraction(scope, items) { return }
        try parseOver(scope, into: &items)
      case .keyword(.allOver), .keyword(.allDividedBy):
        if !scope.isStrong || items.isEmpty { return }
        try parseAllOver(into: &items)
      case .keyword(.all):
        if !scope.isStrong || items.isEmpty || !startsPower(at: 1) { return }
        try parseAllPower(into: &items)
      case .keyword(.quantity) where !items.isEmpty && startsPower(at: 1):
        try parseQuantityPower(into: &items)
      case .keyword(.from), .keyword(.asWord):
        if try !parseLateBounds(into: &items) { return }
      case .keyword(.inParentheses):
        if items.isEmpty || !scope.isStrong { return }
        position += 1
        encloseLastSum(in: &items)
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
    if items.isEmpty || items.last?.role != .factor && items.last?.role != .barrier {
      // A sign, or a union or tensor that takes bounds.
      if case .big(let big)? = tokens[position].meanings.last, symbol.role == .binary,
        symbol != .times, symbol != .cdot
      {
        position += 1
        items += try parseBig(big, from: start)
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
  }

  /// The big operator that the next token means where an operand is wanted.
  var bigMeaning: Token.Kind? {
    guard position < tokens.count else { return nil }
    return tokens[position].meanings.first {
      if case .big = $0 { return true }
      return false
    }
  }

  // MARK: - Putting together

  /// The nodes of a sum; `times` shows only between numbers.
  func joined(_ items: [Item]) -> [MathExpression] {
    var nodes: [MathExpression] = []
    nodes.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      if item.isInvisible, !showsTimes(items, at: index) { continue }
      if case .row(let inner) = item.node.kind { nodes += inner } else { nodes.append(item.node) }
    }
    return nodes
  }

  private func showsTimes(_ items: [Item], at index: Int) -> Bool {
    guard index + 1 < items.count, index > 0 else { return true }
    return items[index + 1].node.startsWithNumber || items[index + 1].role == .sign
  }

  /// The index after the last big operator or limit.
  func regionStart(_ items: [Item]) -> Int {
    (items.lastIndex { $0.role == .barrier } ?? -1) + 1
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

  /// “a minus b in brackets”: the last two terms get parentheses.
  private mutating func encloseLastSum(in items: inout [Item]) {
    let last = lastTermStart(items)
    var start = regionStart(items)
    if last > start, items[last - 1].role == .additive {
      start = lastTermStart(Array(items[..<(last - 1)]))
    }
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    items.append(Item(node: parenthesized(nodes, from: position - 1), role: .factor))
  }

  // MARK: - All squared

  /// “… all squared”: the power of everything on this side.
  ///
  ///     all-power = sum "all" power ;
  private mutating func parseAllPower(into items: inout [Item]) throws(SpokenMathError) {
    position += 1
    let start = regionStart(items)
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    try appendPower(of: nodes, to: &items)
  }

  /// “x plus y quantity squared”: the power of the last two terms.
  private mutating func parseQuantityPower(into items: inout [Item]) throws(SpokenMathError) {
    position += 1
    let last = lastTermStart(items)
    var start = regionStart(items)
    if last > start, items[last - 1].role == .additive {
      start = lastTermStart(Array(items[..<(last - 1)]))
    }
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    try appendPower(of: nodes, to: &items)
  }

  private mutating func appendPower(
    of nodes: [MathExpression], to items: inout [Item]
  ) throws(SpokenMathError) {
    var base = MathExpression.row(nodes)
    if nodes.count != 1 || !nodes[0].takesScriptsUnfenced {
      base = parenthesized(nodes, from: position)
    }
    let powered = try parsePostfixes(on: base, from: position, .statement)
    items.append(Item(node: .row(powered), role: .factor))
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
