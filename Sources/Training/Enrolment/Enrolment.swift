import DurableFiles
import Foundation
import NeuralNetwork
import Recognition

/// Fits a model to one person's voice from a few minutes of their speech.
///
/// Only the scales and shifts of the normalisations and the last layer learn: one hundredth of the weights
/// are enough for a voice and too few to forget the language. What they became is kept as a
/// ``VoiceAdaptation``, a small file beside the model, which itself stays as it was.
public struct Enrolment {
  /// The model directory.
  public var model: String
  /// Manifests of the person's recordings.
  public var data: [String]
  /// Folder for the training's files; it is removed at the end.
  public var workFolder: String

  /// Makes an enrolment.
  public init(model: String, data: [String], workFolder: String) {
    self.model = model
    self.data = data
    self.workFolder = workFolder
  }

  /// How a voice is learnt; chosen on speakers of the development list.
  static func schedule(_ page: TrainingDescription) -> TrainingDescription {
    var schedule = page
    schedule.storage = .float32
    schedule.layers = ["normalization", "linear"]
    schedule.learningRate = 5e-4
    schedule.warmupSteps = 5
    schedule.hold = 0.3
    schedule.epochs = 30
    schedule.batchSeconds = 16
    schedule.curriculum = false
    schedule.validationSteps = 1_000_000
    schedule.shards = 2
    schedule.averageDecay = 0.9
    return schedule
  }

  /// Trains, and returns what the voice changed.
  ///
  /// - Parameters:
  ///   - progress: Hears of every step.
  ///   - shouldStop: Asked after each step.
  /// - Returns: The voice, or nil if it was stopped.
  /// - Throws: What training throws, or an error of the model's files.
  public func run(
    progress: (Trainer.Progress) -> Void, shouldStop: () -> Bool
  ) throws -> VoiceAdaptation? {
    let weights = model + "/weights.safetensors"
    defer { try? FileManager.default.removeItem(atPath: workFolder) }
    var options = Trainer.Options(
      model: model + "/model.yaml", data: data, validation: [], output: workFolder)
    options.initialWeights = weights
    let schedule = Self.schedule(try TrainingDescription(contentsOf: options.model))
    options.training = schedule
    let summary = try Trainer(options).run(progress: progress, shouldStop: shouldStop)
    if summary.stopped { return nil }
    let learnt = try Safetensors(contentsOf: workFolder + "/last/weights.safetensors")
    return VoiceAdaptation(
      tensors: learnt.tensors.filter { name, _ in
        schedule.layers.contains(Network.layerKind(ofTensor: name))
      }, base: try Safetensors(contentsOf: weights).checksum)
  }
}

extension VoiceAdaptation {
  /// Writes the file, whole or not at all; its folder is made if it is not there.
  ///
  /// - Throws: ``TrainingError/unwritable(path:reason:)``.
  public func write(to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw TrainingError.unwritable(path: folder, reason: "the folder cannot be made")
    }
    try DurableFile.replace(path, with: data())
  }
}
