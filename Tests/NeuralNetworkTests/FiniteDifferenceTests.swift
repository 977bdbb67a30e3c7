import NeuralNetwork
import Testing

/// Every analytic gradient against central differences, element by element.
///
/// Steps of 0.02 leave a float32 rounding error near 1e-5 and a truncation error near 1e-6 of O(1)
/// derivatives; 1e-3 is ten times what was seen.
@Suite("Layer gradients equal finite differences")
struct FiniteDifferenceTests {
  static let cases: [(String, LayerRun)] = [
    (
      "convolution, stride 1, odd kernel",
      LayerRun(
        Convolution(
          input: FeatureShape(bins: 5, channels: 2), channels: 3, kernel: (3, 3), stride: (1, 1)),
        inputWidth: 10, lengths: [5, 3], seed: 1)
    ),
    (
      "convolution, strides in time and frequency",
      LayerRun(
        Convolution(
          input: FeatureShape(bins: 7, channels: 1), channels: 2, kernel: (5, 3), stride: (3, 2)),
        inputWidth: 7, lengths: [7, 8, 2], seed: 2)
    ),
    (
      "convolution, even kernel, stride beyond the kernel",
      LayerRun(
        Convolution(
          input: FeatureShape(bins: 4, channels: 2), channels: 2, kernel: (2, 4), stride: (3, 5)),
        inputWidth: 8, lengths: [1, 9], seed: 3)
    ),
    (
      "layer normalization",
      LayerRun(
        LayerNormalization(input: FeatureShape(bins: 3, channels: 6)), inputWidth: 18,
        lengths: [3, 2], seed: 4)
    ),
    (
      "LSTM",
      LayerRun(
        LongShortTermMemory(input: FeatureShape(bins: 1, channels: 5), size: 4), inputWidth: 5,
        lengths: [6, 1, 4], seed: 5)
    ),
    (
      "LSTM wider than a vector",
      LayerRun(
        LongShortTermMemory(input: FeatureShape(bins: 1, channels: 3), size: 17), inputWidth: 3,
        lengths: [3, 2], seed: 6)
    ),
    (
      "GRU",
      LayerRun(
        GatedRecurrentUnit(input: FeatureShape(bins: 1, channels: 5), size: 4), inputWidth: 5,
        lengths: [6, 1, 4], seed: 7)
    ),
    (
      "GRU wider than a vector",
      LayerRun(
        GatedRecurrentUnit(input: FeatureShape(bins: 1, channels: 3), size: 17), inputWidth: 3,
        lengths: [3, 2], seed: 8)
    ),
    (
      "linear",
      LayerRun(
        Linear(input: FeatureShape(bins: 2, channels: 5), size: 7), inputWidth: 10,
        lengths: [3, 2],
        seed: 9)
    ),
    (
      "dropout with a fixed seed",
      LayerRun(
        Dropout(input: FeatureShape(bins: 1, channels: 9), rate: 0.4), inputWidth: 9,
        lengths: [4, 2], seed: 10)
    ),
    (
      "rectifier",
      LayerRun(
        Rectifier(input: FeatureShape(bins: 1, channels: 9)), inputWidth: 9, lengths: [4, 2],
        seed: 11)
    ),
  ]

  @Test("with respect to inputs", arguments: cases)
  func inputGradient(name: String, run: LayerRun) {
    var run = run
    // Differences are taken away from the rectifier's kink.
    run.input = run.input.map { abs($0) < 0.1 ? $0 + ($0 < 0 ? -0.1 : 0.1) : $0 }
    let gradient = run.run(wantsGradients: true).input
    for i in run.input.indices {
      let frame = i / (run.inputWidth * run.lengths.count)
      let sequence = i / run.inputWidth % run.lengths.count
      let expected = derivative(step: 0.02) { h in
        var shifted = run
        shifted.input[i] += h
        return shifted.objective()
      }
      if frame >= run.lengths[sequence] {
        #expect(abs(expected) < 1e-4, "\(name): padding \(i) changes the objective")
      }
      #expect(
        abs(Double(gradient[i]) - expected) < 1e-3 * max(1, abs(expected)),
        "\(name): input \(i): gradient \(gradient[i]), difference \(expected)")
    }
  }

  @Test("with respect to parameters", arguments: cases)
  func parameterGradient(name: String, run: LayerRun) {
    let gradient = run.run(wantsGradients: true).weights
    for i in run.weights.indices {
      let expected = derivative(step: 0.02) { h in
        var shifted = run
        shifted.weights[i] += h
        return shifted.objective()
      }
      #expect(
        abs(Double(gradient[i]) - expected) < 1e-3 * max(1, abs(expected)),
        "\(name): parameter \(i): gradient \(gradient[i]), difference \(expected)")
    }
  }

  @Test("and bfloat16 gradients point the same way", arguments: cases)
  func bfloat16Gradient(name: String, run: LayerRun) throws {
    guard Precision.bfloat16.available == .bfloat16 else { return }
    var rounded = run
    rounded.precision = .bfloat16
    let (exact, approximate) = (run.run(wantsGradients: true), rounded.run(wantsGradients: true))
    // bfloat16 keeps 8 bits: factors are off by up to 0.4 %.
    #expect(relativeError(approximate.output, exact.output) < 0.02, "\(name)")
    #expect(relativeError(approximate.input, exact.input) < 0.03, "\(name)")
    if !run.weights.isEmpty {
      #expect(relativeError(approximate.weights, exact.weights) < 0.03, "\(name)")
    }
  }
}
