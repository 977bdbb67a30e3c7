import SpokenMath

/// A row while it is read: nodes, scripts on the last node, digits that join into numbers.
struct LaTeXRow {
  private(set) var nodes: [MathExpression] = []
  private(set) var joinsDigits = false
  /// Whether the last node took a script in the place where we stand: `x_1` before `^2`.
  private var takesScripts = false

  mutating func append(_ node: MathExpression) {
    nodes.append(node)
    joinFactorials()
    joinArguments()
    joinsDigits = false
    takesScripts = false
  }

  /// `! !` looks like `!!`, and so it is: pairs are joined from the left.
  private mutating func joinFactorials() {
    guard nodes.count > 1, nodes[nodes.count - 2].kind == .symbol(.factorial) else { return }
    switch nodes[nodes.count - 1].kind {
    case .symbol(.factorial):
      nodes.removeLast(2)
      nodes.append(MathExpression(.symbol(.doubleFactorial)))
    case .symbol(.doubleFactorial):
      nodes.swapAt(nodes.count - 1, nodes.count - 2)
    default: break
    }
  }

  /// `\arg\max` is one function, as the writer writes it.
  private mutating func joinArguments() {
    guard nodes.count > 1, nodes[nodes.count - 2].kind == .function("arg"),
      case .function(let name)? = nodes.last?.kind, name == "max" || name == "min"
    else { return }
    nodes.removeLast(2)
    nodes.append(MathExpression(.function("arg" + name)))
  }

  mutating func append(_ more: [MathExpression]) {
    for node in more { append(node) }
  }

  /// Adds a digit, to the number before it where one is being read.
  mutating func append(digit: Unicode.Scalar) {
    if joinsDigits, case .number(let digits)? = nodes.last?.kind {
      nodes[nodes.count - 1] = MathExpression(.number(digits + String(digit)))
    } else {
      append(MathExpression(.number(String(digit))))
    }
    joinsDigits = true
    takesScripts = false
  }

  /// Whether a point here continues a number: only the first one does.
  var takesPoint: Bool {
    guard joinsDigits, case .number(let digits)? = nodes.last?.kind else { return true }
    return !digits.contains(".")
  }

  /// Adds the point of a number; the caller saw that a digit follows.
  mutating func appendPoint() {
    if takesPoint {
      append(digit: ".")
    } else {
      append(MathExpression(.number(".")))
      joinsDigits = true
    }
  }

  /// What a script is put on.
  enum Script {
    case lower(MathExpression)
    case upper(MathExpression)
    case primes(Int)
  }

  /// Puts a script on the last node, or on nothing where a row begins.
  ///
  /// - Returns: Whether there was room for it.
  mutating func attach(_ script: Script) -> Bool {
    // A space before a script is a matter of looks: `\vec{P}\,^2` is a square.
    while case .space? = nodes.last?.kind { nodes.removeLast() }
    if nodes.isEmpty { nodes.append(.empty) }
    let last = nodes.removeLast()
    var (base, lower, upper, primes) = (last, MathExpression?.none, MathExpression?.none, 0)
    if case .scripts(let inner, let sub, let sup, let marks) = last.kind,
      takesScripts || Self.hasRoom(for: script, lower: sub, upper: sup, primes: marks)
    {
      (base, lower, upper, primes) = (inner, sub, sup, marks)
    }
    var fits = true
    switch script {
    case .lower(let expression):
      fits = lower == nil
      lower = expression
    case .upper(let expression):
      fits = upper == nil
      let (marks, rest) = Self.primes(in: expression)
      primes += marks
      upper = rest
    case .primes(let count):
      primes += count
    }
    nodes.append(
      MathExpression(.scripts(base: base, subscript: lower, superscript: upper, primes: primes)))
    joinsDigits = false
    takesScripts = true
    return fits
  }

  /// `{x_1}^2` is `x_1^2`, but `{x^2}^3` keeps its two levels.
  private static func hasRoom(
    for script: Script, lower: MathExpression?, upper: MathExpression?, primes: Int
  ) -> Bool {
    switch script {
    case .lower: return lower == nil
    case .upper: return upper == nil && primes == 0
    case .primes: return upper == nil
    }
  }

  /// Splits `\prime\prime 2` into two primes and `2`.
  private static func primes(in expression: MathExpression) -> (Int, MathExpression?) {
    let marks = expression.nodes.prefix { $0.kind == .symbol(.prime) }.count
    guard marks > 0 else { return (0, expression) }
    let rest = Array(expression.nodes.dropFirst(marks))
    return (marks, rest.isEmpty ? nil : MathExpression.row(rest))
  }

  /// The row with scripts, fences and spaces in their final places.
  func finished(openLimit: Int) -> LaTeXFences.Outcome {
    LaTeXFences.pair(
      Self.withPrescripts(Self.withDegrees(nodes).map(Self.withBraceLabel)), limit: openLimit)
  }

  /// A script on a brace is its label: `\overbrace{a + b}^{n}`.
  private static func withBraceLabel(_ node: MathExpression) -> MathExpression {
    switch node.kind {
    case .scripts(let base, nil, let upper?, 0):
      guard case .accent(.overbrace, _) = base.kind else { return node }
      return MathExpression(.over(upper, base: base))
    case .scripts(let base, let lower?, nil, 0):
      guard case .accent(.underbrace, _) = base.kind else { return node }
      return MathExpression(.under(lower, base: base))
    default: return node
    }
  }

  /// `45^{\circ}` is a number and a degree sign.
  private static func withDegrees(_ nodes: [MathExpression]) -> [MathExpression] {
    var result: [MathExpression] = []
    result.reserveCapacity(nodes.count)
    for node in nodes {
      if case .scripts(let base, nil, let upper?, 0) = node.kind, upper.kind == .symbol(.circ) {
        if !base.isEmpty { result.append(base) }
        result.append(MathExpression(.symbol(.degree)))
      } else {
        result.append(node)
      }
    }
    return result
  }

  /// `{}_{2}^{14}C`: scripts on nothing belong to the operand that follows.
  private static func withPrescripts(_ nodes: [MathExpression]) -> [MathExpression] {
    var result: [MathExpression] = []
    result.reserveCapacity(nodes.count)
    var index = 0
    while index < nodes.count {
      if case .scripts(let base, let lower, let upper, 0) = nodes[index].kind, base.isEmpty,
        index + 1 < nodes.count, takesPrescripts(nodes[index + 1])
      {
        result.append(
          MathExpression(
            .prescripts(base: nodes[index + 1], subscript: lower, superscript: upper)))
        index += 2
      } else {
        result.append(nodes[index])
        index += 1
      }
    }
    return result
  }

  private static func takesPrescripts(_ node: MathExpression) -> Bool {
    switch node.kind {
    case .identifier, .number, .function, .upright, .accent: return true
    case .scripts(let base, _, _, _): return !base.isEmpty && takesPrescripts(base)
    default: return false
    }
  }
}
