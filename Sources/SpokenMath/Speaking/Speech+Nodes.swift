/// Rows and single nodes; each construct has a file of its own.
extension Speech {
  /// Says an expression.
  mutating func say(_ expression: MathExpression) {
    switch expression.kind {
    case .row(let nodes): sayRow(nodes)
    case .number(let digits): sayNumber(digits)
    case .identifier(let letter): sayLetter(letter)
    case .function(let name): sayFunction(name)
    case .symbol(let symbol): saySymbol(symbol)
    case .negated(let symbol): sayNegated(symbol)
    case .fraction(let numerator, let denominator): sayFraction(numerator, denominator)
    case .binomial(let upper, let lower): sayBinomial(upper, lower)
    case .root(let radicand, let degree): sayRoot(radicand, degree)
    case .scripts(let base, let lower, let upper, let primes):
      sayScripts(base, lower, upper, primes)
    case .prescripts(let base, let lower, let upper): sayPrescripts(base, lower, upper)
    case .fenced(let open, let content, let close): sayFence(open, content, close)
    case .accent(let accent, let base): sayAccent(accent, base)
    case .over(let label, let base): sayLabel(label, on: base, .labelAbove)
    case .under(let label, let base): sayLabel(label, on: base, .labelBelow)
    case .matrix(let rows, let style): sayMatrix(rows, style)
    case .text(let text): sayText(text)
    case .upright(let letters): sayUpright(letters)
    case .space(let space): saySpace(space)
    }
  }

  private mutating func sayRow(_ nodes: [MathExpression]) {
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      if !isVerbose, index + 1 < nodes.count, takesArgument(node),
        case .fenced(.openParenthesis, let argument, .closeParenthesis) = nodes[index + 1].kind
      {
        sayApplication(node, argument)
        index += 2
        continue
      }
      if index > 0, isProduct(nodes[index - 1], node), saysTimes() { say(phrase: "times") }
      if case .row = node.kind {
        sayGroup(node)
      } else if node.kind == .symbol(.times), index + 1 < nodes.count,
        !nodes[index + 1].startsWithNumber
      {
        // “a times b” is read as ab.
        say(phrase: "cross")
      } else {
        say(node)
      }
      index += 1
    }
  }

  /// Letters side by side, where the second could be heard as an index.
  private func isProduct(_ left: MathExpression, _ right: MathExpression) -> Bool {
    left.isLetterOrScripted && right.isLetterOrScripted
      && left.kind != .identifier(.init("d")) && right.kind != .identifier(.init("d"))
  }

  private mutating func saysTimes() -> Bool {
    isVerbose ? manner.saysTimes : level(most: 1) == 1
  }

  /// “begin … end” round what would fall apart; in short speech nothing.
  mutating func sayGroup(_ node: MathExpression) {
    if manner.verbosity != .brief { say(.begin) }
    say(node)
    if manner.verbosity != .brief { say(.end) }
  }

  /// Says what a mark or script is put on, as one thing.
  mutating func sayBase(_ base: MathExpression) {
    switch base.kind {
    case .row, .scripts, .prescripts, .space: sayGroup(base)
    case .text, .fraction, .root, .binomial, .matrix:
      if isVerbose { say(base) } else { sayGroup(base) }
    default: say(base)
    }
  }

  /// Whether “of” after it means an argument.
  private func takesArgument(_ node: MathExpression) -> Bool {
    switch node.kind {
    case .identifier: return true
    case .function(let name): return name != "lim"
    case .scripts(let base, _, _, _): return takesArgument(base)
    case .accent(_, let base): return takesArgument(base)
    default: return false
    }
  }

  /// “f of x”, or “f open paren x close paren”.
  private mutating func sayApplication(_ function: MathExpression, _ argument: MathExpression) {
    say(function)
    if level(most: 1) == 0 {
      say(.of)
      let outer = namesBarGiven
      namesBarGiven = true
      say(argument)
      namesBarGiven = outer
    } else {
      sayFence(.openParenthesis, argument, .closeParenthesis)
    }
  }
}
