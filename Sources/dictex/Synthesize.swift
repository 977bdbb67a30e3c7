import ArgumentParser
import Foundation
import Training

/// `dictex synthesize`: lines of words in, training speech out.
struct Synthesize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make training speech from lines of words with the speech engines installed here.",
    discussion: """
      Texts hold a line of words each line. Voice, speed, pitch, silence and level are drawn from \
      the seed, words are respelled so that the engine says letters and Greek right, and the \
      clips are listed in manifest.tsv. Work that was stopped goes on where it stood.

      Engines: espeak-ng, flite, festival, rhvoice, pico, or any command as a template of {text}, \
      {output}, {voice}, {rate}, {pitch} and {seed}.

      Examples:
        dictex synthesize --list
        dictex synthesize texts.tsv --output speech --engines flite,espeak-ng
        dictex synthesize texts.tsv --output speech --engines 'mine=say-it {text} {output}'
        dictex synthesize texts.tsv --plan --engines 'kokoro@hibari=true {text} {output}'
      """)

  @Argument(help: "Texts; - is standard input.", completion: .file())
  var texts: [String] = []

  @Flag(help: "List the engines and voices that are installed, and do nothing.")
  var list = false

  @Flag(
    help: "Print the lines (words, what the engine reads, engine, voice) for a script, and stop.")
  var plan = false

  @Option(name: .shortAndLong, help: "Folder for clips and manifest.", completion: .directory)
  var output: String?

  @Option(
    parsing: .upToNextOption,
    help: "Engines, with commas or spaces between, or name=command (default: all installed).")
  var engines: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "Only these voices, as voice or engine/voice, with commas or spaces between.")
  var voices: [String] = []

  @Option(help: "Starts the drawing of lots.")
  var seed: UInt64 = 1

  @Option(help: "Clips made of each line.")
  var clipsPerLine = 1

  @Option(help: "Add this many drills of letters, digits and Greek.")
  var drills = 0

  @Flag(help: "Let engines read the second column of the texts where there is one.")
  var givenRespelling = false

  @Option(help: "Kind of file: flac, wav or opus.")
  var format = "flac"

  @Option(help: "Engines that run at once.")
  var jobs = 1

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func validate() throws {
    try require(1...256, jobs, "--jobs")
    try require(1...1_000, clipsPerLine, "--clips-per-line")
    try require(0...1_000_000, drills, "--drills")
    guard !list else { return }
    if output == nil, !plan { throw ValidationError("Missing --output DIR.") }
    if texts.isEmpty, drills == 0 { throw ValidationError("Missing texts, or --drills N.") }
  }

  func run() async throws {
    if list { return try printEngines() }
    if plan { return try printPlan() }
    guard let output else { return }
    StandardStreams.ignoreClosedPipes()
    let synthesizer = SpeechSynthesizer(plan: try drawnPlan(), outputFolder: output, jobs: jobs)
    let progress = ProgressBar("synthesize")
    let work = Task {
      try await synthesizer.run {
        progress.update(
          Double($0.done) / Double(max($0.total, 1)),
          note: decimal($0.seconds / 3600, places: 2) + " h of speech, \($0.failed) failed")
      }
    }
    let interruption = Interruption { work.cancel() }
    do {
      let report = try await work.value
      progress.finish()
      try print(report)
    } catch is CancellationError {
      progress.finish()
      Diagnostics.report("stopped; the same command goes on where this one stopped")
      throw ExitCode(interruption.exitCode ?? 1)
    }
  }

  private func drawnPlan() throws -> SynthesisPlan {
    var lines: [SynthesisText] = []
    for path in texts { lines += try SynthesisText.read(path: path) }
    lines += SpokenDrills.lines(drills, seed: seed)
    var options = SynthesisPlan.Options()
    options.seed = seed
    options.clipsPerLine = clipsPerLine
    options.usesGivenRespelling = givenRespelling
    options.format = format
    return try SynthesisPlan(texts: lines, engines: chosenEngines(), options: options)
  }

  /// The installed engines that were named, and those given as commands.
  private func chosenEngines() throws -> [SpeechEngine] {
    let commands = engines.filter { $0.contains("=") }
    let names = engines.filter { !$0.contains("=") }.flatMap(Self.parts)
    let wanted = voices.flatMap(Self.parts)
    var chosen: [SpeechEngine] = []
    if !names.isEmpty || commands.isEmpty {
      chosen = try InstalledEngines.find(names, voices: wanted)
    }
    for command in commands {
      chosen.append(
        try wanted.isEmpty ? .custom(command) : .custom(command, voices: wanted))
    }
    return chosen
  }

  private static func parts(_ list: String) -> [String] {
    list.split(separator: ",").map(String.init)
  }

  private func print(_ report: SpeechSynthesizer.Report) throws {
    for error in report.errors { Diagnostics.report("\(error)") }
    for engine in report.abandonedEngines {
      Diagnostics.report("\(engine): given up, its first clips all failed")
    }
    let state = report.progress
    if json {
      let outcome = Outcome(
        manifest: report.manifestPath, clips: report.utterances.count, failed: state.failed,
        skipped: state.skipped, seconds: rounded(state.seconds, places: 2))
      try StandardOutput.shared.writeLine(JSONText.line(outcome))
    } else {
      try StandardOutput.shared.writeLine(Diagnostics.escaped(report.manifestPath))
      Diagnostics.report(
        "\(report.utterances.count) clips, \(ProgressBar.clock(state.seconds)) of speech, "
          + "\(state.skipped) were there already, \(state.failed) failed")
    }
    if report.utterances.isEmpty || !report.abandonedEngines.isEmpty { throw ExitCode.failure }
  }

  private struct Outcome: Encodable {
    var manifest: String
    var clips: Int
    var failed: Int
    var skipped: Int
    var seconds: Double
  }

  private func printPlan() throws {
    let plan = try drawnPlan()
    for clip in plan.clips {
      let words = clip.words.joined(separator: " ")
      try StandardOutput.shared.writeLine(
        "\(words)\t\(clip.text)\t\(plan.engines[clip.engine].name)\t\(clip.voice)")
    }
  }

  /// Prints engine, tab, voice, a line each.
  private func printEngines() throws {
    struct Voice: Encodable {
      var engine: String
      var voice: String
    }
    let voices = InstalledEngines.all().flatMap { engine in
      engine.voices.map { Voice(engine: engine.name, voice: $0.name) }
    }
    if voices.isEmpty {
      throw SynthesisError.noEngine(wanted: InstalledEngines.known, installed: [])
    }
    for voice in voices {
      try StandardOutput.shared.writeLine(
        json ? JSONText.line(voice) : "\(voice.engine)\t\(voice.voice)")
    }
  }
}
