import ArgumentParser
import Dictation
import Evaluation
import Foundation
import Recognition
import Training

/// `dictex evaluate`: how often the model is right.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure word error rate and formula accuracy on manifests.",
    discussion: """
      Prints word, utterance and character error rates with bootstrap intervals, formula accuracy \
      where the manifest has a latex column, tables, the worst utterances, the commonest \
      confusions, the real-time factor and the peak memory. Words are judged as the recogniser \
      ranks them, before the grammar has its say; formulas as `transcribe` prints them. With \
      --names-as-letters, letters that the manifest writes by name ("ell", "double you") count as \
      letters ("l", "w").

      Examples:
        dictex evaluate samples/manifest.tsv
        dictex evaluate dev.tsv --by speaker --by engine --worst 5
        dictex evaluate dev.tsv --json | jq .wordErrorRate
        dictex evaluate dev.tsv --trn scores
        mpirun -n 2 dictex evaluate dev.tsv          each process takes a share (Open MPI)
        sctk sclite -i rm -r scores/reference.trn trn -h scores/hypothesis.trn trn
      """)

  @Argument(
    help: "Manifests: TSV (path, seconds, speaker, words, latex) or JSON lines.",
    completion: .file())
  var manifests: [String]

  @Option(help: "Add a table by this manifest column, say speaker; may be repeated.")
  var by: [String] = []

  @Option(help: "List this many of the worst utterances.")
  var worst = 10

  @Option(help: "List this many of the commonest confusions of each kind.")
  var confusions = 10

  @Option(
    parsing: .upToNextOption,
    help: "Manifests of silence, noise and prose: how many of them give a formula?",
    completion: .file())
  var reject: [String] = []

  @Flag(help: "Draw speakers, not utterances, for the intervals.")
  var resampleSpeakers = false

  @Option(
    help: "Write reference.trn and hypothesis.trn (NIST) into this directory.",
    completion: .directory)
  var trn: String?

  @Option(
    help: "Write a picture of how confidences foretell right words into this file (SVG).",
    completion: .file(extensions: ["svg"]))
  var reliability: String?

  @Flag(help: "Print the report as JSON; rates are fractions.")
  var json = false

  @Flag(help: "Count letters written by name as letters, since both sound the same.")
  var namesAsLetters = false

  @Option(help: "Take only this many utterances, evenly spread over the manifests.")
  var limit: Int?

  @Option(
    help: "Work on this many recordings at once; 1 makes the real-time factor that of one core.")
  var jobs = 1

  @OptionGroup var model: ModelOption

  func validate() throws {
    try require(0...100_000, worst, "--worst")
    try require(0...100_000, confusions, "--confusions")
    try require(1...256, jobs, "--jobs")
    try require(1...10_000_000, limit ?? 1, "--limit")
  }

  func run() async throws {
    let pipeline = try model.pipeline()
    let utterances = spread(
      try manifests.flatMap { try Manifest.read(path: $0, allowingNoWords: true) })
    let rejects = try reject.flatMap { try Manifest.read(path: $0, allowingNoWords: true) }
    let progress = ProgressBar("evaluate")
    let clock = RealTimeFactor()
    let evaluated = try await evaluate(utterances, pipeline, progress)
    let seconds = clock.elapsedSeconds
    let rejected = try await evaluate(rejects, pipeline, progress)
    progress.finish()
    guard let evaluated, let rejected else { return }
    let report = EvaluationReport(
      of: evaluated, rejects: rejected,
      options: .init(
        columns: by, worst: worst, confusions: confusions, resamplesSpeakers: resampleSpeakers),
      workSeconds: seconds, peakMemoryBytes: ResourceUse.peakMemoryBytes())
    if let trn { try writeTranscripts(of: evaluated, to: trn) }
    if let reliability, let calibration = report.calibration {
      do {
        try Data(calibration.svg.utf8).write(to: URL(fileURLWithPath: reliability))
      } catch {
        throw FileError.cannotWrite(path: reliability, reason: error.localizedDescription)
      }
    }
    try StandardOutput.shared.write(json ? report.json() : report.text)
  }

  /// Evaluates recordings; of several processes only the first gets the result.
  private func evaluate(
    _ utterances: [Utterance], _ pipeline: DictationPipeline, _ progress: ProgressBar
  ) async throws -> [EvaluatedUtterance]? {
    let share = try ProcessShare(of: utterances.count)
    let own = share.places.map { utterances[$0] }
    var evaluated: [EvaluatedUtterance] = []
    try await pipeline.transcribe(paths: own.map(\.path), workers: jobs) { index, result in
      evaluated.append(
        EvaluatedUtterance(own[index], try result.get(), namesAsLetters: namesAsLetters))
      progress.update(Double(index + 1) / Double(own.count))
    }
    return try share.collected(evaluated)
  }

  private func spread(_ utterances: [Utterance]) -> [Utterance] {
    guard let limit, limit < utterances.count else { return utterances }
    return (0..<limit).map { utterances[$0 * utterances.count / limit] }
  }

  private func writeTranscripts(of evaluated: [EvaluatedUtterance], to directory: String) throws {
    do {
      let folder = URL(fileURLWithPath: directory)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for side in TranscriptFile.Side.allCases {
        try Data(TranscriptFile.text(of: evaluated, side: side).utf8).write(
          to: folder.appendingPathComponent("\(side.rawValue).trn"), options: .atomic)
      }
    } catch {
      throw FileError.cannotWrite(path: directory, reason: error.localizedDescription)
    }
  }
}

extension EvaluatedUtterance {
  fileprivate init(_ utterance: Utterance, _ dictation: Dictation, namesAsLetters: Bool) {
    func spelled(_ words: [String]) -> [String] {
      namesAsLetters ? LetterNames.asLetters(words) : words
    }
    self.init(
      path: utterance.path, speaker: utterance.speaker, seconds: utterance.seconds,
      columns: utterance.columns, reference: spelled(utterance.words),
      hypothesis: spelled(dictation.transcripts.first?.words.map(\.text) ?? []),
      confidences: dictation.transcripts.first?.words.map(\.confidence) ?? [],
      referenceLaTeX: utterance.latex,
      hypothesisLaTeX: dictation.latex)
  }
}
