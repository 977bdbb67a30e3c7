import CSndFile
import Foundation
import Synchronization

/// Writes mono recordings: WAV, FLAC or Ogg Opus, by the extension of the path.
public enum WaveFileWriter {
  /// How samples are kept in the file.
  public enum Encoding: Sendable {
    /// 16-bit integers; values beyond −1…1 are clipped.
    case integer16
    /// 32-bit floats, exact; WAV only.
    case float32
  }

  /// Writes a recording so that the path holds the old file or the whole new one, never a part.
  ///
  /// The file is written under another name in the same folder, flushed, and renamed. Opus knows
  /// only 8, 12, 16, 24 and 48 kHz.
  ///
  /// - Parameters:
  ///   - waveform: Finite samples at a whole number of hertz.
  ///   - path: Ends in `.wav`, `.flac`, `.opus` or `.ogg` (Opus in Ogg).
  ///   - encoding: 16-bit integers or floats; Opus heeds neither.
  /// - Throws: `AudioError.unknownExtension`, `.unwritable` or `.system`.
  public static func write(
    _ waveform: Waveform, to path: String, encoding: Encoding = .integer16
  ) throws {
    let format = try format(path, encoding)
    var information = SF_INFO()
    information.channels = 1
    information.format = format
    guard let rate = Int32(exactly: waveform.sampleRate), rate > 0 else {
      throw AudioError.unwritable(path: path, reason: "the rate is \(waveform.sampleRate) Hz")
    }
    information.samplerate = rate
    let isOpus = Int(format) & SF_FORMAT_SUBMASK == SF_FORMAT_OPUS
    guard !isOpus || [8_000, 12_000, 16_000, 24_000, 48_000].contains(rate) else {
      throw AudioError.unwritable(
        path: path, reason: "Opus has no \(rate) Hz; resample to 8, 12, 16, 24 or 48 kHz")
    }
    guard waveform.samples.allSatisfy(\.isFinite) else {
      throw AudioError.unwritable(path: path, reason: "a sample is no finite number")
    }
    // libsndfile leaves an empty file, which is neither FLAC nor Ogg.
    let isWave = Int(format) & SF_FORMAT_TYPEMASK == SF_FORMAT_WAV
    guard isWave || !waveform.samples.isEmpty else {
      throw AudioError.unwritable(path: path, reason: "there is not one sample; use .wav")
    }
    try writeAtomically(path) { descriptor in
      guard let handle = sf_open_fd(descriptor, Int32(SFM_WRITE), &information, 0) else {
        throw AudioError.unwritable(path: path, reason: "libsndfile refuses \(rate) Hz")
      }
      _ = sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
      let count = sf_count_t(waveform.samples.count)
      let written = waveform.samples.withUnsafeBufferPointer { samples in
        samples.baseAddress.map { sf_write_float(handle, $0, count) } ?? 0
      }
      let closed = sf_close(handle)
      guard written == count, closed == 0 else {
        throw AudioError.system(
          path: path, action: "write",
          reason: "only \(written) of \(count) samples could be written")
      }
    }
  }

  private static func format(_ path: String, _ encoding: Encoding) throws -> Int32 {
    let name = path.split(separator: "/").last ?? ""
    let suffix = name.lastIndex(of: ".").map { name[$0...].lowercased() } ?? ""
    let kind =
      switch (suffix, encoding) {
      case (".wav", .integer16): SF_FORMAT_WAV | SF_FORMAT_PCM_16
      case (".wav", .float32): SF_FORMAT_WAV | SF_FORMAT_FLOAT
      case (".flac", .integer16): SF_FORMAT_FLAC | SF_FORMAT_PCM_16
      case (".flac", .float32):
        throw AudioError.unwritable(path: path, reason: "FLAC holds no floats; use .wav")
      case (".opus", _), (".ogg", _): SF_FORMAT_OGG | SF_FORMAT_OPUS
      default: throw AudioError.unknownExtension(path: path)
      }
    return Int32(kind)
  }

  private static let serial = Atomic<Int>(0)

  /// Runs `body` on a new file beside `path`, which then takes the place of `path`.
  private static func writeAtomically(_ path: String, _ body: (Int32) throws -> Void) throws {
    let folder: String
    if let slash = path.lastIndex(of: "/") {
      folder = String(path[...slash])
    } else {
      folder = "./"
    }
    let number = serial.wrappingAdd(1, ordering: .relaxed).newValue
    let temporary = folder + ".dictex-\(getpid())-\(number).tmp"
    let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw systemError(path, "write") }
    do {
      defer { close(descriptor) }
      try body(descriptor)
      guard fsync(descriptor) == 0 else { throw systemError(path, "write") }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let error = systemError(path, "write")
      unlink(temporary)
      throw error
    }
    let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if parent >= 0 {
      _ = fsync(parent)
      close(parent)
    }
  }
}
