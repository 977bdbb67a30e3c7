import Foundation

/// A small, fast random generator whose numbers depend on the seed alone.
///
/// xoshiro256** of Blackman and Vigna (2018), its state filled by SplitMix64. The helpers are
/// written out here, so that a new standard library cannot change what a seed means.
public struct SeededRandom: RandomNumberGenerator, Sendable, Equatable, Codable {
  private var s0, s1, s2, s3: UInt64

  /// Starts the sequence of a seed.
  ///
  /// - Parameters:
  ///   - seed: Any number; zero is as good as any other.
  ///   - stream: Picks one of many independent sequences of the same seed.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var state = Self.mixed(seed, stream)
    func split() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return Self.finalized(state)
    }
    s0 = split()
    s1 = split()
    s2 = split()
    s3 = split()
  }

  /// A seed made of two numbers, such as a run's seed and the index of an utterance.
  public static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    finalized(a &+ 0x9E37_79B9_7F4A_7C15 &+ finalized(b &+ 0xD1B5_4A32_D192_ED03))
  }

  /// SplitMix64's output function.
  private static func finalized(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
    let result = rotated(s1 &* 5, 7) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = rotated(s3, 45)
    return result
  }

  /// A number evenly spread over 0…1, the 1 excluded.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number evenly spread over a range.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number from 0 to `bound` − 1, or 0 if `bound` is less than 1.
  public mutating func integer(below bound: Int) -> Int {
    // The bias of the high half of a 128-bit product is below bound / 2⁶⁴: nothing here can see it.
    bound < 1 ? 0 : Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool {
    uniform() < probability
  }

  /// A normally distributed number of mean 0 and variance 1 (Box and Muller's transform).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// Noise for sound: mean 0, variance 1, nearly normal, from one draw.
  ///
  /// The sum of four uniform 16-bit numbers, whose tails end at ±3.46: the ear and the log-mel
  /// front end hear no difference, and it costs a tenth of `normal()`.
  mutating func noiseSample() -> Float {
    let bits = next()
    let sum =
      Int32(bits & 0xFFFF) + Int32((bits >> 16) & 0xFFFF)
      + Int32((bits >> 32) & 0xFFFF) + Int32(bits >> 48)
    return Float(sum - 131_070) * Self.noiseScale
  }

  // Each term has variance (2³² − 1) / 12.
  private static let noiseScale = Float(1 / (4 * 4_294_967_295.0 / 12).squareRoot())

  /// Puts an array into random order (Fisher and Yates's shuffle).
  public mutating func shuffle<Element>(_ array: inout [Element]) {
    guard array.count > 1 else { return }
    for last in stride(from: array.count - 1, to: 0, by: -1) {
      array.swapAt(last, integer(below: last + 1))
    }
  }
}
