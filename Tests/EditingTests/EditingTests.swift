import Editing
import Foundation
import SpokenMath
import Testing
import Typesetting

@Suite("Editing by voice")
struct EditingTests {
  struct Scenario: Sendable, CustomTestStringConvertible {
    let before: String
    let steps: [[String]]
    let after: String
    var testDescription: String {
      "\(before) → \(steps.map { $0.joined(separator: " ") }) → \(after)"
    }
  }

  static let scenarios: [Scenario] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpus/editing.tsv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { return nil }
      let steps = fields[1].components(separatedBy: " / ")
      return Scenario(
        before: fields[0], steps: steps.map { $0.split(separator: " ").map(String.init) },
        after: fields[2])
    }
  }()

  private func editor(_ latex: String) throws -> FormulaEditor {
    FormulaEditor(try LaTeXReader().expression(of: latex))
  }

  private func say(_ words: [String], to editor: inout FormulaEditor) throws {
    let words = BreathRepair.repaired(words)
    let commands = EditCommandReader().commands(in: words)
    if commands.isEmpty {
      try editor.dictate(words)
    } else {
      try editor.apply(commands)
    }
  }

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  @Test("The corpus has its scenarios")
  func size() { #expect(Self.scenarios.count >= 60) }

  @Test("What is said changes the formula as it should", arguments: scenarios)
  func scenario(_ scenario: Scenario) throws {
    var editor = try editor(scenario.before)
    for step in scenario.steps { try say(step, to: &editor) }
    let expected = try LaTeXReader().expression(of: scenario.after)
    #expect(
      LaTeXWriter().latex(editor.formula) == LaTeXWriter().latex(expected))
  }

  @Test("Every scenario can be undone, step by step, and done again", arguments: scenarios)
  func undo(_ scenario: Scenario) throws {
    guard !scenario.steps.joined().contains(where: ["undo", "redo", "scratch"].contains) else {
      return
    }
    var editor = try editor(scenario.before)
    let first = editor.formula
    for step in scenario.steps { try say(step, to: &editor) }
    let last = editor.formula
    for _ in scenario.steps { try editor.apply(.undo) }
    #expect(editor.formula == first)
    for _ in scenario.steps { try editor.apply(.redo) }
    #expect(editor.formula == last)
  }

  @Test(
    "Formulas are not taken for commands",
    arguments: [
      "x squared plus one", "number of elements in a", "the change in x", "delta x",
      "the root of x", "select", "a should", "limit as x goes to zero", "replace", "insert x",
    ])
  func noCommand(said: String) {
    #expect(EditCommandReader().commands(in: words(said)).isEmpty)
  }

  @Test("What cannot be done says why and leaves everything as it was")
  func failures() throws {
    var editor = try editor("x^{2}")
    let before = editor.formula
    #expect(throws: FormulaEditor.Failure.notFound(["y"])) {
      try say(["delete", "y"], to: &editor)
    }
    #expect(throws: FormulaEditor.Failure.noPart(.denominator)) {
      try say(words("delete the denominator"), to: &editor)
    }
    #expect(throws: FormulaEditor.Failure.nothingToUndo) { try say(["undo"], to: &editor) }
    #expect(throws: FormulaEditor.Failure.nothingToRedo) { try say(["redo"], to: &editor) }
    #expect(throws: FormulaEditor.Failure.unreadable(["blorb"])) {
      try say(words("change x to blorb"), to: &editor)
    }
    #expect(editor.formula == before)
    #expect(
      "\(FormulaEditor.Failure.noPart(.lowerLimit))" == "the formula has no lower limit")
  }

  @Test("Questions are answered in words")
  func answers() throws {
    var editor = try editor("\\frac{x + 1}{2} = y")
    #expect(
      try editor.apply(.readBack)
        == .answer(words("x plus one all over two equals y")))
    try editor.apply(.select(.part(.numerator)))
    #expect(
      try editor.apply(.whereAmI) == .answer(words("x plus one in the numerator")))
    #expect(try editor.apply(.readBack) == .answer(words("x plus one")))
    #expect(try editor.apply(.nextLine) == .nextLine)
    #expect(try editor.apply(.accept) == .accepted)
  }

  @Test("What was said goes on where it stopped, and can be read another way")
  func goesOn() throws {
    var editor = FormulaEditor()
    try editor.dictate(["a"])
    try editor.dictate(["over", "b"])
    #expect(LaTeXWriter().latex(editor.formula) == "\\frac{a}{b}")
    try editor.dictate(["plus", "c"])
    let choices = editor.choices
    #expect(choices.count > 1 && choices[0] == editor.formula)
    try editor.apply(.choose(2))
    #expect(editor.formula == choices[1] && editor.choices == choices)
    try editor.dictate(["equals", "d"])
    #expect(editor.formula.nodes.starts(with: choices[1].nodes))
    try editor.apply(.undo)
    try editor.apply(.undo)
    #expect(editor.formula == choices[0])
    #expect(throws: FormulaEditor.Failure.noReading(9)) { try editor.apply(.choose(9)) }
  }

  @Test("After an edit, what follows is appended and no longer read together with what was said")
  func appends() throws {
    var editor = FormulaEditor()
    try editor.dictate(["a", "plus", "c"])
    try editor.apply(EditCommandReader().commands(in: words("change c to d")))
    try editor.dictate(["squared"])
    #expect(LaTeXWriter().latex(editor.formula) == "a + d^{2}")
    #expect(editor.choices.isEmpty)
  }

  @Test(
    "What is taken back in the same breath is mended",
    arguments: [
      ("x squared no cubed", "x cubed"), ("x over two no x over three", "x over three"),
      ("no", "no"), ("no x", "no x"), ("x no", "x no"),
      ("a plus b sorry c no d", "a plus d"), ("square root of x no of y", "square root of y"),
    ])
  func repair(said: String, meant: String) {
    #expect(BreathRepair.repaired(words(said)) == words(meant))
  }
}

@Suite("Commands that a formula allows")
struct AllowedCommandTests {
  private func phrases(_ latex: String, choices: Int = 0) throws -> Set<String> {
    let formula = try LaTeXReader().expression(of: latex)
    return Set(
      EditCommandReader.phrases(for: formula, choices: choices).map { $0.joined(separator: " ") })
  }

  @Test("Parts that it has can be named, others not")
  func parts() throws {
    let fraction = try phrases("\\frac{a}{b}")
    #expect(fraction.isSuperset(of: ["undo", "select the numerator", "delete the denominator"]))
    #expect(!fraction.contains("select the exponent"))
    #expect(try phrases("x^{2}").contains("select the exponent"))
  }

  @Test("Choices can be named as far as there are any")
  func choices() throws {
    let phrases = try phrases("x", choices: 2)
    #expect(phrases.contains("choose two") && !phrases.contains("choose three"))
  }

  @Test("Without a formula there is little to do")
  func empty() throws {
    let phrases = try phrases("")
    #expect(phrases.contains("undo") && !phrases.contains("clear"))
  }

  @Test("Every one of them is a command", arguments: ["", "\\frac{a^{2}}{\\sqrt{b}} = c + d"])
  func areCommands(latex: String) throws {
    for phrase in try phrases(latex, choices: 9) {
      let words = phrase.split(separator: " ").map(String.init)
      #expect(!EditCommandReader().commands(in: words).isEmpty, "\(phrase)")
    }
  }
}
