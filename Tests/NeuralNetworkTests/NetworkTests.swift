import NeuralNetwork
import Testing

/// A small network of every kind of layer, a batch and its labels.
struct NetworkRun {
  let network: Network
  let features: [[Float]]
  let labels: [[Int]]
  static let bins = 12
  private var symbols: Int { network.outputWidth }
  private var bins: Int { network.input.width }

  init(network: Network, features: [[Float]], labels: [[Int]]) {
    self.network = network
    self.features = features
    self.labels = labels
  }

  /// Rectifiers are left out where differences would cross their kinks.
  init(lengths: [Int], labels: [[Int]], rectifies: Bool, dropout: Double = 0, seed: UInt64) throws {
    var layers: [LayerDescription] = [
      .convolution(channels: 4, kernel: (5, 4), stride: (2, 3)), .normalization,
    ]
    if rectifies { layers.append(.rectifier) }
    layers += [.convolution(channels: 7, kernel: (3, 3), stride: (1, 1)), .normalization]
    if rectifies { layers.append(.rectifier) }
    layers += [
      .lstm(size: 9), .normalization, .dropout(rate: dropout), .gru(size: 8), .lstm(size: 19),
      .linear(size: 6),
    ]
    network = try Network(
      description: layers, input: FeatureShape(bins: Self.bins, channels: 1), seed: seed)
    var generator = SplitMix64(state: seed &+ 1)
    features = lengths.map { generator.values($0 * Self.bins, in: -2...2) }
    self.labels = labels
    // Biases and shifts that are not zero, so that a lost one shows.
    for i in network.weights.indices {
      network.weights[i] += Float.random(in: -0.1...0.1, using: &generator)
    }
  }

  /// Loss of each sequence, logits of each sequence `[T', V]`, and the gradient of the sum.
  func run(precision: Precision = .float32, isTraining: Bool = true, only: Int? = nil) -> (
    losses: [Double], logits: [[Float]], gradient: [Float]
  ) {
    let chosen = only.map { [$0] } ?? Array(features.indices)
    let lengths = chosen.map { features[$0].count / bins }
    let (frames, batch) = (lengths.max() ?? 0, chosen.count)
    let workspace = Workspace()
    let x = workspace.floats(frames * batch * bins)
    for i in 0..<(frames * batch * bins) { x[i] = 7.5 }  // padding must not matter
    for (n, index) in chosen.enumerated() {
      for (i, value) in features[index].enumerated() {
        x[(i / bins * batch + n) * bins + i % bins] = value
      }
    }
    var gradient = [Float](repeating: 0, count: network.weights.count)
    let v = symbols
    return gradient.withUnsafeMutableBufferPointer { gradient in
      let (y, backward) = network.forward(
        Activation(values: x, frames: frames, width: bins, lengths: lengths),
        gradients: gradient.baseAddress, workspace: workspace, precision: precision,
        isTraining: isTraining, seed: 99)
      let dy = y.with(workspace.zeros(y.count))
      var losses: [Double] = []
      var logits: [[Float]] = []
      for (n, index) in chosen.enumerated() {
        losses.append(
          CTCLoss(blank: 0).loss(
            logits: y.values + n * v, gradient: dy.values + n * v, frames: y.lengths[n],
            stride: batch * v, symbols: v, labels: labels[index]))
        logits.append(
          (0..<(y.lengths[n] * v)).map { y.values[($0 / v * batch + n) * v + $0 % v] })
      }
      _ = backward(dy)
      return (losses, logits, Array(gradient))
    }
  }
}

@Suite("A whole network")
struct NetworkTests {
  let lengths = [21, 40, 9, 1]
  let labels = [[1, 2, 2, 3], [5, 4, 3, 2, 1, 1], [2], []]

  @Test("Its CTC gradient equals finite differences along the direction of each tensor")
  func gradient() throws {
    let run = try NetworkRun(
      lengths: lengths, labels: labels, rectifies: false, dropout: 0.3, seed: 1)
    let gradient = run.run().gradient
    var generator = SplitMix64(state: 5)
    for place in run.network.parameters {
      let start = place.range.map { run.network.weights[$0] }
      // Half random, half along the gradient, so that the derivative is large.
      let part = Array(gradient[place.range])
      let norm = part.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let direction = part.map {
        ($0 / norm + Float.random(in: -1...1, using: &generator) / Float(part.count).squareRoot())
      }
      let expected = derivative(step: 0.01) { h in
        for (k, i) in place.range.enumerated() {
          run.network.weights[i] = start[k] + h * direction[k]
        }
        return run.run().losses.reduce(0, +)
      }
      for (k, i) in place.range.enumerated() { run.network.weights[i] = start[k] }
      let found = zip(part, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(
        abs(found - expected) < 1e-3 * max(abs(expected), 0.1),
        "\(place.name): gradient \(found), difference \(expected)")
    }
  }

  @Test("bfloat16 gives nearly the float32 gradient, tensor by tensor")
  func bfloat16() throws {
    guard Precision.bfloat16.available == .bfloat16 else { return }
    let run = try NetworkRun(lengths: lengths, labels: labels, rectifies: true, seed: 2)
    let (exact, rounded) = (run.run(), run.run(precision: .bfloat16))
    for (a, b) in zip(exact.losses, rounded.losses) { #expect(abs(a - b) < 0.02 * max(1, a)) }
    for place in run.network.parameters {
      let angle = cosine(Array(rounded.gradient[place.range]), Array(exact.gradient[place.range]))
      #expect(angle > 0.99, "\(place.name): cosine \(angle)")
    }
    #expect(cosine(rounded.gradient, exact.gradient) > 0.999)
  }

  @Test(
    "A batch of unequal lengths gives what its sequences give alone", arguments: Precision.allCases)
  func batchEqualsSingles(precision: Precision) throws {
    let run = try NetworkRun(lengths: lengths, labels: labels, rectifies: true, seed: 3)
    let together = run.run(precision: precision.available)
    var sum = [Float](repeating: 0, count: together.gradient.count)
    for index in lengths.indices {
      let alone = run.run(precision: precision.available, only: index)
      #expect(alone.logits[0] == together.logits[index], "logits of sequence \(index), bit for bit")
      #expect(alone.losses[0] == together.losses[index])
      for i in sum.indices { sum[i] += alone.gradient[i] }
    }
    // Only the order of the sums over frames differs; bfloat16 rounds the same factors.
    #expect(relativeError(together.gradient, sum) < 1e-5)
  }

  @Test(
    "A stream in any pieces gives the whole's bits", arguments: Precision.allCases,
    [1, 2, 3, 7, 16, 64])
  func streaming(precision: Precision, piece: Int) throws {
    let run = try NetworkRun(
      lengths: [50, 1, 2, 31], labels: [[], [], [], []], rectifies: true, seed: 4)
    let whole = run.run(precision: precision.available, isTraining: false).logits
    let inference = InferenceNetwork(run.network, precision: precision)
    for (features, expected) in zip(run.features, whole) {
      let stream = inference.makeStream()
      var found: [Float] = []
      var start = 0
      var generator = SplitMix64(state: UInt64(piece))
      while start < features.count {
        // Uneven pieces: some empty, some twice as long.
        let frames = Int.random(in: 0...(2 * piece), using: &generator)
        let end = min(features.count, start + frames * NetworkRun.bins)
        features.withUnsafeBufferPointer {
          found += stream.push(UnsafeBufferPointer(rebasing: $0[start..<end]), isLast: false)
        }
        start = end
      }
      found += stream.push(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
      #expect(found == expected)
      let atOnce = features.withUnsafeBufferPointer {
        inference.makeStream().push($0, isLast: true)
      }
      #expect(atOnce == expected)
    }
  }

  @Test("Weights of bytes compute what their float32 values do, and the same bits in any pieces")
  func bytes() throws {
    let run = try NetworkRun(
      lengths: [50, 31], labels: [[], []], rectifies: true, seed: 6)
    // As a file of int8 weights is read: whole multiples of a scale for each row.
    for place in run.network.parameters where place.shape.count > 1 {
      let width = place.range.count / place.shape[0]
      for row in stride(from: place.range.lowerBound, to: place.range.upperBound, by: width) {
        let scale = run.network.weights[row..<(row + width)].reduce(0) { max($0, abs($1)) } / 127
        for i in row..<(row + width) {
          run.network.weights[i] = (run.network.weights[i] / scale).rounded() * scale
        }
      }
    }
    let expected = run.run(precision: .float32, isTraining: false).logits
    let inference = InferenceNetwork(run.network, precision: .float32)
    for (features, floats) in zip(run.features, expected) {
      let atOnce = features.withUnsafeBufferPointer {
        inference.makeStream().push($0, isLast: true)
      }
      #expect(atOnce != floats, "bytes are not used")
      #expect(zip(atOnce, floats).allSatisfy { abs($0 - $1) < 2e-3 })
      let stream = inference.makeStream()
      var inPieces: [Float] = []
      for start in stride(from: 0, to: features.count, by: 3 * NetworkRun.bins) {
        let end = min(features.count, start + 3 * NetworkRun.bins)
        features.withUnsafeBufferPointer {
          inPieces += stream.push(
            UnsafeBufferPointer(rebasing: $0[start..<end]), isLast: end == features.count)
        }
      }
      #expect(inPieces == atOnce)
    }
  }

  @Test("Nothing in gives nothing out")
  func empty() throws {
    let run = try NetworkRun(lengths: [0], labels: [[]], rectifies: true, seed: 4)
    #expect(run.run().losses == [0])
    #expect(run.run().logits == [[]])
    let stream = InferenceNetwork(run.network).makeStream()
    #expect(stream.push(UnsafeBufferPointer(start: nil, count: 0), isLast: true).isEmpty)
  }

  @Test("Layers that do not fit are refused with their number")
  func unfit() {
    #expect(throws: NetworkError.self) {
      try Network(
        description: [.convolution(channels: 2, kernel: (3, 13), stride: (1, 1))],
        input: FeatureShape(bins: 12, channels: 1), seed: 0)
    }
  }
}
