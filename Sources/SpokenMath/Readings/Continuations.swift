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

  /// “… plus c” at the end of an integral's other side.
  var isIntegrationConstant: Bool {
    guard openIntegrals > 0, case .infix(.plus)? = next, case .letter(let letter, _)? = peek(1),
      letter.name.lowercased() == "c"
    else { return false }
    return peek(2) == nil
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
