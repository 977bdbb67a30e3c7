/// Whole formulas: sides, relations, lists, words.
extension FormulaParser {
  /// Reads a whole formula, or what stands between two delimiters.
  ///
  ///     formula = side { ( relation | separator | text ) side } ;
  mutating func parseFormula(isTop: Bool) throws(SpokenMathError) -> [MathExpression] {
    if isTop, let nodes = LiteralReader.nodes(of: tokens) {
      position = tokens.count
      isLiteral = true
      return nodes
    }
    return try deeper { (parser) throws(SpokenMathError) in
      var nodes: [MathExpression] = []
      while parser.position < parser.tokens.count {
        let before = parser.position
        if !isTop, parser.endsFence { break }
        let side = try parser.parseSum(.statement)
        let isWhole = isTop && nodes.isEmpty && parser.next == nil
        nodes += parser.listed(
          side, isAfterEquals: nodes.last?.kind == .symbol(.equals), isWhole: isWhole)
        if parser.position >= parser.tokens.count { break }
        if !isTop, parser.endsFence { break }
        parser.appendConnective(to: &nodes)
        if parser.position == before { parser.appendStray(to: &nodes) }
      }
      return nodes
    }
  }

  /// “x y in A”: letters before “in” are a list.
  private mutating func listed(
    _ side: [MathExpression], isAfterEquals: Bool, isWhole: Bool
  ) -> [MathExpression] {
    if isWhole, (2...8).contains(side.count), Self.areSiblings(side),
      decide(.adjacentIsList, 0.75)
    {
      // “v sub one v sub two”, and nothing else.
      return Self.commaSeparated(side)
    }
    if side.count > 1, side.count < 4, side[0].isNumber, side[1].isLetterOrScripted,
      case .relation(.equals, false)? = next, isAfterEquals,
      tokens[position].wordRange.count == 1, decide(.adjacentIsList, 0.75)
    {
      // “p equals one q equals zero”: two equations.
      return [side[0], MathExpression(.symbol(.comma))] + side[1...]
    }
    guard case .relation(.isIn, _)? = next, side.count > 1, side.count < 8,
      side.allSatisfy({ $0.isLetterOrScripted || $0.isAccented })
    else { return side }
    guard decide(.adjacentIsList, 0.7) else { return side }
    return Self.commaSeparated(side)
  }

  private static func commaSeparated(_ nodes: [MathExpression]) -> [MathExpression] {
    var list: [MathExpression] = []
    for (index, node) in nodes.enumerated() {
      if index > 0 { list.append(MathExpression(.symbol(.comma))) }
      list.append(node)
    }
    return list
  }

  /// One letter with several indices.
  private static func areSiblings(_ nodes: [MathExpression]) -> Bool {
    guard let first = nodes.first, case .scripts(let name, _?, nil, 0) = first.kind else {
      return false
    }
    return nodes.allSatisfy {
      if case .scripts(let base, _?, nil, 0) = $0.kind { return base == name }
      return false
    }
  }

  /// Whether the next token closes something that waits for it.
  var endsFence: Bool {
    guard let next else { return true }
    switch next {
    case .close: return openFences > 0
    case .either(let delimiter):
      return delimiter == .bar || delimiter == .doubleBar ? openBars > 0 : openFences > 0
    case .keyword(let keyword): return isAwaited(keyword)
    case .ordinal: return openLabelledRows > 0 && (isNext(.row, at: 1) || isNext(.column, at: 1))
    default: return false
    }
  }

  /// Whether some construct waits for this closing word.
  func isAwaited(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .endRoot: return openRoots > 0
    case .endFraction: return openFractions > 0
    case .denominator: return openNumerators > 0
    case .end: return openBegins > 0
    case .endQuantity: return openQuantities > 0
    case .endAbsoluteValue: return openAbsoluteValues > 0
    case .endNorm: return openNorms > 0
    case .endPower: return openPowers > 0
    case .baseline: return openPowers + openSubscripts > 0 || !scriptPath.isEmpty
    case .base: return !scriptPath.isEmpty && canMean(.keyword(.baseline))
    case .lowerIndex, .upperIndex: return !scriptPath.isEmpty && !startsDeeperScript
    case .choose, .endBinomial: return openBinomials > 0
    case .underscript, .overscript, .endScripts: return openLimitScripts > 0
    case .row, .column: return openLabelledRows > 0
    case .cases: return openLabelledRows > 0 && isNumber(at: 1)
    case .endSubscript: return openSubscripts > 0
    case .endMatrix, .nextRow: return openMatrices + openLabelledRows > 0
    case .to: return openBounds > 0
    case .ket: return openBras > 0
    case .asWord: return openLimits > 0
    case .suchThat: return openSets > 0
    default: return false
    }
  }

  /// Relations, separators and words between sides.
  ///
  ///     connective = relation | separator | "and" | "such that" | text ;
  mutating func appendConnective(to nodes: inout [MathExpression]) {
    guard let next else { return }
    let start = position
    switch next {
    case .relation(.equals, _) where isVerb && isText(at: 1):
      // “f is continuous”.
      appendText(to: &nodes)
    case .relation(let symbol, let negated):
      position += 1
      if !negated, symbol == .cong || symbol == .equiv, modulusFollows {
        saidCongruence = true
        nodes.append(node(.symbol(.equiv), from: start))
        return
      }
      // “which is approximately”: the second relation says which.
      if symbol == .equals, !negated, case .relation? = self.next { return }
      nodes.append(node(negated ? .negated(symbol) : .symbol(symbol), from: start))
    case .separator(let symbol):
      position += 1
      if symbol == .colon, case .relation(.equals, false)? = self.next {
        position += 1
        nodes.append(node(.symbol(.colonEquals), from: start))
      } else {
        nodes.append(node(.symbol(symbol), from: start))
      }
    case .text: appendText(to: &nodes)
    case .keyword(let keyword):
      appendConnective(keyword, to: &nodes)
    default: break
    }
  }

  /// “congruent to b mod n”: a modulus before the next relation.
  private var modulusFollows: Bool {
    for offset in 0..<16 {
      switch peek(offset) {
      case .infix(.bmod): return true
      case .relation, .separator, nil: return false
      default: continue
      }
    }
    return false
  }

  /// “is” or “are”, which may be a verb of the sentence.
  private var isVerb: Bool {
    if case .text? = tokens[position].meanings.last { return true }
    return false
  }

  private func isText(at offset: Int) -> Bool {
    switch peek(offset) {
    case .text: return true
    case .letter(let letter, _):
      // “is a continuous function”.
      guard letter.name == "a", case .text? = peek(offset + 1) else { return false }
      return true
    default: return false
    }
  }

  /// Words that stay words, in a row.
  private mutating func appendText(to nodes: inout [MathExpression]) {
    let start = position
    var words: [String] = []
    while let next {
      if case .text(let word) = next {
        words.append(word)
      } else if case .text(let verb)? = tokens[position].meanings.last, words.isEmpty {
        words.append(verb)
      } else if case .letter(let letter, _) = next, letter.name == "a", isText(at: 1) {
        words.append("a")
      } else {
        break
      }
      position += 1
    }
    nodes.append(node(.text(" " + words.joined(separator: " ") + " "), from: start))
  }

  private mutating func appendConnective(_ keyword: Keyword, to nodes: inout [MathExpression]) {
    let start = position
    switch keyword {
    case .and:
      position += 1
      nodes.append(node(.symbol(.comma), from: start))
    case .or:
      position += 1
      nodes.append(node(.text(" or "), from: start))
    case .to:
      position += 1
      nodes.append(node(.symbol(.to), from: start))
    case .mapsFrom:
      position += 1
      nodes.append(node(.symbol(.colon), from: start))
    case .suchThat:
      position += 1
      nodes.append(node(.symbol(openSets > 0 ? .mid : .colon), from: start))
    case .given:
      position += 1
      nodes.append(node(.symbol(.mid), from: start))
    case .otherwise:
      position += 1
      nodes.append(node(.text(" otherwise "), from: start))
    default: break
    }
  }

  /// A token that nothing took: it stands as its sign, or is passed over when it has none.
  mutating func appendStray(to nodes: inout [MathExpression]) {
    guard let next else { return }
    let start = position
    position += 1
    switch next {
    case .close(let delimiter): nodes.append(node(.symbol(delimiter.symbol), from: start))
    case .open(let delimiter): nodes.append(node(.symbol(delimiter.symbol), from: start))
    case .either(let delimiter): nodes.append(node(.symbol(delimiter.symbol), from: start))
    case .infix(let symbol): nodes.append(node(.symbol(symbol), from: start))
    case .ordinal(let value, _): nodes.append(node(.number(value), from: start))
    default: break
    }
  }
}

extension MathExpression.Delimiter {
  /// The sign for the delimiter standing alone.
  var symbol: Symbol {
    switch self {
    case .openParenthesis: return .openParenthesis
    case .closeParenthesis: return .closeParenthesis
    case .openBracket: return .openBracket
    case .closeBracket: return .closeBracket
    case .openBrace: return .openBrace
    case .closeBrace: return .closeBrace
    case .openAngle: return .openAngle
    case .closeAngle: return .closeAngle
    case .openFloor: return .openFloor
    case .closeFloor: return .closeFloor
    case .openCeiling: return .openCeiling
    case .closeCeiling: return .closeCeiling
    case .bar: return .bar
    case .doubleBar: return .doubleBar
    case .none: return .period
    }
  }

  /// The delimiter on the other side.
  var partner: MathExpression.Delimiter {
    switch self {
    case .openParenthesis: return .closeParenthesis
    case .closeParenthesis: return .openParenthesis
    case .openBracket: return .closeBracket
    case .closeBracket: return .openBracket
    case .openBrace: return .closeBrace
    case .closeBrace: return .openBrace
    case .openAngle: return .closeAngle
    case .closeAngle: return .openAngle
    case .openFloor: return .closeFloor
    case .closeFloor: return .openFloor
    case .openCeiling: return .closeCeiling
    case .closeCeiling: return .openCeiling
    default: return self
    }
  }
}

extension MathExpression {
  /// A letter with a mark.
  var isAccented: Bool {
    switch kind {
    case .accent: return true
    case .scripts(let base, _, _, _): return base.isAccented
    default: return false
    }
  }
}
