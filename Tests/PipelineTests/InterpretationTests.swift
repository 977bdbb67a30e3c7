import Audio
import Dictation
import Recognition
import SpokenMath
import Testing

@Suite("Choosing among what may have been said")
struct InterpretationTests {
  @Test("A less likely transcript wins when the likeliest is no mathematics")
  func fallsBack() {
    let dictation = interpret([transcript("x gargle y", score: -1), transcript("two x", score: -3)])
    #expect(dictation.latex == "2x")
    #expect(dictation.words.map(\.text) == ["two", "x"])
    #expect(dictation.refusal == nil)
    #expect(dictation.transcripts.count == 2)
  }

  @Test("Acoustic, language and reading scores are added")
  func addsScores() throws {
    let dictation = interpret([transcript("one over x plus two", score: -10)])
    #expect(dictation.interpretations.count > 1)
    for interpretation in dictation.interpretations {
      #expect(interpretation.score == -10 + interpretation.reading.score)
    }
    let scores = dictation.interpretations.map(\.score)
    #expect(scores == scores.sorted(by: >))
  }

  @Test("One formula of several transcripts is listed once, with its best score")
  func listsOnce() {
    let dictation = interpret([
      transcript("two times x", score: -5), transcript("x plus y", score: -2),
      transcript("x plus y", score: -3),
    ])
    #expect(dictation.interpretations.filter { $0.latex == "x + y" }.map(\.score) == [-2])
    #expect(dictation.latex == "x + y")
  }

  @Test("Words heard in silence are no formula")
  func silence() {
    let dictation = DictationPipeline.interpret(
      [transcript("x", score: -1)],
      of: SoundSummary(
        of: Waveform(samples: [Float](repeating: 2e-5, count: 16_000), sampleRate: 16_000)),
      with: SpokenMathParser())
    #expect(dictation.latex == nil)
    #expect(dictation.refusal == .silence(level: -94))
  }

  @Test("Words that the sound hardly supports are no formula, but are named")
  func uncertain() {
    let dictation = interpret([transcript("x plus y", score: -1, confidence: 0.0625)])
    #expect(dictation.latex == nil)
    #expect(dictation.refusal == .uncertain(words: "x plus y", confidence: 0.0625))
    #expect("\(dictation.refusal, default: "")".contains("x plus y"))
  }

  @Test("Several middling words are prose pressed into a formula; a few may be right")
  func middling() {
    let long = interpret([transcript("x plus y minus z", score: -1, confidence: 0.5)])
    #expect(long.refusal == .uncertain(words: "x plus y minus z", confidence: 0.5))
    #expect(interpret([transcript("x plus y", score: -1, confidence: 0.5)]).latex == "x + y")
  }

  @Test("Prose heard as prose is not saved by an unlikely hypothesis that happens to be a formula")
  func unlikelyFormula() throws {
    let prose = transcript("x plus gargle", score: -1)
    let formula = transcript("x plus y minus z", score: -4, confidence: 0.5)
    let refusal = try #require(interpret([prose, formula]).refusal)
    guard case .unreadable = refusal else {
      Issue.record("\(refusal)")
      return
    }
    let likely = transcript("x plus y minus z", score: -4, confidence: 0.9)
    #expect(interpret([prose, likely]).latex == "x + y - z")
  }

  @Test("Sound without words is no formula")
  func noWords() {
    #expect(interpret([transcript("", score: 0)]).refusal == .noWords)
    #expect(interpret([]).refusal == .noWords)
  }

  @Test("Words without a reading are blamed by their place in the recording")
  func unreadable() throws {
    let refusal = try #require(interpret([transcript("x plus gargle", score: -1)]).refusal)
    guard case .unreadable(_, let words, let seconds) = refusal else {
      Issue.record("\(refusal)")
      return
    }
    #expect(words == "x plus gargle")
    #expect(seconds == 1.0...1.4)
    #expect("\(refusal)".contains("at 1.00–1.40 s"))
  }

  @Test("A pause that the recogniser heard groups the formula")
  func pauses() {
    let said = ["one", "over", "x", "plus", "two"]
    func formula(starts: [Double]) -> String? {
      let words = zip(said, starts).map {
        TimedWord(text: $0, start: $1, end: $1 + 0.15, confidence: 0.9)
      }
      return interpret([Transcript(words: words, acousticScore: -1, score: -1)]).latex
    }
    #expect(formula(starts: [0, 0.2, 0.4, 1.2, 1.4]) == #"\frac{1}{x} + 2"#)
    #expect(formula(starts: [0, 0.2, 1.0, 1.2, 1.4]) == #"\frac{1}{x + 2}"#)
  }

  /// Words of 0.4 seconds, each half a second after the one before.
  private func transcript(
    _ words: String, score: Double, confidence: Double = 0.9
  ) -> Transcript {
    let timed = words.split(separator: " ").enumerated().map { place, word in
      TimedWord(
        text: String(word), start: Double(place) * 0.5, end: Double(place) * 0.5 + 0.4,
        confidence: confidence)
    }
    return Transcript(words: timed, acousticScore: score, score: score)
  }

  private func interpret(_ transcripts: [Transcript]) -> Dictation {
    let sound = Waveform(samples: [Float](repeating: 0.1, count: 32_000), sampleRate: 16_000)
    return DictationPipeline.interpret(
      transcripts, of: SoundSummary(of: sound), with: SpokenMathParser())
  }
}
