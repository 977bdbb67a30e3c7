import Foundation

/// Forward and backward passes of a network on a device, by a shared library that is loaded at run time.
///
/// The library is built from `Sources/Accelerator/accelerator.cu` (`make accelerator`). It computes what
/// ``Network/forward(_:gradients:workspace:precision:isTraining:seed:)`` computes while training, dropout
/// masks included, up to rounding. One thread at a time may use an accelerator.
public final class Accelerator {
  private let network: Network
  private let functions: Functions
  private let handle: UnsafeMutableRawPointer
  private var outputFrames = 0

  /// Loads the library and sets the network up on the device.
  ///
  /// - Throws: ``AcceleratorError`` if the library cannot be loaded, the device fails or a layer has no
  ///   counterpart there.
  public init(library path: String, network: Network) throws {
    self.network = network
    functions = try Functions(path: path)
    let layers = try network.description.map { try LayerNumbers($0) }
    guard let handle = functions.make(layers, layers.count, network.input.width) else {
      throw AcceleratorError.failed(functions.lastError)
    }
    self.handle = handle
    let count = functions.weightCount(handle)
    guard count == network.weights.count else {
      throw AcceleratorError.failed(
        "the library counts \(count) weights in the network; wanted \(network.weights.count); build it anew"
      )
    }
  }

  deinit { functions.free(handle) }

  /// Runs a batch forward in training mode; the logits stand in `workspace`.
  ///
  /// - Throws: ``AcceleratorError/failed(_:)``.
  public func forward(_ input: Activation, workspace: Workspace, seed: UInt64) throws -> Activation
  {
    let frames = network.outputLength(input.frames)
    let logits = Activation(
      values: workspace.floats(frames * input.batch * network.outputWidth), frames: frames,
      width: network.outputWidth, lengths: input.lengths.map(network.outputLength))
    guard let weights = network.weights.baseAddress else { return logits }
    let result = functions.forward(
      handle, weights, input.values, input.frames, input.batch, input.lengths.map(Int32.init),
      network.layerSeeds(seed), logits.values)
    guard result == frames else {
      throw AcceleratorError.failed(
        result < 0 ? functions.lastError : "the library gives \(result) frames; wanted \(frames)")
    }
    return logits
  }

  /// Writes the gradient of all weights, given that of the last forward pass's logits.
  ///
  /// - Throws: ``AcceleratorError/failed(_:)``.
  public func backward(_ logits: Activation, into gradient: UnsafeMutablePointer<Float>) throws {
    if functions.backward(handle, logits.values, gradient) != 0 {
      throw AcceleratorError.failed(functions.lastError)
    }
  }

  /// `LayerDescription` of accelerator.cu.
  private struct LayerNumbers {
    var kind: Int32, size: Int32
    var kernelFrames: Int32 = 0, kernelBins: Int32 = 0
    var strideFrames: Int32 = 0, strideBins: Int32 = 0
    var rate = 0.0

    init(_ layer: LayerDescription) throws {
      (kind, size) = (0, 0)
      switch layer {
      case .convolution(let channels, let kernel, let stride):
        size = Int32(channels)
        (kernelFrames, kernelBins) = (Int32(kernel.frames), Int32(kernel.bins))
        (strideFrames, strideBins) = (Int32(stride.frames), Int32(stride.bins))
      case .normalization: kind = 1
      case .rectifier: kind = 2
      case .lstm(let size): (kind, self.size) = (3, Int32(size))
      case .dropout(let rate): (kind, self.rate) = (4, rate)
      case .linear(let size): (kind, self.size) = (5, Int32(size))
      case .gru: throw AcceleratorError.unsupported("gru")
      }
    }
  }

  /// What the library exports.
  private struct Functions {
    typealias Make = @convention(c) (UnsafeRawPointer, Int, Int) -> UnsafeMutableRawPointer?
    typealias Free = @convention(c) (UnsafeMutableRawPointer) -> Void
    typealias WeightCount = @convention(c) (UnsafeMutableRawPointer) -> Int
    typealias Forward =
      @convention(c) (
        UnsafeMutableRawPointer, UnsafePointer<Float>, UnsafePointer<Float>, Int, Int,
        UnsafePointer<Int32>, UnsafePointer<UInt64>, UnsafeMutablePointer<Float>
      ) -> Int
    typealias Backward =
      @convention(c) (UnsafeMutableRawPointer, UnsafePointer<Float>, UnsafeMutablePointer<Float>) ->
      Int
    typealias Message = @convention(c) () -> UnsafePointer<CChar>

    let make: Make
    let free: Free
    let weightCount: WeightCount
    let forward: Forward
    let backward: Backward
    private let message: Message

    var lastError: String { String(cString: message()) }

    init(path: String) throws {
      guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
        throw AcceleratorError.unloadable(
          path: path, reason: dlerror().map { String(cString: $0) } ?? "unknown")
      }
      func find<Function>(_ name: String, as type: Function.Type) throws -> Function {
        guard let symbol = dlsym(library, name) else {
          throw AcceleratorError.unloadable(path: path, reason: "it has no function \(name)")
        }
        return unsafeBitCast(symbol, to: type)
      }
      make = try find("accelerator_make", as: Make.self)
      free = try find("accelerator_free", as: Free.self)
      weightCount = try find("accelerator_weight_count", as: WeightCount.self)
      forward = try find("accelerator_forward", as: Forward.self)
      backward = try find("accelerator_backward", as: Backward.self)
      message = try find("accelerator_error", as: Message.self)
    }
  }
}

/// Why an accelerator cannot be used.
public enum AcceleratorError: Error, CustomStringConvertible, Equatable {
  /// The library is missing or is not one of ours.
  case unloadable(path: String, reason: String)
  /// The library has no such layer.
  case unsupported(String)
  /// The device or the library failed.
  case failed(String)

  /// One line for people.
  public var description: String {
    switch self {
    case .unloadable(let path, let reason):
      "\(path): not a library of the accelerator (\(reason)); `make accelerator` builds one"
    case .unsupported(let layer):
      "accelerator: has no \(layer) layer; train this network without it"
    case .failed(let reason): "accelerator: \(reason)"
    }
  }
}
