import CKernels
import Foundation

/// Connectionist temporal classification, computed in log space (Graves, Fernández, Gomez and Schmidhuber 2006).
///
///     loss = −ln Σ_{paths π with B(π) = labels} Π_t softmax(logits_t)[π_t]
///
/// `B` merges repeats, then drops blanks. A label that cannot fit in `T` frames has infinite loss.
public struct CTCLoss: Sendable {
  /// Index of the blank symbol.
  public let blank: Int

  /// Makes the loss for vocabularies with this blank.
  public init(blank: Int) { self.blank = blank }

  /// The loss of one sequence, in nats, and its gradient with respect to the logits.
  ///
  /// - Parameters:
  ///   - logits: Unnormalised scores; row `t` starts at `t * stride` and holds `symbols` values.
  ///   - gradient: Receives the gradient in the same layout; zeros if the loss is infinite. May be nil.
  ///   - frames: Number of frames, `T`.
  ///   - stride: Distance between rows.
  ///   - symbols: Number of symbols, `V`, blank included.
  ///   - labels: Symbol indices without blanks.
  /// - Returns: The loss, infinity if no path spells the labels, or NaN if a logit is not a number.
  public func loss(
    logits: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?, frames: Int, stride: Int,
    symbols: Int, labels: [Int]
  ) -> Double {
    let logProbabilities = UnsafeMutablePointer<Float>.allocate(capacity: max(frames * symbols, 1))
    defer { logProbabilities.deallocate() }
    for t in 0..<frames {
      kernels_log_softmax(1, symbols, logits + t * stride, logProbabilities + t * symbols)
      if let gradient { (gradient + t * stride).update(repeating: 0, count: symbols) }
    }
    // One NaN or +∞ among the logits makes its whole row NaN.
    if (0..<frames).contains(where: { logProbabilities[$0 * symbols].isNaN }) { return .nan }
    let repeats = zip(labels, labels.dropFirst()).count { $0 == $1 }
    guard labels.count + repeats <= frames, labels.allSatisfy({ (0..<symbols).contains($0) })
    else { return .infinity }
    if frames == 0 { return 0 }

    // States: blank, label 1, blank, label 2, …, blank.
    let count = 2 * labels.count + 1
    var symbol = [Int](repeating: blank, count: count)
    for (index, label) in labels.enumerated() { symbol[2 * index + 1] = label }
    // A path may skip the blank between different labels.
    var skips = [Bool](repeating: false, count: count)
    for s in Swift.stride(from: 3, to: count, by: 2) { skips[s] = symbol[s] != symbol[s - 2] }
    let alpha = UnsafeMutablePointer<Double>.allocate(capacity: frames * count)
    defer { alpha.deallocate() }
    alpha.update(repeating: -.infinity, count: frames * count)

    alpha[0] = Double(logProbabilities[blank])
    if count > 1 { alpha[1] = Double(logProbabilities[symbol[1]]) }
    for t in 1..<max(frames, 1) {
      let previous = alpha + (t - 1) * count
      let current = alpha + t * count
      let emission = logProbabilities + t * symbols
      for s in reachable(t, frames: frames, count: count) {
        var sum = previous[s]
        if s > 0 { sum = logAdd(sum, previous[s - 1]) }
        if skips[s] { sum = logAdd(sum, previous[s - 2]) }
        current[s] = sum + Double(emission[symbol[s]])
      }
    }
    let last = alpha + (frames - 1) * count
    let total = count > 1 ? logAdd(last[count - 1], last[count - 2]) : last[0]
    guard total > -.infinity else { return .infinity }
    guard let gradient else { return -total }

    // beta[s]: log-probability of what follows, excluding the emission at t.
    var beta = [Double](repeating: -.infinity, count: count)
    var following = beta
    var occupancy = [Double](repeating: 0, count: symbols)
    beta[count - 1] = 0
    if count > 1 { beta[count - 2] = 0 }
    for t in Swift.stride(from: frames - 1, through: 0, by: -1) {
      let emission = logProbabilities + t * symbols
      let row = alpha + t * count
      for k in 0..<symbols { occupancy[k] = 0 }
      for s in reachable(t, frames: frames, count: count) {
        let exponent = row[s] + beta[s] - total
        if exponent > -60 { occupancy[symbol[s]] += exp(exponent) }
      }
      let target = gradient + t * stride
      for k in 0..<symbols { target[k] = Float(exp(Double(emission[k])) - occupancy[k]) }
      guard t > 0 else { break }
      for s in 0..<count { following[s] = beta[s] + Double(emission[symbol[s]]) }
      for s in 0..<count { beta[s] = -.infinity }
      for s in reachable(t - 1, frames: frames, count: count) {
        var sum = following[s]
        if s + 1 < count { sum = logAdd(sum, following[s + 1]) }
        if s + 2 < count, skips[s + 2] { sum = logAdd(sum, following[s + 2]) }
        beta[s] = sum
      }
    }
    return -total
  }

  /// States that a complete path can be in at frame `t`.
  private func reachable(_ t: Int, frames: Int, count: Int) -> Range<Int> {
    let lower = max(0, count - 2 * (frames - t))
    return lower..<max(lower, min(count, 2 * (t + 1)))
  }

  private func logAdd(_ a: Double, _ b: Double) -> Double {
    let larger = max(a, b)
    let difference = min(a, b) - larger
    // Below −40 the smaller term does not change a Double; this also catches −∞ − −∞.
    return difference > -40 ? larger + log1p(exp(difference)) : larger
  }
}
