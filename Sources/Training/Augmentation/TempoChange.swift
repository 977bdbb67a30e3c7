import CKernels
import Foundation

/// Changes the tempo of speech and keeps its pitch.
///
/// WSOLA (Verhelst and Roelands, 1993): windows of the input are laid down at a steady hop, each
/// taken where it best continues the window before it.
struct TempoChange {
  /// Tempo; above 1 is shorter.
  let factor: Double
  private let hop: Int
  private let reach: Int

  /// Prepares a change by a factor from 0.5 to 2; others are brought into that range.
  init(factor: Double, sampleRate: Double) {
    self.factor = factor.isFinite ? min(max(factor, 0.5), 2) : 1
    hop = max(16, Int(0.016 * sampleRate))
    reach = max(8, Int(0.010 * sampleRate))
  }

  /// The recording at the new tempo, `n / factor` samples long.
  func applied(to samples: [Float]) -> [Float] {
    let count = Int(Double(samples.count) / factor)
    guard factor != 1, samples.count > 4 * hop, count > 0 else { return samples }
    // Zeros on both sides: the windows at the ends reach over them.
    let margin = 2 * hop + 2 * reach
    var padded = [Float](repeating: 0, count: samples.count + 3 * margin)
    padded.replaceSubrange(margin..<(margin + samples.count), with: samples)
    var result = [Float](repeating: 0, count: count + 2 * hop)
    padded.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { out in
        lay(source, margin: margin, into: out, count: count)
      }
    }
    result.removeFirst(hop)
    result.removeLast(result.count - count)
    return result
  }

  /// Lays windows over the output, whose first `hop` samples come before the recording.
  private func lay(
    _ source: UnsafeBufferPointer<Float>, margin: Int, into out: UnsafeMutableBufferPointer<Float>,
    count: Int
  ) {
    let window = (0..<2 * hop).map { index in
      Float(0.5 - 0.5 * cos(.pi * (Double(index) + 0.5) / Double(hop)))
    }
    var continuation: Int?
    for start in stride(from: 0, through: count, by: hop) {
      let ideal = margin + Int(Double(start - hop) * factor)
      let begin: Int
      if let continuation {
        begin = bestMatch(in: source, near: ideal, to: continuation)
      } else {
        begin = ideal
      }
      for index in 0..<min(2 * hop, out.count - start) {
        out[start + index] += window[index] * source[begin + index]
      }
      continuation = begin + hop
    }
  }

  /// The place near `ideal` where the input looks most like what follows at `target`.
  private func bestMatch(
    in source: UnsafeBufferPointer<Float>, near ideal: Int, to target: Int
  ) -> Int {
    func similarity(_ place: Int) -> Float {
      var (product, energy): (Float, Float) = (0, 0)
      guard let base = source.baseAddress else { return 0 }
      kernels_correlate(2 * hop, base + target, base + place, &product, &energy)
      return product / (energy + 1e-9).squareRoot()
    }
    func best(_ places: StrideThrough<Int>) -> Int {
      var best = ideal
      var greatest = similarity(ideal)
      for place in places {
        let value = similarity(place)
        if value > greatest { (best, greatest) = (place, value) }
      }
      return best
    }
    let coarse = best(stride(from: ideal - reach, through: ideal + reach, by: 4))
    return best(stride(from: coarse - 3, through: coarse + 3, by: 1))
  }
}
