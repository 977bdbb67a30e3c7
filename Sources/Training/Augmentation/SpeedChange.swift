import CKernels
import Foundation

/// Plays a recording faster or slower, as a tape would: tempo, pitch and formants move together.
///
/// Output sample `k` is the input at position `k · factor`, interpolated by a windowed sinc whose
/// cut-off avoids aliases. The factor is rounded to 1/128, which makes the sinc's phases 128
/// short filters.
struct SpeedChange {
  /// The rounded factor; above 1 is faster and shorter.
  let factor: Double
  private let numerator: Int
  /// Shape `[phases, taps]`.
  private let filters: [Float]

  private static let phases = 128
  private static let taps = 32  // as kernels_interpolate has it

  /// Makes the filters of a factor from 0.25 to 4; others are brought into that range.
  init(factor: Double) {
    let bounded = factor.isFinite ? min(max(factor, 0.25), 4) : 1
    numerator = Int((bounded * Double(Self.phases)).rounded())
    self.factor = Double(numerator) / Double(Self.phases)
    filters = Self.filters(cutoff: 0.92 * min(1, 1 / self.factor))
  }

  /// The recording at the new speed, `n / factor` samples long.
  func applied(to samples: [Float]) -> [Float] {
    guard numerator != Self.phases, !samples.isEmpty else { return samples }
    let half = Self.taps / 2
    var padded = [Float](repeating: 0, count: samples.count + 2 * half + 1)
    padded.replaceSubrange(half..<(half + samples.count), with: samples)
    let count = max(1, samples.count * Self.phases / numerator)
    return [Float](unsafeUninitializedCapacity: count) { out, initialized in
      // Tap 0 of a filter meets the input half - 1 samples before the position.
      padded.withUnsafeBufferPointer { source in
        kernels_interpolate(
          count, source.baseAddress.map { $0 + 1 }, numerator, Self.phases, filters,
          out.baseAddress)
      }
      initialized = count
    }
  }

  /// One filter for each phase: a sinc under a Kaiser window, each with gain 1 at 0 Hz.
  private static func filters(cutoff: Double) -> [Float] {
    let half = Double(taps / 2)
    return (0..<phases).flatMap { phase in
      let values = (0..<taps).map { tap in
        let distance = Double(tap) - (half - 1) - Double(phase) / Double(phases)
        return kaiser(distance / half, beta: 6) * sinc(cutoff * distance)
      }
      let sum = values.reduce(0, +)
      return values.map { Float($0 / sum) }
    }
  }
}

/// sin(πx) / πx.
func sinc(_ x: Double) -> Double {
  abs(x) < 1e-9 ? 1 : sin(.pi * x) / (.pi * x)
}

/// A Kaiser window at `x` from −1 to 1, without its constant factor.
func kaiser(_ x: Double, beta: Double) -> Double {
  guard abs(x) < 1 else { return 0 }
  // The power series of the Bessel function I₀.
  let quarter = beta * beta * (1 - x * x) / 4
  var sum = 1.0
  var term = 1.0
  for k in 1...20 {
    term *= quarter / Double(k * k)
    sum += term
  }
  return sum
}
