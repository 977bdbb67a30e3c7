import ArgumentParser
import Dispatch
import Foundation
import Synchronization
import Training

/// `dictex train`: trains an acoustic model on recordings.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train an acoustic model on recordings.",
    discussion: """
      The output folder receives best/ and last/ (model folders), checkpoint.safetensors, log.jsonl and
      curves.svg. Ctrl-C saves; --resume goes on bit for bit as if nothing had happened.

      Examples:
        dictex train models/dictex/model.yaml --data speech.tsv --validate dev.tsv --output run1
        dictex train models/dictex/model.yaml --data speech.tsv --validate dev.tsv --output run1 --resume
        dictex train me.yaml --data me.tsv --validate me-dev.tsv --output me \\
          --init models/dictex/weights.safetensors
      """)

  @Argument(help: "Description of network, front end and training (YAML).")
  var model: String

  @Option(
    parsing: .upToNextOption, help: "Manifests to train on; one that is named twice counts twice.")
  var data: [String]

  @Option(
    name: .customLong("validate"), parsing: .upToNextOption,
    help: "Manifests to validate on; never trained on.")
  var validation: [String]

  @Option(help: "Folder for models, checkpoint, log and curves.")
  var output: String

  @Flag(help: "Go on from the checkpoint in the output folder.")
  var resume = false

  @Option(name: .customLong("init"), help: "Weights to start from (fine-tuning).")
  var initialWeights: String?

  @Option(parsing: .upToNextOption, help: "Folders of recorded noise for augmentation.")
  var noise: [String] = []

  @Option(parsing: .upToNextOption, help: "Folders of recorded room responses for augmentation.")
  var rooms: [String] = []

  func validate() throws {
    if resume, initialWeights != nil {
      throw ValidationError("--resume and --init exclude each other")
    }
  }

  func run() throws {
    var options = Trainer.Options(model: model, data: data, validation: validation, output: output)
    options.resume = resume
    options.initialWeights = initialWeights
    options.noise = noise
    options.rooms = rooms
    let interruption = Interruption()
    let trainer = try Trainer(options)
    let isTerminal = isatty(2) == 1
    let summary = try trainer.run(
      progress: { Self.show($0, isTerminal: isTerminal) }, shouldStop: { interruption.isRaised })
    if isTerminal { Self.print("\n") }
    if summary.tooLong > 0 {
      Self.print("\(summary.tooLong) utterances are too short for their words and were left out\n")
    }
    let rate = summary.bestErrorRate.isFinite ? Self.percent(summary.bestErrorRate) : "none yet"
    Self.print(
      summary.stopped
        ? "stopped and saved at step \(summary.steps); go on with --resume\n"
        : "done after \(summary.steps) steps; best mean word error rate \(rate); model in \(output)/best\n")
  }

  private static func show(_ progress: Trainer.Progress, isTerminal: Bool) {
    var line =
      "step \(progress.step)/\(progress.totalSteps)  epoch \(progress.epoch)/\(progress.epochs)"
      + String(format: "  loss %.3f  %.0f s/s  ", progress.loss, progress.audioSecondsPerSecond)
      + "left \(duration(progress.secondsLeft))"
    if let rates = progress.wordErrorRates {
      for (name, rate) in rates.sorted(by: { $0.key < $1.key }) { line += "  \(name) \(percent(rate))" }
      if progress.isBest { line += "  best" }
      print((isTerminal ? "\r\u{1B}[K" : "") + line + "\n")
    } else if isTerminal {
      print("\r\u{1B}[K" + line)
    } else if progress.step % 50 == 0 {
      print(line + "\n")
    }
  }

  private static func percent(_ rate: Double) -> String { String(format: "%.2f %%", 100 * rate) }

  private static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e7 else { return "?" }
    let minutes = Int(seconds / 60)
    return minutes >= 60 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes) min \(Int(seconds) % 60) s"
  }

  private static func print(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// Becomes raised at the first Ctrl-C or SIGTERM; a second one ends the process at once.
private final class Interruption: @unchecked Sendable {
  private let raised = Mutex(false)
  private var sources: [any DispatchSourceSignal] = []  // set in init only

  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in
        guard let self else { return }
        let again = raised.withLock { raised in
          defer { raised = true }
          return raised
        }
        if again { _exit(130) }
      }
      source.resume()
      sources.append(source)
    }
  }

  var isRaised: Bool { raised.withLock { $0 } }
}
