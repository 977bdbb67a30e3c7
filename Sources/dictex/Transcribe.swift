import ArgumentParser
import Dictation
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
        arecord -d 5 -f S16_LE -r 16000 | dictex transcribe -
      """)

  @Argument(help: "Recordings; - is standard input.", completion: .file())
  var files: [String]

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
    if files.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input (-) can be read only once.")
    }
  }

  func run() async throws {
    let pipeline = try model.pipeline()
    let progress = files.count > 1 ? ProgressBar("transcribe") : nil
    var hasFailed = false
    try await pipeline.transcribe(
      paths: files, workers: jobs ?? ProcessInfo.processInfo.activeProcessorCount
    ) { index, result in
      let path = files[index]
      do {
        let dictation = try result.get()
        if let warning = dictation.warning { Diagnostics.report(warning, about: path) }
        if json { try StandardOutput.shared.writeLine(jsonLine(path, dictation)) }
        if let refusal = dictation.refusal { throw refusal }
        if !json { try print(dictation, of: path) }
      } catch let error as StreamError {
        throw error
      } catch {
        hasFailed = true
        if json, !(error is NoFormula) {
          let line = try JSONText.line(DictationJSON(path: path, error: "\(error)"))
          try StandardOutput.shared.writeLine(line)
        }
        Diagnostics.report("\(error)", about: path)
      }
      // Each result is seen as soon as it is there, also by a program that reads the pipe.
      try StandardOutput.shared.flush()
      progress?.update(Double(index + 1) / Double(files.count))
    }
    progress?.finish()
    if hasFailed { throw ExitCode.failure }
  }

  private func jsonLine(_ path: String, _ dictation: Dictation) throws -> String {
    try JSONText.line(DictationJSON(path: path, dictation, alternatives: alternatives))
  }

  private func print(_ dictation: Dictation, of path: String) throws {
    ProgressBar.clearLine()
    let prefix = files.count > 1 ? Diagnostics.escaped(path) + "\t" : ""
    for line in lines(of: dictation) { try StandardOutput.shared.writeLine(prefix + line) }
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
