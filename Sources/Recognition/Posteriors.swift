/// What the network says of a recording: log-probabilities of every symbol in every frame.
public struct Posteriors: Sendable, Equatable {
  /// Natural-log probabilities, shape `[T, V]`, row after row; each row's exponentials sum to 1.
  public var logProbabilities: [Float]
  /// Number of symbols, `V`, the blank among them.
  public let symbolCount: Int
  /// Seconds from one frame to the next (after the network's time reduction).
  public let secondsPerFrame: Double

  /// Makes posteriors; `logProbabilities` holds whole frames.
  public init(logProbabilities: [Float], symbolCount: Int, secondsPerFrame: Double) {
    self.logProbabilities = logProbabilities
    self.symbolCount = symbolCount
    self.secondsPerFrame = secondsPerFrame
  }

  /// Number of frames, `T`.
  public var frameCount: Int { symbolCount == 0 ? 0 : logProbabilities.count / symbolCount }
}
