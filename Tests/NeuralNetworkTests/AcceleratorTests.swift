import Foundation
import Testing

@testable import NeuralNetwork

/// The accelerator's library, built for this machine's cores: the mathematics are the device's.
struct AcceleratorTests {
  /// Builds the library once, with the C++ compiler that comes with Swift.
  static let library: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let output = FileManager.default.temporaryDirectory.appendingPathComponent(
      "accelerator-\(ProcessInfo.processInfo.processIdentifier).so")
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      "clang++", "-std=c++17", "-O2", "-x", "c++", "-shared", "-fPIC", "-o", output.path,
      root.appendingPathComponent("Sources/Accelerator/accelerator.cu").path,
    ]
    do { try compiler.run() } catch { return nil }
    compiler.waitUntilExit()
    return compiler.terminationStatus == 0 ? output.path : nil
  }()

  private static let description: [LayerDescription] = [
    .convolution(channels: 3, kernel: (5, 4), stride: (2, 2)), .normalization, .rectifier,
    .convolution(channels: 6, kernel: (3, 4), stride: (1, 1)), .normalization, .dropout(rate: 0.2),
    .lstm(size: 7), .normalization, .dropout(rate: 0.3), .lstm(size: 5), .linear(size: 4),
  ]

  @Test("gradients on the accelerator are those of the network, dropout included")
  func gradients() throws {
    guard let library = Self.library else {
      print("skipped: clang++ cannot build the accelerator here")
      return
    }
    let network = try Network(
      description: Self.description, input: FeatureShape(bins: 12, channels: 1), seed: 3)
    let accelerator = try Accelerator(library: library, network: network)
    // The second batch is smaller: nothing may be left of the first.
    for lengths in [[13, 9, 1], [6]] {
      let workspace = Workspace()
      var random = SplitMix64(state: 5)
      let frames = lengths.max() ?? 0
      let input = Activation(
        values: workspace.floats(frames * lengths.count * 12), frames: frames, width: 12,
        lengths: lengths)
      for i in 0..<input.count { input.values[i] = .random(in: -1...1, using: &random) }
      var expected = [Float](repeating: 0, count: network.weights.count)
      var actual = expected
      let gradient = UnsafeMutablePointer<Float>.allocate(capacity: expected.count)
      defer { gradient.deallocate() }
      gradient.update(repeating: 0, count: expected.count)
      let (logits, backward) = network.forward(
        input, gradients: gradient, workspace: workspace, precision: .float32, isTraining: true,
        seed: 17)
      let accelerated = try accelerator.forward(input, workspace: workspace, seed: 17)
      #expect(accelerated.lengths == logits.lengths)
      let (first, second) = (
        logits.with(workspace.zeros(logits.count)), logits.with(workspace.zeros(logits.count))
      )
      for t in 0..<logits.frames {
        for n in 0..<logits.batch where t < logits.lengths[n] {
          for k in 0..<logits.width {
            let i = (t * logits.batch + n) * logits.width + k
            #expect(abs(accelerated.values[i] - logits.values[i]) < 1e-5)
            first.values[i] = .random(in: -1...1, using: &random)
            second.values[i] = first.values[i]
          }
        }
      }
      _ = backward(first)
      for i in expected.indices { expected[i] = gradient[i] }
      try accelerator.backward(second, into: gradient)
      for i in actual.indices { actual[i] = gradient[i] }
      for place in network.parameters {
        let scale = expected[place.range].map(abs).max() ?? 0
        #expect(scale > 0, "\(place.name)")
        for i in place.range {
          #expect(abs(actual[i] - expected[i]) <= 1e-5 * max(scale, 1), "\(place.name)")
        }
      }
    }
  }

  @Test("a file that is no library, and a layer that the library lacks, are refused")
  func refusals() throws {
    let network = try Network(
      description: [.gru(size: 2)], input: FeatureShape(bins: 3, channels: 1), seed: 1)
    #expect(throws: AcceleratorError.self) {
      try Accelerator(library: #filePath, network: network)
    }
    guard let library = Self.library else { return }
    #expect(throws: AcceleratorError.unsupported("gru")) {
      try Accelerator(library: library, network: network)
    }
  }
}
