import CKernels
import Foundation
import MessagePassing
import NeuralNetwork

// One batch: gradients of all shards of all processes, one update.
extension Trainer {
  /// Whether any process says so.
  func isAgreed(_ condition: Bool) throws -> Bool {
    guard let group = options.group else { return condition }
    return try group.sum([condition ? 1 : 0])[0] > 0
  }

  /// One step on a batch: every shard's gradient on its own thread, summed in order, then Adam.
  ///
  /// - Parameters:
  ///   - indices: The batch.
  ///   - learningRate: Of Adam.
  ///   - ready: The features of the batch, if they are there already; only with a single worker.
  ///   - prepare: Makes the features of an utterance otherwise.
  /// - Returns: What all shards contributed together; nil if that was interrupted and nothing has changed.
  /// - Throws: ``TrainingError`` naming the recording whose loss is not finite, or what preparation throws.
  func step(
    _ indices: [Int], learningRate: Double, ready: [LabelledFeatures]?,
    prepare: @Sendable (Int) throws -> LabelledFeatures
  ) throws -> BatchWorker.Outcome? {
    let (workers, ownShards, isInterrupted) = (workers, ownShards, options.isInterrupted)
    let (seed, current) = (training.seed, adam.step)
    let shards = ownShards.map { shard in
      indices.indices.filter { $0 % shardCount == shard }.map { indices[$0] }
    }
    let results = Shared(
      [Result<BatchWorker.Outcome, any Error>](
        repeating: .success(.init()), count: workers.count))
    DispatchQueue.concurrentPerform(iterations: workers.count) { shard in
      results.set(
        shard,
        Result {
          if isInterrupted() { throw Interrupted() }
          let features = try ready ?? shards[shard].map(prepare)
          return try workers[shard].train(
            features,
            seed: SeededRandom.mixed(seed, UInt64(current) &* 64 &+ UInt64(ownShards[shard])))
        })
    }
    guard let total = try total(of: results.values) else { return nil }
    guard let gradient = workers[0].gradient.baseAddress else { return total }
    nonisolated(unsafe) let sum = gradient
    ParameterSlices.forEach(count: network.weights.count) { _, range in
      for worker in workers.dropFirst() {
        kernels_add(
          range.count, worker.gradient.baseAddress.map { $0 + range.lowerBound },
          sum + range.lowerBound)
      }
    }
    try options.group?.sum(workers[0].gradient)
    for range in fixedParameters {
      (gradient + range.lowerBound).update(repeating: 0, count: range.count)
    }
    let norm = adam.update(
      network.weights, gradient: gradient, learningRate: Float(learningRate),
      gradientScale: 1 / Double(max(1, total.utterances)))
    guard norm.isFinite else {
      throw TrainingError.gradientNotFinite(
        step: current, paths: indices.map { store.utterances[$0].path })
    }
    updateAverage()
    return total
  }

  private struct Interrupted: Error {}

  /// What the shards of all processes contributed together; nil if one was interrupted.
  private func total(
    of results: [Result<BatchWorker.Outcome, any Error>]
  ) throws -> BatchWorker.Outcome? {
    var total = BatchWorker.Outcome()
    var failure: (any Error)?
    var isInterrupted = false
    for result in results {
      do {
        let outcome = try result.get()
        total.loss += outcome.loss
        total.utterances += outcome.utterances
        total.symbols += outcome.symbols
        total.tooLong += outcome.tooLong
      } catch TrainingError.notFinite(let index) {
        failure = TrainingError.notFiniteRecording(
          path: store.utterances[index].path,
          words: store.utterances[index].words.joined(separator: " "), step: adam.step)
      } catch is Interrupted {
        isInterrupted = true
      } catch {
        failure = error
      }
    }
    guard let group = options.group else {
      if let failure { throw failure }
      return isInterrupted ? nil : total
    }
    let sums = try group.sum([
      total.loss, Double(total.utterances), Double(total.symbols), Double(total.tooLong),
      failure == nil ? 0 : 1, isInterrupted ? 1 : 0,
    ])
    if sums[4] > 0 { throw failure ?? TrainingError.otherProcess }
    if sums[5] > 0 { return nil }
    return BatchWorker.Outcome(
      loss: sums[0], utterances: Int(sums[1]), symbols: Int(sums[2]), tooLong: Int(sums[3]))
  }

  private func updateAverage() {
    let step = Double(adam.step)
    let decay = Float(min(training.averageDecay, (1 + step) / (10 + step)))
    let weights = network.weights
    average.withUnsafeMutableBufferPointer { average in
      nonisolated(unsafe) let (average, weights) = (average, weights)
      ParameterSlices.forEach(count: average.count) { _, range in
        for i in range { average[i] += (1 - decay) * (weights[i] - average[i]) }
      }
    }
  }
}
