import Foundation
import Testing
import Training

@Suite("Rooms and noise")
struct AugmentationRoomTests {
  /// A click, whose answer is the room's impulse response.
  private func response(decay: Double, ratio: Double, seed: UInt64) -> [Float] {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.roomProbability = 1
        $0.roomDecay = decay...decay
        $0.directToReverberant = ratio...ratio
      })
    var click = [Float](repeating: 0, count: 24_000)
    click[0] = 1
    return augmenter.augmented(click, seed: seed)
  }

  @Test(
    "a made-up room has energy 1, direct sound first and the ratio asked for",
    arguments: [(0.15, 10.0), (0.4, 0.0), (0.9, -3.0)])
  func roomEnergy(decay: Double, ratio: Double) {
    let response = response(decay: decay, ratio: ratio, seed: 4)
    let energy = Signal.power(response) * Double(response.count)
    let direct = Double(response[0]) * Double(response[0])
    #expect(abs(energy - 1) < 1e-4)
    #expect(abs(Signal.decibels(direct / (energy - direct)) - ratio) < 0.05)
  }

  @Test(
    "a made-up room decays by 60 dB in the time asked for, and then ends",
    arguments: [0.2, 0.5, 0.8])
  func roomDecay(decay: Double) {
    let response = response(decay: decay, ratio: -10, seed: 9)
    // Schroeder's backward integral, from -15 to -35 dB (T20), direct and early sound left out.
    var tail = [Double](repeating: 0, count: response.count + 1)
    for index in response.indices.reversed() {
      tail[index] = tail[index + 1] + Double(response[index]) * Double(response[index])
    }
    let start = Signal.decibels(tail[1])
    let first = tail.firstIndex { Signal.decibels($0) < start - 15 } ?? 0
    let last = tail.firstIndex { Signal.decibels($0) < start - 35 } ?? 0
    let measured = 3 * Double(last - first) / Signal.sampleRate
    #expect(abs(measured / decay - 1) < 0.15, "measured \(measured) s")
    // What the transform leaves of silence lies 100 dB down.
    #expect(
      Signal.power(response[Int(decay * Signal.sampleRate + 1)...]) < 1e-10 * Signal.power(response)
    )
  }

  @Test("a recorded room is the sum that defines convolution, from its direct sound on")
  func recordedRoom() {
    var random = SeededRandom(seed: 6)
    var room = [Float](repeating: 0, count: 5_000)
    room[40] = 0.9
    for _ in 0..<30 { room[41 + random.integer(below: 4_900)] = Float(0.2 * random.normal()) }
    let energy = Signal.power(room) * Double(room.count)
    let augmenter = Augmenter(
      description: Signal.only {
        $0.roomProbability = 1
        $0.recordedRoomShare = 1
      }, rooms: [room])
    // Longer than one block of the transform.
    let sound = Signal.steadyNoise(count: 60_000, seed: 8)
    let wanted = Signal.directConvolution(sound, room, delay: 40).map {
      $0 / Float(energy.squareRoot())
    }
    #expect(Signal.largestDifference(augmenter.augmented(sound, seed: 1), wanted) < 1e-5)
  }

  @Test("noise of every kind has the level asked for", arguments: 0..<16)
  func noiseLevel(seed: UInt64) {
    for ratio in [0.0, 12, 30] {
      let augmenter = Augmenter(
        description: Signal.only {
          $0.noiseProbability = 1
          $0.signalToNoise = ratio...ratio
          $0.recordedNoiseShare = 0.3
        }, noise: [Signal.steadyNoise(count: 1_000, seed: 3)])
      let sound = Signal.sine(440).map { $0 * 0.2 }
      let noise = zip(augmenter.augmented(sound, seed: seed), sound).map { $0 - $1 }
      #expect(abs(Signal.decibels(Signal.power(sound) / Signal.power(noise)) - ratio) < 0.1)
    }
  }

  @Test("silence around speech does not lower the noise")
  func noiseIgnoresSilence() {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.noiseProbability = 1
        $0.signalToNoise = 10...10
      })
    let speech = Signal.sine(440, count: 3_200).map { $0 * 0.2 }
    let silence = [Float](repeating: 0, count: 16_000)
    let sound = silence + speech + silence
    let noise = zip(augmenter.augmented(sound, seed: 2), sound).map { $0 - $1 }
    #expect(abs(Signal.decibels(Signal.power(speech) / Signal.power(noise)) - 10) < 0.1)
  }
}
