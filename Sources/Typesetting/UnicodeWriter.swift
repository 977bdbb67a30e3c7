import SpokenMath

/// Writes a formula as one line of Unicode, for places that cannot draw: `x = (−b ± √(b² − 4ac))/(2a)`.
///
/// Scripts use Unicode's raised and lowered characters where it has all of them, else `^(…)` and
/// `_(…)`, as in UnicodeMath (Unicode Technical Note 28).
public struct UnicodeWriter: Sendable {
  /// Makes a writer.
  public init() {}

  /// The formula on one line.
  public func text(_ expression: MathExpression) -> String {
    let nodes = expression.nodes
    var line = ""
    for (index, node) in nodes.enumerated() {
      let text = single(node)
      if index > 0, isSpaced(node, after: nodes[index - 1]) { line += " " }
      line += text
      if index + 1 < nodes.count, isSpaced(node, before: nodes[..<index]) { line += " " }
    }
    return line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }

  /// Whether a sign is set apart from what stands before it: not one in front of everything.
  private func isSpaced(_ node: MathExpression, after previous: MathExpression) -> Bool {
    if case .function = previous.kind { return true }
    if case .function = node.kind { return true }
    return isOperator(node)
  }

  private func isSpaced(_ node: MathExpression, before: ArraySlice<MathExpression>) -> Bool {
    switch node.kind {
    case .symbol(.comma), .symbol(.semicolon), .function, .text: true
    case .symbol(.minus), .symbol(.plus), .symbol(.pm), .symbol(.mp):
      // A sign, not an operation, where nothing that it could join stands before.
      before.last.map { !isOperator($0) } ?? false
    case .scripts(let base, _, _, _): isFunction(base) || isOperator(node)
    default: isOperator(node)
    }
  }

  private func isFunction(_ node: MathExpression) -> Bool {
    if case .function = node.kind { true } else { false }
  }

  private func isOperator(_ node: MathExpression) -> Bool {
    switch node.kind {
    case .symbol(let symbol): [.binary, .relation, .big].contains(symbol.role) && symbol != .slash
    case .negated: true
    case .scripts(let base, _, _, _): isOperator(base)
    default: false
    }
  }

  private func single(_ node: MathExpression) -> String {
    switch node.kind {
    case .row: text(node)
    case .number(let digits): digits
    case .identifier(let letter): MathMLTables.letter(letter)
    case .function(let name): MathMLTables.functionName(name)
    case .symbol(let symbol): MathMLTables.character(symbol)
    case .negated(let symbol): MathMLTables.character(symbol) + "\u{338}"
    case .fraction(let top, let bottom): grouped(top) + "/" + grouped(bottom)
    case .binomial(let top, let bottom): "(" + text(top) + " choose " + text(bottom) + ")"
    case .root(let radicand, nil): "√" + grouped(radicand)
    case .root(let radicand, let degree?):
      degreeMark(text(degree)) + "√" + grouped(radicand)
    case .scripts(let base, let lower, let upper, let primes):
      grouped(base) + script(lower, Self.lowered, "_") + String(repeating: "′", count: primes)
        + script(upper, Self.raised, "^")
    case .prescripts(let base, let lower, let upper):
      script(upper, Self.raised, "^") + script(lower, Self.lowered, "_") + grouped(base)
    case .fenced(let open, let content, let close):
      MathMLTables.character(open) + text(content) + MathMLTables.character(close)
    case .accent(let accent, let base): accented(accent, base)
    case .over(let mark, let base): grouped(base) + "^(" + text(mark) + ")"
    case .under(let mark, let base): grouped(base) + "_(" + text(mark) + ")"
    case .matrix(let rows, let style): matrix(rows, style)
    case .text(let words): " " + words + " "
    case .upright(let letters): letters
    case .space: " "
    }
  }

  private func degreeMark(_ written: String) -> String {
    Self.raised(written) ?? "(" + written + ")"
  }

  private func script(
    _ node: MathExpression?, _ convert: (String) -> String?, _ mark: String
  ) -> String {
    guard let node, !node.isEmpty else { return "" }
    // Written once: twice at each level would double the work with every script in a script.
    let written = text(node)
    return convert(written) ?? mark + grouped(node, as: written)
  }

  private func grouped(_ node: MathExpression) -> String { grouped(node, as: text(node)) }

  /// What is written of the node in parentheses, unless it is one thing.
  private func grouped(_ node: MathExpression, as written: String) -> String {
    switch node.kind {
    case .row(let nodes):
      return nodes.isEmpty ? "□" : "(" + written + ")"
    case .fraction: return "(" + written + ")"
    default: return written
    }
  }

  private func accented(_ accent: MathExpression.Accent, _ base: MathExpression) -> String {
    switch accent {
    case .boxed: return "[" + text(base) + "]"
    case .cancelled: return text(base).map { "\($0)\u{336}" }.joined()
    case .underline, .underbrace: return grouped(base) + "\u{332}"
    default: return grouped(base) + (Self.combining[accent] ?? MathMLTables.character(accent))
    }
  }

  private func matrix(_ rows: [[MathExpression]], _ style: MathExpression.MatrixStyle) -> String {
    let (open, close) = MathMLTables.fence(style)
    let body = rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ")
    return (open.isEmpty ? "[" : open) + body + (open.isEmpty ? "]" : close)
  }

  private static let combining: [MathExpression.Accent: String] = [
    .hat: "\u{302}", .bar: "\u{304}", .vector: "\u{20D7}", .dot: "\u{307}", .doubleDot: "\u{308}",
    .tilde: "\u{303}",
  ]

  private static func raised(_ text: String) -> String? { mapped(text, raisedCharacters) }
  private static func lowered(_ text: String) -> String? { mapped(text, loweredCharacters) }

  private static func mapped(_ text: String, _ table: [Character: Character]) -> String? {
    let characters = text.filter { $0 != " " }
    let mapped = characters.compactMap { table[$0] }
    return mapped.count == characters.count ? String(mapped) : nil
  }

  private static let raisedCharacters = table(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzβγδθ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᶿ")
  private static let loweredCharacters = table(
    "0123456789+−=()aehijklmnoprstuvxβγρχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵪ")

  private static func table(_ from: String, _ to: String) -> [Character: Character] {
    Dictionary(zip(from, to), uniquingKeysWith: { first, _ in first })
  }
}
