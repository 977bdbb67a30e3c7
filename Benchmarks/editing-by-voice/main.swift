// Edits formulas by voice from recordings: how many scenarios of Tests/EditingTests/Corpus/editing.tsv come
// out right, and what was heard of each step.
//
//     editing-by-voice MODEL SCENARIOS CLIPS SPEAKER…
//
//     editing-by-voice MODEL --false MANIFEST
//
// counts what is taken for a command among recordings that are none, said after x² + 1.
//
// CLIPS/SPEAKER-words_with_underscores.flac says one step. A scenario is right if the formula at its end is the one
// that the corpus has; the first formula is given, not dictated. --text says the steps as words instead.

import Audio
import Dictation
import Foundation
import Typesetting

struct Scenario {
  var before: String
  var steps: [String]
  var after: String
}

func scenarios(_ path: String) throws -> [Scenario] {
  try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { line in
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 3, !line.hasPrefix("#") else { return nil }
    return Scenario(
      before: fields[0], steps: fields[1].components(separatedBy: " / "), after: fields[2])
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 4 else {
  print("usage: editing-by-voice MODEL SCENARIOS CLIPS SPEAKER…")
  exit(2)
}
let pipeline = try DictationPipeline(modelDirectory: arguments[1])
if arguments[2] == "--false" {
  let lines = try String(contentsOfFile: arguments[3], encoding: .utf8).split(separator: "\n")
  var counts: [String: Int] = [:]
  for line in lines.dropFirst() {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    let folder = URL(fileURLWithPath: arguments[3]).deletingLastPathComponent()
    let path = URL(fileURLWithPath: fields[0], relativeTo: folder).path
    let samples = try AudioFile.readRecording(path: path, sampleRate: 16_000).waveform.samples
    let session = try DictationSession(pipeline)
    session.begin(with: try LaTeXReader().expression(of: "x^{2} + 1"))
    for event in try session.push(samples + [Float](repeating: 0, count: 20_000)) + session.finish() {
      guard case .turn(let turn) = event else { continue }
      switch turn.meaning {
      case .command:
        counts["command", default: 0] += 1
        let said = fields.count > 3 ? fields[3] : fields[0]
        print("  \(said) → \(turn.words.joined(separator: " "))")
      case .mathematics: counts["mathematics", default: 0] += 1
      case .nothing: counts["nothing", default: 0] += 1
      }
    }
  }
  print("\(lines.count - 1) recordings: \(counts)")
  exit(0)
}
let all = try scenarios(arguments[2])
let quiet = [Float](repeating: 0, count: 16_000 * 13 / 10)
var totals = (right: 0, scenarios: 0, heard: 0, steps: 0)

for speaker in arguments[4...] {
  var right = 0
  var heard = 0
  var steps = 0
  var text = 0
  for scenario in all {
    let session = try DictationSession(pipeline)
    session.begin(with: try LaTeXReader().expression(of: scenario.before))
    let typed = DictationSession(parser: pipeline.parser)
    typed.begin(with: session.formula)
    var missed: [String] = []
    for step in scenario.steps {
      _ = typed.say(step.split(separator: " ").map(String.init))
      let name = step.replacingOccurrences(of: " ", with: "_")
      let samples = try AudioFile.readRecording(
        path: "\(arguments[3])/\(speaker)-\(name).flac", sampleRate: 16_000
      ).waveform.samples
      var said: [String] = []
      for event in try session.push(quiet.prefix(8_000) + samples + quiet) + session.finish() {
        if case .turn(let turn) = event { said.append(turn.words.joined(separator: " ")) }
      }
      steps += 1
      // A step with "no" in it is told as it was mended.
      if said.joined(separator: " ") == step || step.contains(" no ") {
        heard += 1
      } else {
        missed.append("\(step) → \(said.joined(separator: " | "))")
      }
    }
    let wanted = LaTeXWriter().latex(try LaTeXReader().expression(of: scenario.after))
    let isRight = LaTeXWriter().latex(session.formula) == wanted
    right += isRight ? 1 : 0
    text += LaTeXWriter().latex(typed.formula) == wanted ? 1 : 0
    if !isRight { print("  \(speaker): \(scenario.before): \(missed.joined(separator: "; "))") }
  }
  print(
    "\(speaker): \(right) of \(all.count) scenarios right (typed: \(text)), \(heard) of \(steps) steps heard word for word"
  )
  totals.right += right
  totals.scenarios += all.count
  totals.heard += heard
  totals.steps += steps
}
print(
  "all: \(totals.right) of \(totals.scenarios) scenarios, \(totals.heard) of \(totals.steps) steps")
