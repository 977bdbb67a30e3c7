import Audio
import Foundation

/// Computes the log-mel spectrogram of a recording.
///
///     x_t[i] = w[i] · (s[t·hop + i] − mean of the frame),   0 ≤ i < windowLength
///     P_t[b] = |DFT of x_t, padded with zeros to fftLength|²
///     S[t, k] = ln(max(Σ_b M[k, b] · P_t[b], powerFloor))
///
/// `w` is the periodic Hann window and `M` the triangles of `MelFilterBank`. A last partial frame
/// is dropped: `n` samples give `T = 1 + (n − windowLength) / hopLength` frames, or none if
/// `n < windowLength`. Plans and filters are made once; one front end serves many threads.
public final class LogMelFrontEnd: Sendable {
  /// The settings.
  public let configuration: FrontEndConfiguration

  private let window: [Float]
  private let filters: MelFilterBank
  private let transform: FourierTransform

  /// Makes window, transform and filters.
  ///
  /// - Throws: `FrontEndError.configuration` for settings that make no sense.
  public init(configuration: FrontEndConfiguration = FrontEndConfiguration()) throws {
    try configuration.validate()
    self.configuration = configuration
    window = hannWindow(length: configuration.windowLength)
    filters = try MelFilterBank(configuration)
    transform = try FourierTransform(length: configuration.fftLength)
  }

  /// Number of frames that `sampleCount` samples give, `T`.
  public func frameCount(sampleCount: Int) -> Int {
    sampleCount < configuration.windowLength
      ? 0 : 1 + (sampleCount - configuration.windowLength) / configuration.hopLength
  }

  /// Computes the whole spectrogram.
  ///
  /// - Parameter waveform: A recording at `configuration.sampleRate` hertz.
  /// - Returns: Natural-log mel power, shape `[T, K]`; always finite.
  /// - Throws: `FrontEndError.sampleRateMismatch` if the rates differ.
  public func spectrogram(of waveform: Waveform) throws -> Spectrogram {
    guard waveform.sampleRate == configuration.sampleRate else {
      throw FrontEndError.sampleRateMismatch(
        found: waveform.sampleRate, wanted: configuration.sampleRate)
    }
    let values = try waveform.samples.withUnsafeBufferPointer { samples in
      try features(of: samples)
    }
    return Spectrogram(
      values: values, bandCount: configuration.melBands,
      secondsPerFrame: configuration.secondsPerFrame)
  }

  /// Computes the features of samples in memory, shape `[T, K]`.
  public func features(of samples: UnsafeBufferPointer<Float>) throws -> [Float] {
    features(of: samples, scratch: try Scratch(fftLength: configuration.fftLength))
  }

  /// Starts a stream that gives the same features as samples arrive.
  public func makeStream() throws -> LogMelStream {
    LogMelStream(frontEnd: self, scratch: try Scratch(fftLength: configuration.fftLength))
  }

  // MARK: - Frames

  /// Working memory of one thread.
  final class Scratch {
    let transform: FourierTransform.Buffers
    /// Power of each bin; zeros follow, for the padded ends of the filters.
    let power: UnsafeMutablePointer<Float>

    init(fftLength: Int) throws {
      transform = try FourierTransform.Buffers(length: fftLength)
      let count = fftLength / 2 + 1 + MelFilterBank.lane
      power = .allocate(capacity: count)
      power.initialize(repeating: 0, count: count)
    }

    deinit { power.deallocate() }
  }

  func features(of samples: UnsafeBufferPointer<Float>, scratch: Scratch) -> [Float] {
    let frames = frameCount(sampleCount: samples.count)
    guard frames > 0, let source = samples.baseAddress else { return [] }
    let bandCount = configuration.melBands
    return [Float](unsafeUninitializedCapacity: frames * bandCount) { values, count in
      guard let rows = values.baseAddress else { return }
      for t in 0..<frames {
        windowFrame(source + t * configuration.hopLength, into: scratch.transform.samples)
        transform.execute(scratch.transform)
        measurePower(of: scratch.transform.spectrum, into: scratch.power)
        gatherBands(scratch.power, into: rows + t * bandCount)
      }
      count = frames * bandCount
    }
  }

  /// Writes the windowed frame without its mean, and the zeros after it: FFTW may have used them.
  private func windowFrame(
    _ frame: UnsafePointer<Float>, into padded: UnsafeMutablePointer<Float>
  ) {
    let length = configuration.windowLength
    // Eight sums, so that the additions do not wait for one another.
    var sums = SIMD8<Float>.zero
    var i = 0
    while i + 8 <= length {
      sums += UnsafeRawPointer(frame + i).loadUnaligned(as: SIMD8<Float>.self)
      i += 8
    }
    var total = sums.sum()
    while i < length {
      total += frame[i]
      i += 1
    }
    let mean = total / Float(length)
    window.withUnsafeBufferPointer { window in
      for i in 0..<length { padded[i] = window[i] * (frame[i] - mean) }
    }
    for i in length..<configuration.fftLength { padded[i] = 0 }
  }

  private func measurePower(
    of spectrum: UnsafePointer<Float>, into power: UnsafeMutablePointer<Float>
  ) {
    for bin in 0..<transform.binCount {
      let real = spectrum[2 * bin]
      let imaginary = spectrum[2 * bin + 1]
      power[bin] = real * real + imaginary * imaginary
    }
  }

  private func gatherBands(_ power: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>) {
    let floor = configuration.powerFloor
    filters.weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      for (k, band) in filters.bands.enumerated() {
        let weight = UnsafeRawPointer(weights + band.firstWeight)
        let bins = UnsafeRawPointer(power + band.firstBin)
        var sums = SIMD4<Float>.zero
        for byte in stride(from: 0, to: 4 * band.count, by: 16) {
          sums +=
            weight.loadUnaligned(fromByteOffset: byte, as: SIMD4<Float>.self)
            * bins.loadUnaligned(fromByteOffset: byte, as: SIMD4<Float>.self)
        }
        // The upper bound keeps the logarithm finite where a loud frame overflows; the order of
        // the arguments turns NaN into the floor.
        row[k] = log(max(floor, min(sums.sum(), .greatestFiniteMagnitude)))
      }
    }
  }
}
