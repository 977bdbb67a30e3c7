import SpokenMath

extension MathExpression {
  /// The word range that marks a node as highlighted: no word has it.
  public static let highlight = -1 ..< -1
}

/// Writes a formula as MathML Core, with no attributes but those that change the drawing.
///
/// Nodes that are marked with ``MathExpression/highlight`` get the class `selected`.
public struct MathMLWriter: Sendable {
  /// Makes a writer.
  public init() {}

  /// Returns a `math` element.
  ///
  /// - Parameters:
  ///   - expression: The formula.
  ///   - display: Whether it stands on a line of its own.
  /// - Returns: One element, with all text escaped.
  public func mathML(_ expression: MathExpression, display: Bool = false) -> String {
    let open =
      display
      ? "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">"
      : "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">"
    return open + row(expression) + "</math>"
  }

  /// The node as exactly one element, as scripts and fractions need.
  private func element(_ expression: MathExpression) -> String {
    if expression.wordRange == MathExpression.highlight {
      let plain = MathExpression(expression.kind)
      return "<mrow class=\"selected\">" + element(plain) + "</mrow>"
    }
    if case .row(let nodes) = expression.kind {
      return "<mrow>" + nodes.map(element).joined() + "</mrow>"
    }
    return single(expression)
  }

  /// The node where any number of elements may stand.
  private func row(_ expression: MathExpression) -> String {
    expression.nodes.map(element).joined()
  }

  private func single(_ expression: MathExpression) -> String {
    switch expression.kind {
    case .row(let nodes): return "<mrow>" + nodes.map(element).joined() + "</mrow>"
    case .number(let digits): return tag("mn", digits)
    case .identifier(let letter): return identifier(letter)
    case .function(let name): return tag("mi", MathMLTables.functionName(name))
    case .symbol(let symbol): return sign(symbol)
    case .negated(let symbol): return tag("mo", MathMLTables.character(symbol) + "\u{338}")
    case .fraction(let top, let bottom):
      return "<mfrac>" + element(top) + element(bottom) + "</mfrac>"
    case .binomial(let top, let bottom):
      return "<mrow><mo>(</mo><mfrac linethickness=\"0\">" + element(top) + element(bottom)
        + "</mfrac><mo>)</mo></mrow>"
    case .root(let radicand, nil): return "<msqrt>" + row(radicand) + "</msqrt>"
    case .root(let radicand, let degree?):
      return "<mroot>" + element(radicand) + element(degree) + "</mroot>"
    case .scripts(let base, let lower, let upper, let primes):
      return scripts(base, lower, upper, primes)
    case .prescripts(let base, let lower, let upper):
      return "<mmultiscripts>" + element(base) + "<mprescripts/>"
        + (lower.map(element) ?? "<mrow></mrow>") + (upper.map(element) ?? "<mrow></mrow>")
        + "</mmultiscripts>"
    case .fenced(let open, let content, let close): return fence(open, content, close)
    case .accent(let accent, let base): return self.accent(accent, base)
    case .over(let mark, let base):
      return "<mover>" + element(base) + element(mark) + "</mover>"
    case .under(let mark, let base):
      return "<munder>" + element(base) + element(mark) + "</munder>"
    case .matrix(let rows, let style): return matrix(rows, style)
    case .text(let words): return tag("mtext", words)
    case .upright(let letters): return "<mi mathvariant=\"normal\">" + escaped(letters) + "</mi>"
    case .space(let space): return "<mspace width=\"\(MathMLTables.width(space))\"/>"
    }
  }

  private func identifier(_ letter: MathExpression.Identifier) -> String {
    let text = MathMLTables.letter(letter)
    return letter.style == .roman
      ? "<mi mathvariant=\"normal\">" + escaped(text) + "</mi>" : tag("mi", text)
  }

  private func sign(_ symbol: Symbol) -> String {
    let character = MathMLTables.character(symbol)
    switch symbol.role {
    case .ordinary:
      return symbol == .factorial ? tag("mo", character) : tag("mi", character)
    case .delimiter: return "<mo stretchy=\"false\">" + escaped(character) + "</mo>"
    default: return tag("mo", character)
    }
  }

  private func scripts(
    _ base: MathExpression, _ lower: MathExpression?, _ upper: MathExpression?, _ primes: Int
  ) -> String {
    var top = upper.map(element)
    if primes > 0 {
      let marks = tag("mo", String(repeating: "′", count: primes))
      top = top.map { "<mrow>" + marks + $0 + "</mrow>" } ?? marks
    }
    let inner = element(base)
    let isLimit = MathMLTables.takesLimits(base)
    switch (lower, top) {
    case (let lower?, let top?):
      return wrapped(isLimit ? "munderover" : "msubsup", inner + element(lower) + top)
    case (let lower?, nil): return wrapped(isLimit ? "munder" : "msub", inner + element(lower))
    case (nil, let top?): return wrapped(isLimit ? "mover" : "msup", inner + top)
    case (nil, nil): return inner
    }
  }

  private func fence(
    _ open: MathExpression.Delimiter, _ content: MathExpression, _ close: MathExpression.Delimiter
  ) -> String {
    func delimiter(_ delimiter: MathExpression.Delimiter, _ form: String) -> String {
      let character = MathMLTables.character(delimiter)
      if character.isEmpty { return "" }
      return "<mo form=\"\(form)\" fence=\"true\">" + escaped(character) + "</mo>"
    }
    return "<mrow>" + delimiter(open, "prefix") + row(content) + delimiter(close, "postfix")
      + "</mrow>"
  }

  private func accent(_ accent: MathExpression.Accent, _ base: MathExpression) -> String {
    switch accent {
    case .underline, .underbrace:
      return "<munder accentunder=\"true\">" + element(base)
        + tag("mo", MathMLTables.character(accent)) + "</munder>"
    case .boxed:
      return "<mrow style=\"border: 1px solid; padding: 0.2em\">" + row(base) + "</mrow>"
    case .cancelled:
      return "<mrow style=\"text-decoration: line-through\">" + row(base) + "</mrow>"
    default:
      return "<mover accent=\"true\">" + element(base)
        + tag("mo", MathMLTables.character(accent)) + "</mover>"
    }
  }

  private func matrix(_ rows: [[MathExpression]], _ style: MathExpression.MatrixStyle) -> String {
    let body = rows.map { cells in
      wrapped("mtr", cells.map { wrapped("mtd", row($0)) }.joined())
    }.joined()
    let table = wrapped("mtable", body)
    let (open, close) = MathMLTables.fence(style)
    if open.isEmpty && close.isEmpty { return table }
    return "<mrow>" + (open.isEmpty ? "" : tag("mo", open)) + table
      + (close.isEmpty ? "" : tag("mo", close)) + "</mrow>"
  }

  private func tag(_ name: String, _ text: String) -> String {
    wrapped(name, escaped(text))
  }

  private func wrapped(_ name: String, _ content: String) -> String {
    "<" + name + ">" + content + "</" + name + ">"
  }

  private func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(character)
      }
    }
    return out
  }
}
