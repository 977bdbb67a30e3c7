import Audio
import CSndFile
import Foundation

/// A folder that goes away with the test.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "dictex-audio-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: url.appending(path: name))
    return path(name)
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }
}

/// A tone of amplitude 0.5, unless stated otherwise.
func tone(_ frequency: Double, rate: Double, count: Int, amplitude: Double = 0.5) -> [Float] {
  (0..<count).map { Float(amplitude * sin(2 * .pi * frequency * Double($0) / rate)) }
}

/// The amplitude of a frequency in samples: |Σ x e^(−jωn)| · 2 / n.
func amplitude(of frequency: Double, in samples: ArraySlice<Float>, rate: Double) -> Double {
  var real = 0.0
  var imaginary = 0.0
  for (n, sample) in samples.enumerated() {
    let angle = 2 * .pi * frequency * Double(n) / rate
    real += Double(sample) * cos(angle)
    imaginary += Double(sample) * sin(angle)
  }
  return 2 * (real * real + imaginary * imaginary).squareRoot() / Double(max(samples.count, 1))
}

/// Bytes of a WAV file, so that each field can be as wrong as a test wants.
struct WaveBytes {
  var magic = "RIFF"
  var formatTag: UInt16 = 1
  var channels: UInt16 = 1
  var rate: UInt32 = 16_000
  var bits: UInt16 = 16
  var statedSize: UInt32?
  /// After the 16 bytes of the plain header; for EXTENSIBLE.
  var formatExtension: [UInt8] = []
  var data: [UInt8]

  var bytes: [UInt8] {
    let isBig = magic == "RIFX"
    func number<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
      withUnsafeBytes(of: isBig ? value.bigEndian : value.littleEndian) { Array($0) }
    }
    let align = UInt16(truncatingIfNeeded: Int(channels) * Int(bits) / 8)
    var format = number(formatTag) + number(channels) + number(rate)
    format += number(rate &* UInt32(align)) + number(align) + number(bits) + formatExtension
    let size = statedSize ?? UInt32(data.count)
    let body =
      Array("WAVEfmt ".utf8) + number(UInt32(format.count)) + format + Array("data".utf8)
      + number(size) + data
    return Array(magic.utf8) + number(UInt32(body.count)) + body
  }

  /// Little-endian bytes of numbers.
  static func pack<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
  }

  static func pack(_ values: [Float]) -> [UInt8] { pack(values.map(\.bitPattern)) }
}

/// Writes through libsndfile itself in any of its formats: the oracle for what is read.
func writeWithSndFile(
  _ interleaved: [Float], channels: Int32 = 1, rate: Int32, format: Int, to path: String
) -> Bool {
  var information = SF_INFO()
  information.samplerate = rate
  information.channels = channels
  information.format = Int32(format)
  guard let handle = sf_open(path, Int32(SFM_WRITE), &information) else { return false }
  defer { sf_close(handle) }
  return interleaved.withUnsafeBufferPointer {
    sf_write_float(handle, $0.baseAddress, sf_count_t($0.count)) == sf_count_t($0.count)
  }
}
