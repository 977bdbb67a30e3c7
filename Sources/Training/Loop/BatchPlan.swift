/// The order in which one epoch visits its utterances: buckets of like length, shuffled by seed.
public struct BatchPlan: Sendable, Equatable {
  /// Utterance indices of each step.
  public let batches: [[Int]]

  /// Plans an epoch.
  ///
  /// Utterances are shuffled, sorted by length within pools of `poolBatches` batches so that little of a
  /// batch is padding, cut into batches of at most `batchSeconds` (longest × count), and the batches are
  /// shuffled again.
  ///
  /// With `isCurriculum` batches go from the shortest utterances to the longest instead:
  /// alignments of a word or two are learnt first ("SortaGrad", Amodei et al. 2016).
  public init(
    seconds: [Double], batchSeconds: Double, seed: UInt64, epoch: Int, isCurriculum: Bool = false,
    poolBatches: Int = 40
  ) {
    var random = SeededRandom(seed: seed, stream: UInt64(epoch) &+ 0x0E0C)
    var order = Array(seconds.indices)
    random.shuffle(&order)
    var batches: [[Int]] = []
    var start = 0
    while start < order.count {
      var end = start
      var total = 0.0
      while end < order.count, isCurriculum || total < batchSeconds * Double(poolBatches) {
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
    if !isCurriculum { random.shuffle(&batches) }
    self.batches = batches
  }
}
