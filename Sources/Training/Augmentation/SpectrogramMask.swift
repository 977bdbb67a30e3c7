extension Augmenter {
  /// Hides bands of frequencies and spans of time (SpecAugment, Park et al., 2019).
  ///
  /// The masked values become 0, the mean of normalised features. Each mask has a width from 0 to
  /// its limit.
  ///
  /// - Parameters:
  ///   - values: Normalised features, shape `[T, K]`; a buffer too small for them stays as it is.
  ///   - frames: Number of frames, `T`.
  ///   - bands: Number of bands, `K`.
  ///   - seed: Decides the masks.
  public func maskSpectrogram(
    _ values: UnsafeMutableBufferPointer<Float>, frames: Int, bands: Int, seed: UInt64
  ) {
    guard frames > 0, bands > 0, values.count / bands >= frames else { return }
    var random = SeededRandom(seed: seed, stream: 1_000)
    for _ in 0..<max(0, description.frequencyMasks) {
      let masked = span(upTo: description.frequencyMaskWidth, of: bands, &random)
      for frame in 0..<frames {
        for band in masked { values[frame * bands + band] = 0 }
      }
    }
    let limit = Int(Double(frames) * min(max(description.timeMaskShare, 0), 1))
    for _ in 0..<max(0, description.timeMasks) {
      let masked = span(upTo: min(description.timeMaskWidth, limit), of: frames, &random)
      for index in (masked.lowerBound * bands)..<(masked.upperBound * bands) { values[index] = 0 }
    }
  }

  private func span(upTo width: Int, of count: Int, _ random: inout SeededRandom) -> Range<Int> {
    let width = random.integer(below: min(max(width, 0), count) + 1)
    let start = random.integer(below: count - width + 1)
    return start..<(start + width)
  }
}
