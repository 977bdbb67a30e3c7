/// Levels of a recording, measured where somebody speaks.
enum SpeechLevel {
  private static let frameLength = 320

  /// Mean power over the frames that lie within 30 dB of the loudest.
  ///
  /// Pauses do not count, so that a recording with long silence gets no less noise. A steady
  /// signal has its plain mean power.
  static func power(of samples: [Float]) -> Double {
    let powers = framePowers(of: samples)
    let threshold = (powers.max() ?? 0) * 1e-3
    var sum = 0.0
    var count = 0.0
    for power in powers where power > 0 && power >= threshold {
      sum += power
      count += 1
    }
    return count > 0 ? sum / count : 0
  }

  /// The samples from the first to the last frame within 40 dB of the loudest, and 50 ms more.
  static func speechRange(of samples: [Float], sampleRate: Double) -> Range<Int> {
    let powers = framePowers(of: samples)
    let threshold = (powers.max() ?? 0) * 1e-4
    let isSpeech = { (power: Double) in power > 0 && power >= threshold }
    guard let first = powers.firstIndex(where: isSpeech),
      let last = powers.lastIndex(where: isSpeech)
    else { return 0..<samples.count }
    let margin = Int(0.05 * sampleRate)
    let start = max(0, first * frameLength - margin)
    return start..<min(samples.count, (last + 1) * frameLength + margin)
  }

  /// Mean power over all samples.
  static func meanPower(of samples: [Float]) -> Double {
    let powers = framePowers(of: samples)
    return powers.isEmpty ? 0 : powers.reduce(0, +) / Double(powers.count)
  }

  /// The greatest magnitude.
  static func peak(of samples: [Float]) -> Float {
    samples.withUnsafeBufferPointer { source in
      var peak: Float = 0
      for value in source { peak = max(peak, abs(value)) }
      return peak
    }
  }

  /// Multiplies every sample.
  static func scale(_ samples: inout [Float], by factor: Float) {
    samples.withUnsafeMutableBufferPointer { out in
      for index in out.indices { out[index] *= factor }
    }
  }

  /// Mean power of each 20 ms (at 16 kHz); the last frame may be shorter.
  private static func framePowers(of samples: [Float]) -> [Double] {
    samples.withUnsafeBufferPointer { source in
      stride(from: 0, to: source.count, by: frameLength).map { start in
        let end = min(start + frameLength, source.count)
        var sum: Float = 0
        for index in start..<end { sum += source[index] * source[index] }
        return Double(sum) / Double(end - start)
      }
    }
  }
}
