/// What stood above the bar, as far as it matters for what stands below.
struct NumeratorContext: Hashable {
  /// Whether a denominator is being read.
  var isActive = false
  var isOne = false
  var isNumberProduct = false
  var hasSum = false
  var isDifferenceOfNumbers = false

  init() {}

  init(_ items: [FormulaParser.Item], _ lastTerm: Int) {
    isActive = true
    guard lastTerm < items.count else { return }
    let term = items[lastTerm...]
    isOne = term.count == 1 && term.first?.node.kind == .number("1")
    isNumberProduct =
      term.count > 1
      && term.allSatisfy { item in
        if case .number = item.node.kind { return true }
        return item.role == .times
      }
    hasSum = items.contains { $0.role == .additive }
    let last = items.suffix(3).map(\.node)
    isDifferenceOfNumbers =
      last.count == 3 && last[0].isNumber && last[1].kind == .symbol(.minus) && last[2].isNumber
  }
}

/// Whether the construct being read goes on over the next operator; each answer is a heuristic.
extension FormulaParser {
  // MARK: - Plus and minus

  /// Whether plus or minus goes on inside this scope.
  mutating func continuesWithSum(_ scope: Scope, _ items: [Item]) -> Bool {
    let hasSum = items.contains { $0.role == .additive }
    let isOneTerm = items.count == 1
    if isIntegrationConstant, scope != .statement, decide(.constantStandsAlone, 0.95) {
      return false
    }
    if !scope.isStrong, startsConstant(at: 1) { return false }
    switch scope {
    case .statement, .group, .fractionNumerator, .denominatorPhrase, .bound, .lowerBound,
      .quantityGroup, .setElement, .intervalEnd:
      return true
    case .operand, .timesOperand, .operandProduct, .operandCell: return false
    case .derivativeOperand: return decide(.argumentTakesSum, 0.3)
    case .upperBound:
      if hasSum { return false }
      return followsShortTerm(at: 1)
    case .denominator:
      return decide(.denominatorTakesSum, denominatorSumPrior(items))
    case .exponent(let ofE):
      return decide(.exponentTakesSum, exponentSumPrior(items, ofE: ofE))
    case .subscripted:
      if hasSum { return false }
      if isNumber(at: 1), isCoefficient(at: 1, afterNumber: items.last?.node.isNumber == true) {
        return decide(.indexTakesSum, 0.2)
      }
      if isNumber(at: 1) { return decide(.indexTakesSum, isOneTerm ? 0.68 : 0.5) }
      return decide(.indexTakesSum, 0.35)
    case .root:
      return decide(.rootTakesSum, rootSumPrior(items))
    case .argument(let function):
      if startsWithLiteral(items) { return decide(.argumentTakesSum, 0.7) }
      if items.count == 1, case .fraction(let top, _) = items[0].node.kind,
        top.kind == .identifier(.init("pi"))
      {
        return decide(.argumentTakesSum, 0.75)
      }
      if items.count == 1, isLetter(at: 1),
        peek(2) == .keyword(.over) || peek(2) == .keyword(.dividedBy)
      {
        return decide(.argumentTakesSum, 0.6)
      }
      if hasSum == false, isOneTerm, FunctionTables.trigonometric.contains(function),
        groupStart > 0,
        tokens[groupStart - 1].kind == .keyword(.of), isLetter(at: 1),
        items[0].node.isLetterOrScripted, !isMultiplied(at: 1)
      {
        // “cosine of u minus v”: counted 7 in 10.
        return decide(.argumentTakesSum, 0.6)
      }
      return decide(.argumentTakesSum, 0.1)
    case .letterArgument:
      if isOneTerm, startsPrimedCopy(of: items[0].node, at: 1) {
        return decide(.argumentTakesSum, 0.8)
      }
      return decide(.argumentTakesSum, startsIncrement(at: 1) && isOneTerm ? 0.7 : 0.1)
    case .floor: return decide(.fenceTakesSum, 0.35)
    case .absoluteValue:
      if case .keyword(.absoluteValue)? = peek(1) { return decide(.fenceTakesSum, 0.15) }
      return decide(.fenceTakesSum, hasSum ? 0.8 : 0.6)
    }
  }

  private func denominatorSumPrior(_ items: [Item]) -> Double {
    if hasFractionAfter(1), !numeratorContext.hasSum { return 0.15 }
    if items.last?.node.kind == .symbol(.factorial) { return 0.15 }
    guard items.count == 1 else { return numeratorContext.hasSum ? 0.6 : 0.45 }
    if case .number(let digits) = items[0].node.kind {
      // “six minus sixteen over four minus twelve”: a slope.
      if numeratorContext.isDifferenceOfNumbers, isNumber(at: 1), next == .infix(.minus) {
        return 0.8
      }
      return digits == "1" ? 0.95 : (numeratorContext.hasSum ? 0.4 : 0.15)
    }
    if numeratorContext.hasSum { return 0.75 }
    return 0.55
  }

  private func exponentSumPrior(_ items: [Item], ofE: Bool) -> Double {
    if items.contains(where: { $0.role == .additive }) { return 0.2 }
    if items.count == 1, case .scripts(let base, _?, nil, _) = items[0].node.kind,
      case .letter(let letter, _)? = peek(1), base.kind == .identifier(letter)
    {
      // “a to the x one plus x two”.
      return 0.7
    }
    if items.count == 1, isCount(items[0].node), case .letter(let other, _)? = peek(1),
      isCount(MathExpression(.identifier(other))), items[0].node.kind != .identifier(other)
    {
      // “a to the n minus k”: letters that count.
      return 0.85
    }
    guard items.count == 1 else { return ofE ? 0.3 : items[0].node.isNumber ? 0.55 : 0.35 }
    if case .number = items[0].node.kind { return isNumber(at: 1) ? 0.2 : 0.1 }
    if ofE { return isNumber(at: 1) ? 0.3 : 0.35 }
    return isNumber(at: 1) ? 0.65 : 0.35
  }

  /// A letter that usually stands for a whole number.
  private func isCount(_ node: MathExpression) -> Bool {
    guard case .identifier(let letter) = node.kind else { return false }
    return ["i", "j", "k", "m", "n"].contains(letter.name)
  }

  /// “… plus c over d”: the next term is a fraction of its own.
  private func hasFractionAfter(_ offset: Int) -> Bool {
    for index in offset..<(offset + 6) {
      switch peek(index) {
      case .keyword(.over), .keyword(.dividedBy): return index > offset
      case .infix(.plus), .infix(.minus), .relation, .separator, nil: return false
      case .close, .open: return false
      default: continue
      }
    }
    return false
  }

  private func rootSumPrior(_ items: [Item]) -> Double {
    if numeratorContext.isActive, numeratorContext.hasSum, items.count == 1, isNumber(at: 1) {
      return 0.3
    }
    if items.contains(where: { $0.role == .additive }) {
      // “… minus three over x minus four”: the root ended before the number.
      return isNumber(at: 1) && peek(2) == .keyword(.over)
        || isNumber(at: 1) && peek(2) == .keyword(.dividedBy) ? 0.25 : 0.9
    }
    if items.count == 1, case .number(let digits) = items[0].node.kind, isPlainNumber(digits) {
      let isTerm =
        isNumber(at: 1) && (isLetter(at: 2) || startsFactor(at: 2) || peek(2) == .infix(.times))
      return startsPowerAfterOperand(at: 1) || isTerm ? 0.85 : 0.45
    }
    return 0.88
  }

  private func isPlainNumber(_ digits: String) -> Bool { digits != "1" }

  /// Whether after the sign an operand with a power follows, as in “√(2 − x²)”.
  private func startsPowerAfterOperand(at offset: Int) -> Bool {
    var index = offset
    while index < offset + 4, let kind = peek(index) {
      switch kind {
      case .keyword(.squared), .keyword(.cubed), .keyword(.power): return true
      case .number, .letter, .function: index += 1
      default: return false
      }
    }
    return false
  }

  // MARK: - Times

  /// Whether “times” goes on inside this scope.
  mutating func continuesWithTimes(_ scope: Scope, _ items: [Item]) -> Bool {
    if scope == .quantityGroup {
      let sum = items.contains { $0.role == .additive }
      return !sum || decide(.fenceTakesSum, 0.4)
    }
    switch scope {
    case .statement, .group, .fractionNumerator, .denominatorPhrase, .bound, .lowerBound,
      .quantityGroup, .setElement, .intervalEnd:
      return true
    case .operand, .timesOperand, .subscripted, .upperBound, .operandProduct, .operandCell:
      return false
    case .derivativeOperand: return decide(.argumentTakesTimes, 0.4)
    case .denominator:
      let numbers = items.allSatisfy { $0.node.isNumber || $0.role == .times }
      if numbers, isNumber(at: 1) { return decide(.denominatorTakesTimes, 0.85) }
      if items.last?.node.isFenced == true, startsFence(at: 1) {
        return decide(.denominatorTakesTimes, 0.7)
      }
      return decide(.denominatorTakesTimes, 0.3)
    case .exponent(let ofE):
      let endsInI = items.last?.node.kind == .identifier(.init("i"))
      return decide(.exponentTakesTimes, ofE ? (endsInI ? 0.8 : 0.4) : 0.1)
    case .root:
      let number = items.count == 1 && items[0].node.isNumber
      if items.count > 2, items.last?.node.isNumber == true,
        items[items.count - 2].role == .additive
      {
        // “root of two minus two times …”: a coefficient.
        return decide(.rootTakesTimes, 0.8)
      }
      return decide(.rootTakesTimes, number ? 0.25 : 0.4)
    case .argument:
      return decide(.argumentTakesTimes, 0.15)
    case .letterArgument:
      return decide(.argumentTakesTimes, 0.05)
    case .floor: return decide(.fenceTakesSum, 0.2)
    case .absoluteValue where openOrders > 0: return decide(.argumentTakesTimes, 0.8)
    case .absoluteValue:
      return decide(.fenceTakesSum, items.last?.node.isNumber == true ? 0.8 : 0.3)
    }
  }

  /// Whether “a times b plus c” means a(b + c).
  mutating func takesSumAfterTimes(
    _ items: [Item], after left: MathExpression, isStrong: Bool
  ) -> Bool {
    guard let last = items.last else { return false }
    // “n times n plus one”: nobody says the square so.
    if case .identifier = last.node.kind, last.node == left { return decide(.timesTakesSum, 0.85) }
    if case .fenced = left.kind, last.node.isLetterOrScripted, isStrong, endsAfterTerm(1) {
      return decide(.timesTakesSum, 0.7)
    }
    let isLetter = last.node.isLetterOrScripted && left.isLetterOrScripted
    return decide(.timesTakesSum, isLetter && isStrong && endsAfterTerm(1) ? 0.6 : 0.25)
  }

  /// Whether a number stands `offset` tokens on and ends a term there.
  private func endsAfterTerm(_ offset: Int) -> Bool {
    guard isNumber(at: offset) else { return false }
    switch peek(offset + 1) {
    case nil, .relation, .infix(.times), .close, .keyword(.over), .keyword(.dividedBy): return true
    default: return false
    }
  }

  // MARK: - Over

  /// Whether “over” goes on inside this scope.
  mutating func continuesWithFraction(_ scope: Scope, _ items: [Item]) -> Bool {
    switch scope {
    case .statement, .group, .denominatorPhrase, .bound, .lowerBound, .derivativeOperand,
      .setElement, .intervalEnd:
      return true
    case .fractionNumerator: return false
    case .quantityGroup:
      let sum = items.contains { $0.role == .additive }
      return decide(.fenceTakesFraction, sum ? 0.3 : 0.75)
    case .operand, .timesOperand, .operandProduct, .operandCell: return false
    case .denominator: return false
    case .subscripted: return false
    case .upperBound: return decide(.fenceTakesFraction, 0.5)
    case .exponent(let ofE):
      return decide(.exponentTakesFraction, exponentFractionPrior(items, ofE: ofE))
    case .root:
      let number = items.count == 1 && items[0].node.isNumber
      let sum = items.contains { $0.role == .additive }
      // “root of x squared plus four over two”: the six in the counts all divide the root.
      if sum, items.last?.node.isNumber == true { return decide(.rootTakesFraction, 0.25) }
      return decide(.rootTakesFraction, number ? 0.2 : sum ? 0.65 : 0.45)
    case .argument:
      return decide(.argumentTakesFraction, argumentFractionPrior(items))
    case .letterArgument:
      return decide(.argumentTakesFraction, 0.15)
    case .floor: return decide(.fenceTakesFraction, 0.7)
    case .absoluteValue:
      return decide(.fenceTakesFraction, 0.4)
    }
  }

  /// “plus a constant”: it stands alone, whatever was said before.
  private func startsConstant(at offset: Int) -> Bool {
    peek(offset) == .function("const")
  }

  /// “e to the x minus e to the minus x over …”: the second of two powers of e.
  private var isSecondPowerOfE: Bool {
    func isPowerOfE(_ index: Int) -> Bool {
      guard index >= 0, case .letter(let letter, _) = tokens[index].kind, letter.name == "e",
        index + 1 < tokens.count
      else { return false }
      return tokens[index + 1].kind == .keyword(.power)
    }
    guard
      let second = stride(from: position - 1, to: max(0, position - 6), by: -1).first(
        where: isPowerOfE),
      second > 2,
      tokens[second - 1].kind == .infix(.plus) || tokens[second - 1].kind == .infix(.minus)
    else { return false }
    return stride(from: second - 2, to: max(-1, second - 8), by: -1).contains(where: isPowerOfE)
  }

  private func exponentFractionPrior(_ items: [Item], ofE: Bool) -> Double {
    if ofE, isSecondPowerOfE { return 0.2 }
    if items.count == 1, case .number(let digits) = items[0].node.kind {
      return digits == "1" ? 0.9 : 0.3
    }
    if ofE, items.count == 1, case .letter(let below, _)? = peek(1),
      items[0].node.kind == .identifier(below)
    {
      return 0.2
    }
    if ofE, items.count > 1, case .letter(let below, _)? = peek(1),
      items.contains(where: { $0.node.kind == .identifier(below) })
    {
      // “e to the a x over a squared”: nobody says what would cancel.
      return 0.2
    }
    if ofE { return 0.8 }
    return items.first?.role == .sign ? 0.7 : 0.25
  }

  private func argumentFractionPrior(_ items: [Item]) -> Double {
    if items.contains(where: { $0.role == .additive }) { return 0.85 }
    if items.count == 1, items[0].node.kind == .number("1") { return 0.8 }
    let isAngle = items.contains { $0.node.kind == .identifier(.init("pi")) }
    return isAngle ? 0.9 : 0.3
  }

  // MARK: - Juxtaposition

  /// Whether a factor said without “times” goes on inside this scope.
  mutating func continuesWithFactor(_ scope: Scope, _ items: [Item]) -> Bool {
    if isGlued, scope != .operand, scope != .timesOperand { return true }
    switch scope {
    case .statement, .group, .fractionNumerator, .denominatorPhrase, .bound, .absoluteValue, .floor:
      return true
    case .lowerBound, .quantityGroup, .setElement, .intervalEnd: return true
    case .operandCell: return items.last?.node.isNumber == true && isLetter(at: 0)
    case .operandProduct, .derivativeOperand: return !isDifferential
    case .operand, .timesOperand: return false
    case .upperBound:
      return items.count == 1 && items[0].node.isNumber && isLetter(at: 0) && !isDifferential
    case .denominator:
      return decide(.denominatorTakesProduct, denominatorFactorPrior(items))
    case .exponent(let ofE):
      return decide(.exponentTakesProduct, exponentFactorPrior(items, ofE: ofE))
    case .subscripted: return false
    case .root:
      if isDifferential { return false }
      let number = items.last?.node.isNumber == true
      if !isLetter(at: 0), !number { return decide(.rootTakesTimes, 0.4) }
      return true
    case .argument:
      return decide(.argumentTakesProduct, argumentFactorPrior(items))
    case .letterArgument:
      if isDifferential || startsApplication(at: 0) { return false }
      if items.count == 1, case .scripts(let base, _?, nil, 0) = items[0].node.kind,
        case .letter(let letter, _)? = next, base.kind == .identifier(letter),
        case .infix(.minus)? = peek(1)
      {
        // “f prime of x zero x minus x zero”.
        return decide(.argumentTakesProduct, 0.2)
      }
      return decide(
        .argumentTakesProduct, isLetter(at: 0) || items.last?.node.isNumber == true ? 0.8 : 0.1)
    }
  }

  private func denominatorFactorPrior(_ items: [Item]) -> Double {
    if isDifferential { return 0.1 }
    if isLetter(at: 0), items.last?.node.isNumber == true, startsApplication(at: 0) { return 0.2 }
    if case .letter(let letter, _)? = next, letter.name == "e", startsPower(at: 1) { return 0.4 }
    if isLetter(at: 0) { return 0.8 }
    if items.contains(where: { $0.role == .additive }), case .function? = next { return 0.7 }
    if items.last?.node.isNumber == true {
      switch next {
      case .constant: return 0.8
      case .keyword(.squareRoot), .keyword(.root): return 0.6
      case .open: return 0.4
      default: return 0.2
      }
    }
    if case .open? = next { return 0.6 }
    return 0.3
  }

  private func exponentFactorPrior(_ items: [Item], ofE: Bool) -> Double {
    if isDifferential { return 0.05 }
    if items.last?.node.isNumber == true, items.count <= 2 {
      // “two to the power of one p sub one”: the exponent one multiplies nothing.
      if items.last?.node.kind == .number("1") || isNext(.lowerIndex, at: 1) { return 0.2 }
      return isLetter(at: 0) && !isPowerAfterLetter ? (ofE ? 0.9 : 0.6) : 0.2
    }
    if ofE { return isLetter(at: 0) && !isPowerAfterLetter ? 0.8 : 0.15 }
    return 0.15
  }

  private func argumentFactorPrior(_ items: [Item]) -> Double {
    if isDifferential { return 0.05 }
    if isLetter(at: 0) {
      return isPowerAfterLetter && !(items.last?.node.isNumber == true) ? 0.3 : 0.85
    }
    if items.last?.node.isNumber == true { return 0.8 }
    if case .constant = next { return 0.6 }
    return 0.1
  }

  // MARK: - Numerators

  /// Where the numerator of an “over” starts among the items before it.
  mutating func numeratorStart(
    _ items: [Item], _ denominator: [MathExpression], _ scope: Scope, over token: Int, isPer: Bool
  ) -> Int {
    let region = regionStart(items)
    let term = lastTermStart(items)
    let pauseInside = pause(before: items, from: max(0, term - 1))
    if isPer, items[region...].contains(where: { $0.role == .additive }),
      decide(.perTakesSum, 0.7, at: token, against: pauseInside)
    {
      return region
    }
    let hasSum = items[region...].contains { $0.role == .additive }
    let denominatorHasSum = denominator.contains {
      $0.kind == .symbol(.plus) || $0.kind == .symbol(.minus)
    }
    if hasSum {
      let last = items[term...]
      let isNumber = last.count == 1 && last.first?.node.isNumber == true
      let isOne = last.count == 1 && last.first?.node.kind == .number("1")
      var prior = denominatorHasSum ? 0.75 : 0.4
      if isNumber { prior = denominatorHasSum ? 0.7 : 0.45 }
      if isOne { prior = denominatorHasSum ? 0.6 : 0.15 }
      if denominator.first?.isDelta == true { prior = 0.85 }
      if region > 0, items[region - 1].node.kind == .function("lim") { prior = max(prior, 0.7) }
      if hasLikeTerms(Array(items[region...])) { prior = max(prior, 0.8) }
      if items[region..<term].contains(where: { $0.isSpokenFraction }) { prior = min(prior, 0.1) }
      if isNext(.endFraction), openFractions == 0 { prior = 0.97 }
      if case .argument = scope, !isNumber, denominator.count == 1, denominator[0].isNumber {
        prior = 0.65
      }
      if openFences > 0, region == 0 || region < 3, endsFence { prior = 0.65 }
      if region > 0, case .scripts(let base, _, _, _) = items[region - 1].node.kind,
        base.kind == .function("lim")
      {
        prior = max(prior, 0.7)
      }
      if decide(.numeratorTakesSum, prior, at: token, against: pauseInside) { return region }
    }
    if items.count > term + 1, items[term].node.isCountedFraction, !items[term].isSpokenFraction,
      items[term + 1].role == .factor, !decide(.numeratorTakesFraction, 0.25, at: token)
    {
      return term + 1
    }
    if let times = items[term...].lastIndex(where: { $0.role == .times }), times > term {
      let after = items[(times + 1)...]
      let isOne = after.count == 1 && after.first?.node.kind == .number("1")
      if !decide(
        .numeratorTakesTimes, isOne ? 0.1 : 0.6, at: token,
        against: pause(before: items, from: times))
      {
        return times + 1
      }
    }
    return term
  }

  /// Whether the last two terms are of one kind: two powers of one base, f at two places.
  ///
  /// “e to the x minus e to the minus x over two”, “f of x minus f of a over x minus a”.
  private func hasLikeTerms(_ items: [Item]) -> Bool {
    let last = lastTermStart(items)
    guard last > 1, last < items.count, items[last - 1].role == .additive else { return false }
    let previous = lastTermStart(Array(items[..<(last - 1)]))
    guard previous < last - 1, let first = items[previous].node.kindOfTerm,
      let second = items[last].node.kindOfTerm
    else { return false }
    return first == second && items.count - last == last - 1 - previous
  }

  /// The longest pause before the sign at `index` or the operand after it; 0 where none is known.
  private func pause(before items: [Item], from index: Int) -> Double {
    guard hasPauses else { return 0 }
    let words = items[min(index, items.count)...].prefix(2).compactMap {
      $0.node.wordRange?.lowerBound
    }
    var longest = 0.0
    var token = position
    // The operand stands a few tokens back.
    while token > max(0, position - 64) {
      token -= 1
      if token < tokens.count, words.contains(tokens[token].wordRange.lowerBound) {
        longest = max(longest, tokens[token].pause ?? 0)
      }
    }
    return longest
  }

  // MARK: - Looking ahead

  /// “t prime” after “t minus”: the two belong together.
  private func startsPrimedCopy(of node: MathExpression, at offset: Int) -> Bool {
    guard case .identifier(let letter) = node.kind, case .letter(let copy, _)? = peek(offset),
      letter == copy
    else { return false }
    switch peek(offset + 1) {
    case .keyword(.prime), .keyword(.naught): return true
    default: return false
    }
  }

  /// “x times …”, “x of …”, “x y”: the letter is not the whole term.
  private func isMultiplied(at offset: Int) -> Bool {
    switch peek(offset + 1) {
    case nil, .relation, .close, .separator, .infix(.plus), .infix(.minus), .function: return false
    case .keyword(let keyword): return !isAwaited(keyword)
    default: return true
    }
  }

  /// “two pi”, “four times m”: the number multiplies what follows.
  private func isCoefficient(at offset: Int, afterNumber: Bool) -> Bool {
    if case .number("1")? = peek(offset), case .letter? = peek(offset + 1) { return false }
    switch peek(offset + 1) {
    case .infix(.times): return true
    case .letter(let letter, _): return afterNumber || letter.name == "pi"
    case .ordinal, .keyword(.half): return isLetter(at: offset + 2)
    default: return false
    }
  }

  /// “… plus c” at the end of an integral's other side.
  private var isIntegrationConstant: Bool {
    guard openIntegrals > 0, case .infix(.plus)? = next, case .letter(let letter, _)? = peek(1),
      letter.name.lowercased() == "c"
    else { return false }
    return peek(2) == nil
  }

  func isNumber(at offset: Int) -> Bool {
    if case .number? = peek(offset) { return true }
    return false
  }

  func isLetter(at offset: Int) -> Bool {
    switch peek(offset) {
    case .letter, .constant(.infty), .constant(.hbar), .constant(.ell), .style, .keyword(.capital):
      return true
    default: return false
    }
  }

  /// “d x”: the letter d before a letter.
  var isDifferential: Bool {
    guard case .letter(let letter, _)? = next, letter.name == "d" else { return false }
    if case .letter? = peek(1) { return true }
    return false
  }

  /// Whether the next letter starts a power of its own: “e to the x y squared”.
  private var isPowerAfterLetter: Bool {
    switch peek(1) {
    case .keyword(.power), .keyword(.of): return true
    default: return false
    }
  }

  /// A number or letter with nothing after it that binds: the rest of an upper bound.
  private func followsShortTerm(at offset: Int) -> Bool {
    isNumber(at: offset) || isLetter(at: offset)
  }

  private func startsWithLiteral(_ items: [Item]) -> Bool {
    items.count == 1 && items[0].node.kind == .number("1")
  }

  /// “delta x” or “h”: an increment.
  private func startsIncrement(at offset: Int) -> Bool {
    guard case .letter(let letter, _)? = peek(offset) else { return false }
    if case .keyword(.of)? = peek(offset + 1) { return false }
    return letter.name == "delta" || letter.name == "Delta" || letter.name == "h"
  }

  private func startsFence(at offset: Int) -> Bool {
    switch peek(offset) {
    case .open, .keyword(.quantity): return true
    default: return false
    }
  }
}

extension MathExpression {
  /// What a term is of, where two of a kind are often said together: a power of e, a function.
  var kindOfTerm: MathExpression? {
    switch kind {
    case .scripts(let base, _, _?, _): return base.isE ? base : nil
    case .function: return self
    case .row(let nodes):
      guard nodes.count == 2, let function = nodes.first, nodes[1].isFenced else { return nil }
      return function
    default: return nil
    }
  }

  /// Whether it is a plain number.
  var isNumber: Bool {
    if case .number = kind { return true }
    return false
  }

  /// Whether it is between delimiters.
  var isFenced: Bool {
    if case .fenced = kind { return true }
    return false
  }

  /// Whether it is a fraction of two numbers: ½.
  var isCountedFraction: Bool {
    if case .fraction(let top, let bottom) = kind { return top.isNumber && bottom.isNumber }
    return false
  }
}
