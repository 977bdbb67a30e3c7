import SpokenMath

/// Reads LaTeX as the tree that `LaTeXWriter` writes it from.
///
/// It reads what the writer emits and what people commonly write instead: `{a \over b}`, `\dfrac12`,
/// `\big(`, `\leqslant`, `\begin{array}`, Unicode signs. Groups without a script leave no trace, so
/// `{a+b}` is `a+b`; delimiters are paired, and those without a partner stay single signs.
/// Whatever the text, reading ends in a tree or an error; depth and length are bounded.
public struct LaTeXReader: Sendable {
  /// What to do with a command or character that is in no table.
  package enum Unknown: Sendable {
    case reject
    case keepAsText
  }

  /// The largest number of Unicode scalars that is read.
  public static let lengthLimit = 20_000
  /// The deepest nesting that is read.
  public static let depthLimit = 64
  /// The most nodes on any way down the tree; a group can make several.
  static let heightLimit = 160

  private let unknown: Unknown

  /// Makes a reader that rejects what it does not know.
  public init() {
    unknown = .reject
  }

  /// Makes a reader with another policy, such as the comparison of formulas needs.
  package init(unknown: Unknown) {
    self.unknown = unknown
  }

  /// Reads a formula.
  ///
  /// - Parameter latex: A formula, with or without dollar signs round it.
  /// - Returns: Its tree; the empty row for an empty text.
  /// - Throws: `LaTeXReaderError`, with the column of what could not be read.
  public func expression(of latex: String) throws(LaTeXReaderError) -> MathExpression {
    let length = latex.utf8.count
    guard length <= 4 * Self.lengthLimit else {
      throw .tooLong(limit: Self.lengthLimit, found: length)
    }
    let scalars = LaTeXScanner.unwrapped(Array(latex.unicodeScalars))
    guard scalars.count <= Self.lengthLimit else {
      throw .tooLong(limit: Self.lengthLimit, found: scalars.count)
    }
    if let index = scalars.firstIndex(where: Self.isControl) {
      let code = String(scalars[index].value, radix: 16, uppercase: true)
      throw .unknownCharacter("character U+\(code)", column: index + 1)
    }
    var reading = LaTeXReading(scanner: LaTeXScanner(scalars), unknown: unknown)
    return try reading.wholeText()
  }

  /// Whether it is neither to be seen nor white space; within `\text` it would reach a terminal.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace
  }
}
