import Audio
import DurableFiles
import Foundation
import FrontEnd
import NeuralNetwork
import Recognition

// What training reads and what it leaves.
extension Trainer {
  var checkpointPath: String { options.output + "/checkpoint.safetensors" }

  /// Keeps the averaged weights as `best/` if their mean error rate is the lowest so far.
  func keep(_ rates: [String: Double]) throws -> Bool {
    guard !rates.isEmpty else { return false }
    let mean = rates.values.reduce(0, +) / Double(rates.count)
    guard mean < bestErrorRate else { return false }
    bestErrorRate = mean
    if options.isFirst { try writeModel("best") }
    return true
  }

  func save(curves records: [TrainingRecord], totalSteps: Int) throws {
    try writeModel("last")
    let names = Set(records.flatMap { $0.wordErrorRates?.keys.map(\.self) ?? [] }).sorted()
    let picture = LearningCurves(
      totalSteps: totalSteps,
      loss: .init(name: "loss", points: records.map { ($0.step, $0.loss) }),
      errorRates: names.map { name in
        .init(
          name: name,
          points: records.compactMap { record in
            record.wordErrorRates?[name].map { (record.step, $0) }
          })
      })
    try DurableFile.replace(options.output + "/curves.svg", with: Data(picture.svg.utf8))
    try Checkpoint(
      weights: Array(network.weights), average: average, adam: adam, mean: normalization.mean,
      deviation: normalization.standardDeviation, epoch: epoch, batch: batch,
      bestErrorRate: bestErrorRate, pendingLoss: pendingLoss, pendingCount: pendingCount,
      owesValidation: owesValidation, fingerprint: fingerprint
    ).write(to: checkpointPath)
  }

  /// Writes the averaged weights as a model folder.
  func writeModel(_ name: String) throws {
    let folder = options.output + "/" + name
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var tensors: [String: Safetensors.Tensor] = [:]
    for place in network.parameters {
      tensors[place.name] = .init(shape: place.shape, values: Array(average[place.range]))
    }
    let bands = normalization.mean.count
    tensors[AcousticModel.meanTensor] = .init(shape: [bands], values: normalization.mean)
    tensors[AcousticModel.deviationTensor] = .init(
      shape: [bands], values: normalization.standardDeviation)
    let weights = Safetensors(tensors: tensors, metadata: ["step": "\(adam.step)"])
    try DurableFile.replace(
      folder + "/weights.safetensors",
      with: weights.data(matricesAs: training.storage))
    try DurableFile.replace(
      folder + "/model.yaml",
      with:
        Data(try ModelDescription.text(of: options.model).utf8))
    try DurableFile.replace(
      folder + "/vocabulary.txt",
      with:
        Data((vocabulary.symbols.joined(separator: "\n") + "\n").utf8))
  }

  /// Makes the features of training utterances in an epoch, counted from 0.
  func preparation(epoch: Int) -> @Sendable (Int) throws -> LabelledFeatures {
    let (preparation, seed) = (preparation, training.seed)
    let augments = !(training.curriculum && epoch == 0)
    return {
      try preparation.features($0, seed: seed, epoch: epoch, augments: augments)
    }
  }

  var preparation: Preparation {
    Preparation(
      store: store, labels: labels, augmenter: augmenter, frontEnd: frontEnd,
      normalization: normalization)
  }

  func makeValidation() throws -> Validation {
    let preparation = preparation
    let lists = try options.validation.map { path in
      let all = try Self.read(path)
      let utterances =
        options.group.map { group in
          all.indices.filter { $0 % group.count == group.rank }.map { all[$0] }
        } ?? all
      let features = try preparation.unchangedFeatures(
        utterances, isInterrupted: options.isInterrupted)
      return (
        name: ((path as NSString).lastPathComponent as NSString).deletingPathExtension,
        utterances: utterances, features: features
      )
    }
    let copy = try Network(
      description: network.description, input: network.input, seed: training.seed)
    return Validation(
      lists: lists, network: copy, workerCount: workers.count, vocabulary: vocabulary,
      precision: training.precision,
      secondsPerFrame: frontEnd.configuration.secondsPerFrame * Double(network.timeStride))
  }

  /// Reads a manifest; letters written by name become letters, since both sound the same.
  static func read(_ path: String) throws -> [Utterance] {
    try Manifest.read(path: path).map { utterance in
      var utterance = utterance
      utterance.words = LetterNames.asLetters(utterance.words)
      return utterance
    }
  }

  static func labels(_ utterances: [Utterance], _ vocabulary: Vocabulary) throws -> [[Int]] {
    try utterances.map { utterance in
      guard let labels = vocabulary.encode(utterance.words) else {
        throw TrainingError.unspeakable(
          path: utterance.path, words: utterance.words.joined(separator: " "))
      }
      return labels
    }
  }

  /// Every recording below some folders, in the order of their names.
  static func recordings(_ folders: [String], sampleRate: Double) throws -> [[Float]] {
    try folders.flatMap { folder in
      let names = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [])
      let extensions: Set = ["wav", "flac", "opus", "ogg", "mp3", "aiff"]
      return try names.sorted()
        .filter { extensions.contains(($0 as NSString).pathExtension.lowercased()) }
        .map { try AudioFile.read(path: folder + "/" + $0, sampleRate: sampleRate).samples }
    }
  }

  /// Identifies front end, network and data; schedule and augmentation may change between sessions,
  /// at the price of bit-exactness.
  static func fingerprint(model: ModelDescription, utterances: [Utterance]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    mix("\(model)")
    for utterance in utterances { mix("\(utterance.path)\t\(utterance.words)\n") }
    return String(hash, radix: 16)
  }
}
