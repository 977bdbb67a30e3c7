import ArgumentParser
import MessagePassing
import Training

/// `dictex train`: trains an acoustic model on recordings.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train an acoustic model on recordings.",
    discussion: """
      The output folder receives best/ and last/ (model folders), checkpoint.safetensors, \
      log.jsonl and curves.svg. Ctrl-C saves; --resume goes on bit for bit as if nothing had \
      happened. Processes that Open MPI's mpirun starts share the shards of every batch.

      Examples:
        dictex train model.yaml --data speech.tsv --validate dev.tsv --output run1
        dictex train model.yaml --data speech.tsv --validate dev.tsv --output run1 --resume
        dictex train me.yaml --data me.tsv --validate me-dev.tsv --output me \\
          --init models/dictex/weights.safetensors
        mpirun -n 2 dictex train model.yaml --data speech.tsv --validate dev.tsv --output run2
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

  @Option(
    help: "Library that computes on a device, made by `make accelerator` (default: all cores).",
    completion: .file(extensions: ["so"]))
  var accelerator: String?

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func validate() throws {
    if resume, initialWeights != nil {
      throw ValidationError("--resume and --init exclude each other.")
    }
  }

  func run() throws {
    StandardStreams.ignoreClosedPipes()
    var options = Trainer.Options(model: model, data: data, validation: validation, output: output)
    options.resume = resume
    options.initialWeights = initialWeights
    options.noise = noise
    options.rooms = rooms
    options.accelerator = accelerator
    options.group = try ProcessGroup.current()
    let isFirst = options.isFirst
    let interruption = Interruption()
    options.isInterrupted = { interruption.isRaised }
    let trainer = try Trainer(options)
    let bar = ProgressBar("train")
    let summary = try trainer.run(
      progress: { if isFirst { show($0, on: bar) } }, shouldStop: { interruption.isRaised })
    if isFirst {
      bar.finish()
      try print(summary)
    }
    if summary.stopped { throw ExitCode(interruption.exitCode ?? 1) }
  }

  /// Moves the bar; where nobody sees it, every 50th step and every validation gets a line.
  private func show(_ progress: Trainer.Progress, on bar: ProgressBar) {
    var note =
      "epoch \(progress.epoch)/\(progress.epochs)  loss \(decimal(progress.loss, places: 3))  "
      + "\(decimal(progress.audioSecondsPerSecond, places: 0)) s/s  "
      + "\(ProgressBar.clock(progress.secondsLeft)) left"
    for (name, rate) in (progress.wordErrorRates ?? [:]).sorted(by: { $0.key < $1.key }) {
      note += "  \(name) \(Self.percent(rate))"
    }
    if progress.isBest { note += "  best" }
    if progress.wordErrorRates != nil || (!ProgressBar.isVisible && progress.step % 50 == 0) {
      Diagnostics.report("step \(progress.step)/\(progress.totalSteps)  \(note)")
    } else {
      bar.update(
        Double(progress.step) / Double(max(progress.totalSteps, 1)), note: note, showsTime: false)
    }
  }

  private func print(_ summary: Trainer.Summary) throws {
    if summary.tooLong > 0 {
      Diagnostics.report(
        "\(summary.tooLong) utterances are too short for their words and were left out")
    }
    let rate = summary.bestErrorRate
    Diagnostics.report(
      (!summary.stopped
        ? "done"
        : summary.steps == 0
          ? "stopped before the first step, nothing saved"
          : "stopped and saved; go on with --resume")
        + " at step \(summary.steps); best mean word error rate "
        + (rate.isFinite ? Self.percent(rate) : "not measured yet"))
    if json {
      let outcome = Outcome(
        model: output + "/best", steps: summary.steps, stopped: summary.stopped,
        wordErrorRate: rate.isFinite ? rate : nil)
      try StandardOutput.shared.writeLine(JSONText.line(outcome))
    } else if !summary.stopped {
      try StandardOutput.shared.writeLine(output + "/best")
    }
  }

  private struct Outcome: Encodable {
    var model: String
    var steps: Int
    var stopped: Bool
    var wordErrorRate: Double?
  }

  private static func percent(_ rate: Double) -> String { decimal(100 * rate, places: 2) + " %" }
}
