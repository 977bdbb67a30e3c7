import Foundation

/// Impulse responses of rooms: kernels whose first tap is the direct sound and whose energy is 1.
enum RoomResponse {
  /// A made-up room: direct sound, early reflections, and noise that decays exponentially.
  ///
  /// - Parameters:
  ///   - decay: Time of decay by 60 dB (RT60), in seconds.
  ///   - directToReverberant: Energy of the direct sound over all the rest, in decibels.
  ///   - sampleRate: Samples a second, in hertz.
  ///   - random: Decides the reflections and the noise.
  /// - Returns: The response, `decay` long.
  static func synthetic(
    decay: Double, directToReverberant: Double, sampleRate: Double, random: inout SeededRandom
  ) -> [Float] {
    let wanted = min(max(decay, 0.01), 10) * sampleRate
    let count = min(max(16, Int(wanted)), FastConvolution.maximumKernel)
    // 60 dB are a factor of 1000 in amplitude: exp(-6.908).
    let perSample = Float(exp(-6.908 / wanted))
    var response = [Float](repeating: 0, count: count)
    let onset = min(count - 1, Int(random.uniform(in: 0.002...0.01) * sampleRate))
    // Walls swallow treble: a one-pole low-pass darkens the tail.
    let darkening = Float(random.uniform(in: 0...0.6))
    var amplitude: Float = 1
    var smoothed: Float = 0
    for index in 1..<count {
      amplitude *= perSample
      smoothed += (1 - darkening) * (random.noiseSample() - smoothed)
      // The density of reflections grows until the tail is full.
      let growth = min(1, Float(index) / Float(4 * onset + 1))
      response[index] = amplitude * smoothed * growth
    }
    for _ in 0..<(4 + random.integer(below: 8)) {
      let index = onset + Int(random.uniform(in: 0...0.04) * sampleRate)
      guard index > 0, index < count else { continue }
      let strength = Float(random.uniform(in: 0.5...3)) * pow(perSample, Float(index))
      response[index] += random.chance(0.5) ? strength : -strength
    }
    let reverberant = pow(10, -directToReverberant / 10)
    let gain = Float((reverberant / max(energy(of: response), 1e-12)).squareRoot())
    SpeechLevel.scale(&response, by: gain)
    response[0] = 1
    return normalized(response)
  }

  /// A recorded response from its direct sound on, or `nil` if it is silent.
  static func aligned(_ recording: [Float]) -> [Float]? {
    let peak = SpeechLevel.peak(of: recording)
    guard peak > 0, let direct = recording.firstIndex(where: { abs($0) == peak }) else {
      return nil
    }
    return normalized(Array(recording[direct...].prefix(FastConvolution.maximumKernel)))
  }

  private static func normalized(_ response: [Float]) -> [Float] {
    var result = response
    SpeechLevel.scale(&result, by: Float(1 / energy(of: response).squareRoot()))
    return result
  }

  private static func energy(of response: [Float]) -> Double {
    response.reduce(0) { $0 + Double($1) * Double($1) }
  }
}
