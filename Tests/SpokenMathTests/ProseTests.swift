import SpokenMath
import Testing
import Typesetting

@Suite("Sentences with formulas in them")
struct ProseTests {
  private func text(_ said: String) -> String {
    let words = said.split(separator: " ").map { SpokenWord(String($0)) }
    return LaTeXWriter().text(of: ProseReader().segments(of: words), words: words)
  }

  @Test("formulas stand between dollar signs, and prose stays as it was said")
  func sentences() {
    #expect(
      text("we know that y squared is at least zero so g is positive")
        == #"we know that $y^{2} \geq 0$ so $g$ is positive"#)
    #expect(
      text("if u squared plus v squared equals w squared then the triangle has a right angle")
        == "if $u^{2} + v^{2} = w^{2}$ then the triangle has a right angle")
    #expect(
      text("look at the integral from zero to two of t cubed d t which is four")
        == #"look at the $\int_{0}^{2} t^{3}dt$ which is four"#)
    #expect(text("the square root of three is irrational") == #"the $\sqrt{3}$ is irrational"#)
    #expect(
      text("suppose that m is a prime number and m plus two is one as well")
        == "suppose that $m$ is a prime number and $m + 2 = 1$ as well")
  }

  @Test("punctuation ends a formula and stands after it")
  func punctuation() {
    #expect(
      text("We study g of t. It has a root at t equals one, and that is all.")
        == "We study $g(t)$. It has a root at $t = 1$, and that is all.")
  }

  @Test(
    "sentences that only sound like mathematics stay alone, and are no formula",
    arguments: [
      "he said he had two of a kind over the years",
      "the root of the matter is that we are late",
      "the power of love is greater than fear",
      "it is at most a minute from here to there",
      "they sold three times as many as they had",
      "this is a point in the right direction",
      "we have a plan for all of it",
    ])
  func negatives(_ said: String) {
    #expect(text(said) == said)
    let words = said.split(separator: " ").map { SpokenWord(String($0)) }
    #expect(throws: SpokenMathError.self) { try SpokenMathParser().readings(of: words) }
  }

  @Test("every word is in exactly one stretch")
  func cover() {
    let words = "so x plus y is two and we add sine of z to it over and over"
      .split(separator: " ").map { SpokenWord(String($0)) }
    let ranges = ProseReader().segments(of: words).map(\.wordRange)
    #expect(ranges.flatMap { Array($0) } == Array(0..<words.count))
  }

  @Test("a hundred thousand words of prose and formulas are read in one pass")
  func length() {
    let words = (0..<10_000).flatMap { _ in
      ["so", "x", "squared", "plus", "y", "over", "two", "and", "the", "root"]
    }
    let segments = ProseReader().segments(of: words.map { SpokenWord($0) })
    #expect(segments.count == 20_001)
  }
}
