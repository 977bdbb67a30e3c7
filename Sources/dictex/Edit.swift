import ArgumentParser
import Editing
import Foundation
import SpokenMath
import Typesetting

/// `dictex edit`: lines of words dictate and change one formula.
struct Edit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Dictate and edit a formula in lines of words, and print it after each line.",
    discussion: """
      Words of a formula go on where the last line stopped. Commands change what is there: scratch \
      that, undo, redo, clear; change x squared to x cubed; replace the exponent with three; the \
      denominator should be two a; delete the last term; put brackets around x plus one; select \
      the numerator; wrap that in a square root; insert plus one after b; where am I; read that \
      back; choose two; next line. Within a line, "no" takes back: x squared no cubed.

      A line that cannot be read or done leaves the formula as it was; the error stands on standard \
      error and the exit code is then 1.

      Examples:
        printf '%s\\n' "a over b" "the denominator should be two a" undo | dictex edit
      """)

  @OptionGroup var reading: ReadingOption

  @Flag(help: "Print one JSON object for each line.")
  var json = false

  func run() throws {
    let parser = try reading.parser()
    var editor = FormulaEditor(parser: parser)
    try InputLines.answer { line in
      let words = BreathRepair.repaired(try line.words().map(\.text))
      var answer: [String]?
      let commands = EditCommandReader().commands(in: words)
      if !commands.isEmpty {
        switch try editor.apply(commands) {
        case .changed, .accepted: break
        case .answer(let said): answer = said
        case .nextLine: editor = FormulaEditor(parser: parser)
        }
      } else if !words.isEmpty {
        try editor.dictate(words)
      }
      try print(
        Report(line: line.number, formula: editor.formula, isCommand: !commands.isEmpty, answer))
    } failure: { error, line in
      try print(Report(line: line.number, formula: editor.formula, isCommand: nil, nil, error))
    }
  }

  private func print(_ report: Report) throws {
    let answer = report.answer ?? report.latex
    try StandardOutput.shared.writeLine(json ? JSONText.line(report) : answer)
  }

  /// What is printed of a line.
  private struct Report: Encodable {
    var line: Int
    var latex: String
    var mathml: String
    var command: Bool?
    var answer: String?
    var error: String?

    init(
      line: Int, formula: MathExpression, isCommand: Bool?, _ answer: [String]?,
      _ error: (any Error)? = nil
    ) {
      self.line = line
      latex = LaTeXWriter().latex(formula)
      mathml = MathMLWriter().mathML(formula, display: true)
      command = isCommand
      self.answer = answer?.joined(separator: " ")
      self.error = error.map { "\($0)" }
    }
  }
}
