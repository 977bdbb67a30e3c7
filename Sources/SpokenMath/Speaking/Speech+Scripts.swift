/// Indices, exponents, primes, marks and labels.
extension Speech {
  mutating func sayScripts(
    _ base: MathExpression, _ lower: MathExpression?, _ upper: MathExpression?, _ primes: Int
  ) {
    if primes == 0, let lower, sayBounds(base, lower, upper) { return }
    if !isVerbose, base.kind == .symbol(.bar), let lower, upper == nil, primes == 0 {
      say(.evaluatedAt)
      return say(lower)
    }
    sayBase(base)
    sayPrimes(primes)
    if let lower { sayIndex(lower) }
    if let upper { sayExponent(upper, of: base) }
  }

  private mutating func sayPrimes(_ count: Int) {
    var rest = count
    while rest > 0 {
      say(rest >= 3 ? .triplePrime : rest == 2 ? .doublePrime : .prime)
      rest -= min(rest, 3)
    }
  }

  /// “sub n”, with “end sub” where it is said.
  mutating func sayIndex(_ index: MathExpression) {
    say(.lowerIndex)
    say(index)
    if level(most: 1) == 1 { say(.endSubscript, "end sub") }
  }

  /// “squared”, “to the fourth”, “inverse”, “to the n plus one”.
  private mutating func sayExponent(_ exponent: MathExpression, of base: MathExpression) {
    switch exponent.kind {
    case .number("2"): return say(.squared)
    case .number("3"): return say(.cubed)
    default: break
    }
    if !isVerbose, sayShortExponent(exponent, of: base) { return }
    let level = level(most: 1)
    if level == 0 {
      say(.power, "to the")
      say(exponent)
    } else {
      say(.powerUntilEnd, "to the exponent")
      say(exponent)
      say(.endPower)
    }
  }

  /// The exponents that have a name or are one word; false where there is none.
  private mutating func sayShortExponent(
    _ exponent: MathExpression, of base: MathExpression
  ) -> Bool {
    switch exponent.kind {
    case .number(let digits):
      guard let ordinal = NumberWords.ordinalWords(for: digits), digits.count < 3, digits != "1"
      else { return false }
      say(.power, "to the")
      say(words: ordinal)
    case .identifier(.init("T")) where base.isNamedAlone: say(.transpose)
    case .symbol(.ast): say(phrase: "star")
    case .symbol(.dagger): say(phrase: "dagger")
    case .symbol(.circ): say(.degrees)
    case .symbol(.perp): say(phrase: "perp")
    case .row where exponent == .minusOne && base.isNamedAlone: say(.inverse)
    default: return false
    }
    return true
  }

  mutating func sayPrescripts(
    _ base: MathExpression, _ lower: MathExpression?, _ upper: MathExpression?
  ) {
    say(.prescripts)
    if let lower {
      say(.lowerIndex)
      say(lower)
      say(.endSubscript, "end sub")
    }
    if let upper {
      say(.powerUntilEnd, "to the exponent")
      say(upper)
      say(.endPower)
    }
    say(.endPrescripts)
    switch base.kind {
    case .accent, .over, .under: sayGroup(base)
    default: sayBase(base)
    }
  }

  /// “x hat”: the mark comes after.
  mutating func sayAccent(_ accent: MathExpression.Accent, _ base: MathExpression) {
    sayBase(base)
    say(phrase: SpokenNames.phrase(.accent(accent)) ?? accent.rawValue.lowercased())
  }

  /// “x with label above n end label”.
  mutating func sayLabel(
    _ label: MathExpression, on base: MathExpression, _ keyword: Keyword
  ) {
    sayBase(base)
    say(keyword)
    say(label)
    say(.endLabel)
  }
}

extension MathExpression {
  /// A function, or a letter: what “inverse” and “transpose” are said of.
  fileprivate var isNamedAlone: Bool {
    switch kind {
    case .identifier, .function, .fenced: return true
    case .accent(_, let base): return base.isNamedAlone
    default: return false
    }
  }
}
