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

  /// Bytes that `sniff` looks at.
  static let sniffLength = 1 << 16

  /// Tells the container and the offset at which it begins.
  ///
  /// - Throws: `AudioError.empty`, `.unsupported` for what ffmpeg can convert, or `.notAudio`.
  static func sniff(
    _ source: AudioSource, path: String
  ) throws -> (container: AudioContainer, start: Int) {
    var start = 0
    var head = source.bytes(sniffLength)
    if head.isEmpty { throw AudioError.empty(path: path) }
    // An ID3v2 tag may stand in front of MPEG frames, and of anything else that taggers touch.
    let isTagged = head.starts(with: "ID3".utf8) && head.count > 10
    if isTagged {
      start = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) } + 10
      head = source.bytes(sniffLength, at: start)
    }
    if let known = container(head) { return (known, start) }
    if let format = unsupportedFormat(head) {
      throw AudioError.unsupported(path: path, format: format)
    }
    if let first = MPEGFrameHeader.firstFrame(in: head) { return (.mpeg, start + first) }
    if isTagged { return (.mpeg, 0) }
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
