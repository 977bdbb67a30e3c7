/// What the chunks of a WAV file say of themselves, read for messages only.
///
/// libsndfile decodes; this tells which codec it refused, and whether data is missing at the end.
struct WaveHeader {
  /// Codec number in the `fmt ` chunk; for EXTENSIBLE the number in its GUID.
  private(set) var formatTag: Int?
  /// Bytes that the `data` chunk states.
  private(set) var statedBytes: Int?
  /// Bytes that follow the head of the `data` chunk.
  private(set) var presentBytes = 0
  /// Where the size of the `data` chunk stands, if it says 0 and sound follows all the same.
  private(set) var missingSizeOffset: Int?
  private var blockAlign = 0
  private var bytesPerSecond = 0
  private var isBigEndian = false

  /// Chunks that are looked at before the search ends.
  private static let mostChunks = 1_000

  /// Walks over the chunks of a file that begins at `start`, never outside it.
  init(_ source: AudioSource, start: Int = 0) {
    isBigEndian = source.bytes(4, at: start).elementsEqual("RIFX".utf8)
    let length = source.length
    var offset = start + 12
    for _ in 0..<Self.mostChunks {
      let head = source.bytes(8, at: offset)
      guard head.count == 8 else { return }
      let size = number(head[4..<8])
      if head.starts(with: "fmt ".utf8) {
        readFormat(source.bytes(min(size, 40), at: offset + 8))
      } else if head.starts(with: "data".utf8) {
        statedBytes = size
        presentBytes = max(0, length - offset - 8)
        if size == 0 && !isChunk(source.bytes(8, at: offset + 8), fitting: presentBytes) {
          missingSizeOffset = offset + 4
        }
        return
      }
      offset += 8 + size + size % 2
      guard offset < length else { return }
    }
  }

  /// The codec's name, if libsndfile does not read it.
  var foreignCodec: String? {
    guard let formatTag, ![1, 2, 3, 6, 7, 0x11, 0x31, 0xFFFE].contains(formatTag) else {
      return nil
    }
    switch formatTag {
    case 0x20: return "Yamaha ADPCM"
    case 0x38: return "NMS ADPCM"
    case 0x50: return "MPEG layer 2"
    case 0x55: return "MP3"
    case 0xFF, 0x1600...0x1610: return "AAC"
    case 0x160...0x163: return "Windows Media Audio"
    case 0x674F...0x6771: return "Ogg Vorbis"
    case 0xF1AC: return "FLAC"
    default: return "codec 0x" + String(formatTag, radix: 16, uppercase: true)
    }
  }

  /// A remark if the header is at odds with the file: no length, or more than is there.
  var remark: String? {
    missingSizeOffset == nil
      ? truncation : "the header states no length; the file was read to its end"
  }

  /// A remark if the file ends before the data that its header states.
  private var truncation: String? {
    // Writers to pipes state 0 or about 2³¹ or 2³²: there the end of the file is the end.
    guard let statedBytes, statedBytes < 0x7FFF_F000, presentBytes < statedBytes else { return nil }
    let missing = statedBytes - presentBytes
    guard missing >= max(blockAlign, 2) else { return nil }
    guard bytesPerSecond > 0 else { return "truncated: \(missing) bytes are missing at the end" }
    let seconds = [presentBytes, statedBytes].map { bytes in
      String(Double((Double(bytes) / Double(bytesPerSecond) * 100).rounded()) / 100)
    }
    return "truncated: the header states \(seconds[1]) s, \(seconds[0]) s are there"
  }

  private mutating func readFormat(_ bytes: [UInt8]) {
    guard bytes.count >= 16 else { return }
    formatTag = number(bytes[0..<2])
    bytesPerSecond = number(bytes[8..<12])
    blockAlign = number(bytes[12..<14])
    if formatTag == 0xFFFE && bytes.count >= 26 { formatTag = number(bytes[24..<26]) }
  }

  /// Whether bytes after an empty chunk look like the head of one more, rather than like sound.
  private func isChunk(_ head: [UInt8], fitting length: Int) -> Bool {
    guard head.count == 8 else { return true }
    return head[..<4].allSatisfy { (0x20...0x7E).contains($0) } && number(head[4..<8]) <= length
  }

  private func number(_ bytes: ArraySlice<UInt8>) -> Int {
    let ordered = isBigEndian ? Array(bytes) : bytes.reversed()
    return ordered.reduce(0) { $0 << 8 | Int($1) }
  }
}
