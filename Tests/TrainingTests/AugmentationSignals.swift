import Foundation
import Training

/// Signals to change, and measures of what came of them.
enum Signal {
  static let sampleRate = 16_000.0

  /// A description in which nothing happens but what `change` switches on.
  static func only(_ change: (inout AugmentationDescription) -> Void) -> AugmentationDescription {
    var description = AugmentationDescription.none
    change(&description)
    return description
  }

  /// A sine of amplitude 0.5.
  static func sine(_ frequency: Double, count: Int = 8_000) -> [Float] {
    (0..<count).map { Float(0.5 * sin(2 * .pi * frequency * Double($0) / sampleRate)) }
  }

  /// Steady noise at a tenth of full scale.
  static func steadyNoise(count: Int, seed: UInt64) -> [Float] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in Float(0.1 * random.normal()) }
  }

  /// Bursts of a rising tone with pauses between them, as unlike noise as speech is.
  static func babble(count: Int = 12_000) -> [Float] {
    (0..<count).map { index in
      let time = Double(index) / sampleRate
      let isLoud = sin(2 * .pi * 3 * time) > -0.3
      return isLoud ? Float(0.3 * sin(2 * .pi * (200 + 900 * time) * time)) : 0
    }
  }

  static func power(_ samples: some Collection<Float>) -> Double {
    samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))
  }

  static func decibels(_ ratio: Double) -> Double { 10 * log10(max(ratio, 1e-30)) }

  /// The amplitude of one frequency, under a Hann window, over the middle half of the samples.
  static func amplitude(of samples: [Float], at frequency: Double) -> Double {
    let middle = samples[(samples.count / 4)..<(3 * samples.count / 4)]
    var (real, imaginary, weight) = (0.0, 0.0, 0.0)
    for (index, value) in middle.enumerated() {
      let window = 0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(middle.count))
      let angle = 2 * .pi * frequency * Double(index) / sampleRate
      real += window * Double(value) * cos(angle)
      imaginary += window * Double(value) * sin(angle)
      weight += window
    }
    return 2 * (real * real + imaginary * imaginary).squareRoot() / weight
  }

  /// The gain at one frequency in decibels, as a steady sine meets it.
  static func gain(of augmenter: Augmenter, at frequency: Double, seed: UInt64 = 1) -> Double {
    let changed = augmenter.augmented(sine(frequency), seed: seed)
    return 2 * decibels(amplitude(of: changed, at: frequency) / 0.5)
  }

  /// The sum that defines a convolution, from the kernel's `delay` on.
  static func directConvolution(_ samples: [Float], _ kernel: [Float], delay: Int) -> [Float] {
    let taps = kernel.enumerated().filter { $0.element != 0 }
    return samples.indices.map { index in
      var sum = 0.0
      for (tap, value) in taps {
        let source = index + delay - tap
        if samples.indices.contains(source) { sum += Double(value) * Double(samples[source]) }
      }
      return Float(sum)
    }
  }

  static func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
