import Foundation
import Recognition
import Testing

@Suite("Language model recipe")
struct LanguageModelRecipeTests {
  private func recipe() -> LanguageModelRecipe {
    var recipe = LanguageModelRecipe()
    recipe.order = 3
    recipe.pruningThreshold = 0
    return recipe
  }

  @Test("Held-out lines are not learnt, and their words not known")
  func exclusion() throws {
    let source = LanguageModelRecipe.Source(
      name: "formulas", lines: ["x plus y", "secret z", "x plus z"], heldOut: ["secret z"])
    let result = try recipe().make(from: [source])
    #expect(!result.words.contains("secret"))
    #expect(!result.table.words.contains("secret"))
    #expect(result.words.contains("plus"))
  }

  @Test("Emphasis raises the probability of a source's lines")
  func emphasis() throws {
    let formulas = LanguageModelRecipe.Source(
      name: "formulas", lines: (0..<50).map { "x plus \(["y", "z", "two"][$0 % 3])" })
    var commands = LanguageModelRecipe.Source(
      name: "commands", lines: ["go", "stop"], isRenamed: false)
    let plain = LanguageModel(try recipe().make(from: [formulas, commands]).table)
    commands.emphasis = 0.2
    let emphatic = LanguageModel(try recipe().make(from: [formulas, commands]).table)
    #expect(
      emphatic.logProbability(ofLine: ["stop"]) > plain.logProbability(ofLine: ["stop"]) + 1)
    commands.emphasis = 0.95
    #expect(throws: LanguageError.self) { try recipe().make(from: [formulas, commands]) }
  }

  @Test("Renaming lets an unseen letter follow where others did, and never renames the article")
  func renaming() throws {
    let source = LanguageModelRecipe.Source(
      name: "formulas", lines: Array(repeating: "a sub b plus c sub d", count: 20))
    var recipe = recipe()
    let words = ["q", "quotient"]
    let renamed = LanguageModel(
      try recipe.make(from: [source], additionalWords: words).table)
    recipe.renamedWeight = 0
    let plain = LanguageModel(try recipe.make(from: [source], additionalWords: words).table)
    #expect(
      renamed.logProbability(ofLine: ["a", "sub", "q"])
        > plain.logProbability(ofLine: ["a", "sub", "q"]) + 1)
    #expect(
      renamed.logProbability(ofLine: ["a", "sub", "quotient"])
        < renamed.logProbability(ofLine: ["a", "sub", "q"]))
    #expect(
      renamed.logProbability(ofLine: ["a"]) > renamed.logProbability(ofLine: ["q"]))
  }

  @Test("What is written into a model directory is read back, the same on every run")
  func files() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("dictex-language-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let lines = try LanguageModelRecipe.lines(
      contentsOf: Fixture.directory.appendingPathComponent("lines.txt").path)
    #expect(lines.count == 160)
    let source = LanguageModelRecipe.Source(name: "lines", lines: lines)
    let result = try recipe().make(from: [source])
    try result.write(toDirectory: directory)
    let again = try recipe().make(from: [source])
    #expect(again.table == result.table)
    let model = try LanguageModel.load(contentsOf: directory + "/language.lm")
    let lexicon = try Lexicon(contentsOf: directory + "/lexicon.txt", vocabulary: .english)
    #expect(lexicon.words == result.words)
    #expect(
      abs(
        model.logProbability(ofLine: ["x", "plus", "y"])
          - LanguageModel(result.table).logProbability(ofLine: ["x", "plus", "y"])) < 0.01)
  }

  @Test("Lists with a header give their words column, plain texts their first")
  func columns() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("dictex-lines-\(UUID()).tsv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "path\tseconds\twords\na.wav\t1\tx plus y\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(try LanguageModelRecipe.lines(contentsOf: path) == ["x plus y"])
    try "x plus y\tex plus why\tus\n\nz\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try LanguageModelRecipe.lines(contentsOf: path) == ["x plus y", "z"])
  }
}
