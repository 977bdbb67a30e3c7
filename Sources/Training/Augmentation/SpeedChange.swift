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
  private let filters: [SIMD32<Float>]

  private static let phases = 128
  private static let taps = 32

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
      padded.withUnsafeBytes { source in
        filters.withUnsafeBufferPointer { filters in
          for k in 0..<count {
            let position = k * numerator
            // Tap 0 of a filter meets the input half - 1 samples before the position.
            let offset = (position / Self.phases + 1) * MemoryLayout<Float>.stride
            let window = source.loadUnaligned(fromByteOffset: offset, as: SIMD32<Float>.self)
            out[k] = (window * filters[position % Self.phases]).sum()
          }
        }
      }
      initialized = count
    }
  }

  /// One filter for each phase: a sinc under a Kaiser window, each with gain 1 at 0 Hz.
  private static func filters(cutoff: Double) -> [SIMD32<Float>] {
    let half = Double(taps / 2)
    return (0..<phases).map { phase in
      var filter = SIMD32<Double>()
      for tap in 0..<taps {
        let distance = Double(tap) - (half - 1) - Double(phase) / Double(phases)
        let window = kaiser(distance / half, beta: 6)
        filter[tap] = window * sinc(cutoff * distance)
      }
      return SIMD32<Float>(filter / filter.sum())
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
