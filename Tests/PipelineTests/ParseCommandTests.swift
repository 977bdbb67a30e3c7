import Foundation
import Testing

@Suite("dictex parse")
struct ParseCommandTests {
  @Test("Lines of words become lines of LaTeX, whatever the line ends and the byte order mark")
  func lines() async throws {
    let outcome = try await CommandLineTool.run(
      ["parse"], input: "\u{FEFF}x squared plus one\r\n\nA over B\ntwo x")
    #expect(outcome.code == 0)
    #expect(outcome.output == "x^{2} + 1\n\n\\frac{a}{b}\n2x\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test("A line that cannot be read stays empty and is reported by number and word")
  func unreadable() async throws {
    let outcome = try await CommandLineTool.run(["parse"], input: "x\ny plus gargle\nz\n")
    #expect(outcome.code == 1)
    #expect(outcome.output == "x\n\nz\n")
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("line 2"))
    #expect(outcome.errors.contains("gargle"))
  }

  @Test("Bytes that are no UTF-8 are reported, and the next line is read")
  func notUTF8() async throws {
    let outcome = try await CommandLineTool.shell(
      "printf 'x\\xff\\ny\\n' | \"$DICTEX\" parse")
    #expect(outcome.code == 1)
    #expect(outcome.output == "\ny\n")
    #expect(outcome.errors.contains("line 1: not UTF-8"))
  }

  @Test("Each line of --json is an object that says what the plain line says")
  func json() async throws {
    let input = "one over x plus two\nx plus gargle\n"
    let plain = try await CommandLineTool.run(["parse"], input: input)
    let outcome = try await CommandLineTool.run(
      ["parse", "--json", "--alternatives", "3"], input: input)
    #expect(outcome.code == 1)
    let objects = try outcome.outputLines.dropLast().map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    try #require(objects.count == 2)
    #expect(objects[0]["latex"] as? String == plain.outputLines.first.map(String.init))
    #expect((objects[0]["alternatives"] as? [Any])?.count ?? 0 > 1)
    #expect(objects[1]["latex"] == nil)
    #expect(objects[1]["errorWords"] as? [Int] == [3, 3])
  }

  @Test("Answers come while the input is still open")
  func interactive() async throws {
    // The second line is sent only after the first answer has been read.
    let outcome = try await CommandLineTool.shell(
      """
      coproc "$DICTEX" parse
      echo 'x plus one' >&${COPROC[1]}; read -t 20 -r first <&${COPROC[0]}
      echo "y$first" | tr -d ' +'; echo 'x times two' >&${COPROC[1]}
      read -t 20 -r second <&${COPROC[0]}; echo "$second"
      """)
    #expect(outcome.outputLines.first == "yx1")
    #expect(outcome.outputLines.count == 3)
  }

  @Test("Sentences keep their prose, and formulas in them stand between dollar signs")
  func prose() async throws {
    let outcome = try await CommandLineTool.run(
      ["parse", "--prose"],
      input: "So f of x equals x squared.\nthe root of the matter is clear\n\n")
    #expect(outcome.code == 0)
    #expect(
      outcome.output == "So $f(x) = x^{2}$.\nthe root of the matter is clear\n\n")
    let sentence = try await CommandLineTool.run(
      ["parse"], input: "this is a point that we have to see\n")
    #expect(sentence.code == 1)
    #expect(sentence.output == "\n")
  }

  @Test("MathML is one element a line")
  func mathML() async throws {
    let outcome = try await CommandLineTool.run(["parse", "--mathml"], input: "x over two\n")
    #expect(outcome.code == 0)
    #expect(outcome.output.hasPrefix("<math"))
    #expect(outcome.output.hasSuffix("</math>\n"))
    #expect(outcome.output.contains("<mfrac>"))
    #expect(outcome.outputLines.count == 2)
  }
}
