import Foundation
import Recognition
import Testing

@Suite("Beam search decoder")
struct BeamSearchDecoderTests {
  /// A vocabulary small enough to try every alignment.
  static let tiny = Vocabulary(symbols: ["a", "b", "|", "<blank>"])

  static func unlimited(_ weight: Double, _ bonus: Double) -> BeamSearchDecoder.Options {
    BeamSearchDecoder.Options(
      beamWidth: 100_000, languageWeight: weight, wordBonus: bonus, alternatives: 1000,
      beamThreshold: .infinity, symbolThreshold: -.infinity)
  }

  static func languageModel() throws -> LanguageModel {
    LanguageModel(
      try LanguageModelEstimator.estimate(
        lines: ["a b ab", "a a", "b aab a", "ab a b", "a"], order: 3, additionalWords: ["bb"]))
  }

  @Test(
    "Scores are the exact sums over all alignments (every one tried)",
    arguments: [1, 2, 3, 4, 5, 6])
  func bruteForce(seed: UInt64) throws {
    let vocabulary = try #require(Self.tiny)
    let words = ["a", "b", "ab", "bb", "aab"]
    let lexicon = try Lexicon(words: words, vocabulary: vocabulary)
    let model = try Self.languageModel()
    var generator = SeededGenerator(seed: seed)
    let frames = 6
    let posteriors = RandomPosteriors.noise(
      frames: frames, symbols: 4, spread: 2, using: &generator)
    let decoder = BeamSearchDecoder(
      vocabulary: vocabulary, lexicon: lexicon, languageModel: model,
      options: Self.unlimited(0.7, 0.4))
    let found = decoder.transcripts(of: posteriors)
    let sums = alignmentSums(posteriors, vocabulary: vocabulary)
      .filter { $0.key.allSatisfy(words.contains) }
    #expect(found.count == sums.count)
    for transcript in found {
      let line = transcript.words.map(\.text)
      let sum = try #require(sums[line])
      let language = model.logProbability(ofLine: line)
      #expect(abs(transcript.acousticScore - log(sum)) < 1e-9)
      #expect(abs(transcript.languageScore - language) < 1e-5)
      let score = transcript.acousticScore + 0.7 * language + 0.4 * Double(line.count)
      #expect(abs(transcript.score - score) < 1e-5)
    }
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
  }

  /// P(words) summed over every string of symbols that reads as the words.
  private func alignmentSums(
    _ posteriors: Posteriors, vocabulary: Vocabulary
  ) -> [[String]: Double] {
    let symbols = posteriors.symbolCount
    var sums: [[String]: Double] = [:]
    var count = 1
    for _ in 0..<posteriors.frameCount { count *= symbols }
    for code in 0..<count {
      var rest = code
      var total = 0.0
      var text = ""
      var previous = -1
      for frame in 0..<posteriors.frameCount {
        let symbol = rest % symbols
        rest /= symbols
        total += Double(posteriors.logProbabilities[frame * symbols + symbol])
        if symbol != previous, symbol != vocabulary.blank { text += vocabulary.symbols[symbol] }
        previous = symbol
      }
      sums[text.split(separator: "|").map(String.init), default: 0] += exp(total)
    }
    return sums
  }

  @Test("Rows one by one give the same as all at once, and the ending is not disturbed by a peek")
  func streaming() throws {
    let sample = try SyntheticSpeech(seed: 3)
    var options = SyntheticSpeech.options
    options.beamWidth = 12
    options.alternatives = 5
    let decoder = BeamSearchDecoder(
      vocabulary: .english, lexicon: sample.lexicon, languageModel: sample.languageModel,
      options: options)
    let posteriors = sample.posteriors(of: ["x", "squared", "plus", "three", "x"], noise: 2)
    let whole = decoder.transcripts(of: posteriors)
    #expect(whole.count == 5)
    let stream = decoder.makeStream(secondsPerFrame: posteriors.secondsPerFrame)
    for round in 0..<2 {
      for frame in 0..<posteriors.frameCount {
        let row = posteriors.logProbabilities[(frame * 29)..<((frame + 1) * 29)]
        Array(row).withUnsafeBufferPointer { stream.push($0) }
        if round == 1 { _ = stream.partial() }
      }
      #expect(stream.partial() == whole[0])
      #expect(stream.finish() == whole)
    }
  }

  @Test("A prefix of the recording gives a prefix of the words")
  func partial() throws {
    let sample = try SyntheticSpeech(seed: 4)
    let decoder = sample.decoder()
    let posteriors = sample.posteriors(of: ["x", "squared", "plus", "y"], noise: 0.2)
    let stream = decoder.makeStream(secondsPerFrame: posteriors.secondsPerFrame)
    var seen: [[String]] = []
    for frame in 0..<posteriors.frameCount {
      let row = posteriors.logProbabilities[(frame * 29)..<((frame + 1) * 29)]
      Array(row).withUnsafeBufferPointer { stream.push($0) }
      let words = stream.partial().words.map(\.text)
      if words != seen.last { seen.append(words) }
    }
    #expect(seen.first == [])
    #expect(seen.contains(["x"]))
    #expect(seen.contains(["x", "squared"]))
    #expect(seen.last == ["x", "squared", "plus", "y"])
  }

  @Test("Words that are spelled nearly alike are told apart by the language model")
  func homophones() throws {
    let sample = try SyntheticSpeech(seed: 5)
    let decoder = sample.decoder()
    // The network wavers between "two", "to" and "too".
    let wavering = sample.posteriors(
      ofSpellings: ["x", "to", "the", "power", "of", "to"], unsure: ["w", "o"], noise: 0.3)
    let words = decoder.transcripts(of: wavering)[0].words.map(\.text)
    #expect(words == ["x", "to", "the", "power", "of", "two"])
  }

  @Test("Doubled letters within and across words are kept apart")
  func doubledLetters() throws {
    let sample = try SyntheticSpeech(seed: 6)
    let line = ["three", "x", "x", "equals", "three", "e", "e"]
    let found = sample.decoder().transcripts(of: sample.posteriors(of: line, noise: 0.2))[0]
    #expect(found.words.map(\.text) == line)
  }

  @Test("Words stand where they were said, in order, and surely")
  func times() throws {
    let sample = try SyntheticSpeech(seed: 7)
    let line = ["square", "root", "of", "x", "plus", "y"]
    var spans: [Range<Int>] = []
    let posteriors = sample.posteriors(of: line, noise: 0.1, spans: &spans)
    let words = sample.decoder().transcripts(of: posteriors)[0].words
    try #require(words.map(\.text) == line)
    for (word, span) in zip(words, spans) {
      #expect(abs(word.start - Double(span.lowerBound) * 0.03) < 0.031)
      #expect(abs(word.end - Double(span.upperBound) * 0.03) < 0.031)
      #expect(word.confidence > 0.8)
    }
    let noisy = sample.decoder().transcripts(of: sample.posteriors(of: line, noise: 3))[0]
    let mean = { (words: [TimedWord]) in
      words.map(\.confidence).reduce(0, +) / Double(words.count)
    }
    #expect(mean(noisy.words) < mean(words))
  }

  @Test("Without word boundaries the words are found if boundaries may be missing")
  func missingBoundaries() throws {
    let sample = try SyntheticSpeech(seed: 8)
    let posteriors = sample.posteriors(
      ofSpellings: ["xsquared", "plusthree"], unsure: [], noise: 0.1)
    let strict = sample.decoder().transcripts(of: posteriors)
    var options = SyntheticSpeech.options
    options.missingBoundaryPenalty = 2
    let lenient = sample.decoder(options).transcripts(of: posteriors)
    #expect(lenient[0].words.map(\.text) == ["x", "squared", "plus", "three"])
    // Insisting on boundaries forces them into frames where hardly any is heard.
    #expect(lenient[0].acousticScore > strict[0].acousticScore + 3)
  }

  @Test("Noise is overcome: far fewer wrong words than by greedy decoding")
  func noise() throws {
    let sample = try SyntheticSpeech(seed: 9)
    let greedy = GreedyDecoder(vocabulary: .english)
    let decoder = sample.decoder()
    var wrong = (greedy: 0, beam: 0)
    for line in sample.lines.prefix(20) {
      let posteriors = sample.posteriors(of: line, noise: 4)
      if greedy.transcript(of: posteriors).words.map(\.text) != line { wrong.greedy += 1 }
      if decoder.transcripts(of: posteriors)[0].words.map(\.text) != line { wrong.beam += 1 }
    }
    #expect(wrong.greedy >= 10)
    #expect(wrong.beam <= 3)
  }

  @Test("Silence, nothing at all and rows that are not numbers give no words and no trap")
  func nothing() throws {
    let sample = try SyntheticSpeech(seed: 10)
    let decoder = sample.decoder()
    let silence = GreedyDecoderTests.posteriors("__________", peak: 0.99)
    #expect(decoder.transcripts(of: silence).map(\.words) == [[]])
    for values in [
      [], [Float](repeating: .nan, count: 58), [Float](repeating: -.infinity, count: 58),
    ] {
      let posteriors = Posteriors(
        logProbabilities: values, symbolCount: 29, secondsPerFrame: 0.03)
      #expect(decoder.transcripts(of: posteriors).map(\.words) == [[]])
    }
    let foreign = Posteriors(logProbabilities: [0, 0], symbolCount: 2, secondsPerFrame: 0.03)
    #expect(decoder.transcripts(of: foreign).map(\.words) == [[]])
  }

  @Test("A long recording forgets dead ends and keeps its words")
  func long() throws {
    let sample = try SyntheticSpeech(seed: 11)
    let line = Array(repeating: ["x", "plus", "y"], count: 60).flatMap { $0 }
    var options = SyntheticSpeech.options
    options.beamWidth = 4
    let found = sample.decoder(options).transcripts(
      of: sample.posteriors(of: line, noise: 0.3))[0]
    #expect(found.words.map(\.text) == line)
    #expect(zip(found.words, found.words.dropFirst()).allSatisfy { $0.end <= $1.start })
  }
}
