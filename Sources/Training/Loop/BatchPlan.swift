/// The order in which one epoch visits its utterances: buckets of like length, shuffled by seed.
public struct BatchPlan: Sendable, Equatable {
  /// Utterance indices of each step.
  public let batches: [[Int]]

  /// Plans an epoch.
  ///
  /// Utterances are shuffled, sorted by length within pools of `poolBatches` batches so that little of a
  /// batch is padding, cut into batches of at most `batchSeconds` (longest × count), and the batches are
  /// shuffled again.
  public init(
    seconds: [Double], batchSeconds: Double, seed: UInt64, epoch: Int, poolBatches: Int = 40
  ) {
    var random = SeededRandom(seed: seed, stream: UInt64(epoch) &+ 0x0E0C)
    var order = Array(seconds.indices)
    random.shuffle(&order)
    var batches: [[Int]] = []
    var start = 0
    while start < order.count {
      var end = start
      var total = 0.0
      while end < order.count, total < batchSeconds * Double(poolBatches) {
        total += seconds[order[end]]
        end += 1
      }
      let pool = order[start..<end].sorted { (seconds[$0], $0) < (seconds[$1], $1) }
      var batch: [Int] = []
      for index in pool {
        if !batch.isEmpty, Double(batch.count + 1) * seconds[index] > batchSeconds {
          batches.append(batch)
          batch = []
        }
        batch.append(index)
      }
      if !batch.isEmpty { batches.append(batch) }
      start = end
    }
    random.shuffle(&batches)
    self.batches = batches
  }
}
