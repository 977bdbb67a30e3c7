import NeuralNetwork
import Testing

extension SplitMix64 {
  /// Uniform values in `range`.
  mutating func values(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }
}

/// One layer, a batch and a fixed linear functional of the outputs: enough to compare gradients with
/// finite differences.
struct LayerRun {
  let layer: any Layer
  let inputWidth: Int
  let lengths: [Int]
  var precision = Precision.float32
  /// Weights of the outputs in the objective, `[T', N, width]`; zero in the padding.
  var coefficients: [Float]
  var input: [Float]
  var weights: [Float]

  init(_ layer: any Layer, inputWidth: Int, lengths: [Int], seed: UInt64) {
    self.layer = layer
    self.inputWidth = inputWidth
    self.lengths = lengths
    var generator = SplitMix64(state: seed)
    let frames = lengths.max() ?? 0
    input = generator.values(frames * lengths.count * inputWidth)
    weights = generator.values(layer.parameters.reduce(0) { $0 + $1.count }, in: -0.7...0.7)
    let (stride, width, batch) = (layer.timeStride, layer.output.width, lengths.count)
    let outputFrames = (frames + stride - 1) / stride
    var coefficients = generator.values(outputFrames * batch * width)
    for (n, length) in lengths.enumerated() {
      for t in ((length + stride - 1) / stride)..<max(outputFrames, (length + stride - 1) / stride)
      {
        for j in 0..<width { coefficients[(t * batch + n) * width + j] = 0 }
      }
    }
    self.coefficients = coefficients
  }

  /// The outputs `[T', N, width]` and, on request, the gradients of ``objective()``.
  func run(wantsGradients: Bool) -> (output: [Float], input: [Float], weights: [Float]) {
    let workspace = Workspace()
    var parameterGradients = [Float](repeating: 0, count: weights.count)
    var (offsets, total) = ([Int](), 0)
    for parameter in layer.parameters {
      offsets.append(total)
      total += parameter.count
    }
    return input.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        parameterGradients.withUnsafeMutableBufferPointer { gradients in
          let empty = workspace.floats(1)
          let pass = Pass(
            parameters: offsets.map { (weights.baseAddress ?? UnsafePointer(empty)) + $0 },
            gradients: offsets.map { (gradients.baseAddress ?? empty) + $0 },
            workspace: workspace, precision: precision, isTraining: true, seed: 42,
            wantsInputGradient: true)
          let x = workspace.floats(input.count)
          if let base = input.baseAddress { x.update(from: base, count: input.count) }
          let (y, backward) = layer.forward(
            Activation(
              values: x, frames: lengths.max() ?? 0, width: inputWidth, lengths: lengths), pass)
          let output = Array(UnsafeBufferPointer(start: y.values, count: y.count))
          guard wantsGradients else { return (output, [], []) }
          let dy = y.with(workspace.floats(y.count))
          for i in 0..<y.count { dy.values[i] = coefficients[i] }
          let dx = backward(dy)
          return (
            output, Array(UnsafeBufferPointer(start: dx.values, count: dx.count)), Array(gradients)
          )
        }
      }
    }
  }

  /// Σ coefficient · output over all real frames.
  func objective() -> Double {
    zip(run(wantsGradients: false).output, coefficients).reduce(0) {
      $1.1 == 0 ? $0 : $0 + Double($1.0) * Double($1.1)
    }
  }
}

/// The derivative of `f` at 0 by central differences with steps `h` and `2h`, exact up to O(h⁴).
func derivative(step h: Float, of f: (Float) -> Double) -> Double {
  (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * Double(h))
}

/// Cosine of the angle between two vectors.
func cosine(_ a: [Float], _ b: [Float]) -> Double {
  var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    product += Double(x) * Double(y)
    squaresA += Double(x) * Double(x)
    squaresB += Double(y) * Double(y)
  }
  return product / (squaresA * squaresB).squareRoot()
}

/// |a − b| / |b|.
func relativeError(_ a: [Float], _ b: [Float]) -> Double {
  var (difference, norm) = (0.0, 0.0)
  for (x, y) in zip(a, b) {
    difference += (Double(x) - Double(y)) * (Double(x) - Double(y))
    norm += Double(y) * Double(y)
  }
  return (difference / max(norm, 1e-300)).squareRoot()
}

extension LayerRun: CustomTestStringConvertible {
  var testDescription: String { "\(type(of: layer)), lengths \(lengths)" }
}
