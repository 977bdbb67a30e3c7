import Evaluation
import Foundation
import Testing

@Suite("Evaluation report")
struct EvaluationReportTests {
  private let utterances = [
    EvaluatedUtterance(
      path: "a.wav", speaker: "anna", seconds: 2, columns: ["room": "hall"],
      reference: ["x", "squared"], hypothesis: ["x", "squared"], referenceLaTeX: "x^2",
      hypothesisLaTeX: "x^{2}"),
    EvaluatedUtterance(
      path: "b.wav", speaker: "ben", seconds: 3, columns: ["room": "office"],
      reference: ["a", "over", "b"], hypothesis: ["eight", "over", "b", "b"],
      referenceLaTeX: "\\frac{a}{b}", hypothesisLaTeX: "8/bb"),
    EvaluatedUtterance(
      path: "c.wav", speaker: "anna", seconds: 1, columns: ["room": "hall"],
      reference: ["a", "over", "b"], hypothesis: ["a", "over"], referenceLaTeX: "\\frac{a}{b}",
      hypothesisLaTeX: nil),
    EvaluatedUtterance(
      path: "d.wav", speaker: "anna", seconds: 4, columns: ["room": "hall"],
      reference: ["a", "over", "b"], hypothesis: ["a", "over", "b"],
      referenceLaTeX: "\\frac{a}{b}", hypothesisLaTeX: "a/b"),
  ]

  @Test("totals, tables, worst utterances and confusions are those worked out by hand")
  func figures() throws {
    let report = EvaluationReport(
      of: utterances, options: .init(columns: ["speaker", "room"]), workSeconds: 5,
      peakMemoryBytes: 1 << 20)
    #expect(report.words == 11)
    #expect(report.substitutions == 1)
    #expect(report.deletions == 1)
    #expect(report.insertions == 1)
    #expect(abs(report.wordErrorRate - 3.0 / 11.0) < 1e-15)
    #expect(report.utteranceErrorRate == 0.5)
    #expect(report.formulas == 4)
    #expect(report.formulaAccuracy == 0.25)
    #expect(report.formulaAccuracyLenient == 0.5)
    #expect(report.realTimeFactor == 0.5)
    #expect(report.byColumn["speaker"]?.map(\.value) == ["anna", "ben"])
    #expect(report.byColumn["speaker"]?.map(\.wordErrorRate) == [1.0 / 8.0, 2.0 / 3.0])
    #expect(report.byColumn["room"]?.map(\.value) == ["hall", "office"])
    #expect(report.worst.map(\.path) == ["b.wav", "c.wav"])
    let confusion = try #require(report.confusions.substitutions.first)
    #expect(confusion.reference == "a" && confusion.hypothesis == "eight")
    #expect(report.confusions.deletions.map(\.word) == ["b"])
    #expect(report.confusions.insertions.map(\.word) == ["b"])
  }

  @Test("Calibration and lost and made-up formulas are those worked out by hand")
  func calibration() throws {
    func utterance(_ said: String, _ heard: String, _ confidences: [Double], _ latex: String?)
      -> EvaluatedUtterance
    {
      EvaluatedUtterance(
        path: "x.wav", speaker: "anna", seconds: 1,
        reference: said.split(separator: " ").map(String.init),
        hypothesis: heard.split(separator: " ").map(String.init), confidences: confidences,
        hypothesisLaTeX: latex)
    }
    let report = EvaluationReport(
      of: [
        utterance("x plus y", "x plus i", [0.9, 0.95, 0.5], "x + i"),
        utterance("x plus y", "x plus", [0.1, 0.92], nil),
        utterance("this is the day when we went home", "x", [0.93], "x"),
      ], rejects: [utterance("", "x", [0.3], "x"), utterance("", "", [], nil)])
    let calibration = try #require(report.calibration)
    // 0.9…1: 0.9, 0.95, 0.92 right and 0.93 wrong; 0.5…0.6: one wrong; 0.1…0.2: one right.
    #expect(calibration.bins.map(\.words) == [1, 1, 4])
    #expect(calibration.bins.map(\.accuracy) == [1, 0, 0.75])
    let expected = (0.9 + 0.5 + 4 * (0.925 - 0.75)) / 6
    #expect(abs(calibration.expectedCalibrationError - expected) < 1e-12)
    #expect(calibration.svg.contains("<title>4 words</title>"))
    #expect(report.readable == 2 && report.rejects == 2)
    #expect(report.lostFormulaRate == 0.5)
    #expect(report.falseFormulaRate == 0.5)
  }

  @Test("JSON holds the figures as fractions under the documented keys and reads back")
  func json() throws {
    let report = EvaluationReport(of: utterances, workSeconds: 5, peakMemoryBytes: 4096)
    let json = try report.json()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    for key in [
      "wordErrorRate", "wordErrorRateInterval", "substitutions", "deletions", "insertions",
      "words", "utterances", "characterErrorRate", "formulaAccuracy", "formulaAccuracyInterval",
      "formulaAccuracyLenient", "realTimeFactor", "peakMemoryBytes", "byColumn", "worst",
      "confusions",
    ] {
      #expect(object[key] != nil, "\(key)")
    }
    let rate = try #require(object["wordErrorRate"] as? Double)
    #expect(abs(rate - 3.0 / 11.0) < 1e-12)
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: Data(json.utf8)) == report)
  }

  @Test("a report of nothing has no intervals and finite figures")
  func empty() throws {
    let report = EvaluationReport(of: [])
    #expect(report.wordErrorRate == 0)
    #expect(report.wordErrorRateInterval == nil)
    #expect(report.formulaAccuracy == nil)
    #expect(try !report.json().isEmpty)
    #expect(report.text.hasPrefix("word error rate"))
  }

  @Test("the text shows rates in percent and the tables asked for")
  func text() {
    let text = EvaluationReport(of: utterances, options: .init(columns: ["room"])).text
    #expect(text.contains("word error rate       27.27 %"))
    #expect(text.contains("1 substitutions, 1 deletions, 1 insertions in 11 words, 4 utterances"))
    #expect(text.contains("by room"))
    #expect(text.contains("a → eight"))
    #expect(text.hasSuffix("\n"))
  }

  @Test("trn lines end in one identity that both sides share; signs of the format are replaced")
  func trn() {
    let odd = EvaluatedUtterance(
      path: "e.wav", speaker: "Zoë (1)", seconds: 1, reference: ["a/b", "{x}"], hypothesis: [])
    let reference = TranscriptFile.text(of: [odd], side: .reference)
    let hypothesis = TranscriptFile.text(of: [odd], side: .hypothesis)
    #expect(reference == "a.b .x. (Zo...1.-000001)\n")
    #expect(hypothesis == "(Zo...1.-000001)\n")
  }

  @Test("the process reports the memory and time it used")
  func resources() {
    let clock = RealTimeFactor()
    #expect(ResourceUse.peakMemoryBytes() > 1 << 20)
    #expect(clock.elapsedSeconds >= 0)
    #expect(clock.processorSeconds >= 0)
    #expect(clock.factor(audioSeconds: 0) == nil)
  }
}

@Suite("Bootstrap interval")
struct BootstrapIntervalTests {
  private func shares(
    _ count: Int, probability: Double, using generator: inout SplitMix64
  ) -> [BootstrapInterval.Share] {
    (0..<count).map { _ in
      let words = Int.random(in: 3...12, using: &generator)
      let errors = (0..<words).filter { _ in
        Double.random(in: 0..<1, using: &generator) < probability
      }
      return .init(numerator: Double(errors.count), denominator: Double(words))
    }
  }

  // Oracle: the definition. Of 200 intervals about 190 hold the truth; fewer than 176 or more
  // than 199 is further than 4 standard deviations (3.1 each) from what 95 % with the bootstrap's
  // slight optimism gives.
  @Test("about 95 % of the intervals hold the true rate")
  func coverage() throws {
    var generator = SplitMix64(state: 3)
    var held = 0
    for trial in 0..<200 {
      let interval = try #require(
        BootstrapInterval.estimate(
          of: shares(80, probability: 0.1, using: &generator),
          options: .init(resamples: 200, seed: UInt64(trial))))
      held += interval.low <= 0.1 && 0.1 <= interval.high ? 1 : 0
    }
    #expect((176...199).contains(held), "\(held) of 200")
  }

  @Test("the same seed gives the same interval, another seed another")
  func seeded() {
    var generator = SplitMix64(state: 4)
    let units = shares(60, probability: 0.3, using: &generator)
    let once = BootstrapInterval.estimate(of: units, options: .init(seed: 5))
    #expect(once == BootstrapInterval.estimate(of: units, options: .init(seed: 5)))
    #expect(once != BootstrapInterval.estimate(of: units, options: .init(seed: 6)))
  }

  @Test("speakers who differ make a wider interval than their utterances do")
  func bySpeaker() throws {
    let good = BootstrapInterval.Share(numerator: 0, denominator: 10)
    let bad = BootstrapInterval.Share(numerator: 5, denominator: 10)
    let units = Array(repeating: good, count: 50) + Array(repeating: bad, count: 50)
    let names = units.indices.map { "speaker \($0 / 25)" }
    let single = try #require(BootstrapInterval.estimate(of: units))
    let grouped = try #require(
      BootstrapInterval.estimate(of: BootstrapInterval.shares(units, groupedBy: names)))
    #expect(grouped.high - grouped.low > 2 * (single.high - single.low))
  }

  @Test("one utterance, or nothing below the line, gives no interval")
  func tooLittle() {
    let one = BootstrapInterval.Share(numerator: 1, denominator: 2)
    let none = BootstrapInterval.Share(numerator: 0, denominator: 0)
    #expect(BootstrapInterval.estimate(of: [one]) == nil)
    #expect(BootstrapInterval.estimate(of: [none, none]) == nil)
  }
}
