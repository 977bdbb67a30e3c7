import Synchronization

/// Results that several threads fill in, one place each.
final class Shared<Value: Sendable>: Sendable {
  private let storage: Mutex<[Value]>

  init(_ values: [Value]) { storage = Mutex(values) }

  var values: [Value] { storage.withLock { $0 } }

  func set(_ index: Int, _ value: Value) { storage.withLock { $0[index] = value } }
}
