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

  /// “the product over k of one plus x sub k”: a body that starts with one is a sum in parentheses.
  private mutating func fenceProductBody(_ items: inout [Item]) throws(SpokenMathError) {
    let start = regionStart(items)
    guard start > 0, items.count > start + 2, items[start - 1].node.isProductSign,
      items[start].node.kind == .number("1"), items[start + 1].role == .additive,
      decide(.bodyTakesSum, 0.7)
    else { return }
    try encloseRegion(of: &items)
  }

  private mutating func parseItems(
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

  /// “n plus one times c” is (n + 1)c: nobody says one times a thing.
  private mutating func groupIncrement(_ items: inout [Item]) throws(SpokenMathError) {
    let region = regionStart(items)
    guard items.count == region + 3, items[region].role == .factor,
      items[region + 1].role == .additive, items[region + 2].node.kind == .number("1"),
      decide(.oneTakesTimes, 0.9)
    else { return }
    let wraps = try wrapped(items[region...])
    let fence = parenthesized(items[region...].map(\.node), from: position - 1)
    items.removeSubrange(region...)
    items.append(Item(node: fence, role: .factor, wraps: wraps))
  }

  /// “… congruent to b mod n”: the modulus belongs to the relation, in parentheses.
  ///
  ///     modulus = "mod" factor ;
  private mutating func appendModulus(to items: inout [Item]) throws(SpokenMathError) {
    let start = position
    position += 1
    let modulus = startsFactor ? try parseFactor(.operandProduct) : []
    let sign = MathExpression(.symbol(.bmod), wordRange: tokens[start].wordRange)
    items.append(Item(node: parenthesized([sign] + modulus, from: start), role: .factor))
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

  /// “f prime of a times x minus a”: the argument comes back as what is taken away, so the
  /// difference is a factor.
  ///
  ///     increment = letter "minus" argument [ power ] ;
  private mutating func parseIncrement(into items: inout [Item]) throws(SpokenMathError) -> Bool {
    guard let last = items.last, last.role == .factor, case .identifier = last.node.kind,
      let argument = lastArgument(items.dropLast()), argumentFollows(argument, after: last.node),
      decide(.incrementIsFactor, 0.85)
    else { return false }
    let start = position
    items.removeLast()
    position += 1
    var right = try parseFactor(.operand)
    var power: MathExpression?
    if right.count == 1, case .scripts(let base, let lower, let upper?, 0) = right[0].kind {
      power = upper
      right = [lower.map { withSubscript(base, $0, from: start) } ?? base]
    }
    let fence = parenthesized(
      [last.node, MathExpression(.symbol(.minus))] + right, from: start)
    let factor = power.map { withSuperscript(fence, $0, from: start) } ?? fence
    items.append(Item(node: factor, role: .factor))
    return true
  }

  /// What the application before was applied to: `a` in f'(a).
  private func lastArgument(_ items: ArraySlice<Item>) -> MathExpression? {
    guard var node = items.last(where: { $0.role == .factor })?.node,
      items.last?.role != .additive
    else { return nil }
    if case .fraction(let top, _) = node.kind { node = top }
    guard case .fenced(.openParenthesis, let inner, _)? = node.nodes.last?.kind else { return nil }
    return inner
  }

  /// Whether the argument stands after the next token, and is another letter than the one before it.
  private func argumentFollows(_ argument: MathExpression, after left: MathExpression) -> Bool {
    guard case .letter(let letter, _)? = peek(1), argument != left else { return false }
    switch argument.kind {
    case .identifier(let name): return name == letter
    case .scripts(let base, let lower?, nil, 0):
      guard base.kind == .identifier(letter) else { return false }
      if case .number(let digits)? = peek(2) { return lower.kind == .number(digits) }
      return isNext(.naught, at: 2) || isNext(.lowerIndex, at: 2)
    default: return false
    }
  }

  /// “a times b plus c”, where the sum is meant as one factor.
  private mutating func parseTimesOperand(
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

  /// “m x minus x zero”: a letter less the same letter with an index is one factor, m(x − x₀).
  ///
  ///     like-difference = letter "minus" letter index ;       (* the same letter *)
  private mutating func parseLikeDifference(
    _ scope: Scope, into items: inout [Item]
  ) throws(SpokenMathError) -> Bool {
    guard scope.isStrong, startsLikeDifference, decide(.productTakesDifference, 0.85) else {
      return false
    }
    let start = position
    var nodes = try parseFactor(.timesOperand)
    nodes.append(node(.symbol(.minus), from: position))
    position += 1
    nodes += try parseFactor(.timesOperand)
    let fence = parenthesized(nodes, from: start)
    items += try parsePostfixes(on: fence, from: start, scope).map { Item(node: $0, role: .factor) }
    return true
  }

  /// Whether “x minus x zero” or “x minus x sub …” comes next.
  var startsLikeDifference: Bool {
    guard case .letter(let first, _)? = peek(0), peek(1) == .infix(.minus),
      case .letter(let second, _)? = peek(2), first == second
    else { return false }
    switch peek(3) {
    case .number, .keyword(.naught), .keyword(.lowerIndex): return true
    default: return false
    }
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
    guard isSimple, decide(.powerTakesSum, digits == "1" ? 0.9 : 0.55, at: position - 1) else {
      return
    }
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
      items[items.count - 4].node == base, decide(.powerTakesSum, 0.8, at: position - 1)
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
  mutating func joined(_ items: [Item]) -> [MathExpression] {
    var nodes: [MathExpression] = []
    let isList = hasDotsAfterIndexed(items) && decide(.dotsMakeList, 0.85)
    nodes.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      if item.isInvisible, !showsTimes(items, at: index) { continue }
      if item.role == .factor, index > 0, items[index - 1].role == .factor,
        needsComma(items[index - 1].node, item.node)
          || isList && items[index - 1].node.isIndexed && item.node.isIndexed
      {
        nodes.append(MathExpression(.symbol(.comma)))
      }
      if case .row(let inner) = item.node.kind { nodes += inner } else { nodes.append(item.node) }
    }
    return nodes
  }

  /// “x one x two dot dot dot”: indexed letters of one name before dots.
  private func hasDotsAfterIndexed(_ items: [Item]) -> Bool {
    guard items.count > 2,
      let dots = items.firstIndex(where: { $0.node.kind == .symbol(.ldots) }), dots > 1
    else { return false }
    guard case .scripts(let first, _?, _, _) = items[dots - 1].node.kind,
      case .scripts(let second, _?, _, _) = items[dots - 2].node.kind
    else { return false }
    return first == second && items[dots - 1].role == .factor && items[dots - 2].role == .factor
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

  /// “two pi thirds”: the term before is the numerator.
  ///
  ///     parts = term ordinal ;
  private mutating func parseParts(
    _ value: String, of items: inout [Item]
  ) throws(SpokenMathError) {
    let start = lastTermStart(items)
    position += 1
    let wraps = try wrapped(items[start...])
    let numerator = joined(Array(items[start...]))
    items.removeSubrange(start...)
    let denominator = ordinalNode(value, from: position - 1)
    items.append(
      Item(
        node: node(
          .fraction(numerator: .row(numerator), denominator: denominator), from: position - 1),
        role: .factor, wraps: wraps))
  }

  /// Whether nothing that could be an operand follows the next token.
  private var isLastWord: Bool {
    guard tokens[position].wordRange.count < 3, !isNext(.of, at: 1) else { return false }
    switch peek(1) {
    case nil, .relation, .close, .separator: return true
    default: return false
    }
  }

  /// “n squared plus one square root”: the root of what was said before it.
  ///
  ///     root-last = sum "square root" ;
  private mutating func encloseInRoot(_ items: inout [Item]) throws(SpokenMathError) {
    let start = regionStart(items)
    guard start < items.count else { return }
    position += 1
    let wraps = try wrapped(items[start...])
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    items.append(
      Item(
        node: node(.root(.row(unfenced(nodes)), degree: nil), from: position - 1), role: .factor,
        wraps: wraps))
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
