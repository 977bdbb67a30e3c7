// Whether two formulas are the same: both are read as trees, brought to a canonical form, compared.

import SpokenMath
import Typesetting

/// Compares formulas as trees.
///
/// Sentence punctuation at the very end is no part of a formula and never makes a difference.
public enum FormulaComparison {
  /// How much two formulas may differ and still be the same.
  public enum Level: String, Codable, CaseIterable, Sendable {
    /// The same typeset formula, up to spacing, bracing, delimiter sizes and synonymous commands:
    /// `\dfrac12` is `\frac{1}{2}`, `x_1^2` is `x^2_1`, `\le` is `\leq`, `pmatrix` is an array in
    /// parentheses. Multiplication signs, slashes and letter case make a difference.
    case strict
    /// Also up to choices that spoken words do not settle: `a/b` is `\frac{a}{b}` (with the
    /// brackets that a slash needs), `\sin(x)` is `\sin x`, `\cdot` is `\times`, `\varepsilon` is
    /// `\epsilon`, `\mathrm{T}` is `T`, `\ldots` is `\cdots`.
    case lenient
  }

  /// Tells whether two formulas in LaTeX are the same.
  ///
  /// - Parameters:
  ///   - first: A formula in LaTeX.
  ///   - second: Another formula in LaTeX.
  ///   - level: How much they may differ.
  /// - Returns: Whether they are the same. A formula that cannot be read equals only its own text.
  public static func equal(_ first: String, _ second: String, level: Level) -> Bool {
    if first == second { return true }
    let reader = LaTeXReader(unknown: .keepAsText)
    guard let one = try? reader.expression(of: first),
      let other = try? reader.expression(of: second)
    else { return false }
    return equal(one, other, level: level)
  }

  /// Tells whether two formulas are the same.
  ///
  /// - Parameters:
  ///   - first: A formula.
  ///   - second: Another formula.
  ///   - level: How much they may differ.
  /// - Returns: Whether they are the same.
  public static func equal(
    _ first: MathExpression, _ second: MathExpression, level: Level
  ) -> Bool {
    if first == second { return true }
    return CanonicalFormula(first, level: level) == CanonicalFormula(second, level: level)
  }
}

/// A formula in the form in which equal formulas are identical.
struct CanonicalFormula: Hashable {
  let nodes: [CanonicalNode]

  init(_ expression: MathExpression, level: FormulaComparison.Level) {
    var strict = CanonicalNode.row(of: expression)
    while case .sign(let symbol)? = strict.last, Self.endsSentence.contains(symbol) {
      strict.removeLast()
    }
    nodes = level == .strict ? strict : LenientForm.row(strict)
  }

  private static let endsSentence: Set<Symbol> = [.period, .comma, .semicolon]
}
