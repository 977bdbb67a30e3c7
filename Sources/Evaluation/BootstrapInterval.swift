// Percentile bootstrap (Efron and Tibshirani 1993, chapter 13) of a ratio of sums, such as errors
// over words. Bisani and Ney (ICASSP 2004) use it so for word error rates.

/// An interval that holds the true figure with the stated confidence.
public struct BootstrapInterval: Hashable, Codable, Sendable {
  /// The lower end, as a fraction.
  public let low: Double
  /// The upper end, as a fraction.
  public let high: Double
  /// The confidence, 0.95 unless stated otherwise.
  public let confidence: Double

  /// One unit's contribution to both sums.
  public struct Share: Hashable, Sendable {
    /// What is counted above the line, for example errors.
    public var numerator: Double
    /// What is counted below the line, for example words.
    public var denominator: Double

    /// Makes a unit's contribution.
    public init(numerator: Double, denominator: Double) {
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// How the resampling is done.
  public struct Options: Hashable, Sendable {
    /// The number of resamples.
    public var resamples: Int
    /// The confidence of the interval.
    public var confidence: Double
    /// The seed; the same seed gives the same interval.
    public var seed: UInt64

    /// Makes a description of the resampling.
    public init(resamples: Int = 1000, confidence: Double = 0.95, seed: UInt64 = 1) {
      self.resamples = resamples
      self.confidence = confidence
      self.seed = seed
    }
  }

  /// Makes an interval with the given ends.
  public init(low: Double, high: Double, confidence: Double) {
    self.low = low
    self.high = high
    self.confidence = confidence
  }

  /// Estimates the interval of `Σ numerator / Σ denominator` by drawing units with replacement.
  ///
  /// - Parameters:
  ///   - shares: The contribution of each unit: an utterance, or a speaker if utterances of one
  ///     speaker are alike.
  ///   - options: The number of resamples, the confidence and the seed.
  /// - Returns: The interval, or nil if there are fewer than two units or nothing below the line.
  public static func estimate(
    of shares: [Share], options: Options = Options()
  ) -> BootstrapInterval? {
    guard shares.count > 1, options.resamples > 0,
      shares.contains(where: { $0.denominator > 0 })
    else { return nil }
    var generator = SplitMix64(state: options.seed)
    var ratios: [Double] = []
    ratios.reserveCapacity(options.resamples)
    for _ in 0..<options.resamples {
      var numerator = 0.0
      var denominator = 0.0
      for _ in shares.indices {
        let drawn = shares[Int.random(in: 0..<shares.count, using: &generator)]
        numerator += drawn.numerator
        denominator += drawn.denominator
      }
      if denominator > 0 { ratios.append(numerator / denominator) }
    }
    guard !ratios.isEmpty else { return nil }
    ratios.sort()
    let tail = (1 - min(max(options.confidence, 0), 1)) / 2
    return BootstrapInterval(
      low: quantile(tail, of: ratios), high: quantile(1 - tail, of: ratios),
      confidence: options.confidence)
  }

  /// Sums the shares of each unit that has the same name, in order of first appearance.
  ///
  /// - Parameters:
  ///   - shares: One share for each utterance.
  ///   - names: The unit (such as the speaker) of each utterance.
  /// - Returns: One share for each unit.
  public static func shares(_ shares: [Share], groupedBy names: [String]) -> [Share] {
    var positions: [String: Int] = [:]
    var sums: [Share] = []
    for (share, name) in zip(shares, names) {
      if let position = positions[name] {
        sums[position].numerator += share.numerator
        sums[position].denominator += share.denominator
      } else {
        positions[name] = sums.count
        sums.append(share)
      }
    }
    return sums
  }

  /// Interpolates linearly between order statistics (type 7 of Hyndman and Fan 1996).
  private static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
    let position = probability * Double(sorted.count - 1)
    let below = min(max(Int(position), 0), sorted.count - 1)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }
}

/// The generator of Steele, Lea and Flood (OOPSLA 2014): small, seeded, the same on every machine.
package struct SplitMix64: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) {
    self.state = state
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
