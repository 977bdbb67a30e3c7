import CKernels

/// A feed-forward stack of layers with its weights: batches of feature sequences in, logits out.
///
/// Weights live in one flat array; ``parameters`` names the parts. Passes may run on several threads at
/// once, each with its own ``Pass``; nothing may change the weights meanwhile.
public final class Network: @unchecked Sendable {
  /// A named tensor inside the flat array of weights.
  public struct ParameterPlace: Sendable {
    /// `<layer index>.<kind>.<name>`, for instance `3.lstm.weight_input`.
    public let name: String
    /// Row-major extent.
    public let shape: [Int]
    /// Position in the flat array.
    public let range: Range<Int>
  }

  /// The layers as described.
  public let description: [LayerDescription]
  /// Shape of an input frame.
  public let input: FeatureShape
  /// Values in an output frame.
  public let outputWidth: Int
  /// Input frames for one output frame.
  public let timeStride: Int
  /// Every tensor of weights, in order, without gaps.
  public let parameters: [ParameterPlace]
  /// All weights.
  public let weights: UnsafeMutableBufferPointer<Float>

  package let layers: [any Layer]
  private let offsets: [[Int]]

  /// Builds the layers and draws initial weights.
  ///
  /// - Parameters:
  ///   - description: The layers, first to last.
  ///   - input: A frame of the first layer's input.
  ///   - seed: Seeds the weights; nil leaves them zero, for those that are read from a file.
  /// - Throws: ``NetworkError/unfit(layer:reason:)`` if a layer does not fit on the one before.
  public init(description: [LayerDescription], input: FeatureShape, seed: UInt64?) throws {
    var layers: [any Layer] = []
    var places: [ParameterPlace] = []
    var offsets: [[Int]] = []
    var initials: [(Parameter, Int)] = []
    var shape = input
    var total = 0
    for (index, entry) in description.enumerated() {
      let (layer, kind) = try Self.makeLayer(entry, input: shape, index: index)
      layers.append(layer)
      offsets.append([])
      for parameter in layer.parameters {
        places.append(
          ParameterPlace(
            name: "\(index).\(kind).\(parameter.name)", shape: parameter.shape,
            range: total..<(total + parameter.count)))
        initials.append((parameter, total))
        offsets[index].append(total)
        total += parameter.count
      }
      shape = layer.output
    }
    self.description = description
    self.input = input
    self.layers = layers
    self.offsets = offsets
    parameters = places
    outputWidth = shape.width
    timeStride = layers.reduce(1) { $0 * $1.timeStride }
    weights = .allocate(capacity: total)
    weights.initialize(repeating: 0)
    guard let seed else { return }
    var generator = SplitMix64(state: seed)
    for (parameter, offset) in initials { draw(parameter, at: offset, from: &generator) }
  }

  deinit { weights.deallocate() }

  private static func makeLayer(
    _ description: LayerDescription, input: FeatureShape, index: Int
  ) throws -> (any Layer, String) {
    func check(_ condition: Bool, _ reason: String) throws {
      if !condition { throw NetworkError.unfit(layer: index, reason: reason) }
    }
    switch description {
    case .convolution(let channels, let kernel, let stride):
      try check(
        channels > 0 && kernel.frames > 0 && kernel.bins > 0 && stride.frames > 0
          && stride.bins > 0,
        "channels, kernel and stride must be positive")
      try check(
        kernel.bins <= input.bins, "the kernel spans \(kernel.bins) bins of \(input.bins)")
      return (
        Convolution(input: input, channels: channels, kernel: kernel, stride: stride), "convolution"
      )
    case .normalization: return (LayerNormalization(input: input), "normalization")
    case .rectifier: return (Rectifier(input: input), "rectifier")
    case .lstm(let size):
      try check(size > 0, "size must be positive")
      return (LongShortTermMemory(input: input, size: size), "lstm")
    case .gru(let size):
      try check(size > 0, "size must be positive")
      return (GatedRecurrentUnit(input: input, size: size), "gru")
    case .dropout(let rate):
      try check(rate >= 0 && rate < 1, "rate must be at least 0 and below 1")
      return (Dropout(input: input, rate: rate), "dropout")
    case .linear(let size):
      try check(size > 0, "size must be positive")
      return (Linear(input: input, size: size), "linear")
    }
  }

  /// The seed of each layer's dropout in a pass with this seed.
  func layerSeeds(_ seed: UInt64) -> [UInt64] {
    var generator = SplitMix64(state: seed)
    return layers.map { _ in generator.next() }
  }

  private func draw(_ parameter: Parameter, at offset: Int, from generator: inout SplitMix64) {
    for i in 0..<parameter.count {
      switch parameter.initial {
      case .uniform(let bound):
        weights[offset + i] = Float.random(in: -bound...bound, using: &generator)
      case .constant(let value): weights[offset + i] = value
      case .forgetGateOne(let hidden): weights[offset + i] = i / hidden == 1 ? 1 : 0
      }
    }
  }

  /// The kind of layer that a tensor belongs to: `lstm` for `3.lstm.weight_input`; empty if it is none's.
  public static func layerKind(ofTensor name: String) -> String {
    let parts = name.split(separator: ".")
    return parts.count == 3 ? String(parts[1]) : ""
  }

  /// Output frames for this many input frames.
  public func outputLength(_ frames: Int) -> Int {
    layers.reduce(frames) { ($0 + $1.timeStride - 1) / $1.timeStride }
  }

  /// Runs a batch forward.
  ///
  /// - Parameters:
  ///   - input: Features; must live until the backward pass is done.
  ///   - gradients: A flat array like ``weights``, to which the backward pass adds; nil for inference.
  ///   - workspace: Holds all that the passes compute, the result included, until it is reset.
  ///   - precision: Of the matrix products.
  ///   - isTraining: Whether dropout acts.
  ///   - seed: Seeds the dropout.
  /// - Returns: The outputs, and the backward pass: it takes their gradient, which may be overwritten.
  public func forward(
    _ input: Activation, gradients: UnsafeMutablePointer<Float>?, workspace: Workspace,
    precision: Precision, isTraining: Bool, seed: UInt64
  ) -> (Activation, BackwardPass) {
    var activation = input
    var backwards: [BackwardPass] = []
    guard let base = weights.baseAddress else { return (input, { $0 }) }
    for ((index, layer), seed) in zip(layers.enumerated(), layerSeeds(seed)) {
      let pass = Pass(
        parameters: offsets[index].map { UnsafePointer(base + $0) },
        gradients: gradients.map { gradients in offsets[index].map { gradients + $0 } } ?? [],
        workspace: workspace, precision: precision.available, isTraining: isTraining,
        seed: seed,
        wantsInputGradient: index > 0)
      let (output, backward) = layer.forward(activation, pass)
      activation = output
      backwards.append(backward)
    }
    return (
      activation,
      { gradient in backwards.reversed().reduce(gradient) { $1($0) } }
    )
  }
}

/// Why a network cannot be built.
public enum NetworkError: Error, CustomStringConvertible, Equatable {
  /// A layer does not fit on the one before it; counted from 0.
  case unfit(layer: Int, reason: String)

  /// One line for people.
  public var description: String {
    switch self {
    case .unfit(let layer, let reason): "network: layer \(layer + 1): \(reason)"
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, seeded, the same everywhere.
package struct SplitMix64: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
