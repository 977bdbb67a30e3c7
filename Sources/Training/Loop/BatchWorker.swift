import Foundation
import FrontEnd
import NeuralNetwork
import Recognition

/// Features of some utterances with their labels.
struct LabelledFeatures {
  let utterance: Int
  let values: [Float]
  let labels: [Int]
}

/// One thread's share of the work: features, forward, loss and backward for a shard of a batch.
///
/// Owns its gradient and scratch memory, so that a step allocates nothing once the longest batch has
/// been seen (but for the features themselves).
final class BatchWorker: @unchecked Sendable {
  /// What a shard contributed.
  struct Outcome {
    var loss = 0.0
    var utterances = 0
    var symbols = 0
    /// Utterances whose words cannot fit in their frames.
    var tooLong = 0
  }

  let gradient: UnsafeMutableBufferPointer<Float>
  private let workspace = Workspace()
  private let network: Network
  private let vocabulary: Vocabulary
  private let precision: Precision

  init(network: Network, vocabulary: Vocabulary, precision: Precision) {
    self.network = network
    self.vocabulary = vocabulary
    self.precision = precision.available
    gradient = .allocate(capacity: network.weights.count)
    gradient.initialize(repeating: 0)
  }

  deinit { gradient.deallocate() }

  /// Adds the gradient of the summed loss of `batch` to a cleared ``gradient``.
  ///
  /// - Throws: ``TrainingError/notFinite(utterance:)`` with an index into the store.
  func train(_ batch: [LabelledFeatures], seed: UInt64) throws -> Outcome {
    gradient.update(repeating: 0)
    guard !batch.isEmpty else { return Outcome() }
    workspace.reset()
    let input = self.input(batch)
    let (logits, backward) = network.forward(
      input, gradients: gradient.baseAddress, workspace: workspace, precision: precision,
      isTraining: true, seed: seed)
    let logitGradient = logits.with(workspace.zeros(logits.count))
    var outcome = Outcome()
    let loss = CTCLoss(blank: vocabulary.blank)
    for (n, item) in batch.enumerated() {
      let value = loss.loss(
        logits: logits.values + n * logits.width,
        gradient: logitGradient.values + n * logits.width, frames: logits.lengths[n],
        stride: logits.batch * logits.width, symbols: logits.width, labels: item.labels)
      if value == .infinity {
        outcome.tooLong += 1
        continue
      }
      guard value.isFinite else { throw TrainingError.notFinite(utterance: item.utterance) }
      outcome.loss += value
      outcome.utterances += 1
      outcome.symbols += item.labels.count
    }
    _ = backward(logitGradient)
    return outcome
  }

  /// Posteriors of each utterance in evaluation mode.
  func posteriors(_ batch: [LabelledFeatures], secondsPerFrame: Double) -> [Posteriors] {
    workspace.reset()
    let (logits, _) = network.forward(
      input(batch), gradients: nil, workspace: workspace, precision: precision, isTraining: false,
      seed: 0)
    return batch.indices.map { n in
      var rows: [Float] = []
      rows.reserveCapacity(logits.lengths[n] * logits.width)
      for t in 0..<logits.lengths[n] {
        let row = logits.values + (t * logits.batch + n) * logits.width
        rows.append(contentsOf: UnsafeBufferPointer(start: row, count: logits.width))
      }
      return Posteriors(
        logProbabilities: logSoftmax(rows, width: logits.width), symbolCount: logits.width,
        secondsPerFrame: secondsPerFrame)
    }
  }

  /// Lays features out as `[T, N, K]`, zeros after each end.
  private func input(_ batch: [LabelledFeatures]) -> Activation {
    let width = network.input.width
    let lengths = batch.map { $0.values.count / width }
    let frames = max(1, lengths.max() ?? 0)
    let values = workspace.zeros(frames * batch.count * width)
    for (n, item) in batch.enumerated() {
      item.values.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        for t in 0..<lengths[n] {
          (values + (t * batch.count + n) * width).update(from: base + t * width, count: width)
        }
      }
    }
    return Activation(values: values, frames: frames, width: width, lengths: lengths)
  }
}
