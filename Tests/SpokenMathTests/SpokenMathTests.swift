import Foundation
import SpokenMath
import Testing
import Typesetting

/// Words to the LaTeX of the best reading.
func latex(_ said: String, convention: Convention = .lecture) throws -> String {
  let words = said.split(separator: " ").map { SpokenWord(String($0)) }
  let readings = try SpokenMathParser(convention: convention).readings(of: words, limit: 1)
  let best = try #require(readings.first)
  return LaTeXWriter().latex(best.expression)
}

/// The folder of the corpus, one file a construct.
let corpusFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Corpus")

/// The lines `said ⇥ LaTeX` of a corpus file.
func corpusLines(_ file: URL) throws -> [(said: String, latex: String)] {
  try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
    let fields = line.split(separator: "\t").map(String.init)
    return fields.count == 2 ? (fields[0], fields[1]) : nil
  }
}

/// The corpus files in alphabetical order.
func corpusFiles() throws -> [URL] {
  try FileManager.default.contentsOfDirectory(at: corpusFolder, includingPropertiesForKeys: nil)
    .filter { $0.pathExtension == "tsv" }.sorted { $0.path < $1.path }
}

@Suite("Spoken formulas become LaTeX")
struct CorpusTests {
  @Test("every line of the corpus is read as it says")
  func corpus() throws {
    var count = 0
    for file in try corpusFiles() {
      for line in try corpusLines(file) {
        count += 1
        #expect(try latex(line.said) == line.latex, "\(file.lastPathComponent): \(line.said)")
      }
    }
    #expect(count > 200)
  }

  @Test("the quadratic formula needs no bracket")
  func quadraticFormula() throws {
    let said =
      "x equals minus b plus or minus the square root of b squared minus four a c all over two a"
    #expect(try latex(said) == #"x = \frac{-b \pm \sqrt{b^{2} - 4ac}}{2a}"#)
  }

  @Test("digits, glued letters, hyphens and signs mean what the words mean")
  func writtenForms() throws {
    #expect(try latex("3x + 2") == latex("three x plus two"))
    #expect(try latex("one-third x^2") == latex("one third x squared"))
    #expect(try latex("x1 + y0") == latex("x one plus y zero"))
    #expect(try latex("integral of x dx") == latex("integral of x d x"))
    #expect(try latex("f of x, plus 1.") == latex("f of x plus one"))
    #expect(try latex("12,500 y") == latex("twelve thousand five hundred y"))
  }

  @Test("capitals that the transcript has are kept")
  func capitals() throws {
    #expect(try latex("let A equals B C") == "A = BC")
    #expect(try latex("the angle Δ") == #"\angle\Delta"#)
  }
}

@Suite("Readings")
struct ReadingTests {
  private func readings(_ said: String, limit: Int = 5) throws -> [Reading] {
    try SpokenMathParser().readings(
      of: said.split(separator: " ").map { SpokenWord(String($0)) }, limit: limit)
  }

  @Test("what nobody bracketed has several readings that look different")
  func alternatives() throws {
    let found = try readings("a minus b over c").map { LaTeXWriter().latex($0.expression) }
    #expect(found.contains(#"a - \frac{b}{c}"#))
    #expect(found.contains(#"\frac{a - b}{c}"#))
    #expect(Set(found).count == found.count)
  }

  @Test("other readings come in order of score and name their guesses")
  func order() throws {
    let found = try readings("one over x plus two times y minus z over w squared plus one")
    #expect(found.count > 2)
    let scores = found.dropFirst().map(\.score)
    #expect(scores == scores.sorted(by: >))
    #expect(found.allSatisfy { !$0.heuristics.isEmpty && $0.score < 0 })
  }

  @Test("what needs no guess has a score of zero")
  func certain() throws {
    let found = try readings("one equals two")
    #expect(found.count == 1)
    #expect(found[0].score == 0)
    #expect(found[0].heuristics.isEmpty)
  }

  @Test("the smallest-group convention closes every construct after one term")
  func smallestGroup() throws {
    #expect(
      try latex("square root of x plus y", convention: .smallestGroup) == #"\sqrt{x} + y"#)
    #expect(try latex("square root of x plus y") == #"\sqrt{x + y}"#)
  }

  @Test("every node of a reading knows the words that said it")
  func wordRanges() throws {
    let reading = try #require(try readings("x equals the square root of two").first)
    #expect(reading.expression.wordRange == 0..<7)
    guard case .row(let nodes) = reading.expression.kind else {
      Issue.record("not a row")
      return
    }
    #expect(nodes.map(\.wordRange) == [0..<1, 1..<2, 3..<7])
  }
}
