/// What stands by itself in explicit speech: letters, signs, and constructs between their words.
extension LiteralReader {
  /// Reads an atom, or nothing where none starts.
  ///
  ///     atom = letter | number | sign | function | text | quotation | group | fraction | root
  ///          | binomial | fence | table | operator | prescripts | space ;
  mutating func atom() throws(Misfit) -> MathExpression? {
    let start = position
    guard let next else { return nil }
    switch next {
    case .number(let digits): return taken(.number(digits))
    case .letter(let letter, _): return taken(.identifier(letter))
    case .style(let style):
      position += 1
      return try letter(style, from: start)
    case .constant(let symbol), .infix(let symbol), .separator(let symbol):
      return taken(.symbol(symbol))
    case .relation(let symbol, let negated):
      return taken(negated ? .negated(symbol) : .symbol(symbol))
    case .either(let delimiter): return taken(.symbol(delimiter.symbol))
    case .unit(let unit): return taken(.upright(unit))
    case .quoted(.function(let name)):
      position += 1
      return try bounded(.function(name), from: start)
    case .quoted(let kind): return taken(kind)
    case .function(let name):
      position += 1
      return try bounded(.function(name), from: start)
    case .big(let symbol):
      position += 1
      return try bounded(.symbol(symbol), from: start)
    case .text: return text()
    case .open(let delimiter): return try fence(delimiter)
    case .ordinal(let value, _):
      position += 1
      try need(.root)
      let kind =
        NumberWords.isDigits(value)
        ? MathExpression.Kind.number(value) : .identifier(.init(value))
      return try root(degree: MathExpression(kind), from: start)
    case .keyword(let keyword): return try construct(keyword)
    case .cross: return taken(.symbol(.times))
    case .accent, .close, .namedSet: return nil
    }
  }

  private mutating func taken(_ kind: MathExpression.Kind) -> MathExpression {
    position += 1
    return node(kind, from: position - 1)
  }

  private mutating func construct(_ keyword: Keyword) throws(Misfit) -> MathExpression? {
    let start = position
    position += 1
    switch keyword {
    case .capital, .lowercase:
      position -= 1
      return try letter(.italic, from: start)
    case .factorial: return node(.symbol(.factorial), from: start)
    case .percent: return node(.symbol(.percent), from: start)
    case .or: return node(.text(" or "), from: start)
    case .otherwise: return node(.text(" otherwise "), from: start)
    case .thinSpace: return node(.space(.thin), from: start)
    case .quad: return node(.space(.quad), from: start)
    case .doubleQuad: return node(.space(.doubleQuad), from: start)
    case .struckOut: return try negation(from: start)
    case .begin:
      let nodes = try sequence()
      try need(.end)
      return nodes.count == 1 ? nodes[0] : node(.row(nodes), from: start)
    case .fraction:
      let numerator = try content()
      try need(.over)
      let denominator = try content()
      try need(.endFraction)
      return node(.fraction(numerator: numerator, denominator: denominator), from: start)
    case .chooseOf:
      let upper = try content()
      try need(.choose)
      let lower = try content()
      try need(.endBinomial)
      return node(.binomial(upper, lower), from: start)
    case .squareRoot: return try root(degree: nil, from: start)
    case .cubeRoot: return try root(degree: MathExpression(.number("3")), from: start)
    case .rootWithIndex:
      let degree = try content()
      try need(.endIndex)
      try need(.of)
      return try root(degree: degree, from: start)
    case .absoluteValue, .norm:
      let inner = try content()
      try need(keyword == .norm ? .endNorm : .endAbsoluteValue)
      let bar = keyword == .norm ? MathExpression.Delimiter.doubleBar : .bar
      return node(.fenced(open: bar, inner, close: bar), from: start)
    case .limit: return try bounded(.function("lim"), from: start)
    case .matrix, .plainMatrix, .bracketMatrix, .braceMatrix, .barMatrix, .doubleBarMatrix, .cases,
      .aligned:
      return try table(.init(keyword), from: start)
    case .prescripts: return try prescripts(from: start)
    default:
      position = start
      return nil
    }
  }

  /// Reads `[ "capital" | "lowercase" ] ( letter | digit )`.
  private mutating func letter(
    _ style: MathExpression.FontStyle, from start: Int
  ) throws(Misfit) -> MathExpression {
    let isCapital = take(.capital)
    if !isCapital { _ = take(.lowercase) }
    switch next {
    case .letter(let letter, _)?:
      let name = isCapital ? FormulaParser.capitalName(letter.name) : letter.name
      return takenLetter(name, style, from: start)
    case .number(let digits)? where !isCapital && style != .italic:
      return takenLetter(digits, style, from: start)
    default: throw Misfit()
    }
  }

  private mutating func takenLetter(
    _ name: String, _ style: MathExpression.FontStyle, from start: Int
  ) -> MathExpression {
    position += 1
    return node(.identifier(.init(name, style: style)), from: start)
  }

  private mutating func negation(from start: Int) throws(Misfit) -> MathExpression {
    // A big operator that is struck out takes no bounds.
    if case .big(let symbol)? = next {
      position += 1
      return node(.negated(symbol), from: start)
    }
    guard let sign = try innerAtom(), case .symbol(let symbol) = sign.kind else { throw Misfit() }
    return node(.negated(symbol), from: start)
  }

  /// Words side by side are one text, with blanks round it.
  private mutating func text() -> MathExpression {
    let start = position
    var words: [String] = []
    while case .text(let word)? = next {
      words.append(word)
      position += 1
    }
    return node(.text(" " + words.joined(separator: " ") + " "), from: start)
  }

  private mutating func root(
    degree: MathExpression?, from start: Int
  ) throws(Misfit) -> MathExpression {
    let radicand = try content()
    try need(.endRoot)
    return node(.root(radicand, degree: degree), from: start)
  }

  private mutating func fence(
    _ open: MathExpression.Delimiter
  ) throws(Misfit) -> MathExpression {
    let start = position
    position += 1
    let inner = try content()
    guard case .close(let close)? = next else { throw Misfit() }
    position += 1
    return node(.fenced(open: open, inner, close: close), from: start)
  }

  /// Reads `operator [ ( "from" | "over" | "as" ) sequence [ "to" sequence ] "of" ]`.
  private mutating func bounded(
    _ kind: MathExpression.Kind, from start: Int
  ) throws(Misfit) -> MathExpression {
    let sign = node(kind, from: start)
    guard take(.from) || take(.over) || take(.asWord) else { return sign }
    let lower = try content()
    let upper = take(.to) ? try content() : nil
    try need(.of)
    return node(
      .scripts(base: sign, subscript: lower, superscript: upper, primes: 0), from: start)
  }

  /// Reads `row { "next row" row } "end matrix"`, where `row = [ cell { "next column" cell } ]`.
  private mutating func table(
    _ style: MathExpression.MatrixStyle, from start: Int
  ) throws(Misfit) -> MathExpression {
    var rows: [[MathExpression]] = []
    repeat {
      var cells = [try content()]
      while take(.nextColumn) { cells.append(try content()) }
      rows.append(cells)
    } while take(.nextRow)
    try need(.endMatrix)
    return node(.matrix(rows: rows, style: style), from: start)
  }

  /// Reads `[ index ] [ power ] "end prescripts" atom`.
  private mutating func prescripts(from start: Int) throws(Misfit) -> MathExpression {
    var lower: MathExpression?
    var upper: MathExpression?
    if take(.lowerIndex) {
      lower = try content()
      try need(.endSubscript)
    }
    if take(.powerUntilEnd) {
      upper = try content()
      try need(.endPower)
    }
    try need(.endPrescripts)
    guard let base = try innerAtom() else { throw Misfit() }
    return node(.prescripts(base: base, subscript: lower, superscript: upper), from: start)
  }
}
