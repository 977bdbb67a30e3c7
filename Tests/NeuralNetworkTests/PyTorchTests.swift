import Foundation
import NeuralNetwork
import Testing

/// Agreement with PyTorch, whose version and commands Fixtures/README.md names.
///
/// The fixtures were computed in float64; ours in float32 may differ by rounding alone. Relative
/// errors of whole tensors were at most 6e-7; the bound of 1e-5 leaves room for other processors.
@Suite("Agreement with PyTorch")
struct PyTorchTests {
  private let bound = 1e-5

  private func fixture(_ name: String) throws -> Safetensors {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return try Safetensors(
      contentsOf: folder.appendingPathComponent("Fixtures/\(name).safetensors").path)
  }

  private func list<T: Decodable>(_ key: String, in file: Safetensors, as: T.Type) throws -> T {
    try JSONDecoder().decode(T.self, from: Data(try #require(file.metadata[key]).utf8))
  }

  static let layers: [(name: String, layer: any Layer)] = [
    ("linear", Linear(input: FeatureShape(bins: 1, channels: 10), size: 7)),
    ("normalization", LayerNormalization(input: FeatureShape(bins: 5, channels: 2))),
    (
      "convolution",
      Convolution(
        input: FeatureShape(bins: 9, channels: 2), channels: 5, kernel: (3, 4), stride: (1, 1))
    ),
    (
      "convolution_strided",
      Convolution(
        input: FeatureShape(bins: 20, channels: 1), channels: 4, kernel: (9, 9), stride: (3, 4))
    ),
    ("lstm", LongShortTermMemory(input: FeatureShape(bins: 1, channels: 6), size: 19)),
    ("gru", GatedRecurrentUnit(input: FeatureShape(bins: 1, channels: 6), size: 19)),
  ]

  @Test("One layer: output and every gradient", arguments: layers.indices)
  func layer(index: Int) throws {
    let (name, layer) = Self.layers[index]
    let file = try fixture(name)
    func tensor(_ name: String) throws -> Safetensors.Tensor { try #require(file.tensors[name]) }
    let input = try tensor("input")
    let (frames, batch, width) = (input.shape[0], input.shape[1], input.shape[2])
    var run = LayerRun(
      layer, inputWidth: width, lengths: Array(repeating: frames, count: batch), seed: 0)
    run.input = input.values
    run.coefficients = try tensor("output_gradient").values
    run.weights = []
    for (i, parameter) in layer.parameters.enumerated() {
      #expect(try tensor("parameter.\(i)").shape == parameter.shape)
      run.weights += try tensor("parameter.\(i)").values
    }
    let found = run.run(wantsGradients: true)
    #expect(relativeError(found.output, try tensor("output").values) < bound)
    #expect(relativeError(found.input, try tensor("input_gradient").values) < bound)
    var offset = 0
    for (i, parameter) in layer.parameters.enumerated() {
      let part = Array(found.weights[offset..<(offset + parameter.count)])
      let error = relativeError(part, try tensor("gradient.\(i)").values)
      #expect(error < bound, "\(name) \(parameter.name)")
      offset += parameter.count
    }
  }

  @Test("A network of stacked LSTMs and GRUs: logits, CTC losses, the gradient of every tensor")
  func network() throws {
    let file = try fixture("network")
    let network = try Network(
      description: [
        .convolution(channels: 4, kernel: (5, 4), stride: (2, 3)), .normalization, .rectifier,
        .convolution(channels: 8, kernel: (3, 5), stride: (1, 1)), .normalization, .rectifier,
        .lstm(size: 11), .normalization, .lstm(size: 9), .gru(size: 10), .gru(size: 8),
        .linear(size: 6),
      ], input: FeatureShape(bins: 16, channels: 1), seed: 0)
    try network.load(file.tensors, from: "network.safetensors")
    let run = NetworkRun(
      network: network,
      features: try (0..<3).map { try #require(file.tensors["features.\($0)"]).values },
      labels: try list("labels", in: file, as: [[Int]].self))
    let found = run.run()
    for (a, b) in zip(found.losses, try list("losses", in: file, as: [Double].self)) {
      #expect(abs(a - b) < bound * b)
    }
    for n in 0..<3 {
      let expected = try #require(file.tensors["logits.\(n)"]).values
      #expect(relativeError(found.logits[n], expected) < bound)
    }
    for place in network.parameters {
      let expected = try #require(file.tensors["gradient.\(place.name)"])
      #expect(expected.shape == place.shape)
      let error = relativeError(Array(found.gradient[place.range]), expected.values)
      #expect(error < bound, "\(place.name)")
    }
  }

  @Test("CTC losses and gradients of ctc_loss")
  func ctc() throws {
    let file = try fixture("ctc")
    let labels = try list("labels", in: file, as: [[Int]].self)
    let losses = try list("losses", in: file, as: [Double].self)
    for n in labels.indices {
      let logits = try #require(file.tensors["logits.\(n)"])
      var gradient = [Float](repeating: 0, count: logits.values.count)
      let loss = CTCLoss(blank: 0).loss(
        logits: logits.values, gradient: &gradient, frames: logits.shape[0],
        stride: logits.shape[1], symbols: logits.shape[1], labels: labels[n])
      #expect(abs(loss - losses[n]) < bound * losses[n])
      #expect(relativeError(gradient, try #require(file.tensors["gradient.\(n)"]).values) < bound)
    }
  }

  @Test("Steps of AdamW after clip_grad_norm_")
  func adam() throws {
    let file = try fixture("adam")
    let norms = try list("norms", in: file, as: [Double].self)
    var weights = try #require(file.tensors["start"]).values
    var adam = Adam(count: weights.count)
    (adam.beta1, adam.beta2, adam.weightDecay, adam.clip) = (0.9, 0.98, 0.05, 5)
    for (step, expectedNorm) in norms.enumerated() {
      let gradient = try #require(file.tensors["gradient.\(step)"]).values
      let norm = weights.withUnsafeMutableBufferPointer {
        adam.update($0, gradient: gradient, learningRate: 0.02)
      }
      #expect(abs(norm - expectedNorm) < 1e-6 * expectedNorm)
      let expected = try #require(file.tensors["weights.\(step)"]).values
      #expect(relativeError(weights, expected) < bound, "step \(step)")
    }
  }
}
