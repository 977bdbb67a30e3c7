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
    default: break
    }
    let opening = isVerbose ? nil : "open paren"
    let closing = isVerbose ? nil : "close paren"
    say(phrase: SpokenNames.phrase(.open(open), preferring: opening) ?? "open")
    say(content)
    say(phrase: SpokenNames.phrase(.close(close), preferring: closing) ?? "close")
  }

  private mutating func sayBars(
    _ keyword: Keyword, _ content: MathExpression, _ ending: Keyword
  ) {
    say(keyword)
    say(content)
    if level(most: 1) == 1 { say(ending) }
  }
}
