import Audio

/// What is left to know of a sound once it has been heard.
public struct SoundSummary: Sendable, Equatable {
  /// Length in seconds.
  public private(set) var duration = 0.0
  /// The loudest sample's magnitude; 1 is full scale.
  public private(set) var peak: Float = 0

  private let sampleRate: Double
  private var count = 0

  /// Starts with no sound.
  init(sampleRate: Double) { self.sampleRate = sampleRate }

  /// Sums up a whole recording.
  public init(of waveform: Waveform) {
    self.init(sampleRate: waveform.sampleRate)
    add(waveform.samples)
  }

  /// Goes on with more samples.
  mutating func add(_ samples: [Float]) {
    count += samples.count
    duration = Double(count) / sampleRate
    for sample in samples { peak = max(peak, abs(sample)) }
  }
}
