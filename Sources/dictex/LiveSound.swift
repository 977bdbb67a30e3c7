import Microphone
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Sound as it arrives, from a microphone or as raw samples on standard input.
final class LiveSound: Sendable {
  /// Where it comes from.
  enum Source {
    case standardInput
    case microphone(String)
  }

  private let microphone: Microphone?
  private let isStopped = Atomic(false)
  /// The first half of a sample that a read cut in two.
  private let oddByte = Mutex<UInt8?>(nil)

  /// Opens the source.
  ///
  /// - Throws: `MicrophoneError`.
  init(_ source: Source) throws {
    switch source {
    case .standardInput: microphone = nil
    case .microphone(let name): microphone = try Microphone(name)
    }
  }

  /// How often sound was lost because it was not read in time.
  var overruns: Int { microphone?.overruns ?? 0 }

  /// Ends the sound; any thread may ask for it.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    microphone?.stop()
  }

  /// Waits for the next samples, from −1 to 1 at 16 kHz; nil at the end, or once stopped.
  ///
  /// - Throws: `MicrophoneError` or `StreamError`.
  func next() throws -> [Float]? {
    if let microphone { return try microphone.read() }
    while !isStopped.load(ordering: .relaxed) {
      // A tenth of a second at a time, so that a stop is heard though nothing arrives.
      var request = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      let outcome = poll(&request, 1, 100)
      if outcome == 0 || (outcome < 0 && errno == EINTR) { continue }
      return try StandardStreams.readInput(capacity: 1_280).map(samples)
    }
    return nil
  }

  private func samples(_ bytes: [UInt8]) -> [Float] {
    oddByte.withLock { oddByte in
      let whole = (oddByte.map { [$0] } ?? []) + bytes
      oddByte = whole.count % 2 == 1 ? whole.last : nil
      return stride(from: 0, to: whole.count - 1, by: 2).map {
        Float(Int16(bitPattern: UInt16(whole[$0]) | UInt16(whole[$0 + 1]) << 8)) / 32_768
      }
    }
  }
}
