/// Mean and standard deviation of each mel band over the training data; ships with the weights.
///
///     Ŝ[t, k] = (S[t, k] − mean[k]) / standardDeviation[k]
public struct FeatureNormalization: Sendable, Equatable, Codable {
  /// Mean of each band, shape `[K]`.
  public var mean: [Float]
  /// Standard deviation of each band, shape `[K]`, above 0.
  public var standardDeviation: [Float]

  /// Smallest standard deviation that `estimate` gives, so that a constant band divides by no 0.
  public static let smallestDeviation: Float = 1e-3

  /// Makes a normalisation of two vectors of equal length.
  public init(mean: [Float], standardDeviation: [Float]) {
    precondition(mean.count == standardDeviation.count, "one mean and one deviation a band")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Normalises a spectrogram of `mean.count` bands in place.
  public func apply(to spectrogram: inout Spectrogram) {
    precondition(spectrogram.bandCount == mean.count, "one mean a band")
    spectrogram.values.withUnsafeMutableBufferPointer { apply(to: $0) }
  }

  /// Normalises whole frames in place, shape `[t, K]`.
  public func apply(to values: UnsafeMutableBufferPointer<Float>) {
    let bandCount = mean.count
    precondition(bandCount > 0 && values.count % bandCount == 0, "whole frames")
    guard let base = values.baseAddress else { return }
    mean.withUnsafeBufferPointer { mean in
      standardDeviation.withUnsafeBufferPointer { deviation in
        for t in 0..<(values.count / bandCount) {
          let row = base + t * bandCount
          for k in 0..<bandCount { row[k] = (row[k] - mean[k]) / deviation[k] }
        }
      }
    }
  }

  /// Estimates mean and standard deviation over all frames of some spectrograms.
  ///
  /// - Throws: `FrontEndError.noFrames` if there is no frame.
  public static func estimate(from spectrograms: [Spectrogram]) throws -> FeatureNormalization {
    var statistics = FeatureStatistics()
    for spectrogram in spectrograms { statistics.add(spectrogram) }
    return try statistics.normalization()
  }
}

/// Gathers mean and variance of each band, one spectrogram after another.
///
/// Welford's method in double precision: B. P. Welford, Technometrics 4 (1962) 419.
public struct FeatureStatistics: Sendable {
  /// Frames seen so far.
  public private(set) var frameCount = 0
  private var mean: [Double] = []
  private var squares: [Double] = []

  /// Makes statistics of nothing.
  public init() {}

  /// Adds all frames of a spectrogram; all must have the same number of bands.
  public mutating func add(_ spectrogram: Spectrogram) {
    let bandCount = spectrogram.bandCount
    if mean.isEmpty {
      mean = Array(repeating: 0, count: bandCount)
      squares = mean
    }
    precondition(bandCount == mean.count, "equal numbers of bands")
    for t in 0..<spectrogram.frameCount {
      frameCount += 1
      for k in 0..<bandCount {
        let value = Double(spectrogram.values[t * bandCount + k])
        let difference = value - mean[k]
        mean[k] += difference / Double(frameCount)
        squares[k] += difference * (value - mean[k])
      }
    }
  }

  /// The normalisation that gives every band mean 0 and variance 1.
  ///
  /// - Throws: `FrontEndError.noFrames` if no frame was added.
  public func normalization() throws -> FeatureNormalization {
    guard frameCount > 0 else { throw FrontEndError.noFrames }
    return FeatureNormalization(
      mean: mean.map { Float($0) },
      standardDeviation: squares.map { sum in
        max(Float((sum / Double(frameCount)).squareRoot()), FeatureNormalization.smallestDeviation)
      })
  }
}
