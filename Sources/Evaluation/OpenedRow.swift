// A tree's row without anything that is not seen: fences are the signs they are made of, nested rows
// are one row, spaces are gone, synonymous nodes are one kind of node.

import SpokenMath
import Typesetting

/// A row with its fences opened into single signs.
///
/// `\left( a \right)^2`, `(a)^2` and `{(a)}^2` are the same four signs, the last one with a script;
/// so it does not matter where a bar's partner was found.
struct OpenedRow {
  private(set) var nodes: [MathExpression] = []

  init(_ expression: MathExpression) {
    add(expression)
  }

  private mutating func add(_ node: MathExpression) {
    switch node.kind {
    case .row(let inner): inner.forEach { add($0) }
    case .space: break
    case .symbol(let symbol): add(symbol)
    case .negated(.mid): nodes.append(MathExpression(.negated(.bar)))
    case .fenced(let open, let content, let close):
      add(open)
      add(content)
      add(close)
    case .matrix(let rows, let style): add(rows, style)
    case .scripts(let base, let lower, let upper, let primes):
      addScripts(on: base, lower: lower, upper: Self.marked(upper, primes: primes))
    case .prescripts(let base, let lower, let upper):
      attach(to: .empty, lower: lower, upper: upper)
      add(base)
    case .over(let mark, let base):
      if case .accent(.overbrace, _) = base.kind {
        attach(to: base, lower: nil, upper: mark)
      } else {
        nodes.append(node)
      }
    case .under(let mark, let base):
      if case .accent(.underbrace, _) = base.kind {
        attach(to: base, lower: mark, upper: nil)
      } else {
        nodes.append(node)
      }
    default: nodes.append(node)
    }
  }

  private mutating func add(_ symbol: Symbol) {
    switch symbol {
    case .degree: raiseCircle()
    case .colonEquals: add([.colon, .equals])
    case .equalsColon: add([.equals, .colon])
    case .doubleFactorial: add([.factorial, .factorial])
    case .iint: add([.int, .int])
    case .iiint: add([.int, .int, .int])
    case .oiint: add([.oint])
    case .mid: add([.bar])
    case .bot: add([.perp])
    case .bmod: nodes.append(MathExpression(.function("mod")))
    default: add([symbol])
    }
  }

  private mutating func add(_ symbols: [Symbol]) {
    nodes += symbols.map { MathExpression(.symbol($0)) }
  }

  private mutating func add(_ delimiter: MathExpression.Delimiter) {
    switch delimiter {
    case .none: break
    case .bar: add([.bar])
    case .doubleBar: add([.doubleBar])
    default:
      let pairs = LaTeXFences.opening.merging(LaTeXFences.closing) { first, _ in first }
      if let sign = pairs.first(where: { $0.value == delimiter })?.key { add([sign]) }
    }
  }

  /// Fences of a matrix become signs; alignment marks carry no meaning.
  private mutating func add(_ rows: [[MathExpression]], _ style: MathExpression.MatrixStyle) {
    let (open, close) = Self.fences[style] ?? (.none, .none)
    add(open)
    if style == .aligned {
      let lines = rows.map { [MathExpression.row($0)] }
      if lines.count == 1 {
        lines[0].forEach { add($0) }
      } else {
        nodes.append(MathExpression(.matrix(rows: lines, style: .plain)))
      }
    } else {
      nodes.append(MathExpression(.matrix(rows: rows, style: .plain)))
    }
    add(close)
  }

  private static let fences:
    [MathExpression.MatrixStyle: (MathExpression.Delimiter, MathExpression.Delimiter)] = [
      .parentheses: (.openParenthesis, .closeParenthesis),
      .brackets: (.openBracket, .closeBracket), .braces: (.openBrace, .closeBrace),
      .bars: (.bar, .bar), .doubleBars: (.doubleBar, .doubleBar), .cases: (.openBrace, .none),
    ]

  /// Scripts on a fence belong to its last sign, as they are typeset.
  private mutating func addScripts(
    on base: MathExpression, lower: MathExpression?, upper: MathExpression?
  ) {
    switch base.kind {
    case .fenced, .symbol, .prescripts:
      let before = nodes.count
      add(base)
      let last = nodes.count > before ? nodes.removeLast() : .empty
      attach(to: last, lower: lower, upper: upper)
    case .matrix(_, let style) where style != .plain && style != .aligned:
      add(base)
      attach(to: nodes.popLast() ?? .empty, lower: lower, upper: upper)
    case .number(let digits):
      // TeX puts the script of 10^3 on the zero.
      if digits.count > 1 { nodes.append(MathExpression(.number(String(digits.dropLast())))) }
      attach(
        to: MathExpression(.number(String(digits.suffix(1)))), lower: lower, upper: upper)
    default:
      attach(to: base, lower: lower, upper: upper)
    }
  }

  private mutating func attach(
    to base: MathExpression, lower: MathExpression?, upper: MathExpression?
  ) {
    if case .scripts(let inner, let sub, let sup, 0) = base.kind,
      lower == nil || sub == nil, upper == nil || sup == nil
    {
      nodes.append(
        MathExpression(
          .scripts(
            base: inner, subscript: lower ?? sub, superscript: upper ?? sup, primes: 0)))
    } else {
      nodes.append(
        MathExpression(.scripts(base: base, subscript: lower, superscript: upper, primes: 0)))
    }
  }

  /// A degree sign is a raised circle on what stands before it.
  private mutating func raiseCircle() {
    let circle = MathExpression(.symbol(.circ))
    guard let last = nodes.popLast() else {
      return attach(to: .empty, lower: nil, upper: circle)
    }
    addScripts(on: last, lower: nil, upper: circle)
  }

  /// Primes are raised signs before the rest of the superscript.
  private static func marked(_ upper: MathExpression?, primes: Int) -> MathExpression? {
    guard primes > 0 else { return upper }
    let marks = (0..<primes).map { _ in MathExpression(.symbol(.prime)) }
    return .row(marks + (upper?.nodes ?? []))
  }
}
