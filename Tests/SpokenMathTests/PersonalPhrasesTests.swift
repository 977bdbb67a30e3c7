import SpokenMath
import Testing
import Typesetting

@Suite("A user's phrases")
struct PersonalPhrasesTests {
  private static let phrases = PersonalPhrases([
    (["my", "norm"], MathExpression(.identifier(.init("N")))),
    (["my", "norm", "of", "x"], MathExpression(.identifier(.init("M")))),
    (["wavelet"], MathExpression(.text("wavelet"))),
  ])

  private func latex(_ words: String) throws -> String {
    let parser = SpokenMathParser(phrases: Self.phrases)
    let readings = try parser.readings(
      of: words.split(separator: " ").map { SpokenWord(String($0)) })
    return LaTeXWriter().latex(readings[0].expression)
  }

  @Test(
    "stand for what the user says, the longest first",
    arguments: [
      ("my norm squared plus one", "N^{2} + 1"),
      ("the square root of my norm over two", "\\frac{\\sqrt{N}}{2}"),
      ("my norm of x", "M"),
      ("two times wavelet", "2 \\text{wavelet}"),
    ])
  func readings(words: String, latex: String) throws {
    #expect(try self.latex(words) == latex)
  }

  @Test("are formulas in a sentence, unless they are words")
  func prose() {
    let words = "we know that my norm is at least zero for every wavelet".split(separator: " ")
      .map { SpokenWord(String($0)) }
    let segments = ProseReader(phrases: Self.phrases).segments(of: words)
    #expect(segments.map(\.wordRange) == [0..<3, 3..<9, 9..<12])
    #expect(ProseReader().segments(of: words).map(\.wordRange) == [0..<12])
  }
}
