import Foundation
import Testing

@Suite("dictex speak and dictex phrases")
struct SpeakCommandTests {
  @Test("LaTeX and words are told apart, and both are said")
  func guess() async throws {
    let outcome = try await CommandLineTool.run(
      ["speak"], input: "\\frac{a + b}{c}\n\na plus b all over c\none-half x\r\nx_1")
    #expect(outcome.code == 0)
    #expect(
      outcome.output
        == "a plus b all over c\n\na plus b all over c\none half x\nx sub one\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test("What verbose speech says, parse writes")
  func verbose() async throws {
    let latex = "\\frac{1}{x + 1}\n{}_{2}^{14}C\n\\sqrt[n + 1]{y}\n"
    let spoken = try await CommandLineTool.run(
      ["speak", "--from", "latex", "--verbosity", "verbose"], input: latex)
    let parsed = try await CommandLineTool.run(["parse"], input: spoken.output)
    #expect(parsed.output == latex)
  }

  @Test("A line that cannot be read stays empty and is reported by number")
  func unreadable() async throws {
    let outcome = try await CommandLineTool.run(["speak"], input: "x\n\\gargle\ny gargle\nz\n")
    #expect(outcome.code == 1)
    #expect(outcome.output == "x\n\n\nz\n")
    #expect(outcome.errorLines.count == 2)
    #expect(outcome.errors.contains("line 2"))
    #expect(outcome.errors.contains("line 3"))
  }

  @Test("Each line of --json is an object that says what the plain line says")
  func json() async throws {
    let outcome = try await CommandLineTool.run(["speak", "--json"], input: "x^2\n\\gargle\n")
    #expect(outcome.code == 1)
    let objects = try outcome.outputLines.dropLast().map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    try #require(objects.count == 2)
    #expect(objects[0]["words"] as? String == "x squared")
    #expect(objects[0]["latex"] as? String == "x^{2}")
    #expect(objects[0]["from"] as? String == "latex")
    #expect(objects[1]["words"] == nil)
    #expect(objects[1]["error"] != nil)
  }

  @Test("phrases lists everything by group")
  func allPhrases() async throws {
    let outcome = try await CommandLineTool.run(["phrases"])
    #expect(outcome.code == 0)
    #expect(outcome.output.hasPrefix("Operators\n"))
    #expect(outcome.outputLines.count > 300)
  }

  @Test("phrases finds words and LaTeX commands", arguments: [["at", "most"], ["\\leq"], ["leq"]])
  func found(words: [String]) async throws {
    let outcome = try await CommandLineTool.run(["phrases"] + words)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("\\leq "))
    #expect(outcome.output.contains("less than or equal to"))
    #expect(!outcome.output.contains("\\cup"))
  }

  @Test("What is in no phrase gives 1 and near spellings")
  func noPhrase() async throws {
    let outcome = try await CommandLineTool.run(["phrases", "integrel"])
    #expect(outcome.code == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("integral"))
  }

  @Test("phrases --json prints an object for each meaning")
  func phrasesJSON() async throws {
    let outcome = try await CommandLineTool.run(["phrases", "--json", "theta"])
    let objects = try outcome.outputLines.dropLast().map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.contains { $0["latex"] as? String == "\\theta" })
  }
}
