import Synchronization

/// A microphone: live sound at 16 kHz, in blocks, until it is told to stop.
///
/// It is an ALSA capture device. The device keeps its own rate and channels if it has no 16 kHz mono;
/// its channels are averaged and `Audio.Resampler` changes the rate. The device hears nothing before
/// the first ``read()``, and keeps two seconds, where it can, for a reader that is late.
public final class Microphone: Sendable {
  /// Samples a second that ``read()`` gives, in hertz.
  public static let sampleRate = 16_000.0
  /// Seconds without one sample after which ``read()`` gives up.
  public static let patience = 3

  /// A device that captures sound.
  public struct Device: Sendable, Equatable {
    /// What ``Microphone/init(_:)`` takes, such as `plughw:CARD=Yeti,DEV=0`.
    public let name: String
    /// What it is, in libasound's words, on one line.
    public let description: String
  }

  /// The name that it was opened by.
  public let name: String
  /// Samples a second of the device itself, in hertz.
  public let deviceSampleRate: Int
  /// Channels of the device itself.
  public let deviceChannelCount: Int

  private let capture: Mutex<Capture>
  private let isStopped = Atomic(false)
  private let overrunCount = Atomic(0)

  /// Opens a device.
  ///
  /// - Throws: `MicrophoneError` if there is none, or it is in use, or gives no 16-bit samples;
  ///   `AudioError.resampler` if its rate is absurd.
  public convenience init(_ name: String = "default") throws {
    self.init(try Capture(name))
  }

  init(_ opened: sending Capture) {
    name = opened.name
    deviceSampleRate = opened.sampleRate
    deviceChannelCount = opened.channelCount
    capture = Mutex(opened)
  }

  /// How often sound was lost because it was not read in time.
  public var overruns: Int { overrunCount.load(ordering: .relaxed) }

  /// Waits for the next samples, about 30 ms of them, from −1 to 1; nil at the end.
  ///
  /// There is an end only after ``stop()``: what was captured before it still comes, without waiting.
  ///
  /// - Throws: `MicrophoneError.unplugged`, `.silent` or `.failed`.
  public func read() throws -> [Float]? {
    try capture.withLock { capture in
      defer { overrunCount.store(capture.overruns, ordering: .relaxed) }
      return try capture.read { isStopped.load(ordering: .relaxed) }
    }
  }

  /// Ends capturing; a ``read()`` that waits comes back within a tenth of a second.
  ///
  /// Any thread may call it, and a signal handler.
  public func stop() {
    isStopped.store(true, ordering: .relaxed)
  }

  /// The devices that capture sound, by libasound's account; empty where there is no libasound.
  public static func devices() -> [Device] { Capture.devices() }
}
