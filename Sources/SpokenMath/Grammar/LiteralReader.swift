/// Reads explicit speech that begins with “literally”: every construct is closed by its word and
/// nothing is guessed, so that any formula can be said.
///
///     literal  = "literally" sequence ;
///     sequence = { item } ;
///     item     = atom { postfix } ;
///
/// What does not fit this grammar is read as if “literally” had not been said.
struct LiteralReader {
  let tokens: [Token]
  var position = 0
  private var depth = 0
  private static let depthLimit = 60

  /// The words do not fit.
  struct Misfit: Error {}

  /// What the tokens say letter by letter, or nil where they do not fit the literal grammar.
  static func nodes(of tokens: [Token]) -> [MathExpression]? {
    guard tokens.first?.kind == .keyword(.literally), tokens.count > 1 else { return nil }
    var reader = LiteralReader(tokens: tokens)
    reader.position = 1
    guard let nodes = try? reader.sequence(), reader.position == tokens.count else { return nil }
    return nodes
  }

  private init(tokens: [Token]) {
    self.tokens = tokens
  }

  // MARK: - Looking

  var next: Token.Kind? { position < tokens.count ? tokens[position].kind : nil }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard next == .keyword(keyword) else { return false }
    position += 1
    return true
  }

  mutating func need(_ keyword: Keyword) throws(Misfit) {
    if !take(keyword) { throw Misfit() }
  }

  func node(_ kind: MathExpression.Kind, from start: Int) -> MathExpression {
    let lower = tokens[start].wordRange.lowerBound
    let upper = tokens[max(start, position - 1)].wordRange.upperBound
    return MathExpression(kind, wordRange: lower..<max(lower + 1, upper))
  }

  // MARK: - Sequences

  /// Items up to the first word that starts none.
  mutating func sequence() throws(Misfit) -> [MathExpression] {
    try deeper { (reader) throws(Misfit) in
      var nodes: [MathExpression] = []
      while let node = try reader.item() { nodes.append(node) }
      return nodes
    }
  }

  /// An atom inside another one.
  mutating func innerAtom() throws(Misfit) -> MathExpression? {
    try deeper { (reader) throws(Misfit) in try reader.atom() }
  }

  private mutating func deeper<Result>(
    _ body: (inout LiteralReader) throws(Misfit) -> Result
  ) throws(Misfit) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw Misfit() }
    return try body(&self)
  }

  /// A sequence as one expression: its only node, or a row.
  mutating func content() throws(Misfit) -> MathExpression {
    let nodes = try sequence()
    return nodes.count == 1 ? nodes[0] : MathExpression(.row(nodes))
  }

  private mutating func item() throws(Misfit) -> MathExpression? {
    let start = position
    guard let atom = try atom() else { return nil }
    return try postfixes(on: atom, from: start)
  }

  // MARK: - Postfixes

  /// Reads the marks and scripts after an atom: primes, index, power, in this order on one base.
  ///
  ///     postfix = "prime" | "sub" sequence "end sub" | "to the exponent" sequence "end exponent"
  ///             | "squared" | "cubed" | accent | "with label above" sequence "end label" ;
  private mutating func postfixes(
    on base: MathExpression, from start: Int
  ) throws(Misfit) -> MathExpression {
    var current = base
    var scripts = Scripts()
    func flush(_ reader: LiteralReader) {
      if !scripts.isEmpty {
        current = reader.node(
          .scripts(
            base: current, subscript: scripts.lower, superscript: scripts.upper,
            primes: scripts.primes), from: start)
      }
      scripts = Scripts()
    }
    var count = 0
    while let next {
      // Towers that grow to the left are nested too.
      count += 1
      if count > FormulaParser.wrapLimit { throw Misfit() }
      switch next {
      case .keyword(.prime), .keyword(.doublePrime), .keyword(.triplePrime):
        if scripts.lower != nil || scripts.upper != nil { flush(self) }
        position += 1
        scripts.primes += next == .keyword(.prime) ? 1 : next == .keyword(.doublePrime) ? 2 : 3
      case .keyword(.lowerIndex):
        if scripts.lower != nil || scripts.upper != nil { flush(self) }
        position += 1
        scripts.lower = try content()
        try need(.endSubscript)
      case .keyword(.squared), .keyword(.cubed), .keyword(.powerUntilEnd), .keyword(.power):
        if scripts.upper != nil { flush(self) }
        scripts.upper = try exponent()
      case .accent(let accent):
        flush(self)
        position += 1
        current = node(.accent(accent, current), from: start)
      case .keyword(.labelAbove), .keyword(.labelBelow):
        flush(self)
        position += 1
        let label = try content()
        try need(.endLabel)
        current = node(
          next == .keyword(.labelAbove)
            ? .over(label, base: current) : .under(label, base: current),
          from: start)
      default:
        flush(self)
        return current
      }
    }
    flush(self)
    return current
  }

  private struct Scripts {
    var primes = 0
    var lower: MathExpression?
    var upper: MathExpression?
    var isEmpty: Bool { primes == 0 && lower == nil && upper == nil }
  }

  private mutating func exponent() throws(Misfit) -> MathExpression {
    let start = position
    let keyword = next
    position += 1
    if keyword == .keyword(.squared) { return node(.number("2"), from: start) }
    if keyword == .keyword(.cubed) { return node(.number("3"), from: start) }
    let exponent = try content()
    try need(.endPower)
    return exponent
  }
}
