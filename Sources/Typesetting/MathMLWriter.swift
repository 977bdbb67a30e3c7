import SpokenMath

/// Writes a formula as MathML Core.
public struct MathMLWriter: Sendable {
  /// Makes a writer.
  public init() {}

  /// Returns a `math` element.
  ///
  /// - Parameter display: Whether it stands on a line of its own.
  public func mathML(_ expression: MathExpression, display: Bool = false) -> String {
    "<math><mtext>not yet</mtext></math>"
  }
}
