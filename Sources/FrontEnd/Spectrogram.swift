/// Log-mel features of a recording, one row a frame.
public struct Spectrogram: Sendable, Equatable {
  /// Features, shape `[T, K]`, row after row.
  public var values: [Float]
  /// Number of mel bands, `K`.
  public let bandCount: Int
  /// Seconds from one frame to the next.
  public let secondsPerFrame: Double

  /// Makes a spectrogram; `values` holds whole frames.
  public init(values: [Float], bandCount: Int, secondsPerFrame: Double) {
    self.values = values
    self.bandCount = bandCount
    self.secondsPerFrame = secondsPerFrame
  }

  /// Number of frames, `T`.
  public var frameCount: Int { bandCount == 0 ? 0 : values.count / bandCount }
}
