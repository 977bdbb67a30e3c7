import Audio
import CKernels
import DurableFiles
import Foundation
import FrontEnd
import MessagePassing
import NeuralNetwork
import Recognition

/// Trains an acoustic model: one page of YAML and some manifests in, a model folder out.
///
/// The output folder holds `best/` and `last/` (model folders), `checkpoint.safetensors`, `log.jsonl`
/// and `curves.svg`. Everything random follows from the seed, the step and the utterance, and sums are
/// made in a fixed order, so a resumed training is bit for bit the one that was never stopped.
public final class Trainer {
  /// What to train on and where to put it.
  public struct Options: Sendable {
    /// The page of YAML.
    public var model: String
    /// How to train in place of what the page says.
    public var training: TrainingDescription?
    /// Manifests to train on; one that stands twice counts twice.
    public var data: [String]
    /// Manifests to validate on, never trained on.
    public var validation: [String]
    /// The output folder.
    public var output: String
    /// Whether to go on from the folder's checkpoint.
    public var resume = false
    /// A weights file to start from (fine-tuning).
    public var initialWeights: String?
    /// Folders of recorded noise for augmentation.
    public var noise: [String] = []
    /// Folders of recorded room responses for augmentation.
    public var rooms: [String] = []
    /// A library that computes the passes on a device (see ``Accelerator``), or nil for this machine's cores.
    public var accelerator: String?
    /// The processes that share each batch; nil for this one alone.
    public var group: ProcessGroup?
    /// Whether to stop now: asked within steps too, which are then given up and done again on resuming.
    public var isInterrupted: @Sendable () -> Bool = { false }
    /// Whether this process prints and writes: alone, or the first of its group.
    public var isFirst: Bool { group?.isFirst ?? true }

    /// Makes options.
    public init(model: String, data: [String], validation: [String], output: String) {
      self.model = model
      self.data = data
      self.validation = validation
      self.output = output
    }
  }

  /// What a caller hears after each step.
  public struct Progress: Sendable {
    /// Steps taken and steps in all.
    public var step: Int, totalSteps: Int
    /// Epoch, counted from 1, and epochs in all.
    public var epoch: Int, epochs: Int
    /// Loss of this step, in nats a symbol.
    public var loss: Double
    /// Seconds of audio a second, recently.
    public var audioSecondsPerSecond: Double
    /// Seconds until the end at this speed.
    public var secondsLeft: Double
    /// Set where this step validated: word error rate by manifest.
    public var wordErrorRates: [String: Double]?
    /// Whether that was the best so far.
    public var isBest = false
  }

  /// How a training ended.
  public struct Summary: Sendable {
    /// Steps taken in all.
    public var steps: Int
    /// Whether it was stopped before the end.
    public var stopped: Bool
    /// Lowest mean word error rate, or infinity before the first validation.
    public var bestErrorRate: Double
    /// Utterances too short for their words, left out of the loss, in the last epoch.
    public var tooLong: Int
  }

  let options: Options
  let training: TrainingDescription
  let vocabulary = Vocabulary.english
  let frontEnd: LogMelFrontEnd
  let network: Network
  let store: UtteranceStore
  let labels: [[Int]]
  let augmenter: Augmenter
  /// Shards of each batch in all processes, and those that this one works on.
  let shardCount: Int
  let ownShards: [Int]
  let workers: [BatchWorker]
  /// Weights that do not learn.
  let fixedParameters: [Range<Int>]
  let planLengths: [Int]
  let lock: FolderLock?
  let fingerprint: String

  var adam: Adam
  var average: [Float]
  var normalization: FeatureNormalization
  var epoch = 0
  var batch = 0
  var bestErrorRate = Double.infinity
  var pendingLoss = 0.0
  var pendingCount = 0
  var tooLong = 0
  /// Whether the last step was to be validated and was interrupted there.
  var owesValidation = false

  private static let checkpointInterval = 300.0
  private static let logInterval = 50
  private static let statisticsSample = 400

  /// Reads description, manifests and, when resuming, the checkpoint.
  public init(_ options: Options) throws {
    self.options = options
    training = try options.training ?? TrainingDescription(contentsOf: options.model)
    let model = try ModelDescription(
      contentsOf: options.model, symbolCount: vocabulary.symbols.count)
    frontEnd = try LogMelFrontEnd(configuration: model.frontEnd)
    network = try Network(
      description: model.network, input: FeatureShape(bins: model.frontEnd.melBands, channels: 1),
      seed: training.seed)
    guard network.outputWidth == vocabulary.symbols.count else {
      throw DescriptionError(
        path: options.model, line: nil,
        reason:
          "the network ends in \(network.outputWidth) values; wanted \"- linear: {size: vocabulary}\""
      )
    }
    let utterances = try options.data.flatMap { try Self.read($0) }
    guard !utterances.isEmpty else { throw TrainingError.noData("training data") }
    store = UtteranceStore(utterances, sampleRate: model.frontEnd.sampleRate)
    labels = try Self.labels(utterances, vocabulary)
    augmenter = Augmenter(
      description: training.augmentation, sampleRate: model.frontEnd.sampleRate,
      noise: try Self.recordings(options.noise, sampleRate: model.frontEnd.sampleRate),
      rooms: try Self.recordings(options.rooms, sampleRate: model.frontEnd.sampleRate))
    let (training, network, vocabulary) = (training, network, vocabulary)
    let accelerator = try options.accelerator.map {
      try Accelerator(library: $0, network: network)
    }
    let processes = options.group?.count ?? 1
    shardCount = accelerator == nil ? training.shards : processes
    guard shardCount >= processes else {
      throw TrainingError.tooFewShards(shardCount, processes: processes)
    }
    ownShards = (0..<shardCount).filter { $0 % processes == options.group?.rank ?? 0 }
    workers = ownShards.map { _ in
      BatchWorker(
        network: network, vocabulary: vocabulary, precision: training.precision,
        accelerator: accelerator)
    }
    let learning = training.layers
    fixedParameters = network.parameters.filter {
      !learning.isEmpty && !learning.contains(Network.layerKind(ofTensor: $0.name))
    }.map(\.range)
    let seconds = utterances.map(\.seconds)
    planLengths = (0..<training.epochs).map {
      training.plan(epoch: $0, seconds: seconds).batches.count
    }
    fingerprint = Self.fingerprint(model: model, utterances: utterances)
    adam = Adam(count: network.weights.count)
    adam.beta1 = Float(training.beta1)
    adam.beta2 = Float(training.beta2)
    adam.weightDecay = Float(training.weightDecay)
    adam.clip = Float(training.clip)
    normalization = FeatureNormalization(mean: [], standardDeviation: [])
    average = []
    guard options.isFirst else {
      lock = nil
      try share(options.group)
      return
    }
    do {
      try FileManager.default.createDirectory(
        atPath: options.output, withIntermediateDirectories: true)
    } catch {
      throw TrainingError.unwritable(path: options.output, reason: "the folder cannot be made")
    }
    lock = try FolderLock(options.output)
    if options.resume { try restore() } else { try start() }
    try share(options.group)
  }

  // MARK: - Beginning

  private func start() throws {
    if let path = options.initialWeights {
      let file = try Safetensors(contentsOf: path)
      try network.load(file.tensors, from: path)
      if let mean = file.tensors[AcousticModel.meanTensor]?.values,
        let deviation = file.tensors[AcousticModel.deviationTensor]?.values,
        mean.count == network.input.width, deviation.count == network.input.width
      {
        normalization = FeatureNormalization(mean: mean, standardDeviation: deviation)
      }
    }
    if normalization.mean.isEmpty { normalization = try estimateNormalization() }
    average = Array(network.weights)
  }

  private func restore() throws {
    let checkpoint = try Checkpoint(
      contentsOf: checkpointPath, weightCount: network.weights.count,
      bandCount: network.input.width)
    guard checkpoint.fingerprint == fingerprint else {
      throw TrainingError.checkpoint(
        path: checkpointPath,
        reason:
          "was made with another network or other data; resume with the same, or start anew in another folder"
      )
    }
    _ = network.weights.update(fromContentsOf: checkpoint.weights)
    average = checkpoint.average
    (adam.first, adam.second, adam.step) = (
      checkpoint.adam.first, checkpoint.adam.second, checkpoint.adam.step
    )
    normalization = FeatureNormalization(
      mean: checkpoint.mean, standardDeviation: checkpoint.deviation)
    (epoch, batch, bestErrorRate) = (checkpoint.epoch, checkpoint.batch, checkpoint.bestErrorRate)
    (pendingLoss, pendingCount) = (checkpoint.pendingLoss, checkpoint.pendingCount)
    owesValidation = checkpoint.owesValidation
  }

  /// Gives all processes what the first one restored or started with.
  private func share(_ group: ProcessGroup?) throws {
    guard let group else { return }
    let bands = network.input.width
    if !group.isFirst {
      average = Array(repeating: 0, count: network.weights.count)
      normalization = FeatureNormalization(
        mean: Array(repeating: 0, count: bands),
        standardDeviation: Array(repeating: 0, count: bands))
    }
    var (mean, deviation) = (normalization.mean, normalization.standardDeviation)
    try group.broadcast(network.weights)
    try average.withUnsafeMutableBufferPointer { try group.broadcast($0) }
    try adam.first.withUnsafeMutableBufferPointer { try group.broadcast($0) }
    try adam.second.withUnsafeMutableBufferPointer { try group.broadcast($0) }
    try mean.withUnsafeMutableBufferPointer { try group.broadcast($0) }
    try deviation.withUnsafeMutableBufferPointer { try group.broadcast($0) }
    normalization = FeatureNormalization(mean: mean, standardDeviation: deviation)
    let numbers = [
      Double(adam.step), Double(epoch), Double(batch), bestErrorRate, pendingLoss,
      Double(pendingCount), owesValidation ? 1 : 0,
    ]
    let shared = try group.sum(
      group.isFirst ? numbers : [Double](repeating: 0, count: numbers.count))
    (adam.step, epoch, batch) = (Int(shared[0]), Int(shared[1]), Int(shared[2]))
    (bestErrorRate, pendingLoss, pendingCount) = (shared[3], shared[4], Int(shared[5]))
    owesValidation = shared[6] > 0
  }

  /// Mean and deviation of each band over some of the (augmented) recordings.
  private func estimateNormalization() throws -> FeatureNormalization {
    var statistics = FeatureStatistics()
    var random = SeededRandom(seed: training.seed, stream: 0x57A7)
    for _ in 0..<min(Self.statisticsSample, store.utterances.count) where !options.isInterrupted() {
      let index = random.integer(below: store.utterances.count)
      let samples = augmenter.augmented(try store.samples(index), seed: random.next())
      statistics.add(
        try frontEnd.spectrogram(
          of: .init(samples: samples, sampleRate: frontEnd.configuration.sampleRate)))
    }
    return try statistics.normalization()
  }

  // MARK: - The loop

  /// Trains to the end or until `shouldStop` says so, which is asked after each step.
  public func run(
    progress: (Progress) -> Void, shouldStop: () -> Bool
  ) throws -> Summary {
    func summary(stopped: Bool) -> Summary {
      Summary(steps: adam.step, stopped: stopped, bestErrorRate: bestErrorRate, tooLong: tooLong)
    }
    let validation = try makeValidation()
    if try isAgreed(options.isInterrupted()) { return summary(stopped: true) }
    var log =
      try options.isFirst
      ? TrainingLog(path: options.output + "/log.jsonl", upTo: adam.step) : nil
    let totalSteps = planLengths.reduce(0, +)
    let schedule = LearningRateSchedule(
      peak: training.learningRate, warmup: min(training.warmupSteps, totalSteps / 2),
      hold: Int(training.hold * Double(totalSteps)), total: totalSteps, floor: training.floor)
    var meter = SpeedMeter()
    var lastSaved = ContinuousClock.now
    /// Word error rates and whether they are the best so far; nil if that was interrupted.
    func validated() throws -> (rates: [String: Double], isBest: Bool)? {
      let rates = try validation.wordErrorRates(
        of: average, in: options.group, isInterrupted: options.isInterrupted)
      owesValidation = rates == nil
      return try rates.map { ($0, try keep($0)) }
    }
    func note(_ rates: [String: Double]?) throws {
      try log?.append(
        TrainingRecord(
          step: adam.step, epoch: epoch + 1, loss: pendingLoss / Double(max(1, pendingCount)),
          learningRate: schedule.rate(at: adam.step - 1),
          audioSecondsPerSecond: meter.audioSecondsPerSecond, wordErrorRates: rates))
      (pendingLoss, pendingCount) = (0, 0)
    }
    func save() throws {
      if let log { try self.save(curves: log.records, totalSteps: totalSteps) }
      lastSaved = .now
    }
    if owesValidation {
      guard let validated = try validated() else { return summary(stopped: true) }
      try note(validated.rates)
      try save()
    }
    while epoch < training.epochs {
      let plan = training.plan(epoch: epoch, seconds: store.utterances.map(\.seconds))
      if batch == 0 { tooLong = 0 }
      let prepare = preparation(epoch: epoch)
      let ahead = options.accelerator.map { _ in
        PreparationQueue(plan.batches, first: batch, prepare)
      }
      while batch < plan.batches.count {
        let rate = schedule.rate(at: adam.step)
        let outcome = try step(
          plan.batches[batch], learningRate: rate, ready: ahead?.next(), prepare: prepare)
        guard let outcome else {
          try save()
          return summary(stopped: true)
        }
        batch += 1
        tooLong += outcome.tooLong
        pendingLoss += outcome.loss
        pendingCount += outcome.symbols
        meter.add(audio: plan.batches[batch - 1].reduce(0) { $0 + store.utterances[$1].seconds })
        let isLast = epoch == training.epochs - 1 && batch == plan.batches.count
        let validates = adam.step % training.validationSteps == 0 || isLast
        var report = Progress(
          step: adam.step, totalSteps: totalSteps, epoch: epoch + 1, epochs: training.epochs,
          loss: outcome.loss / Double(max(1, outcome.symbols)),
          audioSecondsPerSecond: meter.audioSecondsPerSecond,
          secondsLeft: meter.secondsPerStep * Double(totalSteps - adam.step))
        if validates {
          guard let validated = try validated() else {
            try save()
            return summary(stopped: true)
          }
          (report.wordErrorRates, report.isBest) = (validated.rates, validated.isBest)
        }
        if validates || adam.step % Self.logInterval == 0 { try note(report.wordErrorRates) }
        let due = ContinuousClock.now - lastSaved > .seconds(Self.checkpointInterval)
        let stops = try isAgreed(shouldStop())
        if validates || stops || due { try save() }
        progress(report)
        meter.resume()
        if stops, !isLast { return summary(stopped: true) }
      }
      epoch += 1
      batch = 0
    }
    try save()
    return summary(stopped: false)
  }

}

extension TrainingDescription {
  /// The order of an epoch, counted from 0.
  func plan(epoch: Int, seconds: [Double]) -> BatchPlan {
    BatchPlan(
      seconds: seconds, batchSeconds: batchSeconds, seed: seed, epoch: epoch,
      isCurriculum: curriculum && epoch == 0)
  }
}
