/// How likely a construct goes on over an operator, by what it holds already: the counted priors.
extension FormulaParser {
  func denominatorSumPrior(_ items: [Item]) -> Double {
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

  func exponentSumPrior(_ items: [Item], ofE: Bool) -> Double {
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
  func isCount(_ node: MathExpression) -> Bool {
    guard case .identifier(let letter) = node.kind else { return false }
    return ["i", "j", "k", "m", "n"].contains(letter.name)
  }

  /// “… plus c over d”: the next term is a fraction of its own.
  func hasFractionAfter(_ offset: Int) -> Bool {
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

  func rootSumPrior(_ items: [Item]) -> Double {
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

  func isPlainNumber(_ digits: String) -> Bool { digits != "1" }

  /// Whether after the sign an operand with a power follows, as in “√(2 − x²)”.
  func startsPowerAfterOperand(at offset: Int) -> Bool {
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

  /// “e to the x minus e to the minus x over …”: the second of two powers of e.
  var isSecondPowerOfE: Bool {
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

  func exponentFractionPrior(_ items: [Item], ofE: Bool) -> Double {
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

  func argumentFractionPrior(_ items: [Item]) -> Double {
    if items.contains(where: { $0.role == .additive }) { return 0.85 }
    if items.count == 1, items[0].node.kind == .number("1") { return 0.8 }
    let isAngle = items.contains { $0.node.kind == .identifier(.init("pi")) }
    return isAngle ? 0.9 : 0.3
  }

  func denominatorFactorPrior(_ items: [Item]) -> Double {
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

  func exponentFactorPrior(_ items: [Item], ofE: Bool) -> Double {
    if isDifferential { return 0.05 }
    if items.last?.node.isNumber == true, items.count <= 2 {
      // “two to the power of one p sub one”: the exponent one multiplies nothing.
      if items.last?.node.kind == .number("1") || isNext(.lowerIndex, at: 1) { return 0.2 }
      return isLetter(at: 0) && !isPowerAfterLetter ? (ofE ? 0.9 : 0.6) : 0.2
    }
    if ofE { return isLetter(at: 0) && !isPowerAfterLetter ? 0.8 : 0.15 }
    return 0.15
  }

  func argumentFactorPrior(_ items: [Item]) -> Double {
    if isDifferential { return 0.05 }
    if isLetter(at: 0) {
      return isPowerAfterLetter && !(items.last?.node.isNumber == true) ? 0.3 : 0.85
    }
    if items.last?.node.isNumber == true { return 0.8 }
    if case .constant = next { return 0.6 }
    return 0.1
  }

  /// Whether the next letter starts a power of its own: “e to the x y squared”.
  var isPowerAfterLetter: Bool {
    switch peek(1) {
    case .keyword(.power), .keyword(.of): return true
    default: return false
    }
  }
}
