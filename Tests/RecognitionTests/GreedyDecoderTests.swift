import Foundation
import Recognition
import Testing

@Suite("Greedy decoder")
struct GreedyDecoderTests {
  /// Posteriors whose best symbol in frame t is the t-th of `symbols` ("_" stands for the blank).
  static func posteriors(_ symbols: String, peak: Double = 0.9) -> Posteriors {
    let vocabulary = Vocabulary.english
    var values: [Float] = []
    for symbol in symbols {
      let best =
        symbol == "_" ? vocabulary.blank : vocabulary.symbols.firstIndex(of: String(symbol))
      for index in vocabulary.symbols.indices {
        let rest = (1 - peak) / Double(vocabulary.symbols.count - 1)
        values.append(Float(log(index == best ? peak : rest)))
      }
    }
    return Posteriors(
      logProbabilities: values, symbolCount: vocabulary.symbols.count, secondsPerFrame: 0.03)
  }

  @Test("Repeats merge, blanks part doubled letters, boundaries part words")
  func collapse() {
    let decoder = GreedyDecoder(vocabulary: .english)
    let transcript = decoder.transcript(of: Self.posteriors("_tthhee_e||_|sum__"))
    #expect(transcript.words.map(\.text) == ["thee", "sum"])
  }

  @Test("Words start with their first letter and end after their last")
  func times() throws {
    let decoder = GreedyDecoder(vocabulary: .english)
    let words = decoder.transcript(of: Self.posteriors("__aa_b__|c_")).words
    try #require(words.count == 2)
    #expect(abs(words[0].start - 0.06) < 1e-9)
    #expect(abs(words[0].end - 0.18) < 1e-9)
    #expect(abs(words[1].start - 0.27) < 1e-9)
    #expect(abs(words[1].end - 0.30) < 1e-9)
    #expect(abs(words[0].confidence - 0.81) < 1e-5)
    #expect(abs(words[1].confidence - 0.9) < 1e-5)
  }

  @Test("The acoustic score is that of the best alignment")
  func score() {
    let transcript = GreedyDecoder(vocabulary: .english).transcript(of: Self.posteriors("_a_"))
    #expect(abs(transcript.acousticScore - 3 * log(0.9)) < 1e-5)
  }

  @Test("Nothing said gives no words")
  func empty() {
    let decoder = GreedyDecoder(vocabulary: .english)
    #expect(decoder.transcript(of: Self.posteriors("")).words.isEmpty)
    #expect(decoder.transcript(of: Self.posteriors("__|_|")).words.isEmpty)
    let foreign = Posteriors(logProbabilities: [0, 0], symbolCount: 2, secondsPerFrame: 0.03)
    #expect(decoder.transcript(of: foreign).words.isEmpty)
  }
}
