import SpokenMath

/// Pairs the delimiters of a row.
///
/// Brackets pair with brackets of their kind, round with square for half-open intervals. A bar
/// opens where an operand is due and closes where one has ended; a bar without a partner, as in
/// `P(A|B)`, stays a sign.
package enum LaTeXFences {
  /// A row with its fences, or the depth at which pairing gave up.
  package enum Outcome {
    case paired(MathExpression)
    case tooDeep
  }

  private struct Frame {
    var open: MathExpression.Delimiter
    var nodes: [MathExpression] = []
  }

  /// Pairs delimiters.
  ///
  /// - Parameters:
  ///   - nodes: A row whose delimiters are single signs.
  ///   - limit: The deepest nesting of fences allowed.
  ///   - bars: Whether bars are paired too.
  /// - Returns: The row, its delimiters replaced by fences where they have a partner.
  package static func pair(
    _ nodes: [MathExpression], limit: Int, bars: Bool = true
  ) -> Outcome {
    let later = Later(nodes)
    var stack = [Frame(open: .none)]
    for (index, node) in nodes.enumerated() {
      let sign = delimiterSign(node)
      switch sign?.symbol {
      case .bar? where bars, .doubleBar? where bars:
        guard let sign else { continue }
        placeBar(sign, node, oddLater: later.bars[index], later.angles[index], in: &stack)
      case let symbol? where opening[symbol] != nil && sign?.scripts == nil:
        stack.append(Frame(open: opening[symbol] ?? .none))
      case let symbol?:
        guard let close = closing[symbol], let sign else {
          append(node, to: &stack)
          continue
        }
        closeFrame(with: close, sign, node, in: &stack)
      case nil:
        append(node, to: &stack)
      }
      if stack.count > limit { return .tooDeep }
    }
    while stack.count > 1 { demote(&stack) }
    return .paired(.row(spaced(stack.first?.nodes ?? [])))
  }

  /// A sign that may be a delimiter, and the scripts on it.
  private typealias Sign = (symbol: Symbol, scripts: MathExpression?)

  private static func delimiterSign(_ node: MathExpression) -> Sign? {
    switch node.kind {
    case .symbol(let symbol) where symbol.role == .delimiter: return (symbol, nil)
    case .scripts(let base, _, _, _):
      guard case .symbol(let symbol) = base.kind, symbol.role == .delimiter else { return nil }
      return (symbol, node)
    default: return nil
    }
  }

  private static func closeFrame(
    with close: MathExpression.Delimiter, _ sign: Sign, _ node: MathExpression,
    in stack: inout [Frame]
  ) {
    // The nearest frame that may end here; a bar may begin what an angle ends: a ket.
    var partner = stack.count - 1
    while partner > 0, !pairs(stack[partner].open, close) { partner -= 1 }
    if partner == 0, close == .closeAngle, stack.count > 1, isBar(stack[stack.count - 1].open) {
      partner = stack.count - 1
    }
    guard partner > 0 else { return append(node, to: &stack) }
    while stack.count - 1 > partner { demote(&stack) }
    fence(close, sign, in: &stack)
  }

  private static func placeBar(
    _ sign: Sign, _ node: MathExpression, oddLater: Bool, _ anglesLater: Int,
    in stack: inout [Frame]
  ) {
    let delimiter: MathExpression.Delimiter = sign.symbol == .bar ? .bar : .doubleBar
    let operandBefore = endsOperand(stack[stack.count - 1].nodes.last { !isSpace($0) })
    let open = stack[stack.count - 1].open
    if operandBefore, open == delimiter {
      fence(delimiter, sign, in: &stack)
    } else if operandBefore, open == .openAngle, anglesLater == 0 {
      fence(delimiter, sign, in: &stack)
    } else if sign.scripts == nil, !operandBefore || oddLater {
      stack.append(Frame(open: delimiter))
    } else {
      append(node, to: &stack)
    }
  }

  /// Ends the innermost frame with a delimiter and puts the delimiter's scripts on the fence.
  private static func fence(
    _ close: MathExpression.Delimiter, _ sign: Sign, in stack: inout [Frame]
  ) {
    let frame = stack.removeLast()
    let fenced = MathExpression(
      .fenced(open: frame.open, .row(spaced(frame.nodes)), close: close))
    if case .scripts(_, let lower, let upper, let primes)? = sign.scripts?.kind {
      append(
        MathExpression(
          .scripts(base: fenced, subscript: lower, superscript: upper, primes: primes)),
        to: &stack)
    } else {
      append(fenced, to: &stack)
    }
  }

  /// Turns the innermost frame, which nothing ends, back into a sign and what follows it.
  private static func demote(_ stack: inout [Frame]) {
    let frame = stack.removeLast()
    let sign = opening.first { $0.value == frame.open }?.key ?? .bar
    append(MathExpression(.symbol(frame.open == .doubleBar ? .doubleBar : sign)), to: &stack)
    for node in frame.nodes { append(node, to: &stack) }
  }

  private static func append(_ node: MathExpression, to stack: inout [Frame]) {
    stack[stack.count - 1].nodes.append(node)
  }

  /// Drops the thin space that the writer puts between two numbers.
  private static func spaced(_ nodes: [MathExpression]) -> [MathExpression] {
    var result: [MathExpression] = []
    result.reserveCapacity(nodes.count)
    for node in nodes {
      if node.beginsWithNumber, result.count > 1,
        result[result.count - 1].kind == .space(.thin),
        case .number = result[result.count - 2].kind
      {
        result.removeLast()
      }
      result.append(node)
    }
    return result
  }

  private static func isSpace(_ node: MathExpression) -> Bool {
    if case .space = node.kind { return true }
    return false
  }

  private static func isBar(_ delimiter: MathExpression.Delimiter) -> Bool {
    delimiter == .bar || delimiter == .doubleBar
  }

  /// Whether an operand ends with this node, so that a bar after it closes.
  private static func endsOperand(_ node: MathExpression?) -> Bool {
    guard let node else { return false }
    switch node.kind {
    case .symbol(let symbol):
      switch symbol.role {
      case .ordinary: return true
      case .delimiter: return closing[symbol] != nil || symbol == .bar || symbol == .doubleBar
      case .binary, .relation, .punctuation, .big: return false
      }
    case .negated, .function, .space: return false
    case .scripts(let base, _, _, _):
      if case .function = base.kind { return false }
      if case .symbol(let symbol) = base.kind { return symbol.role != .big }
      return true
    default: return true
    }
  }

  /// Whether the reader pairs these by itself; others need `\left` and `\right`.
  package static func pairsUnsized(
    _ open: MathExpression.Delimiter, _ close: MathExpression.Delimiter
  ) -> Bool {
    switch (open, close) {
    case (.bar, .bar), (.doubleBar, .doubleBar), (.bar, .closeAngle), (.openAngle, .bar):
      return true
    default: return pairs(open, close)
    }
  }

  /// Whether bars round this content pair as plain signs: it begins and ends with an operand and
  /// holds no other bar.
  package static func barsPair(
    _ open: MathExpression.Delimiter, _ content: MathExpression, _ close: MathExpression.Delimiter
  ) -> Bool {
    guard isBar(open) || isBar(close) else { return true }
    guard endsOperand(content.nodes.last { !isSpace($0) }) else { return false }
    return !holdsBar(content)
  }

  private static func holdsBar(_ node: MathExpression) -> Bool {
    switch node.kind {
    case .row(let nodes): return nodes.contains(where: holdsBar)
    case .symbol(let symbol): return symbol == .bar || symbol == .doubleBar
    case .fenced(let open, let inner, let close):
      return isBar(open) || isBar(close) || holdsBar(inner)
    case .scripts(let base, _, _, _): return holdsBar(base)
    case .prescripts(let base, _, _): return holdsBar(base)
    default: return false
    }
  }

  private static func pairs(
    _ open: MathExpression.Delimiter, _ close: MathExpression.Delimiter
  ) -> Bool {
    switch (open, close) {
    case (.openParenthesis, .closeParenthesis), (.openParenthesis, .closeBracket),
      (.openBracket, .closeBracket), (.openBracket, .closeParenthesis),
      (.openBrace, .closeBrace), (.openAngle, .closeAngle), (.openFloor, .closeFloor),
      (.openCeiling, .closeCeiling):
      return true
    default: return false
    }
  }

  package static let opening: [Symbol: MathExpression.Delimiter] = [
    .openParenthesis: .openParenthesis, .openBracket: .openBracket, .openBrace: .openBrace,
    .openAngle: .openAngle, .openFloor: .openFloor, .openCeiling: .openCeiling,
  ]

  package static let closing: [Symbol: MathExpression.Delimiter] = [
    .closeParenthesis: .closeParenthesis, .closeBracket: .closeBracket,
    .closeBrace: .closeBrace, .closeAngle: .closeAngle, .closeFloor: .closeFloor,
    .closeCeiling: .closeCeiling,
  ]

  /// What comes later in the row, seen from each node.
  private struct Later {
    /// Whether an odd number of bars of this kind follows inside the same brackets.
    var bars: [Bool]
    /// The number of closing angles that follow.
    var angles: [Int]

    init(_ nodes: [MathExpression]) {
      bars = Array(repeating: false, count: nodes.count)
      angles = Array(repeating: 0, count: nodes.count)
      var levels = [(single: 0, double: 0)]
      var closingAngles = 0
      for index in nodes.indices.reversed() {
        angles[index] = closingAngles
        guard let sign = LaTeXFences.delimiterSign(nodes[index]) else { continue }
        switch sign.symbol {
        case .bar:
          bars[index] = levels[levels.count - 1].single % 2 == 1
          levels[levels.count - 1].single += 1
        case .doubleBar:
          bars[index] = levels[levels.count - 1].double % 2 == 1
          levels[levels.count - 1].double += 1
        case let symbol where LaTeXFences.closing[symbol] != nil:
          closingAngles += symbol == .closeAngle ? 1 : 0
          levels.append((0, 0))
        default:
          if levels.count > 1 { levels.removeLast() }
        }
      }
    }
  }
}
