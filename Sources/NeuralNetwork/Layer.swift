/// One layer of a network, as written in a model's description.
public enum LayerDescription: Sendable, Equatable {
  /// A convolution over time and frequency; kernel and stride are (frames, bins).
  case convolution(
    channels: Int, kernel: (frames: Int, bins: Int), stride: (frames: Int, bins: Int))
  /// Layer normalisation over the values of a frame, with learned scale and shift.
  case normalization
  /// max(x, 0).
  case rectifier
  /// A forward LSTM.
  case lstm(size: Int)
  /// A forward GRU, reset after the product.
  case gru(size: Int)
  /// Zeroes values with this probability while training.
  case dropout(rate: Double)
  /// A linear map of each frame.
  case linear(size: Int)

  /// Compares all fields; tuples keep the compiler from writing this.
  public static func == (a: LayerDescription, b: LayerDescription) -> Bool {
    switch (a, b) {
    case (.convolution(let c, let k, let s), .convolution(let c2, let k2, let s2)):
      c == c2 && k == k2 && s == s2
    case (.normalization, .normalization), (.rectifier, .rectifier): true
    case (.lstm(let x), .lstm(let y)), (.gru(let x), .gru(let y)): x == y
    case (.linear(let x), .linear(let y)): x == y
    case (.dropout(let x), .dropout(let y)): x == y
    default: false
    }
  }
}

/// A parameter's place in the flat array that holds all of a network's weights.
package struct Parameter: Sendable {
  package enum Initial: Sendable {
    case uniform(Float)
    case constant(Float)
    /// Uniform weights; used for LSTM biases: zero but one for the forget gate.
    case forgetGateOne(hidden: Int)
  }
  package let name: String
  package let shape: [Int]
  package let initial: Initial
  package var offset = 0
  package var count: Int { shape.reduce(1, *) }

  package init(_ name: String, _ shape: [Int], _ initial: Initial) {
    self.name = name
    self.shape = shape
    self.initial = initial
  }
}

/// What a layer needs during one forward and backward pass.
package struct Pass {
  /// The values of this layer's parameters, in the order that it declared them.
  package var parameters: [UnsafePointer<Float>]
  /// Where their gradients are added, or empty when none are wanted.
  package var gradients: [UnsafeMutablePointer<Float>]
  package let workspace: Workspace
  package let precision: Precision
  package let isTraining: Bool
  /// Seeds this layer's dropout.
  package let seed: UInt64
  /// Whether the gradient of the layer's input is of use to anyone.
  package let wantsInputGradient: Bool

  package init(
    parameters: [UnsafePointer<Float>], gradients: [UnsafeMutablePointer<Float>],
    workspace: Workspace, precision: Precision, isTraining: Bool, seed: UInt64,
    wantsInputGradient: Bool
  ) {
    self.parameters = parameters
    self.gradients = gradients
    self.workspace = workspace
    self.precision = precision
    self.isTraining = isTraining
    self.seed = seed
    self.wantsInputGradient = wantsInputGradient
  }
}

/// The backward half of a pass: takes the gradient of the output, adds the parameters' gradients and
/// returns the gradient of the input (undefined values if it was not wanted).
public typealias BackwardPass = (Activation) -> Activation

/// A layer: a function of a batch of sequences with parameters.
package protocol Layer: Sendable {
  var output: FeatureShape { get }
  /// Frames in for one frame out.
  var timeStride: Int { get }
  var parameters: [Parameter] { get }
  func forward(_ input: Activation, _ pass: Pass) -> (Activation, BackwardPass)
  /// Makes what computes this layer over a stream, with weights packed once. Vectors among the parameters stay
  /// where they are, matrices may go after the call.
  func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer
}

extension Layer {
  package var timeStride: Int { 1 }
  package var parameters: [Parameter] { [] }
}

/// A layer ready for inference; immutable, so that many streams may share it.
package protocol PreparedLayer {
  func makeStream() -> any LayerStream
}

/// A layer's state in one stream.
///
/// Frames pushed one by one and all at once give the same bits: every output row is computed by the
/// same operations in the same order, however many rows there are.
package protocol LayerStream: AnyObject {
  /// Takes frames `[count, width]`; returns those that are complete. `isLast` flushes the rest.
  func push(_ input: Frames, isLast: Bool, workspace: Workspace) -> Frames
}

/// Frames of one sequence in a workspace.
package struct Frames {
  package var values: UnsafeMutablePointer<Float>
  package var count: Int
}

/// A layer without memory of earlier frames, applied to rows.
package final class RowwiseLayer: PreparedLayer, LayerStream {
  private let width: Int
  private let body:
    (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int, Workspace) -> Void

  /// Makes a layer of a body that reads `[rows, …]` and writes `[rows, width]`.
  package init(
    width: Int,
    body:
      @escaping (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int, Workspace) -> Void
  ) {
    self.width = width
    self.body = body
  }

  package func makeStream() -> any LayerStream { self }

  package func push(_ input: Frames, isLast: Bool, workspace: Workspace) -> Frames {
    let output = workspace.floats(input.count * width)
    body(input.values, output, input.count, workspace)
    return Frames(values: output, count: input.count)
  }
}
