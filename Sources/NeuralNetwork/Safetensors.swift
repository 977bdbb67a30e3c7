import Foundation

/// A file of named tensors in the safetensors format (github.com/huggingface/safetensors).
///
/// Eight bytes of header length, a JSON header, the data. We add to the metadata a checksum of
/// everything but itself, and who wrote the file, so that a file of ours without its checksum is
/// known to be damaged.
public struct Safetensors: Sendable {
  /// How a tensor's values are stored.
  public enum StorageType: String, Sendable, CaseIterable {
    /// IEEE 754 single precision.
    case float32 = "F32"
    /// The upper half of a single.
    case bfloat16 = "BF16"

    fileprivate var size: Int { self == .float32 ? 4 : 2 }
  }

  /// One tensor, its values always as float32 in memory.
  public struct Tensor: Sendable, Equatable {
    /// Row-major extent.
    public var shape: [Int]
    /// Values, `shape.reduce(1, *)` of them.
    public var values: [Float]

    /// Makes a tensor.
    public init(shape: [Int], values: [Float]) {
      self.shape = shape
      self.values = values
    }
  }

  /// The tensors by name.
  public var tensors: [String: Tensor]
  /// Free text by key.
  public var metadata: [String: String]

  private static let checksumKey = "checksum"
  private static let writer = (key: "writer", name: "dictex")

  /// Makes a set of tensors.
  public init(tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The file's bytes.
  ///
  /// Vectors (biases, scales, statistics) are always stored as float32: they are small, and products
  /// never round them.
  ///
  /// - Parameter matrixType: How tensors with two or more dimensions are stored.
  /// - Returns: The header and all tensors.
  public func data(matricesAs matrixType: StorageType = .float32) -> Data {
    var header: [String: Any] = [:]
    var body = Data()
    for name in tensors.keys.sorted() {
      guard let tensor = tensors[name] else { continue }
      let start = body.count
      let type = tensor.shape.count > 1 ? matrixType : .float32
      tensor.values.withUnsafeBufferPointer { values in
        switch type {
        case .float32: body.append(Data(buffer: values))
        case .bfloat16:
          let halves = values.map(Self.bfloat16(_:))
          halves.withUnsafeBufferPointer { body.append(Data(buffer: $0)) }
        }
      }
      header[name] = [
        "dtype": type.rawValue, "shape": tensor.shape, "data_offsets": [start, body.count],
      ]
    }
    var metadata = metadata
    metadata[Self.writer.key] = Self.writer.name
    metadata[Self.checksumKey] = nil
    metadata[Self.checksumKey] = Self.checksum(header: header, metadata: metadata, body: body)
    header["__metadata__"] = metadata
    var json =
      (try? JSONSerialization.data(withJSONObject: header, options: [.sortedKeys])) ?? Data()
    // Spaces align the data to 8 bytes, as the format's own writer does.
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    var file = Data()
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { file.append(contentsOf: $0) }
    return file + json + body
  }

  /// Reads a file, checking every offset, the checksum if there is one, and that all values are finite.
  ///
  /// - Throws: ``SafetensorsError`` naming the file and what is wrong.
  public init(contentsOf path: String) throws {
    func fail(_ reason: String) -> SafetensorsError { SafetensorsError(path: path, reason: reason) }
    guard let file = FileManager.default.contents(atPath: path) else {
      throw fail("cannot be read; wanted a safetensors file")
    }
    guard file.count >= 8 else { throw fail("has \(file.count) bytes; a header needs 8") }
    let length = file.prefix(8).enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * UInt64($1.offset))
    }
    guard length <= UInt64(file.count - 8), length <= 16 << 20 else {
      throw fail("announces a header of \(length) bytes in a file of \(file.count)")
    }
    let bodyStart = file.startIndex + 8 + Int(length)
    let json = file[(file.startIndex + 8)..<bodyStart]
    guard let header = (try? JSONSerialization.jsonObject(with: json)) as? [String: Any] else {
      throw fail("has a header that is no JSON object")
    }
    let body = file[bodyStart...]
    guard var metadata = (header["__metadata__"] ?? [String: String]()) as? [String: String] else {
      throw fail("has metadata that are no strings")
    }
    var tensors: [String: Tensor] = [:]
    var pieces: [(name: String, range: Range<Int>)] = []
    for (name, value) in header where name != "__metadata__" {
      guard let entry = value as? [String: Any],
        let type = (entry["dtype"] as? String).flatMap(StorageType.init(rawValue:)),
        let shape = entry["shape"] as? [Int], let offsets = entry["data_offsets"] as? [Int],
        offsets.count == 2, shape.allSatisfy({ $0 >= 0 })
      else { throw fail("tensor \(name): wanted dtype F32 or BF16, shape and two data_offsets") }
      var count = 1
      for extent in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: extent)
        guard !overflow, product <= body.count else {
          throw fail("tensor \(name): shape \(shape) is larger than the file")
        }
        count = product
      }
      guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= body.count,
        offsets[1] - offsets[0] == count * type.size
      else {
        throw fail(
          "tensor \(name): data_offsets \(offsets) do not hold shape \(shape) of \(type.rawValue)")
      }
      pieces.append((name, offsets[0]..<offsets[1]))
      let bytes = body[(bodyStart + offsets[0])..<(bodyStart + offsets[1])]
      let values = Self.values(bytes, type: type, count: count)
      guard values.allSatisfy(\.isFinite) else {
        throw fail("tensor \(name) holds values that are not finite")
      }
      tensors[name] = Tensor(shape: shape, values: values)
    }
    // The format leaves no byte out and gives none to two tensors.
    var covered = 0
    for piece in pieces.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      guard piece.range.lowerBound == covered else {
        throw fail(
          "tensor \(piece.name): starts at \(piece.range.lowerBound); the one before ends at \(covered)"
        )
      }
      covered = piece.range.upperBound
    }
    guard covered == body.count else {
      throw fail("describes \(covered) bytes of \(body.count)")
    }
    let stored = metadata.removeValue(forKey: Self.checksumKey)
    if stored == nil, metadata[Self.writer.key] == Self.writer.name {
      throw fail("is damaged: its checksum is missing; fetch it again")
    }
    if let stored {
      var entries = header
      entries.removeValue(forKey: "__metadata__")
      let found = Self.checksum(header: entries, metadata: metadata, body: body)
      guard stored == found else {
        throw fail("is damaged: checksum \(found), wanted \(stored); fetch it again")
      }
    }
    metadata[Self.writer.key] = nil
    self.init(tensors: tensors, metadata: metadata)
  }

  private static func values(_ bytes: Data, type: StorageType, count: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { target, initialized in
      bytes.withUnsafeBytes { source in
        for i in 0..<count {
          switch type {
          case .float32:
            target[i] = Float(
              bitPattern: UInt32(
                littleEndian: source.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self)))
          case .bfloat16:
            let half = UInt16(
              littleEndian: source.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self))
            target[i] = Float(bitPattern: UInt32(half) << 16)
          }
        }
      }
      initialized = count
    }
  }

  private static func bfloat16(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
    return UInt16(truncatingIfNeeded: (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16)
  }

  /// FNV-1a, 64 bits, over 8-byte words of the canonical header, the metadata and the data.
  private static func checksum(header: [String: Any], metadata: [String: String], body: Data)
    -> String
  {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ data: Data) {
      data.withUnsafeBytes { bytes in
        var offset = 0
        while offset + 8 <= bytes.count {
          hash =
            (hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x100_0000_01B3
          hash ^= hash >> 29
          offset += 8
        }
        while offset < bytes.count {
          hash = (hash ^ UInt64(bytes[offset])) &* 0x100_0000_01B3
          offset += 1
        }
      }
    }
    for object in [header as Any, metadata as Any] {
      mix((try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])) ?? Data())
    }
    mix(body)
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Why a weights file cannot be used.
public struct SafetensorsError: Error, CustomStringConvertible, Equatable {
  /// The file.
  public let path: String
  /// What is wrong with it, what was wanted.
  public let reason: String

  /// Makes an error.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// One line for people.
  public var description: String { "\(path): \(reason)" }
}

extension Network {
  /// Copies all weights out, by name.
  public var tensors: [String: Safetensors.Tensor] {
    Dictionary(
      uniqueKeysWithValues: parameters.map {
        ($0.name, Safetensors.Tensor(shape: $0.shape, values: Array(weights[$0.range])))
      })
  }

  /// Takes weights by name; tensors that the network does not know are left alone.
  ///
  /// - Throws: ``SafetensorsError`` if one is missing or has another shape.
  public func load(_ tensors: [String: Safetensors.Tensor], from path: String) throws {
    for place in parameters {
      guard let tensor = tensors[place.name] else {
        throw SafetensorsError(
          path: path, reason: "lacks tensor \(place.name), shape \(place.shape)")
      }
      guard tensor.shape == place.shape else {
        throw SafetensorsError(
          path: path,
          reason:
            "tensor \(place.name) has shape \(tensor.shape); the description wants \(place.shape)")
      }
      for (index, value) in zip(place.range, tensor.values) { weights[index] = value }
    }
  }
}
