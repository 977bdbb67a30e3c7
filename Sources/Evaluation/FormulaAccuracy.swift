// How many formulas came out right: the rate that a person who dictates cares about.

/// The share of formulas that are right, counted as they come.
public struct FormulaAccuracy: Hashable, Codable, Sendable {
  /// The number of formulas that were said.
  public private(set) var formulas = 0
  /// The number recognised as the same typeset formula.
  public private(set) var strict = 0
  /// The number recognised up to choices that spoken words do not settle.
  public private(set) var lenient = 0

  /// Makes a count of nothing.
  public init() {}

  /// The strict accuracy as a fraction, or nil if no formula was counted.
  public var strictRate: Double? { formulas > 0 ? Double(strict) / Double(formulas) : nil }
  /// The lenient accuracy as a fraction, or nil if no formula was counted.
  public var lenientRate: Double? { formulas > 0 ? Double(lenient) / Double(formulas) : nil }

  /// Whether one formula was right, at both levels.
  public struct Verdict: Hashable, Sendable {
    /// The formulas are the same when typeset.
    public let strict: Bool
    /// The formulas are the same up to choices that spoken words do not settle.
    public let lenient: Bool

    /// Judges a formula.
    ///
    /// - Parameters:
    ///   - reference: The formula that was said, in LaTeX.
    ///   - hypothesis: The formula that was recognised; nil is wrong at both levels.
    public init(reference: String, hypothesis: String?) {
      guard let hypothesis else {
        strict = false
        lenient = false
        return
      }
      strict = FormulaComparison.equal(reference, hypothesis, level: .strict)
      lenient = strict || FormulaComparison.equal(reference, hypothesis, level: .lenient)
    }
  }

  /// Counts one more formula.
  ///
  /// - Parameter verdict: Whether it was right.
  public mutating func add(_ verdict: Verdict) {
    formulas += 1
    strict += verdict.strict ? 1 : 0
    lenient += verdict.lenient ? 1 : 0
  }
}
