import SpokenMath

/// Writes a formula as LaTeX that compiles with amsmath and amssymb.
///
/// Only commands of `LaTeXTables` are written, every script and argument is braced, and delimiters
/// always come in `\left … \right` pairs when they grow, so the output compiles whatever the tree.
public struct LaTeXWriter: Sendable {
  /// Makes a writer.
  public init() {}

  /// Returns the formula as LaTeX, without dollar signs.
  public func latex(_ expression: MathExpression) -> String {
    var out = LaTeXOutput()
    write(expression, to: &out)
    return out.text
  }

  private func argument(_ expression: MathExpression) -> String {
    "{" + latex(expression) + "}"
  }

  private func write(_ expression: MathExpression, to out: inout LaTeXOutput) {
    switch expression.kind {
    case .row(let nodes): writeRow(nodes, to: &out)
    case .number(let digits): out.append(digits)
    case .identifier(let identifier): out.append(LaTeXTables.latex(identifier))
    case .function(let name): out.append(LaTeXTables.function(name), spaced: .function)
    case .symbol(let symbol):
      out.append(LaTeXTables.latex(symbol), spaced: LaTeXOutput.Spacing(symbol.role))
    case .negated(let symbol): out.append(LaTeXTables.negated(symbol), spaced: .both)
    case .fraction(let numerator, let denominator):
      out.append("\\frac" + argument(numerator) + argument(denominator))
    case .binomial(let upper, let lower):
      out.append("\\binom" + argument(upper) + argument(lower))
    case .root(let radicand, let degree):
      let index = degree.map { "[{" + latex($0) + "}]" } ?? ""
      out.append("\\sqrt" + plainIndex(index) + argument(radicand))
    case .scripts(let base, let lower, let upper, let primes):
      writeScripts(base: base, lower: lower, upper: upper, primes: primes, to: &out)
    case .prescripts(let base, let lower, let upper):
      out.append(
        "{}" + (lower.map { "_" + argument($0) } ?? "") + (upper.map { "^" + argument($0) } ?? ""))
      write(base, to: &out)
    case .fenced(let open, let content, let close):
      writeFence(open, content, close, to: &out)
    case .accent(let accent, let base):
      out.append(LaTeXTables.accent(accent, wide: isWide(base)) + argument(base))
    case .over(let mark, let base):
      if case .accent(.overbrace, _) = base.kind {
        out.append(latex(base) + "^" + argument(mark))
      } else {
        out.append("\\overset" + argument(mark) + argument(base))
      }
    case .under(let mark, let base):
      if case .accent(.underbrace, _) = base.kind {
        out.append(latex(base) + "_" + argument(mark))
      } else {
        out.append("\\underset" + argument(mark) + argument(base))
      }
    case .matrix(let rows, let style): out.append(matrix(rows, style))
    case .text(let words): out.append("\\text{" + LaTeXTables.escaped(words) + "}", spaced: .both)
    case .upright(let letters): out.append("\\mathrm{" + LaTeXTables.escaped(letters) + "}")
    case .space(let space): out.append(LaTeXTables.space(space))
    }
  }

  /// `\sqrt[3]` rather than `\sqrt[{3}]` where no bracket inside can close the index early.
  private func plainIndex(_ index: String) -> String {
    guard index.count > 4 else { return index }
    let inner = String(index.dropFirst(2).dropLast(2))
    return inner.contains("]") || inner.contains("[") ? index : "[" + inner + "]"
  }

  private func writeRow(_ nodes: [MathExpression], to out: inout LaTeXOutput) {
    var previous: MathExpression?
    for node in nodes {
      if case .symbol(let symbol) = node.kind,
        symbol == .plus || symbol == .minus
          || symbol == .pm || symbol == .mp, Self.isSign(after: previous)
      {
        out.append(LaTeXTables.latex(symbol), spaced: .prefix)
      } else if case .row = node.kind {
        out.append(argument(node))
      } else if node.beginsWithNumber, case .number? = previous?.kind {
        // Two numbers side by side would read as one.
        out.append("\\,")
        write(node, to: &out)
      } else {
        write(node, to: &out)
      }
      previous = node
    }
  }

  /// Whether a plus or minus here is a sign, not an operator between two operands.
  private static func isSign(after previous: MathExpression?) -> Bool {
    guard let previous else { return true }
    switch previous.kind {
    case .symbol(let symbol):
      switch symbol.role {
      case .binary, .relation, .big: return true
      case .punctuation: return true
      case .ordinary, .delimiter: return false
      }
    case .negated: return true
    case .text: return true
    case .scripts(let base, _, _, _):
      if case .symbol(let symbol) = base.kind { return symbol.role == .big }
      if case .function = base.kind { return true }
      return false
    case .function: return true
    default: return false
    }
  }

  private func writeScripts(
    base: MathExpression, lower: MathExpression?, upper: MathExpression?, primes: Int,
    to out: inout LaTeXOutput
  ) {
    var text = scriptBase(base)
    if primes > 0 { text += String(repeating: "'", count: primes) }
    if let lower { text += "_" + argument(lower) }
    if let upper { text += "^" + argument(upper) }
    var spacing = LaTeXOutput.Spacing.none
    if case .symbol(let symbol) = base.kind { spacing = LaTeXOutput.Spacing(symbol.role) }
    if case .function(let name) = base.kind {
      spacing = LaTeXTables.limitFunctions.contains(name) && lower != nil ? .big : .function
    }
    out.append(text, spaced: spacing)
  }

  /// A base needs braces when a script would bind to its last part only.
  private func scriptBase(_ base: MathExpression) -> String {
    switch base.kind {
    case .identifier, .number, .symbol, .function, .fenced, .upright, .accent, .matrix:
      return latex(base)
    default:
      return argument(base)
    }
  }

  private func writeFence(
    _ open: MathExpression.Delimiter, _ content: MathExpression, _ close: MathExpression.Delimiter,
    to out: inout LaTeXOutput
  ) {
    let inner = latex(content)
    let tall =
      LaTeXTables.isTall(content) || !LaTeXFences.pairsUnsized(open, close)
      || !LaTeXFences.barsPair(open, content, close)
    let left = LaTeXTables.latex(open)
    let right = LaTeXTables.latex(close)
    if tall {
      out.append("\\left" + LaTeXOutput.joined(left, inner))
      out.append("\\right" + right)
    } else {
      out.append(LaTeXOutput.joined(left, inner))
      out.append(right)
    }
  }

  private func matrix(_ rows: [[MathExpression]], _ style: MathExpression.MatrixStyle) -> String {
    let name = LaTeXTables.environment(style)
    let body = rows.map { $0.map(latex).joined(separator: " & ") }.joined(separator: " \\\\ ")
    return "\\begin{" + name + "} " + body + " \\end{" + name + "}"
  }

  private func isWide(_ base: MathExpression) -> Bool {
    switch base.kind {
    case .identifier, .number, .symbol: return false
    default: return true
    }
  }
}
