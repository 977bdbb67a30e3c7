import Foundation
import Testing
import Training

@Suite("Filters of augmentation")
struct AugmentationFilterTests {
  @Test(
    "a low-pass keeps what is below its edge and removes what is above",
    arguments: [3_500.0, 5_000, 6_500])
  func lowPass(edge: Double) {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.lowPassProbability = 1
        $0.lowPass = edge...edge
      })
    #expect(abs(Signal.gain(of: augmenter, at: 300)) < 0.05)
    #expect(abs(Signal.gain(of: augmenter, at: edge - 250)) < 0.2)
    #expect(abs(Signal.gain(of: augmenter, at: edge) + 6) < 0.2)
    #expect(Signal.gain(of: augmenter, at: edge + 250) < -60)
    #expect(Signal.gain(of: augmenter, at: 7_500) < -60)
  }

  @Test("a low-pass delays nothing")
  func lowPassDelay() {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.lowPassProbability = 1
        $0.lowPass = 4_000...4_000
      })
    let changed = augmenter.augmented(Signal.sine(700), seed: 1)
    #expect(
      Signal.largestDifference(Array(changed[200..<7_800]), Array(Signal.sine(700)[200..<7_800]))
        < 0.005)
  }

  @Test("a telephone line keeps 300 to 3 400 Hz alone")
  func telephone() {
    let augmenter = Augmenter(description: Signal.only { $0.telephoneProbability = 1 })
    #expect(abs(Signal.gain(of: augmenter, at: 1_000)) < 0.5)
    #expect(abs(Signal.gain(of: augmenter, at: 3_300)) < 0.5)
    #expect(Signal.gain(of: augmenter, at: 75) < -40)
    #expect(Signal.gain(of: augmenter, at: 5_000) < -60)
  }

  @Test("a high-pass is 3 dB down at its edge and falls by 12 dB an octave")
  func highPass() {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.highPassProbability = 1
        $0.highPass = 320...320
      })
    #expect(abs(Signal.gain(of: augmenter, at: 320) + 3.01) < 0.1)
    #expect(abs(Signal.gain(of: augmenter, at: 80) + 24.1) < 0.3)
    #expect(abs(Signal.gain(of: augmenter, at: 3_000)) < 0.05)
  }

  @Test("a tilt raises the treble over the bass by its decibels", arguments: [-8.0, 6.0])
  func tilt(wanted: Double) {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.tiltProbability = 1
        $0.tilt = wanted...wanted
      })
    let change = Signal.gain(of: augmenter, at: 7_900) - Signal.gain(of: augmenter, at: 20)
    #expect(abs(change - wanted) < 0.5, "\(change)")
  }

  @Test(
    "speed divides the length and multiplies the frequency", arguments: [0.85, 0.93, 1.1, 1.15])
  func speed(factor: Double) {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.speedProbability = 1
        $0.speed = factor...factor
      })
    let changed = augmenter.augmented(Signal.sine(1_000), seed: 1)
    // The factor is rounded to 1/128.
    let rounded = (factor * 128).rounded() / 128
    #expect(changed.count == Int(8_000 / rounded))
    #expect(abs(Signal.amplitude(of: changed, at: 1_000 * rounded) - 0.5) < 0.002)
    #expect(Signal.amplitude(of: changed, at: 1_000) < 0.005)
  }

  @Test("speeding up lets no alias through")
  func alias() {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.speedProbability = 1
        $0.speed = 1.5...1.5
      })
    // 7 kHz would become 10.5 kHz, which folds to 5.5 kHz.
    #expect(
      Signal.decibels(Signal.power(augmenter.augmented(Signal.sine(7_000), seed: 1)) / 0.125) < -45)
  }

  @Test(
    "tempo divides the length and keeps the frequency and the level",
    arguments: [0.5, 0.85, 1.2, 2])
  func tempo(factor: Double) {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.tempoProbability = 1
        $0.tempo = factor...factor
      })
    let changed = augmenter.augmented(Signal.sine(220, count: 16_000), seed: 1)
    #expect(abs(changed.count - Int(16_000 / factor)) <= 1)
    #expect(abs(Signal.amplitude(of: changed, at: 220) - 0.5) < 0.02)
    #expect(Signal.power(changed[1_000..<6_000]) > 0.11)
  }

  @Test("tempo keeps events where the factor puts them")
  func tempoAlignment() {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.tempoProbability = 1
        $0.tempo = 1.25...1.25
      })
    var sound = [Float](repeating: 0, count: 16_000)
    sound.replaceSubrange(8_000..<8_400, with: Signal.sine(400, count: 400))
    let changed = augmenter.augmented(sound, seed: 1)
    let centre =
      changed.indices.reduce(0.0) {
        $0 + Double($1) * Double(changed[$1]) * Double(changed[$1])
      } / (Signal.power(changed) * Double(changed.count))
    #expect(abs(centre - 8_200 / 1.25) < 200, "\(centre)")
  }

  @Test("speed and tempo bear every short length", arguments: [0.5, 0.9, 1.3, 2])
  func lengths(factor: Double) {
    // In debug builds each access to a buffer is checked against its bounds.
    let augmenter = Augmenter(
      description: Signal.only {
        $0.speedProbability = 1
        $0.speed = factor...factor
        $0.tempoProbability = 1
        $0.tempo = factor...factor
      })
    for count in [1, 2, 15, 16, 17, 511, 1_023, 1_024, 1_025, 1_026, 1_537, 2_049, 2_500] {
      let changed = augmenter.augmented(Signal.steadyNoise(count: count, seed: 1), seed: 2)
      #expect(changed.allSatisfy(\.isFinite) && !changed.isEmpty)
    }
  }
}
