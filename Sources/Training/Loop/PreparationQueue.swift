import Dispatch

/// Prepares the features of coming batches on all cores while the accelerator works on this one.
///
/// Takes the batches in order; what it gives depends on nothing but them.
final class PreparationQueue {
  private let batches: [[Int]]
  private let prepare: @Sendable (Int) throws -> LabelledFeatures
  private let queue = DispatchQueue(label: "dictex.preparation")
  private var waiting: [Pending] = []
  private var following: Int

  private static let depth = 3

  /// Begins with the batch `first` of `batches`.
  init(
    _ batches: [[Int]], first: Int, _ prepare: @escaping @Sendable (Int) throws -> LabelledFeatures
  ) {
    self.batches = batches
    self.prepare = prepare
    following = first
    while waiting.count < Self.depth, following < batches.count { enqueue() }
  }

  /// Waits for the next batch's features, in the batch's order.
  func next() throws -> [LabelledFeatures] {
    let pending = waiting.removeFirst()
    if following < batches.count { enqueue() }
    pending.done.wait()
    return try pending.features.values.compactMap { try $0?.get() }
  }

  private func enqueue() {
    let pending = Pending(count: batches[following].count)
    waiting.append(pending)
    let (indices, prepare) = (batches[following], prepare)
    following += 1
    queue.async {
      DispatchQueue.concurrentPerform(iterations: indices.count) { n in
        pending.features.set(n, Result { try prepare(indices[n]) })
      }
      pending.done.signal()
    }
  }

  /// A batch under way.
  private final class Pending: Sendable {
    let features: Shared<Result<LabelledFeatures, any Error>?>
    let done = DispatchSemaphore(value: 0)

    init(count: Int) { features = Shared(Array(repeating: nil, count: count)) }
  }
}
