/// A mono recording.
///
/// Samples are finite and nominally in −1…1; nothing clips them.
public struct Waveform: Sendable, Equatable {
  /// Samples, shape `[n]`.
  public var samples: [Float]
  /// Samples a second, in hertz.
  public let sampleRate: Double

  /// Makes a waveform of samples that are already mono.
  public init(samples: [Float], sampleRate: Double) {
    self.samples = samples
    self.sampleRate = sampleRate
  }

  /// Length in seconds.
  public var duration: Double { Double(samples.count) / sampleRate }
}
