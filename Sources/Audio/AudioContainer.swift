/// The container of a recording, told by its first bytes; names and extensions are not believed.
///
/// Only these reach libsndfile: its other readers are rarely used and rarely mended.
package enum AudioContainer: String, Sendable {
  case wave = "WAV"
  case wave64 = "Wave64"
  case aiff = "AIFF"
  case au = "AU"
  case caf = "CAF"
  case flac = "FLAC"
  case ogg = "Ogg"
  case mpeg = "MP3"

  /// Bytes that `sniff` wants to see.
  static let sniffLength = 4_096

  /// Tells the container.
  ///
  /// - Throws: `AudioError.empty`, `.unsupported` for what ffmpeg can convert, or `.notAudio`.
  static func sniff(_ source: AudioSource, path: String) throws -> AudioContainer {
    var head = source.prefix(sniffLength)
    if head.isEmpty { throw AudioError.empty(path: path) }
    // An ID3v2 tag may stand in front of MPEG frames, and of anything else that taggers touch.
    if head.starts(with: "ID3".utf8), head.count > 10 {
      let size = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) } + 10
      head = source.prefix(sniffLength, at: size)
      if let inner = container(head) { return inner }
      if let format = unsupportedFormat(head) {
        throw AudioError.unsupported(path: path, format: format)
      }
      return .mpeg
    }
    if let known = container(head) { return known }
    if let format = unsupportedFormat(head) {
      throw AudioError.unsupported(path: path, format: format)
    }
    if hasMPEGFrames(head) { return .mpeg }
    throw AudioError.notAudio(path: path, found: summary(head))
  }

  private static func container(_ head: [UInt8]) -> AudioContainer? {
    let kind = head.count >= 12 ? Array(head[8..<12]) : []
    switch tag(head, 0) {
    case "RIFF", "RIFX", "RF64": return kind.elementsEqual("WAVE".utf8) ? .wave : nil
    case "riff": return .wave64
    case "FORM": return ["AIFF", "AIFC"].contains(tag(head, 8)) ? .aiff : nil
    case ".snd", "dns.": return .au
    case "caff": return .caf
    case "fLaC": return .flac
    case "OggS": return .ogg
    default: return nil
    }
  }

  /// What ffmpeg reads and libsndfile does not, by the first bytes.
  private static func unsupportedFormat(_ head: [UInt8]) -> String? {
    let brand = tag(head, 8)
    switch (tag(head, 0), tag(head, 4)) {
    case (_, "ftyp"):
      return brand.hasPrefix("3g") ? "3GP (\(brand))" : "M4A/MP4 (AAC or ALAC)"
    case (_, "moov"), (_, "mdat"), (_, "wide"): return "QuickTime/MP4"
    case ("\u{1A}E\u{DF}\u{A3}", _): return "WebM/Matroska"
    case ("0&²u", _): return "WMA/ASF"
    case ("#!AM", _): return "AMR"
    case ("wvpk", _): return "WavPack"
    case ("MAC ", _): return "Monkey's Audio"
    case ("TTA1", _): return "TTA"
    case (".SoX", _), ("XoS.", _): return "SoX native audio"
    case ("NIST", "_1A\n"): return "NIST SPHERE"
    case ("BW64", _): return "BW64"
    case ("FLV\u{01}", _): return "Flash video"
    case ("RIFF", _) where brand == "AVI ": return "AVI"
    case ("FORM", _) where ["8SVX", "16SV"].contains(brand): return "Amiga \(brand)"
    case ("Crea", "tive"): return "Creative VOC"
    default: break
    }
    // ADTS: twelve set bits, then layer 0, which no MPEG audio layer uses.
    if head.count > 3, head[0] == 0xFF, head[1] & 0xF6 == 0xF0 { return "AAC (ADTS)" }
    return nil
  }

  /// Whether two MPEG audio frames follow one another near the start.
  private static func hasMPEGFrames(_ head: [UInt8]) -> Bool {
    guard head.count >= 4 else { return false }
    for start in 0..<(head.count - 3) where head[start] == 0xFF {
      guard let length = MPEGFrameHeader(head, at: start)?.byteCount else { continue }
      // Free-format frames state no length; at the very start one header must do.
      if length == 0 || start + length + 4 > head.count {
        if start == 0 { return true }
        continue
      }
      if MPEGFrameHeader(head, at: start + length) != nil { return true }
    }
    return false
  }

  /// Four bytes as Latin-1 characters.
  private static func tag(_ head: [UInt8], _ offset: Int) -> String {
    guard head.count >= offset + 4 else { return "" }
    return String(String.UnicodeScalarView(head[offset..<offset + 4].map { Unicode.Scalar($0) }))
  }

  private static func summary(_ head: [UInt8]) -> String {
    let first = head.prefix(4).map { byte in
      let hex = String(byte, radix: 16, uppercase: true)
      return hex.count == 1 ? "0" + hex : hex
    }
    return "the first bytes are " + first.joined(separator: " ")
  }
}

/// The four bytes in front of an MPEG audio frame (ISO 11172-3, 2.4.1.3; ISO 13818-3).
struct MPEGFrameHeader {
  /// Length of the frame in bytes; 0 for free format.
  let byteCount: Int

  /// Reads a header, or gives nil where the bytes are none.
  init?(_ bytes: [UInt8], at offset: Int) {
    guard offset >= 0, offset + 4 <= bytes.count, bytes[offset] == 0xFF,
      bytes[offset + 1] & 0xE0 == 0xE0
    else { return nil }
    let version = Int(bytes[offset + 1] >> 3 & 3)  // 0: MPEG 2.5, 2: MPEG 2, 3: MPEG 1
    let layer = 4 - Int(bytes[offset + 1] >> 1 & 3)
    let bitRateIndex = Int(bytes[offset + 2] >> 4)
    let rateIndex = Int(bytes[offset + 2] >> 2 & 3)
    guard version != 1, layer != 4, bitRateIndex != 15, rateIndex != 3 else { return nil }
    let rate = [44_100, 48_000, 32_000][rateIndex] >> (version == 3 ? 0 : version == 2 ? 1 : 2)
    let padding = Int(bytes[offset + 2] >> 1 & 1)
    let bitRate = 1_000 * Self.kilobits[version == 3 ? layer - 1 : layer == 1 ? 3 : 4][bitRateIndex]
    switch (bitRate, layer) {
    case (0, _): byteCount = 0
    case (_, 1): byteCount = (12 * bitRate / rate + padding) * 4
    case (_, 3) where version != 3: byteCount = 72 * bitRate / rate + padding
    default: byteCount = 144 * bitRate / rate + padding
    }
  }

  // Rows: MPEG 1 layers 1, 2, 3; MPEG 2 layer 1; MPEG 2 layers 2 and 3. Kilobits a second.
  private static let kilobits = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]
}
