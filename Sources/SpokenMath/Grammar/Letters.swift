/// Letters in styles, capitals, and marks said before the letter.
extension FormulaParser {
  /// “bold x”, “script capital l”, “blackboard bold r”.
  ///
  ///     styled = style { style } [ case ] letter ;
  mutating func parseStyled(
    _ style: MathExpression.FontStyle
  ) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    var style = style
    while case .style(let more)? = next {
      if style == .bold { style = more }
      position += 1
    }
    let isCapital = takeCase()
    switch next {
    case .letter(let letter, let cased)?:
      position += 1
      var name = letter.name
      if isCapital == true || isCapital == nil && !cased && style.isUsuallyCapital {
        name = Self.capitalName(name)
      }
      return [node(.identifier(.init(name, style: style == .roman ? .italic : style)), from: start)]
    case .number(let digits)?:
      position += 1
      return [node(.identifier(.init(String(digits.prefix(1)), style: style)), from: start)]
    default:
      return []
    }
  }

  /// “capital”, “lowercase”, or nothing.
  private mutating func takeCase() -> Bool? {
    if take(.capital) { return true }
    if take(.lowercase) { return false }
    return nil
  }

  /// “capital x”, “big gamma”, “little n”.
  ///
  ///     case = ( "capital" | "lowercase" ) letter ;
  mutating func parseCapital(_ keyword: Keyword) -> [MathExpression] {
    let start = position
    position += 1
    var style = MathExpression.FontStyle.italic
    if case .style(let said)? = next {
      style = said
      position += 1
    }
    guard case .letter(let letter, _)? = next else { return [] }
    position += 1
    let name = keyword == .capital ? Self.capitalName(letter.name) : letter.name
    return [node(.identifier(.init(name, style: style)), from: start)]
  }

  static func capitalName(_ name: String) -> String {
    if name.hasPrefix("var") { return String(name.dropFirst(3)).capitalizedFirst }
    return name.capitalizedFirst
  }

  // MARK: - Accents

  /// “hat x”, “the bar of x”, “vector v”: the mark comes first.
  ///
  ///     accent-prefix = mark [ "of" ] letter [ index ] ;
  mutating func parseAccentPrefix(
    _ accent: MathExpression.Accent, _ scope: Scope
  ) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    position += 1
    _ = take(.of)
    guard startsFactor else { return [] }
    let base: [MathExpression]
    switch next {
    case .letter(let letter, _)?:
      let at = position
      position += 1
      base = [node(.identifier(letter), from: at)]
    case .style(let style)?: base = try parseStyled(style)
    case .keyword(.capital)?: base = parseCapital(.capital)
    case .accent(let inner)?:
      base = try parseAccentPrefix(inner, scope)
    default: base = try parseFactor(.operand)
    }
    return [accented(accent, .row(base), from: start)]
  }

  /// A mark goes on the letter, not on its scripts.
  func accented(
    _ accent: MathExpression.Accent, _ base: MathExpression, from start: Int
  ) -> MathExpression {
    if case .scripts(let inner, let lower, let upper, let primes) = base.kind, inner.takesAccent {
      return node(
        .scripts(
          base: accented(accent, inner, from: start), subscript: lower, superscript: upper,
          primes: primes), from: start)
    }
    return node(.accent(accent, base), from: start)
  }
}

extension MathExpression.FontStyle {
  /// Styles whose letters are capitals unless said otherwise.
  var isUsuallyCapital: Bool { self == .script || self == .blackboard }
}

extension String {
  /// The same with its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
