import SpokenMath
import Testing
import Typesetting

/// Words spoken evenly, with a longer pause at each `|`.
func timed(_ said: String, gap: Double = 0.08, pause: Double = 0.6) -> [SpokenWord] {
  var words: [SpokenWord] = []
  var clock = 0.0
  for part in said.split(separator: " ") {
    if part == "|" {
      clock += pause - gap
      continue
    }
    words.append(SpokenWord(String(part), start: clock, end: clock + 0.3))
    clock += 0.3 + gap
  }
  return words
}

@Suite("Pauses group")
struct PauseTests {
  private func latex(_ words: [SpokenWord]) throws -> String {
    let best = try #require(try SpokenMathParser().readings(of: words, limit: 1).first)
    return LaTeXWriter().latex(best.expression)
  }

  @Test(
    "a pause closes a group, and one at its start holds it together",
    arguments: [
      ("one over x | plus two", #"\frac{1}{x} + 2"#, "one over | x plus two", #"\frac{1}{x + 2}"#),
      ("the root of y | plus one", #"\sqrt{y} + 1"#, "the root of | y plus one", #"\sqrt{y + 1}"#),
      ("a minus | b over c", #"a - \frac{b}{c}"#, "a minus b | over c", #"\frac{a - b}{c}"#),
      ("x to the n | plus two", "x^{n} + 2", "x to the | n plus two", "x^{n + 2}"),
      ("sine of x | plus y", #"\sin x + y"#, "sine of | x plus y", #"\sin(x + y)"#),
      ("u sub k | plus one", "u_{k} + 1", "u sub | k plus one", "u_{k + 1}"),
    ])
  func bothWays(first: String, firstLatex: String, second: String, secondLatex: String) throws {
    #expect(try latex(timed(first)) == firstLatex)
    #expect(try latex(timed(second)) == secondLatex)
  }

  @Test("words spoken evenly are read as words without times")
  func even() throws {
    for file in try corpusFiles() {
      for line in try corpusLines(file) {
        #expect(try latex(timed(line.said)) == line.latex, "\(line.said)")
      }
    }
  }

  @Test("times that are missing, infinite or run backwards change nothing and trap nothing")
  func wrongTimes() throws {
    let said = "one over x plus two"
    let plain = try latex(said.split(separator: " ").map { SpokenWord(String($0)) })
    var words = timed(said)
    words[2].end = nil
    #expect(try latex(words) == plain)
    words[2].end = .infinity
    #expect(try latex(words) == plain)
    words = words.enumerated().map {
      SpokenWord($1.text, start: -Double($0), end: -Double($0) + 0.5)
    }
    #expect(try latex(words) == plain)
  }

  @Test("every other reading stays among the readings")
  func alternatives() throws {
    let readings = try SpokenMathParser().readings(of: timed("one over x | plus two"))
    #expect(readings.map { LaTeXWriter().latex($0.expression) }.contains(#"\frac{1}{x + 2}"#))
  }
}
