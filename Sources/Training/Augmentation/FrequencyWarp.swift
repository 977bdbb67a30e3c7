import FrontEnd

extension Augmenter {
  /// Stretches the frequency axis as a shorter or longer vocal tract does (VTLP, Jaitly and Hinton 2013).
  ///
  /// Frequencies below 4.8 kHz are multiplied by a factor; above, the axis is bent so that the highest band
  /// stays. Formants move and pitch harmonics with them, but not the tempo.
  ///
  /// - Parameters:
  ///   - values: Log-mel features before normalisation, shape `[T, K]`.
  ///   - configuration: Of the front end that made them; says `K` and where the bands lie.
  ///   - seed: Decides whether and how far.
  public func warpSpectrogram(
    _ values: UnsafeMutableBufferPointer<Float>, configuration: FrontEndConfiguration, seed: UInt64
  ) {
    var random = SeededRandom(seed: seed, stream: 1_001)
    guard random.chance(description.warpProbability) else { return }
    let bands = configuration.melBands
    let positions = warpedBands(
      by: random.uniform(in: description.warp), configuration: configuration)
    var row = [Float](repeating: 0, count: bands)
    for frame in 0..<(values.count / max(1, bands)) {
      let start = frame * bands
      for band in 0..<bands {
        let lower = min(Int(positions[band]), bands - 1)
        let upper = min(lower + 1, bands - 1)
        let part = Float(positions[band]) - Float(lower)
        row[band] = values[start + lower] * (1 - part) + values[start + upper] * part
      }
      for band in 0..<bands { values[start + band] = row[band] }
    }
  }

  /// Where each band of the warped spectrogram lies on the band axis of the original.
  func warpedBands(by factor: Double, configuration: FrontEndConfiguration) -> [Double] {
    let lowest = mel(fromHertz: configuration.lowestFrequency)
    let highest = mel(fromHertz: configuration.highestFrequency)
    let melsPerBand = (highest - lowest) / Double(configuration.melBands + 1)
    let (knee, top) = (4_800 * min(factor, 1), configuration.highestFrequency)
    return (0..<configuration.melBands).map { band in
      let frequency = hertz(fromMel: lowest + melsPerBand * Double(band + 1))
      let bend = knee / factor
      let source =
        frequency <= bend || top <= knee
        ? frequency * factor : knee + (top - knee) * (frequency - bend) / max(1, top - bend)
      let position = (mel(fromHertz: source) - lowest) / melsPerBand - 1
      return min(max(position, 0), Double(configuration.melBands - 1))
    }
  }
}
