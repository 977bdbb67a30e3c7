import Foundation

/// Triangles of height 1, spaced evenly on Slaney's mel scale, that gather DFT bins into bands.
///
/// Band `k` rises from edge `k` to edge `k + 1` and falls to edge `k + 2`, linearly in hertz. The
/// weights equal `librosa.filters.mel(htk=False, norm=None)`. Slaney's scale, linear below 1 kHz,
/// gives each of 80 bands two bins or more; the HTK scale leaves the lowest with a single one.
///
/// Source: M. Slaney, Auditory Toolbox, Interval Research technical report 1998-010.
package struct MelFilterBank: Sendable {
  /// One triangle: its first bin and its weights from there on.
  package struct Band: Sendable {
    /// First DFT bin with a weight above 0.
    package var firstBin: Int
    /// Place of the first weight in `weights`.
    package var firstWeight: Int
    /// Number of bins, and of weights; a multiple of `MelFilterBank.lane`, the last ones may be 0.
    package var count: Int
  }

  /// Weights are padded to a multiple of this, for loops over several bins at once.
  package static let lane = 4
  /// The bands, lowest first, shape `[K]`.
  package let bands: [Band]
  /// All weights, band after band.
  package let weights: [Float]

  /// Makes the triangles of a configuration.
  ///
  /// - Throws: `FrontEndError.configuration` if a triangle would hold no DFT bin.
  package init(_ configuration: FrontEndConfiguration) throws {
    let lowest = mel(fromHertz: configuration.lowestFrequency)
    let highest = mel(fromHertz: configuration.highestFrequency)
    let count = configuration.melBands
    let edges = (0...(count + 1)).map { edge in
      hertz(fromMel: lowest + (highest - lowest) * Double(edge) / Double(count + 1))
    }
    let hertzPerBin = configuration.sampleRate / Double(configuration.fftLength)
    let binCount = configuration.fftLength / 2 + 1
    var bands: [Band] = []
    var weights: [Float] = []
    for k in 0..<count {
      let (left, centre, right) = (edges[k], edges[k + 1], edges[k + 2])
      var first: Int?
      let start = weights.count
      for bin in 0..<binCount {
        let frequency = Double(bin) * hertzPerBin
        let rising = (frequency - left) / (centre - left)
        let falling = (right - frequency) / (right - centre)
        let weight = min(rising, falling)
        guard weight > 0 else { continue }
        if first == nil { first = bin }
        weights.append(Float(weight))
      }
      guard let first else {
        throw FrontEndError.configuration(
          setting: "mel_bands", found: "\(count)",
          wanted: "fewer bands or a longer fft_length: band \(k) holds no bin")
      }
      while (weights.count - start) % Self.lane != 0 { weights.append(0) }
      bands.append(Band(firstBin: first, firstWeight: start, count: weights.count - start))
    }
    self.bands = bands
    self.weights = weights
  }

  /// The weights as a matrix, shape `[K, binCount]`; for tests and pictures.
  package func matrix(binCount: Int) -> [[Float]] {
    bands.map { band in
      var row = [Float](repeating: 0, count: binCount)
      for i in 0..<band.count where band.firstBin + i < binCount {
        row[band.firstBin + i] = weights[band.firstWeight + i]
      }
      return row
    }
  }
}

// Slaney's scale: 3 mels in 200 Hz up to 1 kHz, then 27 mels for each factor of 6.4.
private let hertzPerMel = 200.0 / 3
private let kneeHertz = 1_000.0
private let logStep = log(6.4) / 27

/// The mel value of a frequency on Slaney's scale.
package func mel(fromHertz hertz: Double) -> Double {
  hertz < kneeHertz
    ? hertz / hertzPerMel : kneeHertz / hertzPerMel + log(hertz / kneeHertz) / logStep
}

/// The frequency of a mel value on Slaney's scale, in hertz.
package func hertz(fromMel mel: Double) -> Double {
  let kneeMel = kneeHertz / hertzPerMel
  return mel < kneeMel ? mel * hertzPerMel : kneeHertz * exp(logStep * (mel - kneeMel))
}
