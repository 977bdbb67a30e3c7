import Foundation
import Recognition
import Testing

@Suite("Language model files")
struct LanguageModelFileTests {
  private func table() throws -> NGramTable {
    try NGramTable(arpa: Fixture.text("lines.3.arpa"))
  }

  private func withFile<Result>(_ bytes: Data, _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("dictex-\(UUID()).lm")
    try bytes.write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  @Test("ARPA text written and read again is the same table")
  func arpaRoundTrip() throws {
    let table = try table()
    let again = try NGramTable(arpa: table.arpa())
    #expect(again.words == table.words)
    for (ours, theirs) in zip(again.levels, table.levels) {
      #expect(ours.nGrams == theirs.nGrams)
      #expect(
        zip(ours.logProbabilities, theirs.logProbabilities).allSatisfy { abs($0 - $1) < 1e-5 })
      #expect(zip(ours.backOffs, theirs.backOffs).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test("The compact form holds the same n-grams, their logarithms to half of 1/1024")
  func compactRoundTrip() throws {
    let table = try table()
    let compact = try table.compactForm()
    #expect(compact.count < table.arpa().utf8.count / 2)
    let again = try withFile(compact) { try LanguageModel.load(contentsOf: $0).table }
    #expect(again.words == table.words)
    for (ours, theirs) in zip(again.levels, table.levels) {
      #expect(ours.nGrams == theirs.nGrams)
      #expect(
        zip(ours.logProbabilities, theirs.logProbabilities).allSatisfy {
          abs($0 - max($1, -32)) <= 0.5 / 1024 + 1e-6
        })
      #expect(zip(ours.backOffs, theirs.backOffs).allSatisfy { abs($0 - $1) <= 0.5 / 1024 + 1e-6 })
    }
    #expect(try again.compactForm() == compact)
  }

  @Test("A damaged compact model is an error, whichever byte is hit and wherever it is cut")
  func damage() throws {
    let whole = try table().compactForm()
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      var damaged = whole
      let place = Int.random(in: 8..<whole.count, using: &generator)
      damaged[place] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(throws: LanguageError.self) {
        try withFile(damaged) { try LanguageModel.load(contentsOf: $0) }
      }
      let cut = whole.prefix(Int.random(in: 8..<whole.count, using: &generator))
      #expect(throws: LanguageError.self) {
        try withFile(cut) { try LanguageModel.load(contentsOf: $0) }
      }
    }
  }

  @Test(
    "Malformed ARPA text is an error that names the line",
    arguments: [
      ("", 1, "'\\data\\'"),
      ("\\data\\\nngram 1=x\n", 2, "ngram 1=COUNT"),
      ("\\data\\\nngram 1=1\n\\2-grams:\n", 3, "1-grams"),
      ("\\data\\\nngram 1=1\n\\1-grams:\nminus\ta\n", 4, "logarithm"),
      ("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta\tnan\n", 4, "back-off"),
      ("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta\n-1\ta\n", 5, "once"),
      ("\\data\\\nngram 1=2\n\\1-grams:\n-1\ta\n\\end\\\n", 5, "announced 2"),
      ("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta\n", 5, "\\end\\"),
    ])
  func malformed(text: String, line: Int, wanted: String) {
    #expect {
      try NGramTable(arpa: text, path: "bad.arpa")
    } throws: { error in
      "\(error)".hasPrefix("bad.arpa:\(line):") && "\(error)".contains(wanted)
        && !"\(error)".contains("\n")
    }
  }

  @Test("An n-gram without its context is an error")
  func missingContext() {
    let text = """
      \\data\\
      ngram 1=2
      ngram 2=0
      ngram 3=1

      \\1-grams:
      -1\ta
      -1\tb

      \\2-grams:

      \\3-grams:
      -1\ta b a

      \\end\\
      """
    #expect(throws: LanguageError.self) { try NGramTable(arpa: text) }
  }
}
