/// How sound becomes features: the settings that ship with the weights.
public struct FrontEndConfiguration: Sendable, Equatable {
  /// Samples a second that the front end expects, in hertz.
  public var sampleRate: Double
  /// Length of the analysis window, in samples.
  public var windowLength: Int
  /// Samples from one frame to the next.
  public var hopLength: Int
  /// Length of the Fourier transform, in samples, at least `windowLength`.
  public var fftLength: Int
  /// Number of mel bands, `K`.
  public var melBands: Int
  /// Lower edge of the first mel band, in hertz.
  public var lowestFrequency: Double
  /// Upper edge of the last mel band, in hertz.
  public var highestFrequency: Double

  /// Makes a configuration; the defaults suit speech at 16 kHz.
  public init(
    sampleRate: Double = 16_000, windowLength: Int = 400, hopLength: Int = 160,
    fftLength: Int = 512, melBands: Int = 80, lowestFrequency: Double = 20,
    highestFrequency: Double = 7_600
  ) {
    self.sampleRate = sampleRate
    self.windowLength = windowLength
    self.hopLength = hopLength
    self.fftLength = fftLength
    self.melBands = melBands
    self.lowestFrequency = lowestFrequency
    self.highestFrequency = highestFrequency
  }
}
