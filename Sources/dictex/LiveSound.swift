import Audio
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
  private let raw = Mutex(RawSamples())

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
      return try StandardStreams.readInput(capacity: 1_280).map { bytes in
        raw.withLock { $0.samples(bytes) }
      }
    }
    return nil
  }
}
