/// Fractions, roots and binomial coefficients.
extension Speech {
  /// “one half”; “a over b”, “a plus b all over c”, “start fraction a plus b over c end fraction”.
  mutating func sayFraction(_ numerator: MathExpression, _ denominator: MathExpression) {
    if !isVerbose, let words = Self.fractionWords(numerator, denominator) {
      return say(words: words)
    }
    let level = level(most: 2)
    if level == 2 { say(.fraction, "start fraction") }
    if level == 2, Self.endsInOperator(numerator) {
      // “sum over …” would be bounds.
      say(.row(Array(numerator.nodes.dropLast())))
      say(.begin)
      if let last = numerator.nodes.last { say(last) }
      say(.end)
    } else {
      say(numerator)
    }
    say(level == 1 ? .allOver : .over)
    say(denominator)
    if level == 2 { say(.endFraction) }
  }

  private static func endsInOperator(_ expression: MathExpression) -> Bool {
    switch expression.nodes.last?.kind {
    case .function?: return true
    case .symbol(let symbol)?: return symbol.role == .big
    default: return false
    }
  }

  /// “two thirds”: small numbers as people say them.
  private static func fractionWords(
    _ numerator: MathExpression, _ denominator: MathExpression
  ) -> [String]? {
    guard case .number(let above) = numerator.kind, case .number(let below) = denominator.kind,
      let count = Int(above), let parts = Int(below), (1...20).contains(count),
      (2...20).contains(parts), let counted = NumberWords.words(for: above)
    else { return nil }
    if parts == 2 { return counted + [count == 1 ? "half" : "halves"] }
    guard let ordinal = NumberWords.ordinalWords(for: below), let last = ordinal.last else {
      return nil
    }
    return counted + ordinal.dropLast() + [count == 1 ? last : last + "s"]
  }

  mutating func sayBinomial(_ upper: MathExpression, _ lower: MathExpression) {
    let level = level(most: 1)
    if level == 1 { say(.chooseOf) }
    say(upper)
    say(.choose)
    say(lower)
    if level == 1 { say(.endBinomial) }
  }

  /// “square root of x”, “fourth root of x”, “root with index n plus one end index of x”.
  mutating func sayRoot(_ radicand: MathExpression, _ degree: MathExpression?) {
    switch degree?.kind {
    case nil: say(.squareRoot)
    case .number("3")?: say(.cubeRoot)
    case .number(let value)?: sayDegree(value, degree)
    case .identifier(let letter)? where letter.style == .italic: sayDegree(letter.name, degree)
    default: sayDegree(nil, degree)
    }
    say(radicand)
    if level(most: 1) == 1 { say(.endRoot) }
  }

  private mutating func sayDegree(_ value: String?, _ degree: MathExpression?) {
    if let value, value != "2", value != "1", let ordinal = NumberWords.ordinalWords(for: value) {
      say(words: ordinal)
      return say(.root, "root of")
    }
    say(.rootWithIndex)
    if let degree { say(degree) }
    say(.endIndex)
    say(.of)
  }
}
