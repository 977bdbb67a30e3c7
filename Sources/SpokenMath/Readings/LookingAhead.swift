/// What the next tokens are.
extension FormulaParser {
  /// Whether a number stands `offset` tokens on and ends a term there.
  func endsAfterTerm(_ offset: Int) -> Bool {
    guard isNumber(at: offset) else { return false }
    switch peek(offset + 1) {
    case nil, .relation, .infix(.times), .close, .keyword(.over), .keyword(.dividedBy): return true
    default: return false
    }
  }

  /// “plus a constant”: it stands alone, whatever was said before.
  func startsConstant(at offset: Int) -> Bool {
    peek(offset) == .function("const")
  }

  func isNumber(at offset: Int) -> Bool {
    if case .number? = peek(offset) { return true }
    return false
  }

  func isLetter(at offset: Int) -> Bool {
    switch peek(offset) {
    case .letter, .constant(.infty), .constant(.hbar), .constant(.ell), .style, .keyword(.capital):
      return true
    default: return false
    }
  }

  /// “d x”: the letter d before a letter.
  var isDifferential: Bool {
    guard case .letter(let letter, _)? = next, letter.name == "d" else { return false }
    if case .letter? = peek(1) { return true }
    return false
  }

  /// A number or letter with nothing after it that binds: the rest of an upper bound.
  func followsShortTerm(at offset: Int) -> Bool {
    isNumber(at: offset) || isLetter(at: offset)
  }

  func startsWithLiteral(_ items: [Item]) -> Bool {
    items.count == 1 && items[0].node.kind == .number("1")
  }

  /// “delta x” or “h”: an increment.
  func startsIncrement(at offset: Int) -> Bool {
    guard case .letter(let letter, _)? = peek(offset) else { return false }
    if case .keyword(.of)? = peek(offset + 1) { return false }
    return letter.name == "delta" || letter.name == "Delta" || letter.name == "h"
  }

  func startsFence(at offset: Int) -> Bool {
    switch peek(offset) {
    case .open, .keyword(.quantity): return true
    default: return false
    }
  }
}
