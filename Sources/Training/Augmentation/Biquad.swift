import Foundation

/// A filter of second order, in the shapes of the Audio EQ Cookbook (Bristow-Johnson).
struct Biquad {
  // Numerator b, denominator a, with a₀ = 1.
  private let b0, b1, b2, a1, a2: Double

  private init(_ b: (Double, Double, Double), _ a: (Double, Double, Double)) {
    b0 = b.0 / a.0
    b1 = b.1 / a.0
    b2 = b.2 / a.0
    a1 = a.1 / a.0
    a2 = a.2 / a.0
  }

  /// Removes what lies below a frequency in hertz, 12 dB an octave (Butterworth).
  static func highPass(frequency: Double, sampleRate: Double) -> Biquad {
    let angle = angle(frequency, sampleRate)
    let alpha = sin(angle) * 0.5.squareRoot()
    let cosine = cos(angle)
    return Biquad(
      ((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2), (1 + alpha, -2 * cosine, 1 - alpha))
  }

  /// Raises what lies above a frequency in hertz by some decibels, with slope 1/2.
  static func highShelf(frequency: Double, decibels: Double, sampleRate: Double) -> Biquad {
    let amplitude = pow(10, decibels / 40)
    let angle = angle(frequency, sampleRate)
    let cosine = cos(angle)
    let alpha = sin(angle) / 2 * (amplitude + 1 / amplitude + 2).squareRoot()
    let root = 2 * amplitude.squareRoot() * alpha
    let (more, less) = (amplitude + 1, amplitude - 1)
    return Biquad(
      (
        amplitude * (more + less * cosine + root), -2 * amplitude * (less + more * cosine),
        amplitude * (more + less * cosine - root)
      ),
      (more - less * cosine + root, 2 * (less - more * cosine), more - less * cosine - root))
  }

  /// Filters in place, from rest (transposed direct form II).
  func filter(_ samples: inout [Float]) {
    samples.withUnsafeMutableBufferPointer { out in
      var (first, second) = (0.0, 0.0)
      for index in out.indices {
        let input = Double(out[index])
        let output = b0 * input + first
        first = b1 * input - a1 * output + second
        second = b2 * input - a2 * output
        out[index] = Float(output)
        // Denormal numbers, which a long silence leads to, are a hundred times slower.
        if index & 1023 == 0 && abs(first) + abs(second) < 1e-30 { (first, second) = (0, 0) }
      }
    }
  }

  private static func angle(_ frequency: Double, _ sampleRate: Double) -> Double {
    2 * .pi * min(max(frequency / sampleRate, 1e-5), 0.49)
  }
}
