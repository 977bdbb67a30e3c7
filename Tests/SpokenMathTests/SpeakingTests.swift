import SpokenMath
import Testing
import Typesetting

@Suite("Formulas in words")
struct SpeakingTests {
  private func said(_ latex: String, _ verbosity: SpeechVerbosity) throws -> String {
    let expression = try LaTeXReader().expression(of: latex)
    return MathSpeaker(verbosity: verbosity).words(of: expression).joined(separator: " ")
  }

  @Test(
    "natural speech closes a construct only where the parser would guess it wrong",
    arguments: [
      (#"a + \frac{b}{c}"#, "a plus b over c"),
      (#"\frac{a + b}{c}"#, "a plus b all over c"),
      (#"x_{n + 1}"#, "x sub n plus one"),
      (#"x_{n} + 1"#, "x sub n end sub plus one"),
      (#"e^{x} - 1"#, "e to the x minus one"),
      (#"\sqrt{x} + 1"#, "square root of x end root plus one"),
      (#"\sqrt{x + 1}"#, "square root of x plus one"),
      (
        #"\frac{1}{1 + \frac{1}{x}}"#,
        "start fraction one over one plus one over x end fraction"
      ),
      (#"f(x + 1)"#, "f open paren x plus one close paren"), (#"f(x)"#, "f of x"),
      (#"xy"#, "x times y"), (#"2xy"#, "two x y"),
      // Several groups, of which some need their end and some do not.
      (
        #"x^{a}y_{b} + \sqrt{c}d + f(g(h))z"#,
        "x to the a y sub b plus square root of c end root d plus f open paren g of h close paren z"
      ),
      (
        #"es(m)x, q = A(m)x, q + r(m(x, q))"#,
        "e s open paren m close paren x comma q equals capital a open paren m close paren x comma q "
          + "plus r of m of x comma q"
      ),
    ])
  func natural(latex: String, words: String) throws {
    #expect(try said(latex, .natural) == words)
  }

  @Test(
    "natural speech has the names that lecturers use",
    arguments: [
      (#"\frac{2}{3}x^{2}"#, "two thirds x squared"), (#"y^{4}"#, "y to the fourth"),
      (#"\sqrt[n]{z}"#, "nth root of z"), (#"M^{T}"#, "capital m transpose"),
      (#"\sin^{-1}y"#, "sine inverse y"), (#"45^{\circ}"#, "forty five degrees"),
      (#"\{x \mid x > 0\}"#, "set of all x such that x greater than zero"),
      (#"p(a \mid b)"#, "p of a given b"), (#"|\psi\rangle"#, "ket psi"),
      (#"x^{2}|_{x = 2}"#, "x squared evaluated at x equals two"),
      (#"\lim_{x \to 0} x"#, "limit as x goes to zero of x"),
      (#"\int_{0}^{1} x\,dx"#, "integral from zero to one of x d x"),
    ])
  func names(latex: String, words: String) throws {
    #expect(try said(latex, .natural) == words)
  }

  @Test(
    "verbose speech says every group with its end",
    arguments: [
      (#"\frac{a + b}{c}"#, "start fraction a plus b over c end fraction"),
      (#"\sqrt{x}"#, "square root of x end root"),
      (#"x_{n}^{m}"#, "x sub n end sub to the exponent m end exponent"),
      (#"(X)"#, "open parenthesis capital x close parenthesis"),
      (#"\binom{n}{k}"#, "binomial coefficient n choose k end binomial"),
      (#"|x|"#, "absolute value of x end absolute value"),
      (
        #"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"#,
        "matrix a next column b next row c next column d end matrix"
      ),
      (
        #"\sqrt[n + 1]{x}"#,
        "literally root with index n plus one end index of x end root"
      ),
      (#"\text{Let }x"#, "begin text capital let space end text x"),
      (#"5\,\mathrm{km}"#, "five thin space kilometers"),
    ])
  func verbose(latex: String, words: String) throws {
    #expect(try said(latex, .verbose) == words)
  }

  @Test(
    "brief speech closes nothing",
    arguments: [
      (#"\frac{a + b}{c}"#, "a plus b over c"), (#"\sqrt{x} + 1"#, "square root of x plus one"),
      (#"x_{n} + 1"#, "x sub n plus one"), (#"f(x)"#, "f of x"),
    ])
  func brief(latex: String, words: String) throws {
    #expect(try said(latex, .brief) == words)
  }

  @Test(
    "numbers are words",
    arguments: [
      ("0", "zero"), ("25", "twenty five"), ("105", "one hundred five"),
      ("3.14", "three point one four"),
      ("2500", "two thousand five hundred"), ("40", "forty"),
      ("1000000", "one million"), ("342000", "three hundred forty two thousand"),
    ])
  func numbers(digits: String, words: String) throws {
    for verbosity in SpeechVerbosity.allCases { #expect(try said(digits, verbosity) == words) }
  }

  @Test("the empty formula is silence")
  func empty() throws {
    for verbosity in SpeechVerbosity.allCases { #expect(try said("", verbosity) == "") }
  }

  @Test("two phrases side by side that are a third one are parted by “then”")
  func parted() throws {
    #expect(try said(#"x - + y"#, .brief) == "x minus then plus y")
    #expect(try said(#"\frac{\bar{x}}{y}"#, .brief) == "x bar then over y")
  }
}

@Suite("The catalogue of phrases")
struct PhraseCatalogueTests {
  @Test("a word finds the phrases that hold it, words only side by side")
  func lookUp() {
    #expect(PhraseCatalogue.entries(for: "Union").contains { $0.meaning == "cup" })
    #expect(PhraseCatalogue.entries(for: "less than").contains { $0.meaning == "less" })
    #expect(PhraseCatalogue.entries(for: "than less").isEmpty)
    #expect(PhraseCatalogue.entries(for: "leq").contains { $0.phrases.contains("at most") })
    #expect(PhraseCatalogue.entries(for: " ").isEmpty)
  }

  @Test("an entry knows what it makes")
  func expressions() throws {
    let cup = try #require(PhraseCatalogue.entries.first { $0.meaning == "cup" })
    #expect(cup.expression == MathExpression(.symbol(.cup)))
    let over = try #require(PhraseCatalogue.entries.first { $0.meaning == "over" })
    #expect(over.expression == nil)
  }

  @Test("what nearly is a word of the catalogue finds it")
  func spellings() {
    #expect(PhraseCatalogue.spellings(near: "integrel").first == "integral")
    #expect(PhraseCatalogue.spellings(near: "thtea").contains("theta"))
    #expect(PhraseCatalogue.spellings(near: "xqzxqzxqz").isEmpty)
    #expect(PhraseCatalogue.spellings(near: String(repeating: "a", count: 100_000)).isEmpty)
  }
}
