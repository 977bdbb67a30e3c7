import Foundation
import Testing
import Training

@Suite("dictex language-model and synthesize")
struct DataCommandTests {
  @Test("A language model of two lines is an ARPA file that knows their words")
  func languageModel() async throws {
    let outcome = try await CommandLineTool.run(
      ["language-model", "-", "--order", "2"],
      input: "x plus one\tignored\nx squared plus one\n")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("\\data\\"))
    #expect(outcome.output.contains("\\end\\"))
    for word in ["x", "plus", "one", "squared", "<s>", "</s>", "<unk>"] {
      #expect(outcome.output.contains("\t\(word)\t"), "\(word)")
    }
    #expect(!outcome.output.contains("ignored"))
  }

  @Test("The compact form is written whole and says what it holds")
  func compactForm() async throws {
    let folder = try TemporaryFolder()
    let texts = try folder.file("texts.tsv", Array("x plus one\nx minus one\n".utf8))
    let outcome = try await CommandLineTool.run(
      ["language-model", texts, "--output", "\(folder.path)/language.lm"])
    #expect(outcome.code == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("3-grams"))
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/language.lm"))
  }

  @Test("An empty text gives one line and 1")
  func emptyText() async throws {
    let outcome = try await CommandLineTool.run(["language-model", "-"], input: "\n\n")
    #expect(outcome.code == 1)
    #expect(outcome.errorLines.count == 1)
  }

  @Test(
    "Lines of words become recordings and a manifest that names them",
    .enabled(if: InstalledEngines.all().contains { $0.name == "espeak-ng" }, "needs espeak-ng"))
  func synthesize() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineTool.run(
      ["synthesize", "-", "--output", folder.path, "--engines", "espeak-ng", "--json"],
      input: "x squared plus one\nalpha over two\n")
    #expect(outcome.code == 0)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["clips"] as? Int == 2)
    let utterances = try Manifest.read(path: #require(object["manifest"] as? String))
    #expect(utterances.map(\.words.count) == [4, 3])
  }

  @Test("synthesize --plan prints what engines would read, and makes nothing")
  func synthesisPlan() async throws {
    let outcome = try await CommandLineTool.run(
      [
        "synthesize", "-", "--plan", "--engines", "mine@hibari=true {text} {output}", "--voices",
        "one",
      ], input: "a plus b\n")
    #expect(outcome.code == 0)
    #expect(outcome.output == "a plus b\t[a](/ˈA/) plus b.\tmine\tone\n")
  }

  @Test("An engine that nobody knows is named")
  func unknownEngine() async throws {
    let outcome = try await CommandLineTool.run(
      ["synthesize", "-", "--output", "/tmp/unused", "--engines", "parrot"], input: "x\n")
    #expect(outcome.code == 1)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("parrot"))
  }
}
