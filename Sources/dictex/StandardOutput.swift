import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Buffered standard output that notices when it cannot be written.
final class StandardOutput: Sendable {
  /// The process's one standard output.
  static let shared = StandardOutput()

  private let buffer = Mutex<[UInt8]>([])
  private static let capacity = 1 << 16

  /// Appends text; writes when enough has gathered.
  func write(_ text: String) throws {
    let isFull = buffer.withLock {
      $0.append(contentsOf: text.utf8)
      return $0.count >= Self.capacity
    }
    if isFull { try flush() }
  }

  /// Appends text and a line break.
  func writeLine(_ text: String) throws {
    try write(text + "\n")
  }

  /// Writes what has gathered.
  func flush() throws {
    let failure = buffer.withLock { bytes in
      defer { bytes.removeAll(keepingCapacity: true) }
      return bytes.isEmpty ? 0 : StandardStreams.write(bytes, to: 1)
    }
    if failure != 0 { throw StreamError.cannotWrite(String(cString: strerror(failure))) }
  }
}
