/// How far back the numerator of an “over” reaches.
extension FormulaParser {
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
  func hasLikeTerms(_ items: [Item]) -> Bool {
    let last = lastTermStart(items)
    guard last > 1, last < items.count, items[last - 1].role == .additive else { return false }
    let previous = lastTermStart(Array(items[..<(last - 1)]))
    guard previous < last - 1, let first = items[previous].node.kindOfTerm,
      let second = items[last].node.kindOfTerm
    else { return false }
    return first == second && items.count - last == last - 1 - previous
  }

  /// The longest pause before the sign at `index` or the operand after it; 0 where none is known.
  func pause(before items: [Item], from index: Int) -> Double {
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

  /// “t prime” after “t minus”: the two belong together.
  func startsPrimedCopy(of node: MathExpression, at offset: Int) -> Bool {
    guard case .identifier(let letter) = node.kind, case .letter(let copy, _)? = peek(offset),
      letter == copy
    else { return false }
    switch peek(offset + 1) {
    case .keyword(.prime), .keyword(.naught): return true
    default: return false
    }
  }

  /// “x times …”, “x of …”, “x y”: the letter is not the whole term.
  func isMultiplied(at offset: Int) -> Bool {
    switch peek(offset + 1) {
    case nil, .relation, .close, .separator, .infix(.plus), .infix(.minus), .function: return false
    case .keyword(let keyword): return !isAwaited(keyword)
    default: return true
    }
  }

  /// “two pi”, “four times m”: the number multiplies what follows.
  func isCoefficient(at offset: Int, afterNumber: Bool) -> Bool {
    if case .number("1")? = peek(offset), case .letter? = peek(offset + 1) { return false }
    switch peek(offset + 1) {
    case .infix(.times): return true
    case .letter(let letter, _): return afterNumber || letter.name == "pi"
    case .ordinal, .keyword(.half): return isLetter(at: offset + 2)
    default: return false
    }
  }
}
