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
  /// Least power of a band before the logarithm.
  ///
  /// The default is about what the rounding of 16-bit samples leaves in one bin, so digital
  /// silence and the silence of a 16-bit recording look alike.
  public var powerFloor: Float

  /// Makes a configuration; the defaults suit speech at 16 kHz.
  public init(
    sampleRate: Double = 16_000, windowLength: Int = 400, hopLength: Int = 160,
    fftLength: Int = 512, melBands: Int = 80, lowestFrequency: Double = 20,
    highestFrequency: Double = 7_600, powerFloor: Float = 1e-8
  ) {
    self.sampleRate = sampleRate
    self.windowLength = windowLength
    self.hopLength = hopLength
    self.fftLength = fftLength
    self.melBands = melBands
    self.lowestFrequency = lowestFrequency
    self.highestFrequency = highestFrequency
    self.powerFloor = powerFloor
  }

  /// Seconds from one frame to the next.
  public var secondsPerFrame: Double { Double(hopLength) / sampleRate }

  /// Checks every setting, alone and against the others.
  ///
  /// - Throws: `FrontEndError.configuration` that names the first bad setting.
  public func validate() throws {
    func require(_ condition: Bool, _ setting: String, _ found: Any, _ wanted: String) throws {
      if condition { return }
      throw FrontEndError.configuration(setting: setting, found: "\(found)", wanted: wanted)
    }
    try require((1_000...384_000).contains(sampleRate), "sample_rate", sampleRate, "1000–384000 Hz")
    try require((16...65_536).contains(fftLength), "fft_length", fftLength, "16–65536 samples")
    try require(
      (2...fftLength).contains(windowLength), "window", windowLength, "2–\(fftLength) samples")
    try require((1...1_000_000).contains(hopLength), "hop", hopLength, "1–1000000 samples")
    try require((1...1_024).contains(melBands), "mel_bands", melBands, "1–1024")
    let nyquist = sampleRate / 2
    try require(
      lowestFrequency >= 0 && lowestFrequency < nyquist, "lowest_frequency", lowestFrequency,
      "at least 0 Hz, below \(nyquist) Hz")
    try require(
      highestFrequency > lowestFrequency && highestFrequency <= nyquist, "highest_frequency",
      highestFrequency, "above \(lowestFrequency) Hz, at most \(nyquist) Hz")
    try require(
      powerFloor > 0 && powerFloor.isNormal, "power_floor", powerFloor, "a small number above 0")
  }
}
