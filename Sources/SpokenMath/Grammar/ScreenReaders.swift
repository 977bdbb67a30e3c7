/// What screen readers say: MathSpeak's scripts that end with “baseline”, SimpleSpeak's left scripts.
extension FormulaParser {
  // MARK: - Scripts that say where they are

  /// Whether scripts end with “baseline”, or with “base” in brief MathSpeak, where no logarithm has it.
  static func saysBaselines(_ tokens: [Token]) -> Bool {
    var isInScript = false
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .keyword(.lowerIndex), .keyword(.upperIndex): isInScript = true
      case .keyword(.baseline): return true
      case .keyword(.base):
        if case .function = tokens[max(0, index - 1)].kind { continue }
        if isInScript, token.meanings.contains(.keyword(.baseline)) { return true }
      default: break
      }
    }
    return false
  }

  /// The script words from here on, true for above: “superscript super sub” is above, above, below.
  private var scriptRun: [Bool] {
    var run: [Bool] = []
    while run.count < 8 {
      switch peek(run.count) {
      case .keyword(.upperIndex): run.append(true)
      case .keyword(.lowerIndex): run.append(false)
      default: return run
      }
    }
    return run
  }

  /// Whether the script words here name a script of what was just said, inside the open scripts.
  var startsDeeperScript: Bool {
    let run = scriptRun
    return run.count == scriptPath.count + 1 && Array(run.dropLast()) == scriptPath
  }

  /// Reads the scripts of a base, each of which names the scripts it stands in.
  ///
  ///     nested-scripts = path formula { path formula } [ "baseline" ] ;
  ///     path = { "superscript" | "subscript" } ;      (* “superscript superscript”: an exponent's own *)
  mutating func parseNestedScripts(
    on base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    var current = base
    while startsDeeperScript {
      let run = scriptRun
      position += run.count
      scriptPath = run
      var content = try parseFormula(isTop: false)
      while scriptRun == run {
        position += run.count
        content += try parseFormula(isTop: false)
      }
      scriptPath.removeLast()
      guard !content.isEmpty else { continue }
      current =
        run[run.count - 1]
        ? withSuperscript(powerBase(current), .row(content), from: start)
        : withSubscript(current, .row(content), from: start)
    }
    if scriptPath.isEmpty, canMean(.keyword(.baseline)) { position += 1 }
    return current
  }

  // MARK: - Limits below and above

  /// Reads what stands below and above: “sum underscript i equals one overscript n endscripts”.
  ///
  ///     limit-scripts = { ( "underscript" | "overscript" ) formula } [ "endscripts" ] ;
  mutating func parseLimitScripts(
    on base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    var lower: MathExpression?
    var upper: MathExpression?
    openLimitScripts += 1
    while isNext(.underscript) || isNext(.overscript) {
      let isLower = isNext(.underscript)
      position += 1
      let content = MathExpression.row(try parseFormula(isTop: false))
      if isLower { lower = content } else { upper = content }
    }
    openLimitScripts -= 1
    _ = take(.endScripts)
    if base.isUnbounded {
      return node(
        .scripts(base: base, subscript: lower, superscript: upper, primes: 0), from: start)
    }
    var result = base
    if let lower { result = node(.under(lower, base: result), from: start) }
    if let upper { result = node(.over(upper, base: result), from: start) }
    return result
  }

  /// “modifying above x with tilde”.
  ///
  ///     modified = "modifying above" factor { factor } accent ;
  mutating func parseModified() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    openModified += 1
    let content = try parseSum(.group)
    openModified -= 1
    guard case .accent(let accent)? = next else { return .row(content) }
    position += 1
    return node(.accent(accent, .row(content)), from: start)
  }

  /// “root index three start root x end root”.
  ///
  ///     indexed-root = "root index" sum "start root" sum [ "end root" ] ;
  mutating func parseIndexedRoot() throws(SpokenMathError) -> MathExpression {
    let start = position
    position += 1
    let degree = startsFactor ? MathExpression.row(try parseFactor(.operand)) : .empty
    _ = take(.squareRoot) || take(.root)
    return try parseRadicand(degree: degree, isShort: false, from: start)
  }

  // MARK: - Left scripts

  /// “left sub a left super b x right sub c”: scripts before their base, one letter a column.
  ///
  ///     left-scripts = ( "left sub" | "left super" ) { factor } [ "left super" { factor } ] factor ;
  mutating func parseLeftScripts() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    let firstIsLower = isNext(.leftSub)
    position += 1
    var first = try parseScriptColumns(limit: nil)
    var second: [MathExpression] = []
    if isNext(.leftSub) || isNext(.leftSuper) {
      position += 1
      second = try parseScriptColumns(limit: first.count)
    }
    var base: MathExpression
    if second.isEmpty, first.count > 1 {
      base = first.removeLast()
    } else {
      base = startsFactor ? .row(try parsePlainFactor()) : .empty
    }
    let lower = firstIsLower ? first : second
    let upper = firstIsLower ? second : first
    base = try parseRightColumns(of: base, from: start)
    for index in (0..<max(lower.count, upper.count)).reversed() {
      base = node(
        .prescripts(
          base: base, subscript: index < lower.count ? lower[index] : nil,
          superscript: index < upper.count ? upper[index] : nil), from: start)
    }
    return [base]
  }

  /// “right sub c d right super e f”: the scripts of each column belong together.
  private mutating func parseRightColumns(
    of base: MathExpression, from start: Int
  ) throws(SpokenMathError) -> MathExpression {
    var lower: [MathExpression] = []
    var upper: [MathExpression] = []
    while isNext(.lowerIndex) || isNext(.upperIndex) {
      let isLower = isNext(.lowerIndex)
      position += 1
      if isLower {
        lower += try parseScriptColumns(limit: nil)
      } else {
        upper += try parseScriptColumns(limit: nil)
      }
    }
    var nodes: [MathExpression] = []
    for index in 0..<max(lower.count, upper.count) {
      nodes.append(
        node(
          .scripts(
            base: index == 0 ? base : .empty,
            subscript: index < lower.count ? lower[index] : nil,
            superscript: index < upper.count ? upper[index] : nil, primes: 0), from: start))
    }
    return nodes.isEmpty ? base : .row(nodes)
  }

  private mutating func parseScriptColumns(
    limit: Int?
  ) throws(SpokenMathError) -> [MathExpression] {
    var columns: [MathExpression] = []
    while columns.count < limit ?? 8, startsPlainFactor {
      columns.append(.row(try parsePlainFactor()))
    }
    return columns
  }

  private var startsPlainFactor: Bool { isNumber(at: 0) || isLetter(at: 0) }

  private mutating func parsePlainFactor() throws(SpokenMathError) -> [MathExpression] {
    let start = position
    switch next {
    case .letter(let letter, _)?:
      position += 1
      return [node(.identifier(letter), from: start)]
    case .number(let digits)?:
      position += 1
      return [node(.number(digits), from: start)]
    default: return try parseFactor(.operand)
    }
  }
}
