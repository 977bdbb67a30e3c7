/// Turns raw 16-bit little-endian samples, one channel, into samples from −1 to 1, however they are cut.
public struct RawSamples: Sendable {
  /// The first half of a sample that was cut in two.
  private var oddByte: UInt8?

  /// Starts at the start of a sample.
  public init() {}

  /// Takes the next bytes; half a sample at their end waits for its other half.
  public mutating func samples(_ bytes: [UInt8]) -> [Float] {
    let whole = (oddByte.map { [$0] } ?? []) + bytes
    oddByte = whole.count % 2 == 1 ? whole.last : nil
    return stride(from: 0, to: whole.count - 1, by: 2).map {
      Float(Int16(bitPattern: UInt16(whole[$0]) | UInt16(whole[$0 + 1]) << 8)) / 32_768
    }
  }
}
