import ArgumentParser
import Dictation
import Foundation
import Recognition
import Training

/// `dictex enroll`: fits the model to one person's voice.
struct Enroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn a person's voice from a few minutes of speech.",
    discussion: """
      Read the \(EnrolmentPrompts.lines.count) prompts into files named 01.wav, 02.wav and so on, or give a manifest of any \
      recordings of yours. Learning takes a few minutes; the model stays as it is, and what the \
      voice changes is kept beside it, for --voice NAME of transcribe, evaluate and inspect.

      Examples:
        dictex enroll --prompts                    what to read, numbered
        dictex enroll anna --recordings readings   learn from 01.wav … 20.wav in readings/
        dictex enroll anna --data anna.tsv         learn from a manifest
        dictex transcribe --voice anna formula.wav
        dictex enroll --list                       the voices that are there
      """)

  @Argument(help: "Name of the voice: letters, digits, hyphens and underscores.")
  var name: String?

  @Flag(help: "Print the prompts, one a line, and do nothing else.")
  var prompts = false

  @Flag(help: "List the voices, and do nothing else.")
  var list = false

  @Option(help: "Folder with recordings of the prompts.", completion: .directory)
  var recordings: String?

  @Option(parsing: .upToNextOption, help: "Manifests of the person's recordings.")
  var data: [String] = []

  @OptionGroup var modelDirectory: ModelDirectoryOption

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func validate() throws {
    guard !prompts, !list else { return }
    if name == nil { throw ValidationError("Missing the name of the voice.") }
    if recordings == nil, data.isEmpty {
      throw ValidationError(
        "Missing --recordings DIR or --data MANIFEST; --prompts says what to read.")
    }
  }

  func run() throws {
    if prompts {
      for (index, line) in EnrolmentPrompts.lines.enumerated() {
        let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
        try StandardOutput.shared.writeLine("\(number)\t\(line)")
      }
      return
    }
    let model = try modelDirectory.find()
    if list {
      for name in VoiceAdaptation.names(model: model) {
        try StandardOutput.shared.writeLine(name)
      }
      return
    }
    guard let name else { return }
    let path = try VoiceAdaptation.path(name, model: model)
    let work = FileManager.default.temporaryDirectory.appendingPathComponent(
      "dictex-enroll-\(ProcessInfo.processInfo.processIdentifier)"
    ).path
    var manifests = data
    if let recordings {
      let list = work + ".tsv"
      try Manifest.write(EnrolmentPrompts.recordings(in: recordings, speaker: name), to: list)
      manifests.append(list)
    }
    defer { if recordings != nil { try? FileManager.default.removeItem(atPath: work + ".tsv") } }
    let enrolment = Enrolment(model: model, data: manifests, workFolder: work)
    let interruption = Interruption()
    let bar = ProgressBar("enroll")
    let voice = try enrolment.run(
      progress: { progress in
        bar.update(
          Double(progress.step) / Double(max(progress.totalSteps, 1)),
          note: "loss \(decimal(progress.loss, places: 3))  "
            + "\(ProgressBar.clock(progress.secondsLeft)) left", showsTime: false)
      }, shouldStop: { interruption.isRaised })
    bar.finish()
    guard let voice else {
      Diagnostics.report("stopped; nothing is kept")
      throw ExitCode(interruption.exitCode ?? 1)
    }
    try voice.write(to: path)
    Diagnostics.report("kept as \(path); use it with --voice \(name)")
    try StandardOutput.shared.writeLine(
      json ? JSONText.line(Outcome(voice: name, path: path)) : name)
  }

  private struct Outcome: Encodable {
    var voice: String
    var path: String
  }
}
