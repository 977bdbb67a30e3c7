import Audio
import Foundation

/// Makes the clips of a plan, several at a time, and lists them in `manifest.tsv`.
///
/// Work that was stopped goes on where it stood: a clip that is in the manifest and on disk is not
/// made again. A clip's name holds what it was made of, so a changed plan never takes an old clip
/// for a new one.
public struct SpeechSynthesizer: Sendable {
  /// Where the work stands.
  public struct Progress: Sendable, Equatable {
    /// Clips looked at so far, of `total`.
    public var done = 0
    /// Clips in the plan.
    public var total = 0
    /// Clips that were there already.
    public var skipped = 0
    /// Clips that could not be made.
    public var failed = 0
    /// Seconds of speech in the manifest so far.
    public var seconds = 0.0
  }

  /// What became of a plan.
  public struct Report: Sendable {
    /// The last state of the progress.
    public let progress: Progress
    /// Why clips could not be made: the first of each engine's errors, at most 100 in all.
    public let errors: [SynthesisError]
    /// Engines given up because their first clips all failed.
    public let abandonedEngines: [String]
    /// The manifest.
    public let manifestPath: String
    /// The clips, in the order of the plan.
    public let utterances: [Utterance]
  }

  /// What is to be made.
  public let plan: SynthesisPlan
  /// Where to: a folder, made if it is missing.
  public let outputFolder: String
  /// Engines that run at once.
  public let jobs: Int
  /// Seconds after which an engine is stopped.
  public let timeLimit: Double

  /// An engine whose first clips all fail this often is given up.
  static let patience = 5
  static let clipsBetweenManifests = 200

  /// Makes a synthesizer.
  public init(
    plan: SynthesisPlan, outputFolder: String, jobs: Int = 1, timeLimit: Double = 30
  ) {
    self.plan = plan
    self.outputFolder = URL(fileURLWithPath: outputFolder).standardizedFileURL.path
    self.jobs = max(1, min(jobs, 256))
    self.timeLimit = timeLimit
  }

  /// The path of the manifest.
  public var manifestPath: String { outputFolder + "/manifest.tsv" }

  /// Makes what is missing.
  ///
  /// - Parameter progress: Called after each clip, from one task at a time.
  /// - Returns: What became of each clip. A clip that fails is no error: the rest goes on.
  /// - Throws: `SynthesisError.unwritable` if clips or the manifest cannot be written;
  ///   `CancellationError` when the task is cancelled, after the manifest is written.
  public func run(
    progress: @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Report {
    try makeFolders()
    let temporary = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    var state = State(plan: plan, existing: existingClips())
    var next = 0
    try await withThrowingTaskGroup(of: Finished.self) { group in
      var running = 0
      while true {
        while running < jobs, next < plan.clips.count, !Task.isCancelled {
          let index = next
          next += 1
          if state.takesExisting(index) {
            progress(state.progress)
          } else if state.isAbandoned(plan.clips[index].engine) {
            state.progress.done += 1
            state.progress.failed += 1
          } else {
            running += 1
            group.addTask {
              do {
                let utterance = try await make(plan.clips[index], index, temporary)
                return Finished(index: index, result: .success(utterance))
              } catch {
                return Finished(index: index, result: .failure(error))
              }
            }
          }
        }
        guard running > 0, let finished = try await group.next() else { break }
        running -= 1
        try state.record(finished)
        progress(state.progress)
        if state.unsaved >= Self.clipsBetweenManifests { try save(&state) }
      }
    }
    try save(&state)
    try Task.checkCancellation()
    return Report(
      progress: state.progress, errors: state.errors,
      abandonedEngines: state.abandoned.sorted().map { plan.engines[$0].name },
      manifestPath: manifestPath, utterances: state.utterances.compactMap { $0 })
  }

  // MARK: - One clip

  private func make(
    _ clip: SynthesisPlan.Clip, _ index: Int, _ temporary: String
  ) async throws -> Utterance {
    let engine = plan.engines[clip.engine]
    let raw = "\(temporary)/\(index).wav"
    defer { unlink(raw) }
    try await EngineProcess(engine: engine, timeLimit: timeLimit).run(
      CommandTemplate.Values(
        text: clip.text, output: raw, voice: clip.voice, rate: clip.rate, pitch: clip.pitch,
        seed: clip.seed))
    let spoken: Waveform
    do {
      spoken = try AudioFile.read(path: raw, sampleRate: ClipShaper.sampleRate)
    } catch {
      throw SynthesisError.engineFailed(
        engine: engine.name, voice: clip.voice, reason: "wrote no readable sound: \(error)")
    }
    let shaped = try ClipShaper.shaped(spoken, for: clip, engine: engine.name)
    let path = outputFolder + "/" + clip.path
    do {
      try WaveFileWriter.write(shaped, to: path)
    } catch {
      throw SynthesisError.unwritable(path: path, reason: "\(error)")
    }
    return Utterance(
      path: path, seconds: shaped.duration, speaker: "\(engine.name)-\(clip.voice)",
      words: clip.words, columns: ["engine": engine.name, "voice": clip.voice])
  }

  // MARK: - Files

  private func makeFolders() throws(SynthesisError) {
    let folders = Set(
      plan.clips.compactMap { $0.path.split(separator: "/").first.map(String.init) })
    for folder in [outputFolder] + folders.sorted().map({ outputFolder + "/" + $0 }) {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw .unwritable(path: folder, reason: "cannot make the folder")
      }
    }
  }

  private func temporaryFolder() throws(SynthesisError) -> String {
    let folder = outputFolder + "/.synthesis-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    guard mkdir(folder, 0o700) == 0 else {
      throw .unwritable(path: folder, reason: String(cString: strerror(errno)))
    }
    return folder
  }

  /// What an earlier run listed and still stands on disk, by path.
  private func existingClips() -> [String: Utterance] {
    guard FileManager.default.fileExists(atPath: manifestPath),
      let utterances = try? Manifest.read(path: manifestPath, checkingFiles: false)
    else { return [:] }
    var clips: [String: Utterance] = [:]
    for utterance in utterances where access(utterance.path, R_OK) == 0 {
      clips[utterance.path] = utterance
    }
    let prefix = outputFolder + "/"
    return Dictionary(
      clips.compactMap { path, utterance in
        path.hasPrefix(prefix) ? (String(path.dropFirst(prefix.count)), utterance) : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  private func save(_ state: inout State) throws(SynthesisError) {
    state.unsaved = 0
    let utterances =
      state.utterances.compactMap { $0 }
      + state.existing.values.sorted {
        $0.path < $1.path
      }
    do {
      try Manifest.write(utterances, to: manifestPath)
    } catch {
      throw .unwritable(path: manifestPath, reason: "\(error)")
    }
  }
}

/// What became of one clip.
private struct Finished: Sendable {
  /// Place in the plan.
  let index: Int
  let result: Result<Utterance, any Error>
}

/// What is known of each clip while a plan is worked on.
private struct State {
  let plan: SynthesisPlan
  /// Clips of an earlier run that the plan has not come to yet; they stay in the manifest.
  var existing: [String: Utterance]
  var utterances: [Utterance?]
  var progress = SpeechSynthesizer.Progress()
  var errors: [SynthesisError] = []
  var abandoned: Set<Int> = []
  var unsaved = 0
  private var successes: [Int: Int] = [:]
  private var failures: [Int: Int] = [:]

  init(plan: SynthesisPlan, existing: [String: Utterance]) {
    self.plan = plan
    self.existing = existing
    utterances = Array(repeating: nil, count: plan.clips.count)
    progress.total = plan.clips.count
  }

  mutating func takesExisting(_ index: Int) -> Bool {
    guard let utterance = existing.removeValue(forKey: plan.clips[index].path) else { return false }
    utterances[index] = utterance
    progress.done += 1
    progress.skipped += 1
    progress.seconds += utterance.seconds
    return true
  }

  func isAbandoned(_ engine: Int) -> Bool { abandoned.contains(engine) }

  mutating func record(_ finished: Finished) throws {
    let engine = plan.clips[finished.index].engine
    progress.done += 1
    switch finished.result {
    case .success(let utterance):
      utterances[finished.index] = utterance
      progress.seconds += utterance.seconds
      successes[engine, default: 0] += 1
      unsaved += 1
    case .failure(let error as SynthesisError):
      if case .unwritable = error { throw error }
      progress.failed += 1
      failures[engine, default: 0] += 1
      if errors.count < 100 { errors.append(error) }
      if successes[engine] == nil, failures[engine, default: 0] >= SpeechSynthesizer.patience {
        abandoned.insert(engine)
      }
    case .failure(let error):
      if error is CancellationError { return }
      throw error
    }
  }
}
