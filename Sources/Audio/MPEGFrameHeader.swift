/// The four bytes in front of an MPEG audio frame (ISO 11172-3, 2.4.1.3; ISO 13818-3).
struct MPEGFrameHeader {
  /// Length of the frame in bytes; 0 for free format.
  let byteCount: Int
  /// Version, layer and sampling rate, which stay the same throughout a file.
  let kind: Int

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
    kind = version << 4 | layer << 2 | rateIndex
    let padding = Int(bytes[offset + 2] >> 1 & 1)
    let bitRate = 1_000 * Self.kilobits[version == 3 ? layer - 1 : layer == 1 ? 3 : 4][bitRateIndex]
    switch (bitRate, layer) {
    case (0, _): byteCount = 0
    case (_, 1): byteCount = (12 * bitRate / rate + padding) * 4
    case (_, 3) where version != 3: byteCount = 72 * bitRate / rate + padding
    default: byteCount = 144 * bitRate / rate + padding
    }
  }

  /// Where the first of three frames of one kind begins, that follow one another.
  ///
  /// At the very start one frame will do, if the next cannot be seen or its length is not stated.
  static func firstFrame(in bytes: [UInt8]) -> Int? {
    for start in bytes.indices where bytes[start] == 0xFF {
      guard let first = MPEGFrameHeader(bytes, at: start) else { continue }
      var place = start
      var frame = first
      for count in 1...3 {
        if count == 3 { return start }
        place += frame.byteCount
        let isUnknown = frame.byteCount == 0 || place + 4 > bytes.count
        if isUnknown && start == 0 { return start }
        guard let next = MPEGFrameHeader(bytes, at: place), next.kind == first.kind, !isUnknown
        else { break }
        frame = next
      }
    }
    return nil
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
