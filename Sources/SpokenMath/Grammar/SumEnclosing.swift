/// Words said last that take in what came before: “in brackets”, “all times”, “all squared”.
extension FormulaParser {
  /// “a minus b in brackets”: the last two terms get parentheses.
  mutating func encloseLastSum(in items: inout [Item]) throws(SpokenMathError) {
    let (nodes, wraps) = try taken(from: lastSumStart(items), of: &items)
    items.append(
      Item(node: parenthesized(nodes, from: position - 1), role: .factor, wraps: wraps))
  }

  /// “… all multiplied by k”: everything on this side gets parentheses.
  mutating func encloseRegion(of items: inout [Item]) throws(SpokenMathError) {
    let start = regionStart(items)
    guard items.count > start + 1 else { return }
    let (nodes, wraps) = try taken(from: start, of: &items)
    items.append(
      Item(node: parenthesized(nodes, from: position - 1), role: .factor, wraps: wraps))
  }

  /// “two pi thirds”: the term before is the numerator.
  ///
  ///     parts = term ordinal ;
  mutating func parseParts(
    _ value: String, of items: inout [Item]
  ) throws(SpokenMathError) {
    let start = lastTermStart(items)
    position += 1
    let (numerator, wraps) = try taken(from: start, of: &items)
    let denominator = ordinalNode(value, from: position - 1)
    items.append(
      Item(
        node: node(
          .fraction(numerator: .row(numerator), denominator: denominator), from: position - 1),
        role: .factor, wraps: wraps))
  }

  /// “n squared plus one square root”: the root of what was said before it.
  ///
  ///     root-last = sum "square root" ;
  mutating func encloseInRoot(_ items: inout [Item]) throws(SpokenMathError) {
    let start = regionStart(items)
    guard start < items.count else { return }
    position += 1
    let (nodes, wraps) = try taken(from: start, of: &items)
    items.append(
      Item(
        node: node(.root(.row(unfenced(nodes)), degree: nil), from: position - 1), role: .factor,
        wraps: wraps))
  }

  /// “… all squared”: the power of everything on this side.
  ///
  ///     all-power = sum "all" power ;
  mutating func parseAllPower(into items: inout [Item]) throws(SpokenMathError) {
    position += 1
    let start = regionStart(items)
    let (nodes, wraps) = try taken(from: start, of: &items)
    try appendPower(of: nodes, wraps: wraps, to: &items)
  }

  /// “x plus y quantity squared”: the power of the last two terms.
  mutating func parseQuantityPower(into items: inout [Item]) throws(SpokenMathError) {
    position += 1
    let (nodes, wraps) = try taken(from: lastSumStart(items), of: &items)
    try appendPower(of: nodes, wraps: wraps, to: &items)
  }

  mutating func appendPower(
    of nodes: [MathExpression], wraps: Int, to items: inout [Item]
  ) throws(SpokenMathError) {
    var base = MathExpression.row(nodes)
    if nodes.count != 1 || !nodes[0].takesScriptsUnfenced {
      base = parenthesized(nodes, from: position)
    }
    let powered = try parsePostfixes(on: base, from: position, .statement)
    items.append(Item(node: .row(powered), role: .factor, wraps: wraps))
  }
}
