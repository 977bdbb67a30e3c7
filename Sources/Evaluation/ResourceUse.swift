// What an evaluation cost: time and memory, asked of the operating system.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What this process has used so far.
public enum ResourceUse {
  /// Reports the largest amount of memory that this process has had resident, in bytes.
  ///
  /// - Returns: The peak, or 0 if the system does not say.
  public static func peakMemoryBytes() -> Int {
    guard let usage = usage() else { return 0 }
    #if canImport(Darwin)
      return Int(usage.ru_maxrss)
    #else
      // Linux counts in KiB.
      return Int(usage.ru_maxrss) * 1024
    #endif
  }

  /// Reports the processor time that all threads of this process have used, in seconds.
  ///
  /// - Returns: User and system time together, or 0 if the system does not say.
  public static func processorSeconds() -> Double {
    guard let usage = usage() else { return 0 }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func usage() -> rusage? {
    var usage = rusage()
    #if canImport(Darwin)
      let status = getrusage(RUSAGE_SELF, &usage)
    #else
      // Glibc types the constant as an enumeration and the parameter as an integer.
      let status = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #endif
    return status == 0 ? usage : nil
  }
}

/// Measures how long work takes, compared with the audio it worked on.
public struct RealTimeFactor: Hashable, Sendable {
  private let start = ContinuousClock.now
  private let processorSecondsAtStart = ResourceUse.processorSeconds()

  /// Starts measuring.
  public init() {}

  /// The seconds on the clock since the start.
  public var elapsedSeconds: Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  /// The seconds of processor time, over all threads, since the start.
  public var processorSeconds: Double { ResourceUse.processorSeconds() - processorSecondsAtStart }

  /// Reports seconds on the clock for each second of audio; below 1 keeps up with speech.
  ///
  /// - Parameter audioSeconds: The duration of the audio that was worked on.
  /// - Returns: The factor, or nil if there was no audio.
  public func factor(audioSeconds: Double) -> Double? {
    audioSeconds > 0 ? elapsedSeconds / audioSeconds : nil
  }
}
