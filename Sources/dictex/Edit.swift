import ArgumentParser
import Dictation
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
    let session = DictationSession(parser: try reading.parser())
    try InputLines.answer { line in
      let words = try line.words().map(\.text)
      var report = Report(line: line.number)
      for event in words.isEmpty ? [] : session.say(words) {
        guard case .turn(let turn) = event else { continue }
        switch turn.meaning {
        case .mathematics: report.command = false
        case .command: report.command = true
        case .nothing(let reason): throw Refusal(description: reason)
        }
        report.answer = turn.answer?.joined(separator: " ")
      }
      try print(report, session.formula)
    } failure: { error, line in
      try print(Report(line: line.number, error: "\(error)"), session.formula)
    }
  }

  private func print(_ report: Report, _ formula: MathExpression) throws {
    var report = report
    report.latex = LaTeXWriter().latex(formula)
    report.mathml = MathMLWriter().mathML(formula, display: true)
    try StandardOutput.shared.writeLine(
      json ? JSONText.line(report) : report.answer ?? report.latex)
  }

  private struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  /// What is printed of a line.
  private struct Report: Encodable {
    var line: Int
    var latex = ""
    var mathml = ""
    var command: Bool?
    var answer: String?
    var error: String?
  }
}
