/// Zeroes values with probability `rate` while training and scales the others by 1/(1 − rate).
///
/// Does nothing otherwise (Srivastava, Hinton and others 2014). The mask is a function of the pass's seed.
package struct Dropout: Layer {
  package let output: FeatureShape
  private let rate: Double

  package init(input: FeatureShape, rate: Double) {
    output = input
    self.rate = rate
  }

  package func forward(_ x: Activation, _ pass: Pass) -> (Activation, BackwardPass) {
    guard pass.isTraining, rate > 0 else { return (x, { $0 }) }
    let mask = pass.workspace.floats(x.count)
    fill(mask, count: x.count, seed: pass.seed)
    let y = x.with(pass.workspace.floats(x.count))
    for i in 0..<x.count { y.values[i] = x.values[i] * mask[i] }
    return (
      y,
      { dy in
        for i in 0..<x.count { dy.values[i] *= mask[i] }
        return dy
      }
    )
  }

  package func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer {
    let width = output.width
    return RowwiseLayer(width: width) { x, y, rows, _ in y.update(from: x, count: rows * width) }
  }

  /// Four 16-bit draws from each output of SplitMix64 (Steele, Lea and Flood 2014).
  private func fill(_ mask: UnsafeMutablePointer<Float>, count: Int, seed: UInt64) {
    let threshold = UInt64(rate * 65536)
    let kept = Float(1 / (1 - Double(threshold) / 65536))
    var state = seed
    var bits: UInt64 = 0
    for i in 0..<count {
      if i & 3 == 0 {
        state &+= 0x9E37_79B9_7F4A_7C15
        bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
      }
      mask[i] = bits & 0xFFFF < threshold ? 0 : kept
      bits >>= 16
    }
  }
}
