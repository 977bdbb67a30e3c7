import DurableFiles
import Foundation
import NeuralNetwork

/// Everything that training needs to go on as if it had never stopped.
struct Checkpoint {
  var weights: [Float]
  var average: [Float]
  var adam: Adam
  var mean: [Float]
  var deviation: [Float]
  var epoch: Int
  var batch: Int
  var bestErrorRate: Double
  /// Loss and count since the last line of the log, so that the log goes on bit-exactly too.
  var pendingLoss: Double
  var pendingCount: Int
  /// Whether the last step was to be validated and was interrupted there.
  var owesValidation: Bool
  /// Says which data and description it belongs to.
  var fingerprint: String

  func write(to path: String) throws {
    let flat: ([Float]) -> Safetensors.Tensor = { .init(shape: [$0.count], values: $0) }
    let file = Safetensors(
      tensors: [
        "weights": flat(weights), "average": flat(average), "adam.first": flat(adam.first),
        "adam.second": flat(adam.second), "mean": flat(mean), "deviation": flat(deviation),
      ],
      metadata: [
        "step": "\(adam.step)", "epoch": "\(epoch)", "batch": "\(batch)",
        "best": "\(bestErrorRate.bitPattern)", "pending_loss": "\(pendingLoss.bitPattern)",
        "pending_count": "\(pendingCount)", "owes_validation": "\(owesValidation)",
        "fingerprint": fingerprint,
      ])
    try DurableFile.replace(path, with: file.data())
  }

  init(
    weights: [Float], average: [Float], adam: Adam, mean: [Float], deviation: [Float], epoch: Int,
    batch: Int, bestErrorRate: Double, pendingLoss: Double, pendingCount: Int,
    owesValidation: Bool, fingerprint: String
  ) {
    self.weights = weights
    self.average = average
    self.adam = adam
    self.mean = mean
    self.deviation = deviation
    self.epoch = epoch
    self.batch = batch
    self.bestErrorRate = bestErrorRate
    self.pendingLoss = pendingLoss
    self.pendingCount = pendingCount
    self.owesValidation = owesValidation
    self.fingerprint = fingerprint
  }

  init(contentsOf path: String, weightCount: Int, bandCount: Int) throws {
    let file = try Safetensors(contentsOf: path)
    func tensor(_ name: String, _ count: Int) throws -> [Float] {
      guard let values = file.tensors[name]?.values, values.count == count else {
        throw TrainingError.checkpoint(
          path: path,
          reason:
            "tensor \(name) has \(file.tensors[name]?.values.count ?? 0) values; this description wants \(count)"
        )
      }
      return values
    }
    func number<Number: LosslessStringConvertible>(_ key: String) throws -> Number {
      guard let value = file.metadata[key].flatMap(Number.init) else {
        throw TrainingError.checkpoint(path: path, reason: "lacks \"\(key)\"")
      }
      return value
    }
    weights = try tensor("weights", weightCount)
    average = try tensor("average", weightCount)
    adam = Adam(count: 0)
    adam.first = try tensor("adam.first", weightCount)
    adam.second = try tensor("adam.second", weightCount)
    adam.step = try number("step")
    mean = try tensor("mean", bandCount)
    deviation = try tensor("deviation", bandCount)
    epoch = try number("epoch")
    batch = try number("batch")
    bestErrorRate = Double(bitPattern: try number("best"))
    pendingLoss = Double(bitPattern: try number("pending_loss"))
    pendingCount = try number("pending_count")
    // Checkpoints from before this was kept owe nothing.
    owesValidation = file.metadata["owes_validation"] == "true"
    fingerprint = file.metadata["fingerprint"] ?? ""
    guard adam.step >= 0, epoch >= 0, batch >= 0, pendingCount >= 0 else {
      throw TrainingError.checkpoint(path: path, reason: "counts are negative")
    }
  }
}
