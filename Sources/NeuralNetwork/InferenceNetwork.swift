import CKernels

/// A network with its weights packed once, ready to compute streams; immutable and shared freely.
public final class InferenceNetwork: @unchecked Sendable {
  /// Values in a frame of features.
  public let inputWidth: Int
  /// Values in a row of logits.
  public let outputWidth: Int
  /// Frames of features for one row of logits.
  public let timeStride: Int
  private let storage = Workspace()
  private let prepared: [any PreparedLayer]

  /// Packs the weights; nothing of the network is kept.
  public init(_ network: Network, precision: Precision = .fastest) {
    inputWidth = network.input.width
    outputWidth = network.outputWidth
    timeStride = network.timeStride
    var offset = 0
    let storage = storage
    prepared = network.layers.map { layer in
      let pointers = layer.parameters.map { parameter in
        defer { offset += parameter.count }
        let weights = network.weights.baseAddress.unsafelyUnwrapped + offset
        // Layers pack matrices and go on pointing at vectors.
        guard parameter.shape.count == 1 else { return UnsafePointer(weights) }
        let vector = storage.floats(parameter.count)
        vector.update(from: weights, count: parameter.count)
        return UnsafePointer(vector)
      }
      return layer.prepared(pointers, precision: precision.available, storage: storage)
    }
  }

  /// Starts a stream.
  public func makeStream() -> NetworkStream {
    NetworkStream(layers: prepared.map { $0.makeStream() }, owner: self)
  }
}

/// One sequence on its way through a network, a few frames at a time; not for use by two threads at once.
public final class NetworkStream {
  private let layers: [any LayerStream]
  private let owner: InferenceNetwork
  private let workspace = Workspace()

  fileprivate init(layers: [any LayerStream], owner: InferenceNetwork) {
    self.layers = layers
    self.owner = owner
  }

  /// Takes feature frames and returns the logits that they complete.
  ///
  /// - Parameters:
  ///   - features: Whole frames, shape `[t, input.width]`.
  ///   - isLast: Whether the sequence ends here, which flushes the look-ahead.
  /// - Returns: Logits, shape `[t', outputWidth]`; the same bits however the frames were cut.
  public func push(_ features: UnsafeBufferPointer<Float>, isLast: Bool) -> [Float] {
    workspace.reset()
    let count = features.count / owner.inputWidth
    var frames = Frames(values: workspace.floats(features.count), count: count)
    if let base = features.baseAddress { frames.values.update(from: base, count: features.count) }
    for layer in layers {
      frames = layer.push(frames, isLast: isLast, workspace: workspace)
    }
    return Array(
      UnsafeBufferPointer(start: frames.values, count: frames.count * owner.outputWidth))
  }
}

/// ln softmax of each row of `width` values.
public func logSoftmax(_ logits: [Float], width: Int) -> [Float] {
  guard width > 0 else { return [] }
  return [Float](unsafeUninitializedCapacity: logits.count) { buffer, count in
    if let base = buffer.baseAddress {
      kernels_log_softmax(logits.count / width, width, logits, base)
    }
    count = logits.count
  }
}
