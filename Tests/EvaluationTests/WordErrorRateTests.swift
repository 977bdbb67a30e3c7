import Evaluation
import Foundation
import Testing

@Suite("Word error rate")
struct WordErrorRateTests {
  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private func counts(_ reference: String, _ hypothesis: String) -> [Int] {
    let alignment = WordErrorRate.align(
      reference: words(reference), hypothesis: words(hypothesis))
    return [
      alignment.correct, alignment.substitutions, alignment.deletions, alignment.insertions,
    ]
  }

  @Test(
    "small alignments are those worked out by hand",
    arguments: [
      ("x plus y", "x plus y", [3, 0, 0, 0]),
      ("x plus y", "x minus y", [2, 1, 0, 0]),
      ("x plus y", "x y", [2, 0, 1, 0]),
      ("x plus y", "x plus plus y", [3, 0, 0, 1]),
      ("x plus y", "", [0, 0, 3, 0]),
      ("", "x plus", [0, 0, 0, 2]),
      ("", "", [0, 0, 0, 0]),
      // A deletion and an insertion weigh 6, two substitutions 8.
      ("a b", "b c", [1, 0, 1, 1]),
      ("X Plus y", "x plus Y", [3, 0, 0, 0]),
    ])
  func byHand(reference: String, hypothesis: String, expected: [Int]) {
    #expect(counts(reference, hypothesis) == expected)
  }

  @Test("the steps of an alignment spell both sides in order")
  func stepsSpellBothSides() {
    var generator = SplitMix64(state: 7)
    for _ in 0..<200 {
      let (reference, hypothesis) = randomPair(using: &generator)
      let alignment = WordErrorRate.align(reference: reference, hypothesis: hypothesis)
      var said: [String] = []
      var heard: [String] = []
      for step in alignment.steps {
        switch step {
        case .correct(let word):
          said.append(word)
          heard.append(word)
        case .substitution(let reference, let hypothesis):
          #expect(reference.lowercased() != hypothesis.lowercased())
          said.append(reference)
          heard.append(hypothesis)
        case .deletion(let word): said.append(word)
        case .insertion(let word): heard.append(word)
        }
      }
      #expect(said == reference)
      // Case makes no word another word.
      #expect(heard.map { $0.lowercased() } == hypothesis.map { $0.lowercased() })
    }
  }

  @Test("a total is the sum of its utterances, in whatever parts it was counted")
  func totals() {
    var generator = SplitMix64(state: 8)
    var whole = WordErrorRate()
    var parts = [WordErrorRate(), WordErrorRate()]
    for number in 0..<50 {
      let (reference, hypothesis) = randomPair(using: &generator)
      whole.add(reference: reference, hypothesis: hypothesis)
      parts[number % 2].add(reference: reference, hypothesis: hypothesis)
    }
    parts[0].add(parts[1])
    #expect(parts[0] == whole)
    #expect(whole.utterances == 50)
    #expect(whole.errors == whole.substitutions + whole.deletions + whole.insertions)
    #expect(abs(whole.rate - Double(whole.errors) / Double(whole.words)) < 1e-15)
  }

  @Test("the rate of silence is 0, and stays finite where words were made up")
  func nothingSaid() {
    var total = WordErrorRate()
    #expect(total.rate == 0)
    total.add(reference: [], hypothesis: ["x"])
    #expect(total.rate == 1)
  }

  @Test("character edits are counted over words joined by spaces")
  func characters() {
    var total = CharacterErrorRate()
    total.add(reference: ["kitten"], hypothesis: ["sitting"])
    #expect(total.edits == 3)
    #expect(total.characters == 6)
    total.add(reference: ["x", "y"], hypothesis: ["xy"])
    #expect(total.edits == 4)
    #expect(total.characters == 9)
    #expect(abs(total.rate - 4.0 / 9.0) < 1e-15)
  }

  // Oracle: sclite of Debian's sctk 2.4, `sctk sclite -i rm -r … trn -h … trn -o pra stdout`.
  @Test("the counts of random word sequences are those of sclite, utterance by utterance")
  func agreesWithSclite() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/sctk") else {
      print("skipped: sctk is not installed (apt install sctk)")
      return
    }
    var generator = SplitMix64(state: 9)
    let utterances = (0..<600).map { number in
      let (reference, hypothesis) = randomPair(using: &generator)
      return EvaluatedUtterance(
        path: "\(number)", speaker: number % 3 == 0 ? "one_voice" : "other-voice", seconds: 1,
        reference: reference, hypothesis: hypothesis)
    }
    let folder = NSTemporaryDirectory() + "dictex-sclite-\(UUID().uuidString)/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for side in TranscriptFile.Side.allCases {
      try TranscriptFile.text(of: utterances, side: side)
        .write(toFile: folder + side.rawValue, atomically: true, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sctk")
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.arguments = [
      "sclite", "-i", "rm", "-r", "reference", "trn", "-h", "hypothesis", "trn", "-o", "pra",
      "stdout",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()

    var theirs: [Int: [Int]] = [:]
    var number = 0
    for line in output.split(separator: "\n") {
      if line.hasPrefix("id: ") {
        number = Int(line.suffix(7).prefix(6)) ?? 0
      } else if line.hasPrefix("Scores:") {
        theirs[number] = line.split(separator: " ").compactMap { Int($0) }
      }
    }
    #expect(theirs.count == utterances.count)
    for (index, utterance) in utterances.enumerated() {
      let ours = WordErrorRate.align(
        reference: utterance.reference, hypothesis: utterance.hypothesis)
      #expect(
        theirs[index + 1]
          == [ours.correct, ours.substitutions, ours.deletions, ours.insertions],
        "\(utterance.reference) against \(utterance.hypothesis)")
    }
  }

  private func randomPair(
    using generator: inout SplitMix64
  ) -> (reference: [String], hypothesis: [String]) {
    let vocabulary = ["x", "squared", "Plus", "plus", "over", "theta"].prefix(
      Int.random(in: 2...6, using: &generator))
    func words(_ range: ClosedRange<Int>) -> [String] {
      (0..<Int.random(in: range, using: &generator)).map { _ in
        vocabulary.randomElement(using: &generator) ?? "x"
      }
    }
    return (words(0...14), words(0...14))
  }
}
