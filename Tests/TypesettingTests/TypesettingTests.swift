import SpokenMath
import Testing
import Typesetting

private typealias Node = MathExpression

private func letter(_ name: String) -> MathExpression { Node(.identifier(.init(name))) }
private func number(_ digits: String) -> MathExpression { Node(.number(digits)) }
private func sign(_ symbol: Symbol) -> MathExpression { Node(.symbol(symbol)) }

/// x = (−b ± √(b² − 4ac)) / 2a, as a tree.
private let quadraticFormula: MathExpression = {
  let square = Node(
    .scripts(base: letter("b"), subscript: nil, superscript: number("2"), primes: 0))
  let root = Node(
    .root(
      .row([square, sign(.minus), number("4"), letter("a"), letter("c")]), degree: nil))
  return .row([
    letter("x"), sign(.equals),
    Node(
      .fraction(
        numerator: .row([sign(.minus), letter("b"), sign(.pm), root]),
        denominator: .row([number("2"), letter("a")]))),
  ])
}()

@Suite("LaTeX writer")
struct LaTeXWriterTests {
  private func latex(_ expression: MathExpression) -> String {
    LaTeXWriter().latex(expression)
  }

  @Test("the quadratic formula is written as people write it")
  func quadratic() {
    #expect(latex(quadraticFormula) == #"x = \frac{-b \pm \sqrt{b^{2} - 4ac}}{2a}"#)
  }

  @Test("a command never swallows the letter after it")
  func commandsEnd() {
    #expect(latex(.row([letter("alpha"), letter("x")])) == #"\alpha x"#)
    #expect(latex(.row([letter("alpha"), number("2")])) == #"\alpha2"#)
    #expect(latex(.row([Node(.function("sin")), letter("x")])) == #"\sin x"#)
  }

  @Test("a sign before an operand has no space, an operator has two")
  func signs() {
    #expect(latex(.row([sign(.minus), letter("a"), sign(.minus), letter("b")])) == "-a - b")
    #expect(latex(.row([letter("a"), sign(.equals), sign(.minus), letter("b")])) == "a = -b")
  }

  @Test("text cannot leave its braces")
  func textIsEscaped() {
    #expect(latex(Node(.text(#"50% \input{x} & $y$"#))) == #"\text{50\% inputx \& \$y\$}"#)
    #expect(latex(Node(.function(#"a\b{c}"#))) == #"\operatorname{abc}"#)
  }

  @Test("delimiters grow round tall things only")
  func delimiters() {
    let fraction = Node(.fraction(numerator: letter("a"), denominator: letter("b")))
    #expect(
      latex(Node(.fenced(open: .openParenthesis, fraction, close: .closeParenthesis)))
        == #"\left(\frac{a}{b}\right)"#)
    #expect(
      latex(Node(.fenced(open: .openParenthesis, letter("a"), close: .closeParenthesis)))
        == "(a)")
  }

  @Test("scripts on a compound base are braced")
  func compoundBase() {
    let square = Node(
      .scripts(base: letter("x"), subscript: nil, superscript: number("2"), primes: 0))
    let twice = Node(
      .scripts(base: square, subscript: nil, superscript: number("3"), primes: 0))
    #expect(latex(twice) == "{x^{2}}^{3}")
  }

  @Test("every sign, accent, style and delimiter has a command")
  func tables() {
    for symbol in Symbol.allCases { #expect(!latex(sign(symbol)).isEmpty) }
    for accent in MathExpression.Accent.allCases {
      #expect(latex(Node(.accent(accent, letter("x")))).hasSuffix("{x}"))
    }
    for style in MathExpression.FontStyle.allCases {
      #expect(latex(Node(.identifier(.init("R", style: style)))).contains("R"))
    }
    for style in MathExpression.MatrixStyle.allCases {
      let matrix = Node(.matrix(rows: [[letter("a"), letter("b")]], style: style))
      #expect(latex(matrix).contains("a & b"))
    }
  }
}

@Suite("MathML writer")
struct MathMLWriterTests {
  @Test("the quadratic formula has the elements of MathML Core")
  func quadratic() {
    let expected = [
      #"<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">"#,
      "<mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo>",
      "<msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt>",
      "</mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math>",
    ].joined()
    #expect(MathMLWriter().mathML(quadraticFormula, display: true) == expected)
  }

  @Test("bounds of a sum stand below and above it, of an integral beside it")
  func bounds() {
    func bounded(_ symbol: Symbol) -> String {
      MathMLWriter().mathML(
        Node(
          .scripts(
            base: sign(symbol), subscript: number("0"), superscript: number("1"), primes: 0)))
    }
    #expect(bounded(.sum).contains("<munderover><mo>∑</mo><mn>0</mn><mn>1</mn></munderover>"))
    #expect(bounded(.int).contains("<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"))
  }

  @Test("text is escaped")
  func escaped() {
    #expect(MathMLWriter().mathML(Node(.text("a<b&c"))).contains("<mtext>a&lt;b&amp;c</mtext>"))
  }

  @Test("every sign has a character")
  func characters() {
    for symbol in Symbol.allCases {
      let character = MathMLTables.character(symbol)
      #expect(!character.isEmpty && character != symbol.rawValue || symbol == .bmod, "\(symbol)")
    }
  }
}
