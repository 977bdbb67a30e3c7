import ArgumentParser
import SpokenMath
import Typesetting

/// `dictex speak`: lines of LaTeX or words in, lines of words out.
struct Speak: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say lines of LaTeX from standard input in words that dictex reads.",
    discussion: """
      brief says as little as it can, natural what a lecturer says, with a closing word only \
      where it is missed, and verbose every group with its end: `dictex parse` reads verbose words \
      as the formula they were made from.

      A line that cannot be read gives an empty line, and an error with its number on standard \
      error; the exit code is then 1. A blank line stays blank.

      Examples:
        echo '\\frac{a + b}{c}' | dictex speak            a plus b all over c
        echo 'a plus b over c' | dictex speak            how the best reading is said
        dictex speak --verbosity verbose < formulas.tex | dictex parse
        dictex speak --json < formulas.tex | jq -r .words
      """)

  /// What the lines are, as written on the command line.
  enum Source: String, ExpressibleByArgument, CaseIterable, Encodable {
    case latex
    case words
    case guess

    /// Whether this line is LaTeX: a guess looks for what nobody says.
    func isLaTeX(_ line: String) -> Bool {
      switch self {
      case .latex: return true
      case .words: return false
      case .guess: return Source.holdsSigns(line)
      }
    }

    private static func holdsSigns(_ line: String) -> Bool {
      let scalars = Array(line.unicodeScalars)
      for (index, scalar) in scalars.enumerated() {
        switch scalar {
        case "-":
          // “one-half” is two words, a-b a difference.
          let isHyphen =
            index > 1 && index + 2 < scalars.count
            && [index - 2, index - 1, index + 1, index + 2].allSatisfy {
              scalars[$0].properties.isAlphabetic
            }
          if !isHyphen { return true }
        case "\\", "^", "_", "{", "}", "0"..."9", "+", "=", "<", ">", "*", "/", "(", ")", "[", "]",
          "|", "&", "$":
          return true
        default: continue
        }
      }
      return false
    }
  }

  @Option(help: "How much of the structure is said.")
  var verbosity = SpeechVerbosity.natural

  @Option(name: .customLong("from"), help: "What the lines are.")
  var source = Source.guess

  @OptionGroup var reading: ReadingOption

  @Flag(help: "Print one JSON object for each line.")
  var json = false

  func run() throws {
    let speaker = MathSpeaker(verbosity: verbosity)
    let parser = try reading.parser()
    try InputLines.answer { line in
      let text = try line.text()
      if text.allSatisfy(\.isWhitespace), !json {
        return try StandardOutput.shared.writeLine("")
      }
      let isLaTeX = source.isLaTeX(text)
      let expression =
        isLaTeX
        ? try LaTeXReader().expression(of: text)
        : try parser.readings(of: line.words(), limit: 1)[0].expression
      try print(expression, isLaTeX: isLaTeX, speaker, of: line)
    } failure: { error, line in
      try StandardOutput.shared.writeLine(
        json ? JSONText.line(SpokenJSON(line: line.number, error: "\(error)")) : "")
    }
  }

  private func print(
    _ expression: MathExpression, isLaTeX: Bool, _ speaker: MathSpeaker, of line: InputLine
  ) throws {
    let words = speaker.words(of: expression).joined(separator: " ")
    guard json else { return try StandardOutput.shared.writeLine(words) }
    let spoken = SpokenJSON(
      line: line.number, from: isLaTeX ? .latex : .words, words: words,
      latex: LaTeXWriter().latex(expression))
    try StandardOutput.shared.writeLine(JSONText.line(spoken))
  }
}

extension SpeechVerbosity: ExpressibleByArgument {}

/// What `speak --json` prints of a line.
private struct SpokenJSON: Encodable {
  var line: Int
  /// What the line was, given or guessed.
  var from: Speak.Source?
  var words: String?
  var latex: String?
  var error: String?
}
