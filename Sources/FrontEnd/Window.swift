import Foundation

/// The periodic Hann window.
///
///     w[i] = ½ − ½ cos(2π i / W),   0 ≤ i < W
///
/// Periodic, as in `scipy.signal.get_window("hann", W)`: one period of the cosine is `W` samples
/// long, so the window does not end in a second zero.
package func hannWindow(length: Int) -> [Float] {
  (0..<length).map { Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(length))) }
}
