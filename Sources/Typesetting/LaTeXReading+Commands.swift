import SpokenMath

// Commands: one case for each way of taking arguments.
extension LaTeXReading {
  /// Reads the command that is next, with its arguments.
  mutating func command(_ name: String) throws(LaTeXReaderError) -> [MathExpression] {
    let column = scanner.column()
    let token = scanner.next()
    if let result = try structure(name) { return result }
    guard let meaning = LaTeXReaderTables.commands[name] else {
      if Self.mustNotStandAlone.contains(name) {
        throw .unexpected(found: token.description, wanted: "its beginning", column: column)
      }
      guard case .keepAsText = unknown else {
        throw .unknownCommand(token.description, column: column)
      }
      return [MathExpression(.text("\\" + name))]
    }
    switch meaning {
    case .symbol(let symbol): return [MathExpression(.symbol(symbol))]
    case .negated(let symbol): return [MathExpression(.negated(symbol))]
    case .letter(let letter):
      // \rm has no upright Greek; the capitals are upright as they are.
      let font = style == .roman && letter.count > 1 ? .italic : style
      return [MathExpression(.identifier(.init(letter, style: font)))]
    case .styledLetter(let letter, let font):
      return [MathExpression(.identifier(.init(letter, style: font)))]
    case .function(let function): return [MathExpression(.function(function))]
    case .space(let space): return [MathExpression(.space(space))]
    case .accent(let accent):
      return [MathExpression(.accent(accent, try argument(of: token.description)))]
    case .font(.roman): return try roman()
    case .font(let font): return try styled(font, token)
    case .fontSwitch(let font):
      style = font
      return []
    case .text: return try text(token)
    case .fraction:
      if name == "cfrac" { _ = try optionalArgument() }
      let numerator = try argument(of: token.description)
      let denominator = try argument(of: token.description)
      return [MathExpression(.fraction(numerator: numerator, denominator: denominator))]
    case .binomial:
      let upper = try argument(of: token.description)
      return [MathExpression(.binomial(upper, try argument(of: token.description)))]
    case .ignored: return []
    case .ignoredWithArguments(let count):
      for _ in 0..<count { _ = scanner.rawGroup() }
      return []
    case .ignoredWithLength:
      skipLength()
      return []
    case .transparent: return try argument(of: token.description).nodes
    }
  }

  private static let mustNotStandAlone: Set<String> = ["right", "end", "of"]

  /// Commands whose arguments have a shape of their own; nil for all others.
  private mutating func structure(
    _ name: String
  ) throws(LaTeXReaderError) -> [MathExpression]? {
    switch name {
    case "left": return [try fence()]
    case "begin": return try environment()
    case "sqrt":
      let degree = try optionalArgument()
      return [MathExpression(.root(try argument(of: "\\sqrt"), degree: degree))]
    case "root":
      // Plain TeX: \root 3 \of x.
      let degree = try argument(of: "\\root")
      guard scanner.peek() == .command("of") else {
        throw unexpected(scanner.peek(), wanted: "\\of")
      }
      scanner.next()
      return [MathExpression(.root(try argument(of: "\\root"), degree: degree))]
    case "not": return [try negation()]
    case "operatorname", "DeclareMathOperator": return try operatorName()
    case "stackrel", "overset":
      let mark = try argument(of: "\\" + name)
      return [MathExpression(.over(mark, base: try argument(of: "\\" + name)))]
    case "underset":
      let mark = try argument(of: "\\underset")
      return [MathExpression(.under(mark, base: try argument(of: "\\underset")))]
    case "xrightarrow", "xleftarrow":
      _ = try optionalArgument()
      let arrow = MathExpression(.symbol(name == "xrightarrow" ? .to : .leftarrow))
      return [MathExpression(.over(try argument(of: "\\" + name), base: arrow))]
    case "nicefrac", "sfrac":
      let upper = try argument(of: "\\" + name)
      let lower = try argument(of: "\\" + name)
      return upper.nodes + [MathExpression(.symbol(.slash))] + lower.nodes
    case "pmod", "pod":
      let modulus = try argument(of: "\\" + name).nodes
      let word = name == "pmod" ? [MathExpression(.function("mod"))] : []
      return [
        MathExpression(
          .fenced(open: .openParenthesis, .row(word + modulus), close: .closeParenthesis))
      ]
    case "abs", "norm", "set", "ket", "bra":
      guard scanner.peek() == .character("{"), let (open, close) = Self.physicsFences[name] else {
        return nil
      }
      return [MathExpression(.fenced(open: open, try argument(of: "\\" + name), close: close))]
    case "textcolor":
      _ = scanner.rawGroup()
      return try argument(of: "\\textcolor").nodes
    case "substack":
      guard scanner.skip("{") else { throw unexpected(scanner.peek(), wanted: "“{”") }
      let rows = try cells()
      guard scanner.skip("}") else { throw unexpected(scanner.peek(), wanted: "“}”") }
      if rows.count == 1, rows[0].count == 1 { return rows[0][0].nodes }
      return [MathExpression(.matrix(rows: rows, style: .plain))]
    default: return nil
    }
  }

  private static let physicsFences: [String: (MathExpression.Delimiter, MathExpression.Delimiter)] =
    [
      "abs": (.bar, .bar), "norm": (.doubleBar, .doubleBar), "set": (.openBrace, .closeBrace),
      "ket": (.bar, .closeAngle), "bra": (.openAngle, .bar),
    ]

  /// Reads `fence = "\left" delimiter row "\right" delimiter`.
  private mutating func fence() throws(LaTeXReaderError) -> MathExpression {
    let open = try delimiter(after: "\\left")
    let content = try row(until: .right)
    let close = try delimiter(after: "\\right")
    return MathExpression(.fenced(open: open, content, close: close))
  }

  private mutating func delimiter(
    after name: String
  ) throws(LaTeXReaderError) -> MathExpression.Delimiter {
    let token = scanner.peek()
    guard let delimiter = LaTeXReaderTables.delimiters[token] else {
      throw unexpected(token, wanted: "a delimiter after \(name)")
    }
    scanner.next()
    return delimiter
  }

  private mutating func optionalArgument() throws(LaTeXReaderError) -> MathExpression? {
    guard scanner.skip("[") else { return nil }
    return try row(until: .bracket)
  }

  private mutating func negation() throws(LaTeXReaderError) -> MathExpression {
    let struck = try argument(of: "\\not")
    if case .symbol(let symbol) = struck.kind { return MathExpression(.negated(symbol)) }
    return MathExpression(.accent(.cancelled, struck))
  }

  private mutating func operatorName() throws(LaTeXReaderError) -> [MathExpression] {
    let column = scanner.column()
    let token = scanner.peek()
    guard token == .character("{"), let raw = scanner.rawGroup() else {
      throw .unexpected(
        found: token.description, wanted: "braces with the name of an operator", column: column)
    }
    let letters = String(String.UnicodeScalarView(raw.unicodeScalars.filter(LaTeXScanner.isLetter)))
    let rest = raw.unicodeScalars.filter { !LaTeXScanner.isLetter($0) }
    if letters.isEmpty || !rest.allSatisfy({ " ~\\,;:!*-.'".unicodeScalars.contains($0) })
      || Self.holdsCommands(raw)
    {
      guard !raw.isEmpty else {
        throw .unexpected(found: "“{}”", wanted: "the name of an operator", column: column)
      }
      return try deeper { (reading: inout LaTeXReading) throws(LaTeXReaderError) in
        try reading.mixed(raw, column: column)
      }
    }
    return [MathExpression(.function(letters))]
  }

  /// `\operatorname*{\mathbb{E}}` names no operator by its letters; `arg\,max` does.
  private static func holdsCommands(_ raw: String) -> Bool {
    var scanner = LaTeXScanner(Array(raw.unicodeScalars))
    while scanner.peek() != .end {
      if case .command(let name) = scanner.next(), name.first?.isLetter == true { return true }
    }
    return false
  }

  private mutating func styled(
    _ font: MathExpression.FontStyle, _ token: LaTeXToken
  ) throws(LaTeXReaderError) -> [MathExpression] {
    let outer = style
    style = font
    defer { style = outer }
    let nodes = try argument(of: token.description).nodes
    return font == .italic ? nodes : nodes.flatMap { Self.styledDigits($0, font) }
  }

  /// `\mathbf{10}`: digits in a font are letters of the tree, one by one.
  private static func styledDigits(
    _ node: MathExpression, _ font: MathExpression.FontStyle
  ) -> [MathExpression] {
    guard case .number(let digits) = node.kind else { return [node] }
    return digits.map { MathExpression(.identifier(.init(String($0), style: font))) }
  }

  /// `\mathrm{kg}` is a word, `\mathrm{d}` a letter, `\mathrm{CO}_2` a word with a script.
  private mutating func roman() throws(LaTeXReaderError) -> [MathExpression] {
    let outer = style
    style = .roman
    defer { style = outer }
    let nodes = try argument(of: "\\mathrm").nodes
    // Letters and digits that begin with a letter are one word: H2, as the writer writes it.
    var word = ""
    for node in nodes {
      switch node.kind {
      case .identifier(let letter) where letter.style == .roman && letter.name.count == 1:
        word += letter.name
      case .number(let digits) where !word.isEmpty: word += digits
      default: return Self.joiningUpright(nodes)
      }
    }
    return word.isEmpty ? nodes : [Self.uprightWord(word)]
  }

  /// Skips a length such as `-1.5 em`.
  private mutating func skipLength() {
    var letters = 0
    while letters < 2, case .character(let scalar) = scanner.peek() {
      if LaTeXScanner.isLetter(scalar) {
        letters += 1
      } else if letters > 0 || !"+-.0123456789".unicodeScalars.contains(scalar) {
        return
      }
      scanner.next()
    }
  }
}
