extension Safetensors {
  /// A file that goes into an average.
  public struct Part: Sendable {
    /// The name that errors give it.
    public var path: String
    /// What it holds.
    public var file: Safetensors
    /// Its share, above 0, of the sum of all shares.
    public var share: Float

    /// Makes a part.
    public init(path: String, file: Safetensors, share: Float) {
      self.path = path
      self.file = file
      self.share = share
    }
  }

  /// Returns the weighted mean of files whose tensors have the same names and shapes, without metadata.
  ///
  /// Fine-tunings of the same weights lie in one valley of the loss, and their mean is often better
  /// than each of them (Wortsman et al., “Model soups”, ICML 2022).
  ///
  /// - Throws: ``SafetensorsError`` naming the first file that does not match the first one.
  public static func average(_ parts: [Part]) throws -> Safetensors {
    guard var mean = parts.first?.file else { return Safetensors() }
    mean.metadata = [:]
    let whole = parts.reduce(0) { $0 + $1.share }
    for part in parts {
      let (found, wanted) = (part.file.tensors, mean.tensors)
      for name in Set(found.keys).union(wanted.keys).sorted()
      where found[name]?.shape != wanted[name]?.shape {
        func shape(_ tensors: [String: Tensor]) -> String {
          tensors[name].map { "shape \($0.shape)" } ?? "no such tensor"
        }
        throw SafetensorsError(
          path: part.path,
          reason:
            "\(name): found \(shape(found)); wanted \(shape(wanted)), as in \(parts[0].path)")
      }
    }
    for (name, tensor) in mean.tensors {
      var values = [Float](repeating: 0, count: tensor.values.count)
      for part in parts {
        guard let added = part.file.tensors[name]?.values else { continue }
        for (i, value) in added.enumerated() { values[i] += part.share / whole * value }
      }
      mean.tensors[name]?.values = values
    }
    return mean
  }
}
