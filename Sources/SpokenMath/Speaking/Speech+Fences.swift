/// Delimiters round a content.
extension Speech {
  /// “absolute value of x end absolute value”, “open parenthesis x close parenthesis”.
  mutating func sayFence(
    _ open: MathExpression.Delimiter, _ content: MathExpression,
    _ close: MathExpression.Delimiter
  ) {
    switch (open, close) {
    case (.bar, .bar): return sayBars(.absoluteValue, content, .endAbsoluteValue)
    case (.doubleBar, .doubleBar): return sayBars(.norm, content, .endNorm)
    case (.openFloor, .closeFloor) where !isVerbose && level(most: 1) == 0:
      say(.floor)
      return say(content)
    case (.openCeiling, .closeCeiling) where !isVerbose && level(most: 1) == 0:
      say(.ceiling)
      return say(content)
    case (.openBrace, .closeBrace) where !isVerbose && Self.isCondition(content):
      if level(most: 1) == 0 { return saySet(content) }
    case (.bar, .closeAngle) where !isVerbose && level(most: 1) == 0:
      say(.ket)
      return say(content)
    default: break
    }
    say(phrase: SpokenNames.phrase(.open(open), preferring: opening(open)) ?? "open")
    let outer = namesBarGiven
    namesBarGiven = !isVerbose && open == .openParenthesis
    say(content)
    namesBarGiven = outer
    say(phrase: SpokenNames.phrase(.close(close), preferring: closing(close)) ?? "close")
  }

  private func opening(_ delimiter: MathExpression.Delimiter) -> String? {
    delimiter == .bar ? "open vertical bar" : isVerbose ? nil : "open paren"
  }

  private func closing(_ delimiter: MathExpression.Delimiter) -> String? {
    delimiter == .bar ? "close vertical bar" : isVerbose ? nil : "close paren"
  }

  /// Whether it is what stands in braces round a set: elements, one bar, a condition.
  private static func isCondition(_ content: MathExpression) -> Bool {
    content.nodes.count { $0.kind == .symbol(.mid) } == 1
  }

  /// “set of all x such that x greater than zero”.
  private mutating func saySet(_ content: MathExpression) {
    let parts = content.nodes.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0.kind == .symbol(.mid)
    }
    say(.setOfAll)
    say(.row(Array(parts[0])))
    say(.suchThat)
    if parts.count > 1 { say(.row(Array(parts[1]))) }
  }

  private mutating func sayBars(
    _ keyword: Keyword, _ content: MathExpression, _ ending: Keyword
  ) {
    say(keyword)
    say(content)
    if level(most: 1) == 1 { say(ending) }
  }
}
