/// Writes palette pictures as PNG without compression (ISO/IEC 15948, RFC 1950 stored blocks).
enum PNGEncoder {
  /// Encodes a picture of palette indices.
  ///
  /// - Parameters:
  ///   - indices: Palette indices, shape `[height, width]`, top row first.
  ///   - width: Pixels in a row, at least 1.
  ///   - palette: At most 256 colours as red, green, blue.
  /// - Returns: The file's bytes.
  static func encode(indices: [UInt8], width: Int, palette: [SIMD3<UInt8>]) -> [UInt8] {
    let height = indices.count / width
    // 8 bits a pixel, colour type 3 (palette), deflate, no interlace.
    let header = bigEndian(width) + bigEndian(height) + [8, 3, 0, 0, 0]
    var rows: [UInt8] = []
    rows.reserveCapacity(indices.count + height)
    for row in 0..<height {
      rows.append(0)  // filter type: none
      rows += indices[row * width..<(row + 1) * width]
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header)
      + chunk("PLTE", palette.flatMap { [$0.x, $0.y, $0.z] })
      + chunk("IDAT", storedStream(rows))
      + chunk("IEND", [])
  }

  /// A zlib stream of stored blocks of at most 65,535 bytes.
  private static func storedStream(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65_535, bytes.count)
      let length = UInt16(end - start)
      stream.append(end == bytes.count ? 1 : 0)
      for part in [length, ~length] { stream += [UInt8(part & 0xFF), UInt8(part >> 8)] }
      stream += bytes[start..<end]
      start = end
    } while start < bytes.count
    return stream + bigEndian(Int(adler32(bytes)))
  }

  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    return bigEndian(content.count) + body + bigEndian(Int(crc32(body)))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }
}
