import Foundation

/// Background noise: generated or cut from recordings, and mixed in at a given power.
enum Noise {
  /// The kinds that are generated.
  enum Kind: CaseIterable {
    /// Equal power at all frequencies: hiss.
    case white
    /// Power falling by 3 dB an octave: wind, rain, fans.
    case pink
    /// Power falling by 6 dB an octave: rumble, traffic.
    case brown
    /// Mains hum of 50 or 60 Hz and its harmonics, over a little hiss.
    case hum
  }

  /// Noise of a kind, at no particular level.
  static func generated(
    _ kind: Kind, count: Int, sampleRate: Double, random: inout SeededRandom
  ) -> [Float] {
    // A local copy: the loop keeps the generator in registers.
    var local = random
    defer { random = local }
    return [Float](unsafeUninitializedCapacity: count) { out, initialized in
      initialized = count
      switch kind {
      case .white:
        for index in 0..<count { out[index] = local.noiseSample() }
      case .pink:
        fillPink(out, count, &local)
      case .brown:
        // A leaky sum, or the noise would wander away from 0.
        var sum: Float = 0
        for index in 0..<count {
          sum = 0.995 * sum + local.noiseSample()
          out[index] = sum
        }
      case .hum:
        fillHum(out, count, sampleRate, &local)
      }
    }
  }

  /// Paul Kellet's economical filter: within 0.5 dB of -3 dB an octave.
  private static func fillPink(
    _ out: UnsafeMutableBufferPointer<Float>, _ count: Int, _ random: inout SeededRandom
  ) {
    var (slow, middle, fast): (Float, Float, Float) = (0, 0, 0)
    for index in 0..<count {
      let white = random.noiseSample()
      slow = 0.99765 * slow + white * 0.0990460
      middle = 0.96300 * middle + white * 0.2965164
      fast = 0.57000 * fast + white * 1.0526913
      out[index] = slow + middle + fast + white * 0.1848
    }
  }

  private static func fillHum(
    _ out: UnsafeMutableBufferPointer<Float>, _ count: Int, _ sampleRate: Double,
    _ random: inout SeededRandom
  ) {
    let mains = random.chance(0.5) ? 50.0 : 60.0
    let hiss = Float(random.uniform(in: 0.01...0.1))
    for index in 0..<count { out[index] = hiss * random.noiseSample() }
    for harmonic in 1...6 {
      let level = random.uniform() / Double(harmonic)
      let step = 2 * .pi * mains * Double(harmonic) / sampleRate
      // A rotating phasor: one complex product a sample in place of one sine.
      let (turnCosine, turnSine) = (cos(step), sin(step))
      let phase = 2 * .pi * random.uniform()
      var (x, y) = (level * cos(phase), level * sin(phase))
      for index in 0..<count {
        out[index] += Float(y)
        (x, y) = (x * turnCosine - y * turnSine, x * turnSine + y * turnCosine)
      }
    }
  }

  /// A stretch of a recording from a random place.
  ///
  /// A recording that ends comes again after a pause of up to its own length: looped key clicks
  /// would beat like a clock.
  static func excerpt(of recording: [Float], count: Int, random: inout SeededRandom) -> [Float] {
    var result = [Float](repeating: 0, count: count)
    var place = random.integer(below: recording.count)
    var start = 0
    while start < count && !recording.isEmpty {
      let length = min(recording.count - place, count - start)
      result.replaceSubrange(start..<(start + length), with: recording[place..<(place + length)])
      start += length + random.integer(below: recording.count)
      place = 0
    }
    return result
  }

  /// Adds noise, scaled to a mean power; silent noise adds nothing.
  static func mix(_ noise: [Float], into sound: inout [Float], power: Double) {
    let noisePower = SpeechLevel.meanPower(of: noise)
    guard noisePower > 1e-20 else { return }
    let gain = Float((power / noisePower).squareRoot())
    noise.withUnsafeBufferPointer { source in
      sound.withUnsafeMutableBufferPointer { out in
        for index in 0..<min(source.count, out.count) { out[index] += gain * source[index] }
      }
    }
  }
}
