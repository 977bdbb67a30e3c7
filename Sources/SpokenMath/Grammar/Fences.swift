/// Brackets, bars, groups and intervals.
extension FormulaParser {
  /// Reads a formula between delimiters that were said.
  ///
  ///     fence = "open" delimiter formula "close" delimiter ;
  mutating func parseFence(
    open: MathExpression.Delimiter
  ) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    openFences += 1
    let outer = resetAwaited()
    let content = try parseFormula(isTop: false)
    restoreAwaited(outer)
    openFences -= 1
    var close = open.partner
    switch next {
    case .close(let said)?:
      close = said
      position += 1
      return node(.fenced(open: open, .row(content), close: close), from: start)
    case .either(let said)? where said == open || said == .bar:
      position += 1
      return node(.fenced(open: open, .row(content), close: close), from: start)
    default:
      // Never closed: the sign stands alone.
      let sign = MathExpression(.symbol(open.symbol), wordRange: tokens[start].wordRange)
      if content.isEmpty { return sign }
      if position >= tokens.count || openFences == 0 {
        return node(.fenced(open: open, .row(content), close: close), from: start)
      }
      return node(.row([sign] + content), from: start)
    }
  }

  /// “vertical bar x vertical bar”, “parenthesis x parenthesis”: the sides are not said.
  mutating func parseEitherFence(
    _ delimiter: MathExpression.Delimiter
  ) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    let isBar = delimiter == .bar || delimiter == .doubleBar
    let outer = resetAwaited()
    if isBar { openBars += 1 } else { openFences += 1 }
    let content = try parseFormula(isTop: false)
    if isBar { openBars -= 1 } else { openFences -= 1 }
    restoreAwaited(outer)
    switch next {
    case .either(let said)? where said == delimiter || !isBar:
      position += 1
      return node(
        .fenced(open: delimiter, .row(content), close: delimiter.partner), from: start)
    case .close(let said)?:
      position += 1
      return node(.fenced(open: delimiter, .row(content), close: said), from: start)
    case nil where !isBar && !content.isEmpty:
      return node(
        .fenced(open: delimiter, .row(content), close: delimiter.partner), from: start)
    default:
      let sign = MathExpression(.symbol(delimiter.symbol), wordRange: tokens[start].wordRange)
      return node(.row([sign] + content), from: start)
    }
  }

  /// What waits outside does not end what is inside brackets.
  private mutating func resetAwaited() -> (Bool, Int, Int) {
    let saved = (ofIsAwaited, openBounds, openLimits)
    ofIsAwaited = false
    openBounds = 0
    openLimits = 0
    return saved
  }

  private mutating func restoreAwaited(_ saved: (Bool, Int, Int)) {
    (ofIsAwaited, openBounds, openLimits) = saved
  }

  // MARK: - Groups

  /// “the quantity x plus one”: brackets that are not said; a power after it is of the whole.
  ///
  ///     quantity = "quantity" sum [ "end quantity" | "all" ] ;
  mutating func parseQuantity() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.of)
    openQuantities += 1
    let saved = ofIsAwaited
    ofIsAwaited = false
    let nodes = try parseSum(.quantityGroup)
    ofIsAwaited = saved
    openQuantities -= 1
    let isClosed = take(.endQuantity) || isNext(.all)
    if nodes.count == 1, nodes[0].isFenced { return nodes[0] }
    return isClosed ? parenthesized(nodes, from: start) : quantity(nodes, from: start)
  }

  /// Brackets round a group; a power said last is of the whole group, not of its last letter.
  private mutating func quantity(
    _ nodes: [MathExpression], from start: Int
  ) -> MathExpression {
    guard nodes.count > 1, let last = nodes.last else { return .row(nodes) }
    if case .scripts(let base, let lower, let upper?, 0) = last.kind,
      decide(
        .quantityTakesPower,
        nodes.dropLast().contains(where: \.hasPower)
          || nodes.count > 2 && !nodes[nodes.count - 2].isAdditive ? 0.3 : 0.85)
    {
      let inner =
        lower.map {
          MathExpression(.scripts(base: base, subscript: $0, superscript: nil, primes: 0))
        } ?? base
      return withSuperscript(
        parenthesized(nodes.dropLast() + [inner], from: start), upper, from: start)
    }
    return parenthesized(nodes, from: start)
  }

  /// “begin … end”: a group that writes no brackets.
  ///
  ///     group = "begin" formula "end" ;
  mutating func parseBeginGroup() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    openBegins += 1
    let outer = resetAwaited()
    let content = try parseFormula(isTop: false)
    restoreAwaited(outer)
    openBegins -= 1
    _ = take(.end)
    return node(.row(content), from: start)
  }

  // MARK: - Bars

  /// “the absolute value of x”, “norm of x”, “floor of x”.
  ///
  ///     fence-of = ( "absolute value of" | "norm of" | "floor of" | "ceiling of" ) sum
  ///                [ "end absolute value" | "end norm" ] ;
  mutating func parseFenceOf(_ keyword: Keyword) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    let open: MathExpression.Delimiter
    let ending: Keyword
    switch keyword {
    case .norm: (open, ending) = (.doubleBar, .endNorm)
    case .floor: (open, ending) = (.openFloor, .end)
    case .ceiling: (open, ending) = (.openCeiling, .end)
    case .average: (open, ending) = (.openAngle, .end)
    case .tuple: (open, ending) = (.openParenthesis, .end)
    default: (open, ending) = (.bar, .endAbsoluteValue)
    }
    _ = take(.of)
    let saved = ofIsAwaited
    ofIsAwaited = false
    defer { ofIsAwaited = saved }
    if keyword == .norm { openNorms += 1 } else { openAbsoluteValues += 1 }
    var content: [MathExpression]
    if take(.quantity) {
      content = try parseSum(.group)
      _ = take(.endQuantity)
    } else if tokens[start].wordRange.count == 1, tokens[position - 1].kind != .keyword(.of),
      keyword == .absoluteValue, startsFactor
    {
      // “ln absolute x plus c”.
      content = try parseFactor(.operand)
    } else {
      let inner: Scope = keyword == .floor || keyword == .ceiling ? .floor : .absoluteValue
      content = try parseSum(endsWithinReach(ending) ? .group : inner)
    }
    if keyword == .tuple {
      while isNext(.and) || next == .separator(.comma) {
        content.append(node(.symbol(.comma), from: position))
        position += 1
        content += try parseSum(.absoluteValue)
      }
      content = separated(content)
    }
    if keyword == .norm { openNorms -= 1 } else { openAbsoluteValues -= 1 }
    _ = take(ending) || take(.endAbsoluteValue) || take(.endNorm)
    if content.count == 1, case .fenced(.openParenthesis, let inner, _) = content[0].kind {
      content = inner.nodes
    }
    return node(.fenced(open: open, .row(content), close: open.partner), from: start)
  }

  /// “inner product of x and y”, “bra f”, “ket psi”.
  ///
  ///     dirac = "bra" sum [ "ket" sum ] | "ket" sum | "inner product of" sum "and" sum ;
  mutating func parseDirac(_ keyword: Keyword) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.of)
    if keyword == .bra { openBras += 1 }
    var content = startsFactor ? try parseSum(.absoluteValue) : []
    defer { if keyword == .bra { openBras -= 1 } }
    switch keyword {
    case .ket:
      return node(.fenced(open: .bar, .row(content), close: .closeAngle), from: start)
    case .bra:
      if case .separator(.comma)? = next {
        content.append(node(.symbol(.comma), from: position))
        position += 1
        content += try parseSum(.absoluteValue)
        openBras -= 1
        _ = take(.ket)
        openBras += 1
        return node(.fenced(open: .openAngle, .row(content), close: .closeAngle), from: start)
      }
      return node(.fenced(open: .openAngle, .row(content), close: .bar), from: start)
    default:
      if isNext(.and) || next == .separator(.comma) || isNext(.withRespectTo) {
        content.append(node(.symbol(.comma), from: position))
        position += 1
        content += try parseSum(.absoluteValue)
      }
      return node(.fenced(open: .openAngle, .row(content), close: .closeAngle), from: start)
    }
  }

  /// “the interval from zero to one”, “the open interval a b”.
  ///
  ///     interval = [ "open" | "closed" ] "interval" [ "from" ] sum ( "to" | "comma" | "and" ) sum ;
  mutating func parseInterval(_ keyword: Keyword) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.from) || take(.of)
    if case .open(let delimiter)? = next { return try parseFence(open: delimiter) }
    openBounds += 1
    var content = try parseSum(.lowerBound)
    openBounds -= 1
    let at = position
    if take(.to) || take(.and) || takeComma() {
      content.append(node(.symbol(.comma), from: at))
      content += try parseSum(.intervalEnd)
    } else if let end = Self.leftEnd(of: content) {
      content.insert(MathExpression(.symbol(.comma)), at: end)
    }
    let ends = Self.intervalEnds(keyword, content)
    return node(
      .fenced(
        open: ends.isOpenLeft ? .openParenthesis : .openBracket, .row(content),
        close: ends.isOpenRight ? .closeParenthesis : .closeBracket), from: start)
  }

  /// Where the left end stops when nothing separates the two: “a b”, “minus infinity infinity”.
  private static func leftEnd(of content: [MathExpression]) -> Int? {
    let first = content.first?.isAdditive == true ? 2 : 1
    guard content.count > first, content.count <= first + 2 else { return nil }
    return content.count == first + 1 || content[first].isAdditive ? first : nil
  }

  /// Which ends of an interval are open; infinity is never in it.
  private static func intervalEnds(
    _ keyword: Keyword, _ content: [MathExpression]
  ) -> (isOpenLeft: Bool, isOpenRight: Bool) {
    switch keyword {
    case .openInterval: return (true, true)
    case .closedOpenInterval: return (false, true)
    case .openClosedInterval: return (true, false)
    default:
      let isOpen = content.contains { $0.kind == .symbol(.infty) }
      return (isOpen, isOpen)
    }
  }

  mutating func takeComma() -> Bool {
    guard case .separator(.comma)? = next else { return false }
    position += 1
    return true
  }

  // MARK: - Sets

  /// “the set of x such that …”, “the set containing one and two”.
  ///
  ///     set = "set of" list [ ( "such that" | "colon" ) formula ] ;
  mutating func parseSet(_ keyword: Keyword) throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    _ = take(.of)
    if case .namedSet(let letter)? = next { return parseNamedSet(letter) }
    if keyword == .setOf, namesSet(at: start), decide(.setIsNamed, 0.7) {
      return .row(try parseFactor(.operand))
    }
    if case .open(.openBrace)? = next { return try parseFence(open: .openBrace) }
    openSets += 1
    var content = try parseSum(.setElement)
    openSets -= 1
    content = separated(content)
    while let next {
      let at = position
      switch next {
      case .separator(.comma), .keyword(.and):
        guard startsFactor(at: 1) || startsSign(at: 1) else {
          return node(.fenced(open: .openBrace, .row(content), close: .closeBrace), from: start)
        }
        position += 1
        content.append(node(.symbol(.comma), from: at))
        content += separated(try parseSum(.setElement))
      case .relation(.isIn, false) where !content.isEmpty && conditionFollows:
        position += 1
        content.append(node(.symbol(.isIn), from: at))
        content += try parseSum(.setElement)
      case .keyword(.suchThat), .separator(.colon):
        position += 1
        content.append(node(.symbol(.mid), from: at))
        content += try parseSide()
        while case .relation(let symbol, let negated)? = self.next {
          let relation = position
          position += 1
          content.append(node(negated ? .negated(symbol) : .symbol(symbol), from: relation))
          content += try parseSide()
        }
        return node(.fenced(open: .openBrace, .row(content), close: .closeBrace), from: start)
      default:
        return node(.fenced(open: .openBrace, .row(content), close: .closeBrace), from: start)
      }
    }
    return node(.fenced(open: .openBrace, .row(content), close: .closeBrace), from: start)
  }

  /// “the set a”: one word, then one letter and nothing that lists.
  private func namesSet(at start: Int) -> Bool {
    guard position == start + 1, tokens[start].wordRange.count == 1, isLetter(at: 0) else {
      return false
    }
    switch peek(1) {
    case .letter, .number, .separator, .keyword(.and), .constant(.ldots), .keyword(.suchThat):
      return false
    default: return true
    }
  }

  private mutating func parseSide() throws(SpokenMathError) -> [MathExpression] {
    try parseSum(.statement)
  }

  /// “x in A such that”: the condition comes soon.
  private var conditionFollows: Bool {
    for offset in 1...8 {
      switch peek(offset) {
      case .keyword(.suchThat): return true
      case .relation, nil: return false
      default: continue
      }
    }
    return false
  }

  /// Elements side by side are a list: “the set containing a b”.
  func separated(_ nodes: [MathExpression]) -> [MathExpression] {
    guard nodes.count > 1,
      nodes.allSatisfy({ $0.isLetterOrScripted || $0.isNumber || $0.kind == .symbol(.ldots) })
    else { return nodes }
    var list: [MathExpression] = []
    for (index, node) in nodes.enumerated() {
      if index > 0 { list.append(MathExpression(.symbol(.comma))) }
      list.append(node)
    }
    return list
  }

  /// “the real numbers”: ℝ.
  mutating func parseNamedSet(_ letter: String) -> MathExpression {
    let start = position
    position += 1
    let set = node(
      .identifier(.init(String(letter.prefix(1)), style: .blackboard)), from: start)
    guard letter.hasSuffix("+") else { return set }
    return withSuperscript(set, MathExpression(.symbol(.plus)), from: start)
  }
}

extension MathExpression {
  /// Whether it has an exponent.
  var hasPower: Bool {
    if case .scripts(_, _, let upper?, _) = kind { return !upper.isMarks }
    return false
  }
}
