/// Computes log-mel features as samples arrive, in blocks of any length.
///
/// The frames equal those of `LogMelFrontEnd.spectrogram(of:)` bit for bit. One stream belongs to
/// one thread.
public final class LogMelStream {
  private let frontEnd: LogMelFrontEnd
  private let scratch: LogMelFrontEnd.Scratch
  /// Samples from the start of the next frame on.
  private var pending: [Float] = []
  /// Samples still to be passed over, where the hop is longer than the window.
  private var skipped = 0

  init(frontEnd: LogMelFrontEnd, scratch: LogMelFrontEnd.Scratch) {
    self.frontEnd = frontEnd
    self.scratch = scratch
  }

  /// Takes samples and gives the frames that they complete.
  ///
  /// - Returns: Whole frames, shape `[t, K]`, where `t` may be 0.
  public func push(_ samples: UnsafeBufferPointer<Float>) -> [Float] {
    let passed = min(skipped, samples.count)
    skipped -= passed
    pending.append(contentsOf: samples[passed...])
    let values = pending.withUnsafeBufferPointer {
      frontEnd.features(of: $0, scratch: scratch)
    }
    let frames = frontEnd.frameCount(sampleCount: pending.count)
    let used = frames * frontEnd.configuration.hopLength
    skipped += max(0, used - pending.count)
    pending.removeFirst(min(used, pending.count))
    return values
  }

  /// Takes samples of an array and gives the frames that they complete, shape `[t, K]`.
  public func push(_ samples: [Float]) -> [Float] {
    samples.withUnsafeBufferPointer { push($0) }
  }
}
