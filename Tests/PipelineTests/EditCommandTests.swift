import Foundation
import Testing

@Suite("dictex edit")
struct EditCommandTests {
  @Test("A formula grows and changes line by line")
  func session() async throws {
    let lines = [
      "a", "over b", "the denominator should be two a", "read that back", "undo",
      "x squared no cubed", "next line", "y",
    ]
    let outcome = try await CommandLineTool.run(["edit"], input: lines.joined(separator: "\n"))
    #expect(outcome.code == 0)
    #expect(
      outcome.outputLines.dropLast() == [
        "a", "\\frac{a}{b}", "\\frac{a}{2a}", "a over two a", "\\frac{a}{b}",
        "\\frac{a}{bx^{3}}", "", "y",
      ])
  }

  @Test("What cannot be done is reported, and the formula stays")
  func failure() async throws {
    let outcome = try await CommandLineTool.run(
      ["edit", "--json"], input: "x squared\ndelete the denominator\n")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("line 2: the formula has no denominator"))
    let last = try #require(outcome.outputLines.dropLast().last)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
    #expect(object["latex"] as? String == "x^{2}")
    #expect(object["error"] as? String == "the formula has no denominator")
  }
}
