import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C, SIGTERM and a closed terminal as a wish to stop: the first is heeded, a second ends the process at once.
final class Interruption: Sendable {
  private let signal = Mutex<Int32?>(nil)
  // Kept alive; written only in init.
  private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []

  /// Starts listening.
  ///
  /// - Parameter stop: Called once, on the first signal.
  init(stop: @escaping @Sendable () -> Void = {}) {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // `nohup` wants the hang-up ignored.
      if !Self.ignore(number), number == SIGHUP { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in self?.raise(number, stop) }
      source.resume()
      sources.append(source)
    }
  }

  /// Whether a signal has come.
  var isRaised: Bool { exitCode != nil }

  /// 128 and the number of the signal that came, as shells count; nil if none has.
  var exitCode: Int32? { signal.withLock { $0.map { 128 + $0 } } }

  private func raise(_ number: Int32, _ stop: () -> Void) {
    let isSecond = signal.withLock { signal in
      defer { signal = signal ?? number }
      return signal != nil
    }
    if isSecond { _exit(128 + number) }
    stop()
  }

  /// Keeps a signal from ending the process; tells whether it would have.
  private static func ignore(_ number: Int32) -> Bool {
    #if canImport(Glibc)
      let before = Glibc.signal(number, SIG_IGN)
    #else
      let before = Darwin.signal(number, SIG_IGN)
    #endif
    return unsafeBitCast(before, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
