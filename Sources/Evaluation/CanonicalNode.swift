// The strict canonical form: what is typeset, and nothing about how it was written down.

import SpokenMath
import Typesetting

/// A node of the canonical form; a row is an array of these.
indirect enum CanonicalNode: Hashable, Sendable {
  case digit(Character)
  case letter(String, MathExpression.FontStyle)
  case sign(Symbol)
  case negated(Symbol)
  /// A function, an operator's name or words: `\text{if}`, `\mathrm{if}` and `\operatorname{if}`.
  case name(String)
  case scripted(base: [CanonicalNode], lower: [CanonicalNode], upper: [CanonicalNode])
  case bracketed(MathExpression.Delimiter, [CanonicalNode], MathExpression.Delimiter)
  case fraction([CanonicalNode], [CanonicalNode])
  case binomial([CanonicalNode], [CanonicalNode])
  case root([CanonicalNode], degree: [CanonicalNode])
  case marked(MathExpression.Accent, [CanonicalNode])
  case above([CanonicalNode], base: [CanonicalNode])
  case below([CanonicalNode], base: [CanonicalNode])
  case grid([[[CanonicalNode]]])

  /// Makes the canonical row of an expression.
  static func row(of expression: MathExpression) -> [CanonicalNode] {
    row(OpenedRow(expression).nodes)
  }

  /// Makes the canonical row of opened nodes; brackets are paired, bars are not.
  static func row(_ opened: [MathExpression]) -> [CanonicalNode] {
    var nodes = opened
    if case .paired(let expression) = LaTeXFences.pair(opened, limit: 100, bars: false) {
      nodes = expression.nodes
    }
    return nodes.flatMap { canonical($0) }
  }

  private static func canonical(_ node: MathExpression) -> [CanonicalNode] {
    switch node.kind {
    case .row(let nodes): return nodes.flatMap { canonical($0) }
    case .number(let digits): return digits.map { $0 == "." ? .sign(.period) : .digit($0) }
    case .identifier(let letter):
      // Upright Greek is not a word.
      return letter.style == .roman && letter.name.count == 1
        ? words(letter.name) : [.letter(letter.name, letter.style)]
    case .function(let name): return words(name)
    case .text(let text): return words(text)
    case .upright(let letters): return words(letters)
    case .symbol(let symbol): return [.sign(symbol)]
    case .negated(let symbol): return [.negated(symbol)]
    case .fraction(let numerator, let denominator):
      return [.fraction(row(of: numerator), row(of: denominator))]
    case .binomial(let upper, let lower): return [.binomial(row(of: upper), row(of: lower))]
    case .root(let radicand, let degree):
      let index = degree.map { row(of: $0) } ?? []
      return [.root(row(of: radicand), degree: index == [.digit("2")] ? [] : index)]
    case .scripts(let base, let lower, let upper, _):
      return scripted(base, lower.map { row(of: $0) } ?? [], upper.map { row(of: $0) } ?? [])
    case .fenced(let open, let content, let close):
      // Only fences that were paired just now: what is inside is opened already.
      return [.bracketed(open, content.nodes.flatMap { canonical($0) }, close)]
    case .accent(let accent, let base): return [.marked(accent, row(of: base))]
    case .over(let mark, let base): return [.above(row(of: mark), base: row(of: base))]
    case .under(let mark, let base): return [.below(row(of: mark), base: row(of: base))]
    case .matrix(let rows, _): return [.grid(rows.map { $0.map { row(of: $0) } })]
    case .prescripts, .space: return []
    }
  }

  private static func scripted(
    _ base: MathExpression, _ lower: [CanonicalNode], _ upper: [CanonicalNode]
  ) -> [CanonicalNode] {
    let nodes: [CanonicalNode]
    if case .fenced = base.kind { nodes = canonical(base) } else { nodes = row(of: base) }
    if lower.isEmpty, upper.isEmpty { return nodes }
    return [.scripted(base: nodes, lower: lower, upper: upper)]
  }
}
