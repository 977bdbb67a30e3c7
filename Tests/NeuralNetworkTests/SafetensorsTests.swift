import Foundation
import NeuralNetwork
import Testing

@Suite("Safetensors files")
struct SafetensorsTests {
  /// Writes bytes to a file of its own for the time of `body`.
  private func withFile<R>(_ data: Data, _ body: (String) throws -> R) throws -> R {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("dictex-\(UUID().uuidString).safetensors").path
    try data.write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  private func file(header: String, body: [UInt8] = [], length: UInt64? = nil) -> Data {
    var data = Data()
    withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) {
      data.append(contentsOf: $0)
    }
    return data + Data(header.utf8) + Data(body)
  }

  private let example = Safetensors(
    tensors: [
      "a": .init(shape: [2, 3], values: [1, -2, 0.5, 1e-30, -0.0, 3.3]),
      "0.lstm/é": .init(shape: [], values: [7]), "none": .init(shape: [0, 4], values: []),
    ], metadata: ["note": "x/y \"z\""])

  @Test("float32 comes back exactly, with metadata")
  func roundTrip() throws {
    try withFile(example.data()) { path in
      let read = try Safetensors(contentsOf: path)
      #expect(read.tensors == example.tensors)
      #expect(read.metadata == example.metadata)
      #expect(read.checksum.count == 16)
    }
  }

  @Test("bfloat16 comes back rounded to nearest even, and then exactly")
  func bfloat16() throws {
    let values: [Float] = [1, 1.00390625, 1.01171875, -3.14159, 1e-37, 0, 65504, 1.00391]
    let once = Safetensors(tensors: [
      "w": .init(shape: [2, 4], values: values), "v": .init(shape: [8], values: values),
    ])
    let read = try withFile(once.data(matricesAs: .bfloat16)) { try Safetensors(contentsOf: $0) }
    let found = try #require(read.tensors["w"]?.values)
    // 1 + 2⁻⁸ and 1 + 3·2⁻⁸ are ties: down to even, up to even; just above the tie goes up.
    #expect(found[1] == 1 && found[2] == 1.015625 && found[7] == 1.0078125)
    for (a, b) in zip(found, values) { #expect(abs(a - b) <= abs(b) / 256) }
    #expect(read.tensors["v"]?.values == values, "vectors keep all their bits")
    let again = try withFile(read.data(matricesAs: .bfloat16)) { try Safetensors(contentsOf: $0) }
    #expect(again.tensors == read.tensors)
  }

  @Test("int8 comes back within half a step of each row's scale, and then exactly")
  func int8() throws {
    let values: [Float] = [1, -0.25, 0.126, 0, 0, 0, -300, 7, 1.2, 1e-3, 2e-3, 3e-3]
    let once = Safetensors(tensors: [
      "w": .init(shape: [4, 3], values: values), "v": .init(shape: [12], values: values),
    ])
    let data = once.data(matricesAs: .int8)
    let read = try withFile(data) { try Safetensors(contentsOf: $0) }
    #expect(Set(read.tensors.keys) == ["w", "v"])
    let found = try #require(read.tensors["w"]?.values)
    for (index, (a, b)) in zip(found, values).enumerated() {
      let step = [1, 0, 300, 3e-3][index / 3] / Float(127)
      #expect(abs(a - b) <= step * 0.5001)
    }
    #expect(read.tensors["v"]?.values == values, "vectors keep all their bits")
    let again = try withFile(read.data(matricesAs: .int8)) { try Safetensors(contentsOf: $0) }
    #expect(
      zip(again.tensors["w"]?.values ?? [], found).allSatisfy { abs($0 - $1) <= abs($1) * 1e-6 })
  }

  @Test("int8 without a scale for each row is refused", arguments: [nil, [1], [3]])
  func int8WithoutScales(shape: [Int]?) throws {
    let scale = shape.map {
      "\"w/scale\":{\"dtype\":\"F32\",\"shape\":\($0),\"data_offsets\":[4,\(4 + 4 * $0[0])]},"
    }
    let header =
      "{\(scale ?? "")\"w\":{\"dtype\":\"I8\",\"shape\":[2,2],\"data_offsets\":[0,4]}}"
    let body = [UInt8](repeating: 0, count: 4 + 4 * (shape?[0] ?? 0))
    try withFile(file(header: header, body: body)) { path in
      #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: path) }
    }
  }

  @Test("Every single flipped bit is noticed", arguments: Safetensors.StorageType.allCases)
  func flippedBits(type: Safetensors.StorageType) throws {
    let small = Safetensors(
      tensors: [
        "a": .init(shape: [2, 1], values: [1, -2]), "b/c": .init(shape: [1], values: [0.5]),
      ],
      metadata: ["k": "v1"])
    let whole = small.data(matricesAs: type)
    var accepted: [Int] = []
    for bit in 0..<(8 * whole.count) {
      var data = whole
      data[bit / 8] ^= 1 << (bit % 8)
      try withFile(data) { path in
        if (try? Safetensors(contentsOf: path)) != nil { accepted.append(bit) }
      }
    }
    #expect(accepted.isEmpty, "bytes \(accepted.map { $0 / 8 })")
  }

  @Test("Every truncation and any appended byte is noticed")
  func truncation() throws {
    let whole = example.data()
    for count in 0..<whole.count {
      _ = try withFile(whole.prefix(count)) { path in
        #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: path) }
      }
    }
    try withFile(whole + Data([0])) { path in
      _ = #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: path) }
    }
  }

  @Test(
    "Hostile headers are refused with one line",
    arguments: [
      ("", UInt64.max), ("{}", 1 << 63), ("{}", 3), ("{}", 1), ("[]", 2), ("null", 4),
      ("{\"a\":1}", 7),
    ])
  func hostileHeader(header: String, length: UInt64) throws {
    try withFile(file(header: header, length: length)) { path in
      let error = #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: path) }
      #expect(error?.description.contains("\n") == false)
      #expect(error?.description.hasPrefix(path) == true)
    }
  }

  /// Entries over a body of 16 bytes.
  static let entries = [
    "\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[-16,0]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16,0]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,17]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[-2,-2],\"data_offsets\":[0,16]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,16]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,16]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[1e300],\"data_offsets\":[0,16]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,1e300]}",
    "\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":\"4\",\"data_offsets\":[0,16]}",
    // Overlapping halves and a hole: as many bytes as the body has.
    "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
      + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
      + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}",
    "\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},\"__metadata__\":{\"x\":1}",
  ]

  @Test("Offsets and shapes that lie are refused", arguments: entries)
  func hostileEntry(entry: String) throws {
    try withFile(file(header: "{\(entry)}", body: Array(repeating: 0, count: 16))) { path in
      _ = #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: path) }
    }
  }

  @Test(
    "Values that are not finite are refused", arguments: [Float.nan, .infinity, -.infinity, -.nan])
  func notFinite(value: Float) throws {
    for type in Safetensors.StorageType.allCases {
      let data = Safetensors(tensors: ["a": .init(shape: [2, 1], values: [1, value])]).data(
        matricesAs: type)
      try withFile(data) { path in
        let error = #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: path) }
        #expect(error?.reason.contains("not finite") == true)
      }
    }
  }

  @Test("A file that is not there and a folder are refused")
  func missing() {
    #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: "/nonexistent/x") }
    #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: "/tmp") }
  }

  @Test("Weights go into a network of the same description only")
  func networkWeights() throws {
    let layers: [LayerDescription] = [.lstm(size: 3), .linear(size: 2)]
    let input = FeatureShape(bins: 4, channels: 1)
    let (a, b) = (
      try Network(description: layers, input: input, seed: 1),
      try Network(description: layers, input: input, seed: 2)
    )
    #expect(a.tensors != b.tensors)
    try b.load(a.tensors, from: "test")
    #expect(a.tensors == b.tensors)
    let other = try Network(description: [.lstm(size: 4), .linear(size: 2)], input: input, seed: 1)
    #expect(throws: SafetensorsError.self) { try other.load(a.tensors, from: "test") }
    var lacking = a.tensors
    lacking["1.linear.bias"] = nil
    #expect(throws: SafetensorsError.self) { try b.load(lacking, from: "test") }
  }

  private func part(_ path: String, _ values: [Float], share: Float) -> Safetensors.Part {
    .init(
      path: path,
      file: .init(
        tensors: ["w": .init(shape: [1, values.count], values: values)], metadata: ["step": "3"]),
      share: share)
  }

  @Test("A mean weighs files by their shares of the sum")
  func average() throws {
    let mean = try Safetensors.average([
      part("a", [1, -2], share: 3), part("b", [5, 6], share: 1),
    ])
    #expect(mean.tensors == ["w": .init(shape: [1, 2], values: [2, 0])])
    #expect(mean.metadata.isEmpty)
  }

  @Test("Files of other networks are not averaged")
  func averageOfOthers() {
    let error = #expect(throws: SafetensorsError.self) {
      try Safetensors.average([part("a", [1, 2], share: 1), part("b", [1, 2, 3], share: 1)])
    }
    #expect(error?.description == "b: w: found shape [1, 3]; wanted shape [1, 2], as in a")
    var other = part("c", [1, 2], share: 1)
    other.file.tensors["v"] = .init(shape: [1], values: [0])
    #expect(throws: SafetensorsError.self) {
      try Safetensors.average([part("a", [1, 2], share: 1), other])
    }
  }
}
