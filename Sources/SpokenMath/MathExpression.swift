/// A formula as a tree: what is written where, with the words that said it.
///
/// The tree is a presentation tree, as MathML Core's: `a + b` is a row of three nodes, not a sum with
/// two terms. So every formula a person can say has a tree, even `plus x`, and LaTeX can be read
/// back into the same tree. Meaning that changes the typesetting (a fraction, a root, a fence, a
/// matrix) has a node of its own.
///
/// Equality and hashing ignore `wordRange`.
public struct MathExpression: Hashable, Sendable {
  /// What stands here.
  public var kind: Kind
  /// The words that said it, as indices into the transcript; nil when nobody said it.
  public var wordRange: Range<Int>?

  /// Makes a node.
  public init(_ kind: Kind, wordRange: Range<Int>? = nil) {
    self.kind = kind
    self.wordRange = wordRange
  }

  /// Compares the formulas and ignores which words said them.
  public static func == (left: MathExpression, right: MathExpression) -> Bool {
    left.kind == right.kind
  }

  /// Hashes the formula and ignores which words said it.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
  }

  /// The kinds of node.
  public indirect enum Kind: Hashable, Sendable {
    /// Nodes side by side; the empty row is the empty formula.
    case row([MathExpression])
    /// A number as written: digits with at most one point, `3.14`.
    case number(String)
    /// A letter in a style: `x`, `A`, `\alpha`, `\mathbf{v}`.
    case identifier(Identifier)
    /// A named function or operator set upright: `sin`, `lim`, `gcd`, `Var`.
    case function(String)
    /// An operator, relation, arrow, big operator, mark or constant.
    case symbol(Symbol)
    /// A relation or quantifier struck through: `\neq`, `\notin`, `\nexists`.
    case negated(Symbol)
    /// A fraction with a bar; a slanted one is a row with `Symbol.slash`.
    case fraction(numerator: MathExpression, denominator: MathExpression)
    /// `n` above `k` in parentheses.
    case binomial(MathExpression, MathExpression)
    /// A root; a nil degree is the square root.
    case root(MathExpression, degree: MathExpression?)
    /// Scripts right of (or, on big operators and limits, below and above) a base.
    ///
    /// `primes` come before `superscript`: `f''^{2}`. A base that is an empty row is a bare script.
    case scripts(
      base: MathExpression, subscript: MathExpression?, superscript: MathExpression?, primes: Int)
    /// Scripts left of a base: `{}_{2}^{14}C`.
    case prescripts(
      base: MathExpression, subscript: MathExpression?, superscript: MathExpression?)
    /// A content between delimiters that grow with it; `.none` is an invisible one.
    case fenced(open: Delimiter, MathExpression, close: Delimiter)
    /// A mark above or below: hat, bar, vector arrow, brace.
    case accent(Accent, MathExpression)
    /// Something small above a base: `\overset{n}{\to}`, a label on an overbrace.
    case over(MathExpression, base: MathExpression)
    /// Something small below a base: `\underset{x}{F}`, a label under an underbrace.
    case under(MathExpression, base: MathExpression)
    /// Rows of cells, with the fence or alignment that the style gives it.
    case matrix(rows: [[MathExpression]], style: MatrixStyle)
    /// Words that stay words.
    case text(String)
    /// Letters set upright that are no function: a unit, a chemical element.
    case upright(String)
    /// White space.
    case space(Space)
  }

  /// A letter and how it is drawn.
  public struct Identifier: Hashable, Sendable {
    /// One Latin letter (`x`, `X`) or the name of a Greek letter, without backslash: `alpha`,
    /// `Gamma`, `varepsilon`.
    public var name: String
    /// How it is drawn; `.italic` is what LaTeX does by itself.
    public var style: FontStyle

    /// Makes a letter.
    public init(_ name: String, style: FontStyle = .italic) {
      self.name = name
      self.style = style
    }
  }

  /// How a letter or digit is drawn.
  public enum FontStyle: String, Hashable, Sendable, CaseIterable {
    /// The usual slanted letter.
    case italic
    /// `\mathrm`
    case roman
    /// `\mathbf`
    case bold
    /// `\mathcal`
    case script
    /// `\mathfrak`
    case fraktur
    /// `\mathbb`
    case blackboard
    /// `\mathsf`
    case sansSerif
    /// `\mathtt`
    case typewriter
  }

  /// A delimiter of a fence.
  public enum Delimiter: String, Hashable, Sendable, CaseIterable {
    /// `(`
    case openParenthesis
    /// `)`
    case closeParenthesis
    /// `[`
    case openBracket
    /// `]`
    case closeBracket
    /// `\{`
    case openBrace
    /// `\}`
    case closeBrace
    /// `\langle`
    case openAngle
    /// `\rangle`
    case closeAngle
    /// `\lfloor`
    case openFloor
    /// `\rfloor`
    case closeFloor
    /// `\lceil`
    case openCeiling
    /// `\rceil`
    case closeCeiling
    /// `|`
    case bar
    /// `\|`
    case doubleBar
    /// No delimiter on this side.
    case none
  }

  /// A mark above or below one node.
  public enum Accent: String, Hashable, Sendable, CaseIterable {
    /// Above: `\hat`, `\bar`, `\tilde`, `\vec`, `\dot`, `\ddot`, `\dddot`, `\check`, …
    case hat, bar, tilde, vector, dot, doubleDot, tripleDot, check, breve, acute, grave, ring
    /// Long marks: `\overleftarrow`, `\overbrace`, `\underline`, `\underbrace`.
    case leftArrow, overbrace, underline, underbrace
    /// Round it or through it: `\boxed`, `\cancel`.
    case boxed, cancelled
  }

  /// How the rows of a matrix are fenced or aligned.
  public enum MatrixStyle: String, Hashable, Sendable, CaseIterable {
    /// No fence.
    case plain
    /// Fenced by `( )`, `[ ]`, `{ }`, `| |`, `‖ ‖`.
    case parentheses, brackets, braces, bars, doubleBars
    /// One brace on the left; the second column holds conditions.
    case cases
    /// Lines of working, aligned where the cells meet.
    case aligned
  }

  /// A width of white space.
  public enum Space: String, Hashable, Sendable, CaseIterable {
    /// `\,`
    case thin
    /// `\quad`
    case quad
    /// `\qquad`
    case doubleQuad
  }
}

extension MathExpression {
  /// The empty formula.
  public static var empty: MathExpression { MathExpression(.row([])) }

  /// Makes a row, flattening rows inside it, or the node itself where there is only one.
  public static func row(
    _ nodes: [MathExpression], wordRange: Range<Int>? = nil
  ) -> MathExpression {
    if nodes.count == 1 { return nodes[0] }
    var flat: [MathExpression] = []
    flat.reserveCapacity(nodes.count)
    for node in nodes {
      if case .row(let inner) = node.kind { flat += inner } else { flat.append(node) }
    }
    if flat.count == 1 { return flat[0] }
    return MathExpression(.row(flat), wordRange: wordRange)
  }

  /// The nodes side by side: a row's nodes, or the one node itself.
  public var nodes: [MathExpression] {
    if case .row(let nodes) = kind { return nodes }
    return [self]
  }

  /// Whether it is the empty formula.
  public var isEmpty: Bool {
    if case .row(let nodes) = kind { return nodes.isEmpty }
    return false
  }
}
