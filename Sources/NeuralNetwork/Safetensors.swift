import DurableFiles
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
    /// Whole numbers from −127 to 127; each row (all that share the first index) is a multiple of a
    /// scale of its own, which stands beside as the float32 tensor "name/scale".
    case int8 = "I8"

    fileprivate var size: Int {
      switch self {
      case .float32: 4
      case .bfloat16: 2
      case .int8: 1
      }
    }
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

    fileprivate mutating func scaleRows(by scales: [Float]) {
      let width = values.count / max(scales.count, 1)
      for (row, scale) in scales.enumerated() {
        for i in (row * width)..<((row + 1) * width) { values[i] *= scale }
      }
    }
  }

  /// The tensors by name.
  public var tensors: [String: Tensor]
  /// Free text by key.
  public var metadata: [String: String]
  /// What tells the file that this was read from apart from others; empty if it was not read.
  public private(set) var checksum = ""

  private static let largestFile = 1 << 32
  private static let largestHeader: UInt64 = 1 << 20
  private static let scaleSuffix = "/scale"
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
    func append<Value>(_ values: [Value], as type: StorageType, name: String, shape: [Int]) {
      let start = body.count
      values.withUnsafeBufferPointer { body.append(Data(buffer: $0)) }
      header[name] = [
        "dtype": type.rawValue, "shape": shape, "data_offsets": [start, body.count],
      ]
    }
    // The larger types first, so that every tensor is aligned to its own.
    for type in StorageType.allCases {
      for name in tensors.keys.sorted() {
        guard let tensor = tensors[name] else { continue }
        guard type == (tensor.shape.count > 1 ? matrixType : .float32) else { continue }
        switch type {
        case .float32: append(tensor.values, as: type, name: name, shape: tensor.shape)
        case .bfloat16:
          append(tensor.values.map(Self.bfloat16(_:)), as: type, name: name, shape: tensor.shape)
        case .int8:
          let (values, scales) = Self.int8(tensor)
          append(scales, as: .float32, name: name + Self.scaleSuffix, shape: [scales.count])
          append(values, as: type, name: name, shape: tensor.shape)
        }
      }
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
    do {
      try self.init(data: RegularFile.contents(path, limit: Self.largestFile), path: path)
    } catch let failure as RegularFile.Failure {
      throw SafetensorsError(path: path, reason: failure.reason)
    }
  }

  /// Reads a file's bytes; `path` only serves messages.
  package init(data file: Data, path: String) throws {
    func fail(_ reason: String) -> SafetensorsError { SafetensorsError(path: path, reason: reason) }
    guard file.count >= 8 else { throw fail("has \(file.count) bytes; a header needs 8") }
    let length = file.prefix(8).enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * UInt64($1.offset))
    }
    guard length <= UInt64(file.count - 8), length <= Self.largestHeader else {
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
    var scaled: [String] = []
    for (name, value) in header where name != "__metadata__" {
      guard let entry = value as? [String: Any],
        let type = (entry["dtype"] as? String).flatMap(StorageType.init(rawValue:)),
        let shape = entry["shape"] as? [Int], let offsets = entry["data_offsets"] as? [Int],
        offsets.count == 2, shape.allSatisfy({ $0 >= 0 })
      else {
        throw fail("tensor \(name): wanted dtype F32, BF16 or I8, shape and two data_offsets")
      }
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
      if type == .int8 { scaled.append(name) }
    }
    for name in scaled {
      let scales = tensors.removeValue(forKey: name + Self.scaleSuffix)
      guard let rows = tensors[name]?.shape.first, let scales, scales.shape == [rows] else {
        throw fail("tensor \(name): wanted \(name)\(Self.scaleSuffix) with a scale for each row")
      }
      tensors[name]?.scaleRows(by: scales.values)
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
    var entries = header
    entries.removeValue(forKey: "__metadata__")
    let found = Self.checksum(header: entries, metadata: metadata, body: body)
    guard stored == nil || stored == found else {
      throw fail("is damaged: checksum \(found), wanted \(stored ?? ""); fetch it again")
    }
    metadata[Self.writer.key] = nil
    self.init(tensors: tensors, metadata: metadata)
    checksum = found
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
          case .int8:
            target[i] = Float(source.loadUnaligned(fromByteOffset: i, as: Int8.self))
          }
        }
      }
      initialized = count
    }
  }

  /// Each row as multiples of its largest magnitude's 127th part, and those parts.
  private static func int8(_ tensor: Tensor) -> (values: [Int8], scales: [Float]) {
    let rows = tensor.shape.first ?? 0
    let width = rows > 0 ? tensor.values.count / rows : 0
    let scales = (0..<rows).map { row in
      let values = tensor.values[(row * width)..<((row + 1) * width)]
      // So that reading refuses it: whole numbers cannot say that a value is not finite.
      guard values.allSatisfy(\.isFinite) else { return Float.nan }
      return values.reduce(0) { max($0, abs($1)) } / 127
    }
    let values = tensor.values.enumerated().map { index, value in
      let scale = scales[index / width]
      return scale > 0 ? Int8(max(-127, min(127, (value / scale).rounded()))) : 0
    }
    return (values, scales)
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
