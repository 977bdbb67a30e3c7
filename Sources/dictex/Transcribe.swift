import ArgumentParser
import Dictation
import DurableFiles
import Foundation

/// `dictex transcribe`: recordings in, LaTeX out.
struct Transcribe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the LaTeX of recordings.",
    discussion: """
      One recording prints its formula and nothing else; several print path, tab, formula, in the \
      order given. A recording that fails is reported on standard error, the others are still \
      done, and the exit code is 1.

      WAV, AIFF, FLAC, Ogg Vorbis, Opus and MP3 of any usual rate are read.

      Examples:
        dictex transcribe formula.wav
        dictex transcribe --json --alternatives 3 lecture/*.flac
        find lectures -name "*.flac" > all.txt; dictex transcribe --files-from all.txt
        arecord -d 5 -f S16_LE -r 16000 | dictex transcribe -
      """)

  @Argument(help: "Recordings; - is standard input.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Transcribe also the recordings that this file names, a path a line: for more than fit a command.",
      valueName: "list"), completion: .file())
  var filesFrom: String?

  @Flag(help: "Print the words that were heard in place of the formula.")
  var words = false

  @Flag(help: "Print each word on a line: start and end in seconds, confidence, word.")
  var times = false

  @Flag(name: .customLong("mathml"), help: "Print presentation MathML in place of LaTeX.")
  var mathML = false

  @Option(help: "Print up to this many formulas, best first, one a line.")
  var alternatives = 1

  @Flag(help: "Print one JSON object a line for each recording, with all of the above.")
  var json = false

  @Option(help: "Work on this many recordings at once (default: one for each core).")
  var jobs: Int?

  @OptionGroup var model: ModelOption

  func validate() throws {
    try require(1...100, alternatives, "--alternatives")
    try require(1...256, jobs ?? 1, "--jobs")
    if [words, times, mathML, json].count(where: { $0 }) > 1 {
      throw ValidationError("--words, --times, --mathml and --json exclude one another.")
    }
    if files.isEmpty, filesFrom == nil {
      throw ValidationError("Name a recording, or a list with --files-from.")
    }
    if files.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input (-) can be read only once.")
    }
  }

  func run() async throws {
    let files = try files + (filesFrom.map(Self.paths(in:)) ?? [])
    let pipeline = try model.pipeline()
    let share = try ProcessShare(of: files.count)
    let progress = files.count > 1 ? ProgressBar("transcribe") : nil
    var hasFailed = false
    var outcomes: [Outcome] = []
    try await pipeline.transcribe(
      paths: share.places.map { files[$0] },
      workers: jobs ?? ProcessInfo.processInfo.activeProcessorCount
    ) { index, result in
      let path = files[share.places[index]]
      let outcome = try outcome(of: result, path: path, isNamed: files.count > 1)
      if share.isPart {
        outcomes.append(outcome)
      } else {
        hasFailed = try show(outcome) || hasFailed
      }
      progress?.update(Double(index + 1) / Double(share.places.count))
    }
    progress?.finish()
    for outcome in try share.collected(outcomes) ?? [] {
      hasFailed = try show(outcome) || hasFailed
    }
    if hasFailed { throw ExitCode.failure }
  }

  /// What is printed of a recording.
  private struct Outcome: Codable {
    var path: String
    var lines: [String] = []
    var warning: String?
    var failure: String?
  }

  private static func paths(in list: String) throws -> [String] {
    try RegularFile.text(list).split(whereSeparator: \.isNewline).map(String.init)
  }

  private func outcome(
    of result: Result<Dictation, any Error>, path: String, isNamed: Bool
  ) throws -> Outcome {
    var outcome = Outcome(path: path)
    do {
      let dictation = try result.get()
      outcome.warning = dictation.warning
      if json {
        outcome.lines = [
          try JSONText.line(DictationJSON(path: path, dictation, alternatives: alternatives))
        ]
      }
      if let refusal = dictation.refusal { throw refusal }
      if !json {
        let prefix = isNamed ? Diagnostics.escaped(path) + "\t" : ""
        outcome.lines = lines(of: dictation).map { prefix + $0 }
      }
    } catch {
      outcome.failure = "\(error)"
      if json, !(error is NoFormula) {
        outcome.lines = [try JSONText.line(DictationJSON(path: path, error: "\(error)"))]
      }
    }
    return outcome
  }

  /// Prints what there is to print; tells whether it is a failure.
  private func show(_ outcome: Outcome) throws -> Bool {
    if let warning = outcome.warning { Diagnostics.report(warning, about: outcome.path) }
    ProgressBar.clearLine()
    for line in outcome.lines { try StandardOutput.shared.writeLine(line) }
    if let failure = outcome.failure { Diagnostics.report(failure, about: outcome.path) }
    // Each result is seen as soon as it is there, also by a program that reads the pipe.
    try StandardOutput.shared.flush()
    return outcome.failure != nil
  }

  private func lines(of dictation: Dictation) -> [String] {
    if times {
      return dictation.words.map { word in
        [word.start, word.end, word.confidence].map { decimal($0, places: 2) }
          .joined(separator: "\t") + "\t" + word.text
      }
    }
    return dictation.interpretations.prefix(alternatives).map { interpretation in
      if words { return interpretation.transcript.text }
      return mathML ? interpretation.mathML : interpretation.latex
    }
  }
}
