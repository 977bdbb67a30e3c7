import Foundation
import Testing

@testable import Recognition

@Suite("The score of given words")
struct PhraseScoreTests {
  private let vocabulary = Vocabulary(symbols: ["a", "b", "|", "<blank>"])

  /// Rows of four probabilities that differ everywhere.
  private func posteriors(_ frames: Int) -> Posteriors {
    var values: [Float] = []
    for frame in 0..<frames {
      let row = (0..<4).map { 1 + Double((frame * 7 + $0 * 5 + frame * $0) % 11) }
      let sum = row.reduce(0, +)
      values += row.map { Float(log($0 / sum)) }
    }
    return Posteriors(logProbabilities: values, symbolCount: 4, secondsPerFrame: 0.03)
  }

  /// What an alignment spells, by the definition.
  private func words(of path: [Int]) -> [String] {
    var words = [""]
    var last = 3
    for symbol in path {
      if symbol == 2 { words.append("") }
      if symbol < 2, symbol != last { words[words.count - 1] += symbol == 0 ? "a" : "b" }
      last = symbol
    }
    return words.filter { !$0.isEmpty }
  }

  @Test(
    "It is the sum over every alignment that spells them",
    arguments: ["a", "ab", "aa", "a b", "a a", "ab a", "b a b", "aab"])
  func everyAlignment(text: String) throws {
    let wanted = text.split(separator: " ").map(String.init)
    let frames = 6
    let posteriors = posteriors(frames)
    var sum = 0.0
    for code in 0..<(1 << (2 * frames)) {
      let path = (0..<frames).map { code >> (2 * $0) & 3 }
      guard words(of: path) == wanted else { continue }
      let score = path.enumerated().reduce(0.0) {
        $0 + Double(posteriors.logProbabilities[4 * $1.offset + $1.element])
      }
      sum += exp(score)
    }
    let score = posteriors.logProbability(of: wanted, vocabulary: try #require(vocabulary))
    // Single-precision rows, summed in another order.
    #expect(abs(score - log(sum)) < 1e-9)
  }

  @Test("Words that do not fit, or have letters without a symbol, have none")
  func impossible() throws {
    let vocabulary = try #require(vocabulary)
    #expect(posteriors(2).logProbability(of: ["aa"], vocabulary: vocabulary) == -.infinity)
    #expect(posteriors(9).logProbability(of: ["x"], vocabulary: vocabulary) == -.infinity)
    #expect(posteriors(9).logProbability(of: [], vocabulary: vocabulary) == -.infinity)
  }

  @Test("No words score above the best path and all that merge into it")
  func bestPath() throws {
    let posteriors = posteriors(5)
    let best = posteriors.bestPathLogProbability
    let likeliest = (0..<5).map { frame in
      (0..<4).max {
        posteriors.logProbabilities[4 * frame + $0] < posteriors.logProbabilities[4 * frame + $1]
      } ?? 0
    }
    let score = likeliest.enumerated().reduce(0.0) {
      $0 + Double(posteriors.logProbabilities[4 * $1.offset + $1.element])
    }
    #expect(abs(best - score) < 1e-12)
  }
}
