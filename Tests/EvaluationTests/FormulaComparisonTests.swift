import Evaluation
import Testing

@Suite("Formula comparison")
struct FormulaComparisonTests {
  @Test(
    "formulas that are typeset alike are strictly equal",
    arguments: [
      ("p^3", "p^{3}"), ("\\frac{p}{q}", "\\dfrac pq"), ("{p \\over q}", "\\frac{p}{q}"),
      ("\\left( p \\right)^2", "(p)^{2}"), ("{(p)}^2", "\\bigl(p\\bigr)^2"),
      ("p_4^5", "p^5_4"), ("{p_4}^5", "p_4^5"), ("g''", "g^{\\prime\\prime}"),
      ("g'^2", "g^{\\prime 2}"), ("p \\le q", "p\\leqslant q"), ("p \\ne q", "p \\not= q"),
      ("\\cos t", "\\operatorname{cos} t"), ("\\hat{p}", "\\widehat p"),
      ("30^\\circ", "30\\degree"), ("\\sqrt[2]{p}", "\\sqrt p"), ("10^3", "{10}^3"),
      (
        "\\begin{bmatrix} p \\\\ q \\end{bmatrix}",
        "\\left[\\begin{array}{c}p\\\\q\\end{array}\\right]"
      ),
      ("\\begin{cases} p & q \\end{cases}", "\\left\\{\\begin{matrix} p & q\\end{matrix}\\right."),
      ("p, q.", "$p,q$"), ("\\int g \\, dt", "\\int g\\mathrm{d}t"), ("p \\mid q", "p|q"),
      ("\\lVert p \\rVert", "\\|p\\|"), ("|p|^2", "\\left|p\\right|^2"),
      ("1, ..., n", "1,\\dots,n"),
      ("\\mathbf{v}", "{\\bf v}"), ("\\bm{v}", "\\mathbf v"), ("p ≤ α²", "p \\leq \\alpha^2"),
      ("p \\equiv q \\pmod 5", "p \\equiv q\\ (\\operatorname{mod} 5)"),
      ("p := q", "p\\coloneqq q"),
      ("\\underbrace{p}_{n}", "\\underbrace p_n"), ("\\stackrel{n}{=}", "\\overset{n}{=}"),
      ("\\begin{aligned} p &= q \\end{aligned}", "p = q"), ("{n \\choose m}", "\\binom{n}{m}"),
      ("p \\bot q", "p \\perp q"), ("p\\text{.}", "p"), ("{\\rm cos} \\theta", "\\cos\\theta"),
      ("\\operatorname*{\\mathbb{E}} p", "\\mathbb{E} p"),
      ("\\max\\limits_t g", "\\max_t g"), ("\\operatorname*{arg\\,max} g", "\\text{argmax} g"),
    ])
  func strictlyEqual(first: String, second: String) {
    #expect(FormulaComparison.equal(first, second, level: .strict))
    #expect(FormulaComparison.equal(second, first, level: .strict))
    #expect(FormulaComparison.equal(first, second, level: .lenient))
  }

  @Test(
    "choices that words do not settle are leniently equal only",
    arguments: [
      ("p/q", "\\frac{p}{q}"), ("(p+q)/r", "\\frac{p+q}{r}"), ("p/(q+r)", "\\frac{p}{q+r}"),
      ("p/(qr)", "\\frac{p}{qr}"), ("(p)/q", "p/q"), ("\\frac{\\frac{p}{q}}{r}", "(p/q)/r"),
      ("\\cos(t)", "\\cos t"), ("\\cos^2(2t)", "\\cos^2 2t"), ("2 \\times p", "2 \\cdot p"),
      ("p * q", "p \\cdot q"), ("\\varepsilon", "\\epsilon"), ("\\varphi_1", "\\phi_1"),
      ("p, \\ldots, q", "p, \\cdots, q"), ("\\ell", "l"), ("M^{\\mathrm{T}}", "M^T"),
      ("p \\parallel q", "p \\| q"), ("e^{(p+q)}", "e^{p+q}"), ("\\sqrt{(p)}", "\\sqrt{p}"),
      ("sin t", "\\sin t"), ("\\mathrm{kg}", "\\mathrm{KG}"),
    ])
  func lenientlyEqual(first: String, second: String) {
    #expect(!FormulaComparison.equal(first, second, level: .strict))
    #expect(FormulaComparison.equal(first, second, level: .lenient))
    #expect(FormulaComparison.equal(second, first, level: .lenient))
  }

  @Test(
    "other formulas are never equal",
    arguments: [
      ("P", "p"), ("2 \\cdot p", "2p"), ("\\frac{p}{q}r", "\\frac{pr}{q}"),
      ("\\frac{1}{2p}", "1/2p"), ("p/q+r", "\\frac{p}{q+r}"), ("\\cos(t+1)", "\\cos t + 1"),
      ("\\sqrt{p+q}", "\\sqrt{p}+q"), ("\\sqrt[3]{p}", "\\sqrt p"), ("p^{qr}", "p^q r"),
      ("p_{ij}", "p_{i,j}"), ("\\vec p", "\\mathbf p"), ("\\mathbb{R}", "R"), ("p", "-p"),
      ("p < q", "p \\leq q"), ("p \\sim q", "p \\approx q"), ("(p, q)", "[p, q]"), ("p", ""),
      ("\\int_0^1 g", "\\int g_0^1"), ("p'", "p"), ("\\alpha", "\\beta"), ("p", "\\frac{p"),
      ("\\begin{pmatrix} p \\\\ q \\end{pmatrix}", "\\begin{pmatrix} p & q \\end{pmatrix}"),
      ("\\unknownone", "\\unknowntwo"), ("{pq}^2", "pq^2"),
    ])
  func unequal(first: String, second: String) {
    for level in FormulaComparison.Level.allCases {
      #expect(!FormulaComparison.equal(first, second, level: level), "\(level)")
      #expect(!FormulaComparison.equal(second, first, level: level), "\(level)")
    }
  }

  @Test("a formula that cannot be read equals its own text")
  func unreadable() {
    #expect(FormulaComparison.equal("\\frac{p", "\\frac{p", level: .strict))
    #expect(FormulaComparison.equal("\\user p", "{\\user} p", level: .strict))
  }
}
