import ArgumentParser
import Foundation
import SpokenMath
import Typesetting

/// `dictex parse`: lines of words in, lines of LaTeX out.
struct Parse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn lines of words from standard input into lines of LaTeX.",
    discussion: """
      A line that cannot be read gives an empty line, and an error with its number on standard \
      error; the exit code is then 1. A blank line stays blank.

      Examples:
        echo "x squared plus one over two" | dictex parse
        dictex parse --alternatives 3 < lines.txt      the readings, best first, tabs between
        dictex parse --json < lines.txt | jq -r .latex
        echo "we know that x squared is at least zero" | dictex parse --prose
      """)

  @OptionGroup var reading: ReadingOption

  @Option(help: "Print up to this many readings, best first, with tabs between.")
  var alternatives = 1

  @Flag(name: .customLong("mathml"), help: "Print presentation MathML in place of LaTeX.")
  var mathML = false

  @Flag(help: "Print one JSON object for each line.")
  var json = false

  @Flag(help: "Read sentences: prose stays, and formulas in it stand between dollar signs.")
  var prose = false

  func validate() throws {
    try require(1...100, alternatives, "--alternatives")
    if prose, json || mathML || alternatives > 1 {
      throw ValidationError("--prose goes with none of --json, --mathml and --alternatives.")
    }
    if mathML, json { throw ValidationError("--mathml and --json exclude one another.") }
  }

  func run() throws {
    let parser = try reading.parser()
    try InputLines.answer { line in
      if prose { return try printProse(of: line, parser) }
      let words = try line.words()
      if words.isEmpty, !json { return try StandardOutput.shared.writeLine("") }
      try print(parser.readings(of: words, limit: alternatives), of: line)
    } failure: { error, line in
      try StandardOutput.shared.writeLine(
        json ? JSONText.line(ReadingsJSON(line: line.number, error: error)) : "")
    }
  }

  private func printProse(of line: InputLine, _ parser: SpokenMathParser) throws {
    let words = try line.words(keepingCase: true)
    let segments = ProseReader(convention: parser.convention, phrases: parser.phrases).segments(
      of: words)
    try StandardOutput.shared.writeLine(LaTeXWriter().text(of: segments, words: words))
  }

  private func print(_ readings: [Reading], of line: InputLine) throws {
    if json {
      let text = try JSONText.line(ReadingsJSON(line: line.number, readings: readings))
      return try StandardOutput.shared.writeLine(text)
    }
    let formulas = readings.map {
      mathML
        ? MathMLWriter().mathML($0.expression, display: true)
        : LaTeXWriter().latex($0.expression)
    }
    try StandardOutput.shared.writeLine(formulas.joined(separator: "\t"))
  }
}

/// What `parse --json` prints of a line.
private struct ReadingsJSON: Encodable {
  struct Alternative: Encodable {
    var latex: String
    var mathml: String
    var score: Double
    var heuristics: [String]
  }

  var line: Int
  var latex: String?
  var alternatives: [Alternative] = []
  var error: String?
  /// The first and last word to blame, counted from 1.
  var errorWords: [Int]?

  init(line: Int, readings: [Reading]) {
    self.line = line
    alternatives = readings.map {
      Alternative(
        latex: LaTeXWriter().latex($0.expression),
        mathml: MathMLWriter().mathML($0.expression, display: true),
        score: rounded($0.score, places: 4), heuristics: $0.heuristics)
    }
    latex = alternatives.first?.latex
  }

  init(line: Int, error: any Error) {
    self.line = line
    self.error = "\(error)"
    if let range = (error as? SpokenMathError)?.wordRange, !range.isEmpty {
      errorWords = [range.lowerBound + 1, range.upperBound]
    }
  }
}
