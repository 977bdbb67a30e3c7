import Foundation
import Recognition

/// Posteriors made by chance.
enum RandomPosteriors {
  /// Rows of normalised exponentials of even noise in ±spread.
  static func noise(
    frames: Int, symbols: Int, spread: Double, using generator: inout SeededGenerator
  ) -> Posteriors {
    var values: [Float] = []
    for _ in 0..<frames {
      let row = (0..<symbols).map { _ in Double.random(in: -spread...spread, using: &generator) }
      let total = log(row.reduce(0) { $0 + exp($1) })
      values += row.map { Float($0 - total) }
    }
    return Posteriors(logProbabilities: values, symbolCount: symbols, secondsPerFrame: 0.03)
  }
}

/// Posteriors as a network would give them for made-up lines, peaky and noisy, with a lexicon and a
/// language model of the same kind of lines.
struct SyntheticSpeech {
  let lexicon: Lexicon
  let languageModel: LanguageModel
  let lines: [[String]]
  private let seed: UInt64

  init(seed: UInt64) throws {
    self.seed = seed
    var generator = SeededGenerator(seed: 1)
    let atoms = ["x", "y", "two", "three", "e", "pi", "theta", "x squared", "square root of x"]
    let joints = ["plus", "minus", "over", "equals", "to the power of", "times"]
    func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "x" }
    let texts = (0..<300).map { _ in
      (0..<Int.random(in: 1...3, using: &generator))
        .map { _ in "\(pick(atoms)) \(pick(joints)) \(pick(atoms))" }.joined(separator: " ")
    }
    lines = texts.map { $0.split(separator: " ").map(String.init) }
    let rare = ["too", "tau", "the", "then", "sine", "sign", "pie", "t", "h", "tree", "plug", "ex"]
    let words = Set(lines.joined()).union(rare)
    lexicon = try Lexicon(words: Array(words), vocabulary: .english)
    languageModel = LanguageModel(
      try LanguageModelEstimator.estimate(lines: texts, order: 3, additionalWords: rare))
  }

  /// Fixed here, so that tuning the defaults does not move the tests.
  static let options = BeamSearchDecoder.Options(
    beamWidth: 64, languageWeight: 0.8, wordBonus: 1, alternatives: 1, beamThreshold: 20,
    symbolThreshold: -9)

  func decoder(_ options: BeamSearchDecoder.Options = Self.options) -> BeamSearchDecoder {
    BeamSearchDecoder(
      vocabulary: .english, lexicon: lexicon, languageModel: languageModel, options: options)
  }

  func posteriors(of words: [String], noise: Double) -> Posteriors {
    var spans: [Range<Int>] = []
    return posteriors(of: words, noise: noise, spans: &spans)
  }

  func posteriors(of words: [String], noise: Double, spans: inout [Range<Int>]) -> Posteriors {
    posteriors(ofSpellings: words, unsure: [], noise: noise, spans: &spans)
  }

  func posteriors(ofSpellings words: [String], unsure: [String], noise: Double) -> Posteriors {
    var spans: [Range<Int>] = []
    return posteriors(ofSpellings: words, unsure: unsure, noise: noise, spans: &spans)
  }

  /// Each letter for one or two frames, blanks between, each logit with even noise in ±noise.
  ///
  /// After a letter among `unsure` or the letter before an `o`, the first of `unsure` is half there.
  private func posteriors(
    ofSpellings words: [String], unsure: [String], noise: Double, spans: inout [Range<Int>]
  ) -> Posteriors {
    var generator = SeededGenerator(seed: seed)
    let vocabulary = Vocabulary.english
    var values: [Float] = []
    var frame = 0
    func emit(_ symbol: Int, rival: Int? = nil) {
      var row = (0..<vocabulary.symbols.count).map { _ in
        Double.random(in: -noise...max(noise, 1e-9), using: &generator)
      }
      row[symbol] += 7
      if let rival { row[rival] += 7 }
      let total = log(row.reduce(0) { $0 + exp($1) })
      values += row.map { Float($0 - total) }
      frame += 1
    }
    emit(vocabulary.blank)
    for (position, word) in words.enumerated() {
      if position > 0 { emit(vocabulary.wordBoundary) }
      let start = frame
      for (place, letter) in (vocabulary.encode([word]) ?? []).enumerated() {
        if place > 0 { emit(vocabulary.blank) }
        if place > 0, word == "to", let first = unsure.first {
          emit(vocabulary.blank, rival: vocabulary.symbols.firstIndex(of: first))
        }
        for _ in 0..<Int.random(in: 1...2, using: &generator) { emit(letter) }
      }
      spans.append(start..<frame)
      emit(vocabulary.blank)
    }
    return Posteriors(logProbabilities: values, symbolCount: 29, secondsPerFrame: 0.03)
  }
}
