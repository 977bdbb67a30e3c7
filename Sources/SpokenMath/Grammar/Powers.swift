/// Exponents and indices.
extension FormulaParser {
  /// Reads an exponent and puts it on the base.
  ///
  ///     power = ( "to the" | "raised to" [ "the power of" ] | "superscript" )
  ///             ( ordinal | sum ) [ "power" | "end exponent" ] ;
  mutating func parsePower(
    on base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    position += 1
    while isNext(.power) || isNext(.upperIndex) { position += 1 }
    _ = take(.of)
    let exponent = try parseExponent(ofE: base.isE)
    _ = take(.powerNoun)
    if exponent.isEmpty { return base }
    return withSuperscript(powerBase(base), .row(exponent), from: start)
  }

  private mutating func parseExponent(ofE: Bool) throws(SpokenMathError) -> [MathExpression] {
    let start = position
    switch next {
    case .ordinal(let value, _)?:
      position += 1
      let ordinal = ordinalNode(value, from: start)
      _ = take(.powerNoun)
      return [ordinal]
    case .keyword(.quantity)?:
      position += 1
      openQuantities += 1
      let nodes = try parseSum(.group)
      openQuantities -= 1
      _ = take(.endQuantity)
      return nodes
    case .keyword(.squared)?, .keyword(.cubed)?:
      return []
    case .open?:
      return try parseFenceExponent()
    default: break
    }
    if let sign = try parseSignExponent() { return sign }
    if endsWithinReach(.powerNoun) || endsWithinReach(.endPower) {
      openPowers += 1
      let nodes = try parseSum(.group)
      openPowers -= 1
      if !take(.endPower) { _ = take(.powerNoun) || take(.baseline) }
      return nodes
    }
    openPowers += 1
    let nodes = try parseSum(.exponent(ofE: ofE))
    openPowers -= 1
    _ = take(.endPower) || take(.baseline)
    return nodes
  }

  /// “to the open paren n close paren”: an exponent in brackets keeps them.
  private mutating func parseFenceExponent() throws(SpokenMathError) -> [MathExpression] {
    try parseFactor(.operand)
  }

  /// “to the plus”, “superscript minus”: a sign alone.
  mutating func parseSignExponent() throws(SpokenMathError) -> [MathExpression]? {
    guard case .infix(let symbol)? = next else { return nil }
    guard !startsFactor(at: 1) || symbol == .star else { return nil }
    let start = position
    position += 1
    return [node(.symbol(symbol), from: start)]
  }

  func ordinalNode(_ value: String, from start: Int) -> MathExpression {
    if NumberWords.isDigits(value) { return node(.number(value), from: start) }
    return node(.identifier(.init(value)), from: start)
  }

  /// Whether this closing word comes soon, with no relation and no other power before it.
  func endsWithinReach(_ keyword: Keyword) -> Bool {
    var index = position
    let limit = min(tokens.count, position + 14)
    var nested = 0
    while index < limit {
      switch tokens[index].kind {
      case .relation, .separator: return false
      case .keyword(keyword):
        if nested == 0 { return true }
        nested -= 1
      case .keyword(.power):
        nested += 1
      case .keyword(.upperIndex) where keyword == .powerNoun: return false
      case .ordinal where keyword == .powerNoun:
        // “to the third power”: that power is its own.
        if nested == 0 { break }
        if index + 1 < limit, tokens[index + 1].kind == .keyword(.powerNoun) {
          nested -= 1
          index += 1
        } else {
          nested -= 1
        }
      case .close where keyword == .powerNoun:
        return false
      default: break
      }
      index += 1
    }
    return false
  }

  // MARK: - Indices

  /// Reads an index and puts it on the base.
  ///
  ///     index = ( "sub" | "subscript" ) sum { letter | "comma" sum } [ "end subscript" ]
  ///           | "naught" ;
  mutating func parseSubscript(
    on base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    let at = position
    if take(.naught) {
      return withSubscript(base, node(.number("0"), from: at), from: start)
    }
    position += 1
    let content = try parseIndex()
    if content.isEmpty { return base }
    return withSubscript(base, .row(content), from: start)
  }

  private mutating func parseIndex() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    if let sign = try parseSignExponent() { return sign }
    if take(.naught) { return [node(.number("0"), from: start)] }
    if case .function(let name)? = next, name != "log" || !startsFactor(at: 1) {
      position += 1
      return [node(.function(name), from: start)]
    }
    if case .open? = next { return try parseFactor(.operand) }
    if case .text(let word)? = next {
      position += 1
      return [node(.text(word), from: start)]
    }
    if endsWithinReach(.endSubscript) {
      openSubscripts += 1
      let nodes = try parseSum(.group)
      openSubscripts -= 1
      _ = take(.endSubscript)
      return nodes
    }
    openSubscripts += 1
    defer { openSubscripts -= 1 }
    var nodes = try parseSum(.subscripted)
    while let next {
      let before = position
      switch next {
      case .letter where continuesIndex(nodes):
        nodes += try parseSum(.subscripted)
      case .separator(.comma) where continuesIndexList(nodes):
        let comma = position
        position += 1
        nodes.append(node(.symbol(.comma), from: comma))
        nodes += try parseSum(.subscripted)
      default: break
      }
      if position == before { break }
    }
    _ = take(.baseline) || take(.endSubscript)
    return nodes
  }

  private static let indexLetters: Set<String> = [
    "i", "j", "k", "l", "m", "n", "p", "q", "r", "s", "a", "b", "c", "mu", "nu", "alpha", "beta",
    "rho", "sigma", "lambda", "kappa", "gamma", "delta", "I", "J", "K", "L", "M", "N",
  ]

  private mutating func continuesIndex(_ nodes: [MathExpression]) -> Bool {
    guard case .letter(let letter, _)? = next, !isDifferential, let last = nodes.last else {
      return false
    }
    switch peek(1) {
    case .keyword(.lowerIndex), .keyword(.of), .keyword(.squared), .keyword(.cubed),
      .keyword(.prime), .keyword(.upperIndex), .keyword(.naught), .accent, .keyword(.power),
      .keyword(.inverse), .constant(.ast), .keyword(.doublePrime), .keyword(.transpose), .open,
      .constant(.dagger):
      return false
    default: break
    }
    let isIndex = Self.indexLetters.contains(letter.name)
    switch last.kind {
    case .identifier(let previous):
      return decide(
        .indexTakesProduct, isIndex && Self.indexLetters.contains(previous.name) ? 0.7 : 0.3)
    case .number: return decide(.indexTakesProduct, isIndex ? 0.4 : 0.1)
    default: return false
    }
  }

  private mutating func continuesIndexList(_ nodes: [MathExpression]) -> Bool {
    guard nodes.count == 1 || nodes.contains(where: { $0.kind == .symbol(.comma) }) else {
      return false
    }
    switch peek(1) {
    case .letter:
      switch peek(2) {
      case .keyword(.lowerIndex), .keyword(.of), .keyword(.squared), .keyword(.prime), .accent,
        .keyword(.upperIndex), .open, .keyword(.power):
        return false
      default: break
      }
      return decide(.indexTakesList, openFences > 0 ? 0.4 : 0.8)
    case .number:
      return decide(.indexTakesList, openFences > 0 ? 0.3 : 0.7)
    default: return false
    }
  }

  // MARK: - Indices without “sub”

  /// “x one”: a number after a letter is its index.
  mutating func parseAdjacentIndex(
    _ digits: String, on current: inout MathExpression, from start: Int
  ) throws(SpokenMathError) {
    guard current.takesAdjacentIndex, !digits.contains(".") else { return }
    switch peek(1) {
    case .ordinal, .keyword(.half), .keyword(.quarter), .keyword(.over), .keyword(.dividedBy):
      return
    case .letter(let letter, _) where letter.name == "pi": return
    default: break
    }
    guard decide(.adjacentIsIndex, digits.count <= 2 ? 0.85 : 0.3) else { return }
    let at = position
    position += 1
    current = withSubscript(current, node(.number(digits), from: at), from: start)
  }

  /// “a n”: a letter after a letter that usually has an index.
  mutating func parseAdjacentLetter(
    on current: inout MathExpression, from start: Int, _ scope: Scope
  ) {
    guard case .identifier(let base) = current.kind, case .letter(let letter, _)? = next,
      scope != .subscripted, ["a", "x", "s", "b", "y"].contains(base.name),
      ["n", "i", "j"].contains(letter.name)
    else { return }
    switch peek(1) {
    case .keyword(.of), .keyword(.lowerIndex), .keyword(.power), .keyword(.squared), .letter:
      return
    default: break
    }
    guard decide(.adjacentIsIndex, base.name == "a" && letter.name == "n" ? 0.7 : 0.3) else {
      return
    }
    let at = position
    position += 1
    current = withSubscript(current, node(.identifier(letter), from: at), from: start)
  }
}

extension MathExpression {
  /// Whether it is e, whose powers reach further.
  var isE: Bool {
    if case .identifier(let letter) = kind { return letter.name == "e" }
    return false
  }

  /// Letters that have no index yet.
  var takesAdjacentIndex: Bool {
    switch kind {
    case .identifier(let letter): return letter.name != "pi"
    case .accent: return true
    case .scripts(let base, nil, nil, let primes):
      return primes > 0 && base.takesAdjacentIndex
    default: return false
    }
  }
}
