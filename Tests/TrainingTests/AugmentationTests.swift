import Foundation
import Synchronization
import Testing
import Training

@Suite("The augmenter")
struct AugmenterTests {
  static let everything: AugmentationDescription = {
    var description = AugmentationDescription()
    for key in AugmentationDescription.keys where key.hasSuffix("_probability") {
      try? description.set(key, to: [1])
    }
    return description
  }()

  @Test("gives the same samples for the same seed, and others for another")
  func seeds() {
    let augmenter = Augmenter(
      description: Self.everything, noise: [Signal.steadyNoise(count: 3_000, seed: 2)],
      rooms: [[0, 0.2, 1, -0.5]])
    let first = augmenter.augmented(Signal.babble(), seed: 11)
    #expect(first == augmenter.augmented(Signal.babble(), seed: 11))
    #expect(first != augmenter.augmented(Signal.babble(), seed: 12))
  }

  @Test("gives the same samples from many threads as from one")
  func threads() {
    let augmenter = Augmenter(description: Self.everything)
    let sound = Signal.babble(count: 4_000)
    let expected = (0..<12).map { augmenter.augmented(sound, seed: UInt64($0)) }
    let found = Mutex([Int: [Float]]())
    DispatchQueue.concurrentPerform(iterations: expected.count) { index in
      let changed = augmenter.augmented(sound, seed: UInt64(index))
      found.withLock { $0[index] = changed }
    }
    for index in expected.indices {
      #expect(found.withLock { $0[index] } == expected[index])
    }
  }

  @Test("changes nothing when every chance is 0")
  func nothing() {
    let augmenter = Augmenter(description: .none)
    #expect(augmenter.augmented(Signal.babble(), seed: 5) == Signal.babble())
  }

  @Test("leaves the other stages' draws alone when one is switched off")
  func independentStages() {
    let quiet = Signal.only {
      $0.gainProbability = 1
      $0.gain = -20...0
    }
    var noisy = quiet
    noisy.noiseProbability = 1
    noisy.signalToNoise = 90...90
    let without = Augmenter(description: quiet).augmented(Signal.babble(), seed: 3)
    let with = Augmenter(description: noisy).augmented(Signal.babble(), seed: 3)
    #expect(abs(Signal.decibels(Signal.power(with) / Signal.power(without))) < 0.01)
  }

  @Test("gives finite samples within full scale, whatever comes in", arguments: 0..<12)
  func finite(seed: UInt64) {
    let augmenter = Augmenter(
      description: Self.everything, noise: [[], [0, 0], [.nan, .infinity, 1]],
      rooms: [[], [0], [.nan, 0.5]])
    let hostile: [[Float]] = [
      [], [0.5], [.nan], [Float](repeating: .infinity, count: 900),
      [Float](repeating: 0, count: 5_000), [Float](repeating: 1e38, count: 700),
      // 1e-42, a number so small that it is stored without leading bits.
      [Float](repeating: Float(bitPattern: 714), count: 1_500), Signal.babble(count: 2_000),
    ]
    for sound in hostile {
      let changed = augmenter.augmented(sound, seed: seed)
      #expect(changed.allSatisfy { $0.isFinite && abs($0) <= 1.000001 })
      #expect(changed.isEmpty == sound.isEmpty)
    }
  }

  @Test("moves the level by the decibels it draws, up to full scale")
  func level() {
    let quieter = Augmenter(
      description: Signal.only {
        $0.gainProbability = 1
        $0.gain = -12...(-12)
      })
    #expect(abs(Signal.gain(of: quieter, at: 1_000) + 12) < 0.01)
    let louder = Augmenter(
      description: Signal.only {
        $0.gainProbability = 1
        $0.gain = 30...30
      })
    // The sine has a peak of 0.5: 6.02 dB are left.
    #expect(abs(Signal.gain(of: louder, at: 1_000) - 6.02) < 0.05)
  }

  @Test("overdrives a sine into odd harmonics and keeps its peak", arguments: 1..<5)
  func overdrive(seed: UInt64) {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.distortionProbability = 1
        $0.overdrive = 10...10
      })
    let changed = augmenter.augmented(Signal.sine(500), seed: seed)
    #expect(abs((changed.max() ?? 0) - 0.5) < 0.01)
    #expect(Signal.amplitude(of: changed, at: 1_500) > 0.05)
    #expect(Signal.amplitude(of: changed, at: 1_000) < 0.001)
  }
}

@Suite("Pauses")
struct AugmentationPauseTests {
  @Test("padding puts silence before and after, and the recording between")
  func padding() {
    let augmenter = Augmenter(
      description: Signal.only {
        $0.paddingProbability = 1
        $0.padding = 0.1...0.1
      })
    let changed = augmenter.augmented(Signal.sine(300, count: 3_000), seed: 1)
    #expect(Array(changed[1_600..<4_600]) == Signal.sine(300, count: 3_000))
    #expect(changed.count == 3_000 + 2 * 1_600)
    #expect(Signal.power(changed[..<1_600]) == 0 && Signal.power(changed[4_600...]) == 0)
  }

  @Test("trimming cuts silence and never speech", arguments: 1..<20)
  func trimming(seed: UInt64) {
    let augmenter = Augmenter(description: Signal.only { $0.trimProbability = 1 })
    let silence = [Float](repeating: 0, count: 6_400)
    let speech = Signal.sine(300, count: 3_200)
    let changed = augmenter.augmented(silence + speech + silence, seed: seed)
    #expect(changed.count < 2 * 6_400 + 3_200)
    #expect(
      abs(Signal.power(changed) * Double(changed.count) - Signal.power(speech) * 3_200) < 0.01)
  }
}
