/// Exponents and indices.
extension FormulaParser {
  /// Reads an exponent and puts it on the base.
  ///
  ///     power = ( "to the" | "raised to" [ "the power of" ] | "superscript" )
  ///             ( ordinal | sum ) [ "power" | "end exponent" ] ;
  mutating func parsePower(
    on base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    let waitsForEnd = isNext(.powerUntilEnd)
    let isIndex = isNext(.upperIndex)
    position += 1
    while isNext(.power) || isNext(.upperIndex) { position += 1 }
    _ = take(.of)
    if let skipped = try parseIndexedPower(on: base, from: start) { return skipped }
    let savedOf = ofIsAwaited
    // “f to the n of x” is fⁿ(x), but “e to the g of x” is not.
    if base.isFunctionLetter, isLetter(at: 0) { ofIsAwaited = true }
    let exponent =
      try isIndex ? parseIndex() : parseExponent(ofE: base.isE, waitsForEnd: waitsForEnd)
    ofIsAwaited = savedOf
    _ = take(.powerNoun)
    if exponent.isEmpty { return base }
    return withSuperscript(powerBase(base), .row(exponent), from: start)
  }

  /// “q to the power of two sub k” is q_k²: the index is the letter's, said last.
  ///
  ///     indexed-power = [ sign ] ( number | letter ) "sub" index ;
  private mutating func parseIndexedPower(
    on base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression? {
    guard !hasBaselines, openSubscripts + openPowers == 0, base.takesIndexLater else { return nil }
    let sign = startsSign(at: 0) ? 1 : 0
    guard isNext(.lowerIndex, at: sign + 1) else { return nil }
    let prior: Double
    switch peek(sign) {
    case .number: prior = 0.9
    case .letter:
      prior = base.isE || sign == 1 || isNumber(at: 2) || isNext(.naught, at: 2) ? 0.25 : 0.55
    default: return nil
    }
    guard decide(.indexSkipsPower, prior) else { return nil }
    var exponent: [MathExpression] = []
    for at in position...(position + sign) {
      position += 1
      switch tokens[at].kind {
      case .infix(let symbol): exponent.append(node(.symbol(symbol), from: at))
      case .number(let digits): exponent.append(node(.number(digits), from: at))
      case .letter(let letter, _): exponent.append(node(.identifier(letter), from: at))
      default: break
      }
    }
    let raised = withSuperscript(base, .row(exponent), from: start)
    return try parseSubscript(on: raised, from: start)
  }

  private mutating func parseExponent(
    ofE: Bool, waitsForEnd: Bool
  ) throws(SpokenMathError) -> [MathExpression] {
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
    if case .text(let word)? = next {
      position += 1
      return [node(.text(word), from: start)]
    }
    if waitsForEnd, isClosed(by: .endPower, openedBy: [.powerUntilEnd]) {
      openPowers += 1
      let nodes = try parseFormula(isTop: false)
      openPowers -= 1
      _ = take(.endPower)
      return nodes
    }
    if waitsForEnd ? endsWithinReach(.endPower) : endsWithinReach(.powerNoun) {
      openPowers += 1
      let nodes = try parseSum(.group)
      openPowers -= 1
      if !take(.endPower) { _ = take(.powerNoun) || take(.baseline) }
      return nodes
    }
    if waitsForEnd { openPowers += 1 }
    var nodes = try parseSum(.exponent(ofE: ofE))
    if exponentListFollows(nodes) {
      nodes.append(node(.symbol(.comma), from: position))
      position += 1
      nodes += try parseSum(.exponent(ofE: ofE))
    }
    if waitsForEnd { openPowers -= 1 }
    // An end that an outer exponent waits for is not this one's.
    if waitsForEnd || openPowers == 0 { _ = take(.endPower) || take(.baseline) }
    return nodes
  }

  /// “u to the power of j comma k”: a short exponent, and nothing after the list that uses it.
  private mutating func exponentListFollows(_ nodes: [MathExpression]) -> Bool {
    guard openFences == 0, openSets == 0, nodes.count <= 2,
      nodes.allSatisfy({ $0.isLetterOrScripted || $0.isNumber }),
      case .separator(.comma)? = next, isLetter(at: 1) || isNumber(at: 1)
    else { return false }
    switch peek(2) {
    case .keyword(.of), .keyword(.lowerIndex), .keyword(.power), .keyword(.upperIndex), .separator:
      return false
    default: return decide(.exponentTakesList, 0.6)
    }
  }

  /// “to the open paren n close paren”: an exponent in brackets keeps them.
  private mutating func parseFenceExponent() throws(SpokenMathError) -> [MathExpression] {
    try parseFactor(.operand)
  }

  /// “to the plus”, “superscript minus”: a sign alone.
  mutating func parseSignExponent() throws(SpokenMathError) -> [MathExpression]? {
    guard case .infix(let symbol)? = next else { return nil }
    if startsFactor(at: 1) {
      guard case .open? = peek(1) else { return nil }
    }
    let start = position
    position += 1
    return [node(.symbol(symbol), from: start)]
  }

  func ordinalNode(_ value: String, from start: Int) -> MathExpression {
    if NumberWords.isDigits(value) { return node(.number(value), from: start) }
    return node(.identifier(.init(value)), from: start)
  }

  /// Whether a closing word for this construct follows, beyond those of the constructs inside it.
  func isClosed(by keyword: Keyword, openedBy openers: Set<Keyword>) -> Bool {
    var nested = 0
    for index in position..<min(tokens.count, position + Self.furthestEnd) {
      guard case .keyword(let word) = tokens[index].kind else { continue }
      if openers.contains(word) {
        nested += 1
      } else if word == keyword {
        if nested == 0 { return true }
        nested -= 1
      }
    }
    return false
  }

  /// How many tokens on a closing word is looked for.
  private static let furthestEnd = 60

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
      case .keyword(.power) where keyword == .powerNoun: nested += 1
      case .keyword(.powerUntilEnd) where keyword == .endPower: nested += 1
      case .keyword(.upperIndex) where keyword == .powerNoun: return false
      case .ordinal where keyword == .powerNoun && nested > 0:
        // “to the third power”: that power is its own.
        nested -= 1
        if index + 1 < limit, tokens[index + 1].kind == .keyword(.powerNoun) { index += 1 }
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
    var content = try parseIndex()
    if content.isEmpty { return base }
    if base.isFenced, case .relation(let symbol, false)? = next,
      symbol == .isIn || symbol == .equals && isNext(.upperIndex, at: 2),
      decide(.indexTakesSum, 0.75)
    {
      // “close brace sub i equals one superscript n”: a family with its index.
      content.append(node(.symbol(symbol), from: position))
      position += 1
      content += try parseSum(.subscripted)
    }
    return withSubscript(base, .row(content), from: start)
  }

  private mutating func parseIndex() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    if isClosed(by: .endSubscript, openedBy: [.lowerIndex]) {
      openSubscripts += 1
      let nodes = try parseFormula(isTop: false)
      openSubscripts -= 1
      _ = take(.endSubscript)
      return nodes
    }
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
    if let bound = try parseRelationIndex() { return bound }
    if case .relation(.isIn, false)? = next, tokens[position].wordRange.count == 1 {
      position += 1
      return [node(.text("in"), from: start)]
    }
    if case .ordinal? = next, !isNext(.root, at: 1) {
      return try parseExponent(ofE: false, waitsForEnd: false)
    }
    if endsWithinReach(.endPower) { return try parseExponent(ofE: false, waitsForEnd: true) }
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
      case _ where isGlued:
        nodes += try parseFactor(.subscripted)
      case .number where nodes.last?.isNumber == true || nodes.last?.isLetterOrScripted == true:
        if case .number? = nodes.last?.kind {} else if !numberContinuesIndex { break }
        nodes.append(MathExpression(.symbol(.comma)))
        nodes += try parseFactor(.subscripted)
      case .letter where continuesIndex(nodes):
        nodes += try parseSum(.subscripted)
      case .separator(.colon) where continuesIndexRange(nodes):
        nodes.append(node(.symbol(.colon), from: position))
        position += 1
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

  /// “x sub less than r”.
  ///
  ///     relation-index = ( "less than" | "greater than" | … ) sum ;
  private mutating func parseRelationIndex() throws(SpokenMathError) -> [MathExpression]? {
    guard case .relation(let symbol, false)? = next,
      [.less, .greater, .leq, .geq].contains(symbol), startsFactor(at: 1)
    else { return nil }
    let sign = node(.symbol(symbol), from: position)
    position += 1
    return [sign] + (try parseSum(.subscripted))
  }

  private static let indexLetters: Set<String> = [
    "i", "j", "k", "l", "m", "n", "p", "q", "r", "s", "a", "b", "c", "mu", "nu", "alpha", "beta",
    "rho", "sigma", "lambda", "kappa", "gamma", "delta", "I", "J", "K", "L", "M", "N",
  ]

  /// “x1j” is one written word: its parts stay together.
  var isGlued: Bool {
    guard position > 0, position < tokens.count else { return false }
    return tokens[position].wordRange == tokens[position - 1].wordRange
  }

  private var numberContinuesIndex: Bool {
    switch peek(1) {
    case .keyword(.over), .keyword(.dividedBy), .keyword(.half), .ordinal: return false
    default: return true
    }
  }

  private mutating func continuesIndex(_ nodes: [MathExpression]) -> Bool {
    guard case .letter(let letter, _)? = next, !isDifferential, let last = nodes.last else {
      return false
    }
    switch peek(1) {
    case .keyword(.lowerIndex), .keyword(.squared), .keyword(.cubed), .keyword(.naught), .accent,
      .keyword(.power), .keyword(.inverse), .constant(.ast), .keyword(.transpose), .open,
      .constant(.dagger), .keyword(.inverseOf):
      return false
    default: break
    }
    if startsApplication(at: 0), !Self.indexLetters.contains(letter.name) { return false }
    let isIndex = Self.indexLetters.contains(letter.name)
    switch last.kind {
    case .identifier(let previous):
      return decide(
        .indexTakesProduct, isIndex && Self.indexLetters.contains(previous.name) ? 0.7 : 0.3)
    case .number: return decide(.indexTakesProduct, isIndex ? 0.4 : 0.1)
    default: return false
    }
  }

  /// “f of x”, “f sub n of x”: a letter that is applied.
  func startsApplication(at offset: Int) -> Bool {
    guard case .letter? = peek(offset) else { return false }
    switch peek(offset + 1) {
    case .keyword(.of): return true
    case .keyword(.lowerIndex): return peek(offset + 3) == .keyword(.of)
    case .keyword(.prime), .keyword(.inverseOf): return true
    case .ordinal: return isNext(.derivative, at: offset + 2)
    default: return false
    }
  }

  /// “x sub one colon t”: a letter or number, and then no map and no definition.
  private mutating func continuesIndexRange(_ nodes: [MathExpression]) -> Bool {
    guard nodes.count == 1, nodes[0].isNumber, isNumber(at: 1) || isLetter(at: 1) else {
      return false
    }
    for offset in 2...3 {
      if case .relation(.to, _)? = peek(offset) { return false }
    }
    return decide(.indexTakesRange, 0.8)
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
      if openFences > 0 {
        return decide(.indexTakesList, nodes.last?.isLetterOrScripted == true ? 0.65 : 0.2)
      }
      return decide(.indexTakesList, 0.7)
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
    case .ordinal, .keyword(.half), .keyword(.quarter):
      return
    case .keyword(.over), .keyword(.dividedBy):
      if digits != "0", digits != "1", digits != "2" { return }
    case .letter(let letter, _) where letter.name == "pi": return
    default: break
    }
    guard decide(.adjacentIsIndex, digits.count <= 2 ? 0.85 : 0.3) else { return }
    let at = position
    position += 1
    current = withSubscript(current, node(.number(digits), from: at), from: start)
    while case .number(let more)? = next, digits.count == 1, more.count == 1,
      case .scripts(let base, let lower?, nil, let primes) = current.kind,
      case .number(let index) = lower.kind
    {
      // “xi two two”: both digits are the index.
      position += 1
      current = node(
        .scripts(
          base: base, subscript: node(.number(index + more), from: at), superscript: nil,
          primes: primes), from: start)
    }
  }

  /// Two letters that are all that was said, or “p j of t”.
  private func isIndexedLetter(_ current: MathExpression, _ scope: Scope) -> Bool {
    guard case .identifier(let base) = current.kind, case .letter(let letter, _)? = next,
      scope == .statement, base.name != letter.name, base.name != "d", base.name != "Delta"
    else { return false }
    if tokens.count == 2, position == 1 { return !isGlued }
    return isNext(.of, at: 1) && ["i", "j", "k", "n"].contains(letter.name) && !isGlued
      && (position == 1 || !isLetter(at: -2))
  }

  /// “a n”: a letter after a letter that usually has an index.
  mutating func parseAdjacentLetter(
    on current: inout MathExpression, from start: Int, _ scope: Scope
  ) {
    if isIndexedLetter(current, scope) {
      let at = position
      guard case .letter(let letter, _)? = next, decide(.adjacentIsIndex, 0.75) else { return }
      position += 1
      current = withSubscript(current, node(.identifier(letter), from: at), from: start)
      return
    }
    guard case .identifier(let base) = current.kind, case .letter(let letter, _)? = next,
      scope != .subscripted, !isGlued, ["a", "x", "s", "b", "y", "c"].contains(base.name),
      ["n", "i", "j", "k"].contains(letter.name)
    else { return }
    switch peek(1) {
    case .keyword(.of), .keyword(.lowerIndex), .keyword(.power), .keyword(.squared), .letter:
      return
    default: break
    }
    guard
      decide(
        .adjacentIsIndex,
        ["n", "i"].contains(letter.name) && ["a", "x", "c"].contains(base.name) ? 0.6 : 0.3)
    else {
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

  /// A letter other than e, alone or with an index: it may be a function or an operator.
  var isFunctionLetter: Bool {
    switch kind {
    case .identifier(let letter): return letter.name != "e"
    case .scripts(let base, _, nil, _): return base.isFunctionLetter
    default: return false
    }
  }

  /// Letters and numbers that have no index, which may come after their power.
  var takesIndexLater: Bool {
    switch kind {
    case .identifier, .accent, .number: return true
    default: return false
    }
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
