import Evaluation
import Foundation
import FrontEnd
import MessagePassing
import NeuralNetwork
import Recognition

/// Greedy word error rate of the averaged weights on each validation manifest.
final class Validation {
  private let lists: [(name: String, utterances: [Utterance], features: [LabelledFeatures])]
  private let network: Network
  private let workers: [BatchWorker]
  private let decoder: GreedyDecoder
  private let secondsPerFrame: Double

  private static let batchFrames = 16_000

  init(
    lists: [(name: String, utterances: [Utterance], features: [LabelledFeatures])],
    network: Network, workerCount: Int, vocabulary: Vocabulary, precision: Precision,
    secondsPerFrame: Double
  ) {
    self.lists = lists
    self.network = network
    self.secondsPerFrame = secondsPerFrame
    workers = (0..<workerCount).map { _ in
      BatchWorker(network: network, vocabulary: vocabulary, precision: precision)
    }
    decoder = GreedyDecoder(vocabulary: vocabulary)
  }

  /// Word error rate of each list, by name; of a group's processes each knows a share of every list.
  ///
  /// - Returns: The rates; nil if that was interrupted in any process.
  func wordErrorRates(
    of weights: [Float], in group: ProcessGroup?, isInterrupted: @Sendable () -> Bool
  ) throws -> [String: Double]? {
    _ = network.weights.update(fromContentsOf: weights)
    var rates: [String: Double] = [:]
    for list in lists {
      let rate = rate(list.utterances, list.features, isInterrupted)
      let counts = [Double(rate.errors), Double(rate.words), isInterrupted() ? 1 : 0]
      let sums = try group?.sum(counts) ?? counts
      if sums[2] > 0 { return nil }
      rates[list.name] = sums[0] / max(sums[1], 1)
    }
    return rates
  }

  private func rate(
    _ utterances: [Utterance], _ features: [LabelledFeatures], _ isInterrupted: @Sendable () -> Bool
  ) -> WordErrorRate {
    let order = features.indices.sorted { features[$0].values.count < features[$1].values.count }
    var batches: [[Int]] = []
    for index in order {
      let frames = features[index].values.count / network.input.width
      if let last = batches.last, (last.count + 1) * frames <= Self.batchFrames {
        batches[batches.count - 1].append(index)
      } else {
        batches.append([index])
      }
    }
    let workers = workers
    let (decoder, secondsPerFrame) = (decoder, secondsPerFrame)
    let (total, shares) = (batches, workers.count)
    let results = Shared([WordErrorRate](repeating: WordErrorRate(), count: shares))
    DispatchQueue.concurrentPerform(iterations: shares) { share in
      var rate = WordErrorRate()
      for batch in total.indices where batch % shares == share && !isInterrupted() {
        let posteriors = workers[share].posteriors(
          total[batch].map { features[$0] }, secondsPerFrame: secondsPerFrame)
        for (index, posterior) in zip(total[batch], posteriors) {
          rate.add(
            reference: utterances[index].words,
            hypothesis: decoder.transcript(of: posterior).words.map(\.text))
        }
      }
      let result = rate
      results.set(share, result)
    }
    return results.values.reduce(into: WordErrorRate()) { $0.add($1) }
  }
}
