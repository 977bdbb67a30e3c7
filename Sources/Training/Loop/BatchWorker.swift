import Foundation
import FrontEnd
import NeuralNetwork
import Recognition

/// Features of some utterances with their labels.
struct LabelledFeatures: Sendable {
  let utterance: Int
  let values: [Float]
  let labels: [Int]
}

/// One thread's share of the work: forward, loss and backward for a shard of a batch, here or on an
/// accelerator.
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
  private let accelerator: Accelerator?

  init(
    network: Network, vocabulary: Vocabulary, precision: Precision,
    accelerator: Accelerator? = nil
  ) {
    self.network = network
    self.accelerator = accelerator
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
    guard let accelerator, let target = gradient.baseAddress else {
      let (logits, backward) = network.forward(
        input, gradients: gradient.baseAddress, workspace: workspace, precision: precision,
        isTraining: true, seed: seed)
      let (outcome, logitGradient) = try loss(batch, logits, concurrently: false)
      _ = backward(logitGradient)
      return outcome
    }
    let logits = try accelerator.forward(input, workspace: workspace, seed: seed)
    let (outcome, logitGradient) = try loss(batch, logits, concurrently: true)
    try accelerator.backward(logitGradient, into: target)
    return outcome
  }

  /// The summed loss and its gradient with respect to the logits.
  private func loss(
    _ batch: [LabelledFeatures], _ logits: Activation, concurrently: Bool
  ) throws -> (Outcome, Activation) {
    let gradient = logits.with(workspace.zeros(logits.count))
    let loss = CTCLoss(blank: vocabulary.blank)
    let losses = Shared([Double](repeating: 0, count: batch.count))
    nonisolated(unsafe) let (source, target) = (logits, gradient)
    let one = { @Sendable (n: Int) in
      losses.set(
        n,
        loss.loss(
          logits: source.values + n * source.width, gradient: target.values + n * source.width,
          frames: source.lengths[n], stride: source.batch * source.width, symbols: source.width,
          labels: batch[n].labels))
    }
    if concurrently {
      DispatchQueue.concurrentPerform(iterations: batch.count, execute: one)
    } else {
      batch.indices.forEach(one)
    }
    var outcome = Outcome()
    for (item, value) in zip(batch, losses.values) {
      if value == .infinity {
        outcome.tooLong += 1
        continue
      }
      guard value.isFinite else { throw TrainingError.notFinite(utterance: item.utterance) }
      outcome.loss += value
      outcome.utterances += 1
      outcome.symbols += item.labels.count
    }
    return (outcome, gradient)
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
