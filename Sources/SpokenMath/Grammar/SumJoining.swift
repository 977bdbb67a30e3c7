/// Where terms start, and how the items of a sum become nodes.
extension FormulaParser {
  /// The nodes of a sum; `times` shows only between numbers.
  mutating func joined(_ items: [Item]) -> [MathExpression] {
    var nodes: [MathExpression] = []
    let isList = hasDotsAfterIndexed(items) && decide(.dotsMakeList, 0.85)
    nodes.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      if item.isInvisible, !showsTimes(items, at: index) { continue }
      if item.role == .factor, index > 0, items[index - 1].role == .factor,
        needsComma(items[index - 1].node, item.node)
          || isList && items[index - 1].node.isIndexed && item.node.isIndexed
      {
        nodes.append(MathExpression(.symbol(.comma)))
      }
      if case .row(let inner) = item.node.kind { nodes += inner } else { nodes.append(item.node) }
    }
    return nodes
  }

  /// “x one x two dot dot dot”: indexed letters of one name before dots.
  func hasDotsAfterIndexed(_ items: [Item]) -> Bool {
    guard items.count > 2,
      let dots = items.firstIndex(where: { $0.node.kind == .symbol(.ldots) }), dots > 1
    else { return false }
    guard case .scripts(let first, _?, _, _) = items[dots - 1].node.kind,
      case .scripts(let second, _?, _, _) = items[dots - 2].node.kind
    else { return false }
    return first == second && items[dots - 1].role == .factor && items[dots - 2].role == .factor
  }

  /// Numbers side by side are a list, and so is what stands round dots.
  func needsComma(_ left: MathExpression, _ right: MathExpression) -> Bool {
    let dots = MathExpression.Kind.symbol(.ldots)
    if right.kind == .symbol(.exists) { return true }
    if left.kind == dots || right.kind == dots { return left.kind != right.kind }
    return left.isNumber && right.isNumber
  }

  func showsTimes(_ items: [Item], at index: Int) -> Bool {
    guard index + 1 < items.count, index > 0 else { return true }
    return items[index + 1].node.startsWithNumber || items[index + 1].role == .sign
  }

  /// No numerator is longer than this, so that long input is read in linear time.
  static let furthestLookBack = 2000

  /// One more than the wraps in these items, or an error.
  func wrapped(_ items: ArraySlice<Item>) throws(SpokenMathError) -> Int {
    let count = (items.lazy.map(\.wraps).max() ?? 0) + 1
    try checkWraps(count)
    return count
  }

  /// The index after the last big operator or limit.
  func regionStart(_ items: [Item]) -> Int {
    var index = items.count
    let nearest = max(0, items.count - Self.furthestLookBack)
    while index > nearest {
      if items[index - 1].role == .barrier { return index }
      index -= 1
    }
    return nearest
  }

  /// The index after the last plus or minus between terms, and after a sign.
  func lastTermStart(_ items: [Item]) -> Int {
    let start = regionStart(items)
    var index = items.count
    while index > start {
      switch items[index - 1].role {
      case .additive: return index
      case .sign: return index
      case .binary: return index
      default: index -= 1
      }
    }
    return start
  }

  /// The index where the last two terms start, or the last one where there is no other.
  func lastSumStart(_ items: [Item]) -> Int {
    let last = lastTermStart(items)
    let start = regionStart(items)
    guard last > start, items[last - 1].role == .additive else { return start }
    return lastTermStart(Array(items[..<(last - 1)]))
  }

  /// Takes the items from `start` on away: their nodes, and how often what holds them wraps.
  mutating func taken(
    from start: Int, of items: inout [Item]
  ) throws(SpokenMathError) -> (nodes: [MathExpression], wraps: Int) {
    let wraps = try wrapped(items[start...])
    let nodes = joined(Array(items[start...]))
    items.removeSubrange(start...)
    return (nodes, wraps)
  }

  /// Parentheses round these nodes.
  func parenthesized(_ nodes: [MathExpression], from start: Int) -> MathExpression {
    node(.fenced(open: .openParenthesis, .row(nodes), close: .closeParenthesis), from: start)
  }
}
