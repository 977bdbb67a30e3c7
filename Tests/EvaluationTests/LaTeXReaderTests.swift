import Evaluation
import SpokenMath
import Testing
import Typesetting

@Suite("LaTeX reader")
struct LaTeXReaderTests {
  private func read(_ latex: String) throws -> MathExpression {
    try LaTeXReader().expression(of: latex)
  }

  private func letter(_ name: String) -> MathExpression { MathExpression(.identifier(.init(name))) }
  private func number(_ digits: String) -> MathExpression { MathExpression(.number(digits)) }
  private func symbol(_ symbol: Symbol) -> MathExpression { MathExpression(.symbol(symbol)) }

  @Test("plain rows become letters, numbers and signs")
  func rows() throws {
    #expect(
      try read("3.14x - \\alpha")
        == .row([
          number("3.14"), letter("x"), symbol(.minus), letter("alpha"),
        ]))
    #expect(try read("") == .empty)
    #expect(try read("$ x $") == letter("x"))
    #expect(try read("{a{b}}c") == .row([letter("a"), letter("b"), letter("c")]))
    #expect(
      try read("f(x)")
        == .row([
          letter("f"),
          MathExpression(.fenced(open: .openParenthesis, letter("x"), close: .closeParenthesis)),
        ]))
  }

  @Test("scripts bind as in TeX: one token without braces")
  func scripts() throws {
    #expect(
      try read("x^12")
        == .row([
          MathExpression(
            .scripts(base: letter("x"), subscript: nil, superscript: number("1"), primes: 0)),
          number("2"),
        ]))
    #expect(
      try read("x''_i^2")
        == MathExpression(
          .scripts(base: letter("x"), subscript: letter("i"), superscript: number("2"), primes: 2)))
    #expect(try read("45^{\\circ}") == .row([number("45"), symbol(.degree)]))
    #expect(
      try read("\\frac12")
        == MathExpression(
          .fraction(numerator: number("1"), denominator: number("2"))))
  }

  @Test("bars find their partners, and lone bars stay signs")
  func bars() throws {
    func absolute(_ inner: MathExpression) -> MathExpression {
      MathExpression(.fenced(open: .bar, inner, close: .bar))
    }
    #expect(try read("|x||y|") == .row([absolute(letter("x")), absolute(letter("y"))]))
    #expect(try read("||x||") == absolute(absolute(letter("x"))))
    #expect(try read("2|x|") == .row([number("2"), absolute(letter("x"))]))
    #expect(
      try read("P(A|B)")
        == .row([
          letter("P"),
          MathExpression(
            .fenced(
              open: .openParenthesis, .row([letter("A"), symbol(.bar), letter("B")]),
              close: .closeParenthesis)),
        ]))
    #expect(
      try read("[0, 1)")
        == MathExpression(
          .fenced(
            open: .openBracket, .row([number("0"), symbol(.comma), number("1")]),
            close: .closeParenthesis)))
  }

  @Test(
    "what the writer makes of a tree is read as the same tree",
    arguments: [
      "x^{2} + 3x - 4 = 0", "\\frac{-b \\pm \\sqrt{b^{2} - 4ac}}{2a}", "\\sqrt[3]{x + 1}",
      "\\sum_{n = 1}^{\\infty} \\frac{1}{n^{2}} = \\frac{\\pi^{2}}{6}",
      "\\int_{0}^{1} f(x)\\,dx", "\\lim_{h \\to 0} \\frac{f(x + h) - f(x)}{h}",
      "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\\vec{v}", "\\binom{n}{k}",
      "\\left| \\frac{a}{b} \\right| \\leq \\|v\\|", "{}_{2}^{14}C", "x \\notin A \\cup B",
      "f(x) = \\begin{cases} x & x > 0 \\\\ -x & x \\leq 0 \\end{cases}", "\\langle u|v\\rangle",
      "|\\psi\\rangle", "\\langle\\psi|", "\\overline{AB} \\parallel \\overline{CD}",
      "\\underbrace{a + b}_{n}", "\\overset{n}{\\to}", "\\mathbb{R}^{n}", "\\boldsymbol{\\alpha}",
      "\\text{if } x > 0", "5\\,\\mathrm{kg}", "f''(x)", "90^{\\circ}", "n!", "n!!", "50\\%",
      "\\operatorname{lcm}(a, b)", "\\lfloor x\\rfloor", "]0, 1[", "a \\not\\subset b", "a := b",
      "\\left. x \\right|_{0}^{1}", "\\dot{x}\\ddot{y}\\hat{z}", "\\lbrace x\\rbrace", "2\\,3",
      "x_{i, j}^{k}", "\\{x \\mid x > 0\\}", "{(a)(b)}^{2}", "{x^{2}}^{3}", "\\mathbb{CP}^{2}",
      "\\xrightarrow{f}", "a \\equiv b \\pmod{n}", "\\iint \\oint \\prod \\bigcup", "\\#\\&\\_",
      "\\begin{aligned} a & = b \\\\ & = c \\end{aligned}", "\\text{@}\\text{\"}", "\\not{x}",
    ])
  func roundTrips(latex: String) throws {
    let tree = try read(latex)
    let written = LaTeXWriter().latex(tree)
    #expect(try read(written) == tree, "\(written)")
  }

  @Test("two numbers side by side stay two, also where the second has a script")
  func numbersApart() throws {
    let squared = MathExpression(
      .scripts(base: number("3"), subscript: nil, superscript: number("2"), primes: 0))
    for tree in [MathExpression.row([number("2"), squared]), .row([number("2"), number("3")])] {
      #expect(try read(LaTeXWriter().latex(tree)) == tree)
    }
  }

  @Test("every sign of the table is read back from what is written for it")
  func everySymbol() throws {
    // These are written alike, so only one of each pair can come back.
    let twins: [Symbol] = [.oiint, .hash, .slash]
    for sign in Symbol.allCases where !twins.contains(sign) {
      #expect(try read(LaTeXTables.latex(sign)) == symbol(sign), "\(sign)")
    }
    // `\\not` strikes out one sign, so the two of `:=` have no negation.
    for sign in Symbol.allCases
    where sign.role == .relation && ![.colonEquals, .equalsColon].contains(sign) {
      let written = LaTeXTables.negated(sign)
      #expect(try read(written) == MathExpression(.negated(sign)), "\(sign): \(written)")
    }
  }

  @Test(
    "errors say where, what was found and what was wanted",
    arguments: [
      ("x + }", "column 5: found “}”, wanted \\begin before it"),
      ("\\frac{a}", "column 9: found the end, wanted what \\frac applies to"),
      ("(x^", "column 4: found the end, wanted what ^ applies to"),
      ("\\wizard", "column 1: found the command \\wizard, wanted one that Dictex writes"),
      (
        "x^2^3",
        "column 4: found a second script of one kind, wanted braces that say what it belongs to"
      ),
      ("\\left( x", "column 9: found the end, wanted \\right"),
      ("{x", "column 3: found the end, wanted “}”"),
      ("\\begin{pmatrix} a", "column 18: found the end, wanted \\end{pmatrix}"),
      ("\\begin{pmatrix} a \\end{cases}", "column 23: found \\end{cases}, wanted \\end{pmatrix}"),
      ("x\u{0}", "column 2: found character U+0, wanted a letter, digit, sign or command"),
    ])
  func errors(latex: String, message: String) {
    #expect(throws: LaTeXReaderError.self) { try read(latex) }
    do {
      _ = try read(latex)
    } catch {
      #expect("\(error)" == message)
    }
  }

  @Test("deep, long and broken texts end in an error, never in a crash")
  func hostile() {
    let deep = 5_000
    let texts = [
      String(repeating: "{", count: deep), String(repeating: "(", count: deep),
      String(repeating: "(", count: deep) + "x" + String(repeating: ")", count: deep),
      String(repeating: "{", count: deep) + "x" + String(repeating: "}", count: deep),
      String(repeating: "\\sqrt", count: deep) + "x", String(repeating: "x^{", count: deep),
      String(repeating: "\\left(", count: deep), String(repeating: "\\hat", count: deep) + "x",
      String(repeating: "\\frac{", count: deep), String(repeating: "\\not", count: deep),
      String(repeating: "|+", count: deep), String(repeating: "\\text{$", count: deep),
      String(repeating: "\\begin{matrix}", count: 1_000), String(repeating: "a", count: 100_000),
      "\\", "\\left", "\\right)", "\\end{x}", "\\begin", "\\begin{", "^", "_", "\\sqrt[", "\\text{",
      "\\operatorname{}", "\\over \\over", "&&&", "\u{FEFF}\u{202E}\u{1F600}", "\u{0}\u{7F}",
      "\\begin{array}", "\\\\[", "\\hskip", "\\kern-", "\\root 3", "\\not", "'", "²",
    ]
    for text in texts {
      if let tree = try? read(text) {
        // Whatever was read must be writable and comparable.
        #expect(!LaTeXWriter().latex(tree).isEmpty || tree.isEmpty || text.hasPrefix("&"))
      }
      _ = FormulaComparison.equal(text, "x", level: .lenient)
    }
    for text in texts.prefix(13) {
      #expect(throws: LaTeXReaderError.self, "\(text.prefix(20))") { try read(text) }
    }
  }

  @Test("random pieces of LaTeX and random bytes are read or refused")
  func fuzz() {
    var generator = SplitMix64(state: 11)
    let pieces = [
      "{", "}", "(", ")", "[", "]", "|", "\\|", "\\left", "\\right", "\\frac", "\\sqrt", "^", "_",
      "'", "x", "1", ".", "\\over", "\\begin{matrix}", "\\end{matrix}", "&", "\\\\", "\\text{",
      "$", "\\mathbf", "\\rm", "\\hat", "\\not", "=", "+", "\\langle", "\\rangle", "\\,", "²", "%",
      "\n", "\\sum", "\\sin", "\\begin", "\\end", "\\operatorname", "!", ":", "\\underbrace", "~",
    ]
    for _ in 0..<10_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...25, using: &generator) {
        if Int.random(in: 0..<20, using: &generator) == 0 {
          text.unicodeScalars.append(
            Unicode.Scalar(UInt32.random(in: 0..<0xD800, using: &generator)) ?? "x")
        } else {
          text += pieces.randomElement(using: &generator) ?? "x"
        }
      }
      guard let tree = try? read(text) else { continue }
      let written = LaTeXWriter().latex(tree)
      #expect((try? read(written)) == tree, "\(text)\n→ \(written)")
    }
  }
}
