import CSoxr

/// Changes the sampling rate of a mono stream with libsoxr.
///
/// Linear phase, 20-bit precision (`SOXR_HQ`): the pass band ends at 0.913 of the lower Nyquist
/// frequency. `n` samples in give `round(n · to / from)` samples out, in all, aligned in time
/// with the input. The output does not depend on how the input is cut into blocks.
public final class Resampler {
  /// How exact, and how costly, the filter is.
  public enum Quality: UInt, Sendable {
    /// 16-bit precision.
    case medium = 3
    /// 20-bit precision, which suits speech.
    case high = 4
    /// 28-bit precision.
    case veryHigh = 6
  }

  private let handle: soxr_t?
  private let ratio: Double
  private var finished = false

  /// Makes a resampler between two rates in hertz.
  ///
  /// - Throws: `AudioError.resampler` if a rate is no positive number or libsoxr refuses them.
  public init(from: Double, to: Double, quality: Quality = .high) throws {
    guard from.isFinite, to.isFinite, from >= 1, to >= 1, from <= 1e7, to <= 1e7 else {
      throw AudioError.resampler(from: from, to: to, reason: "rates must be 1 Hz to 10 MHz")
    }
    ratio = to / from
    guard from != to else {
      handle = nil
      return
    }
    var error: soxr_error_t?
    var specification = soxr_quality_spec(quality.rawValue, 0)
    guard let made = soxr_create(from, to, 1, &error, nil, &specification, nil), error == nil else {
      let reason = error.map { String(cString: $0) } ?? "libsoxr refused"
      throw AudioError.resampler(from: from, to: to, reason: reason)
    }
    handle = made
  }

  deinit {
    if let handle { soxr_delete(handle) }
  }

  /// Takes a block of any length and gives the samples that are ready.
  public func process(_ block: [Float]) -> [Float] {
    var output: [Float] = []
    process(block, into: &output)
    return output
  }

  /// Takes a block of any length and appends the samples that are ready to `output`.
  func process(_ block: [Float], into output: inout [Float]) {
    if finished { return }
    guard let handle else {
      output += block
      return
    }
    block.withUnsafeBufferPointer { run(handle, $0, into: &output) }
  }

  /// Gives the remaining samples; afterwards the resampler takes no more.
  public func finish() -> [Float] {
    guard let handle, !finished else { return [] }
    finished = true
    var output: [Float] = []
    run(handle, nil, into: &output)
    return output
  }

  /// Appends to `output` what `input`, or the end of input when it is nil, brings forth.
  private func run(
    _ handle: soxr_t, _ input: UnsafeBufferPointer<Float>?, into output: inout [Float]
  ) {
    var used = 0
    let total = input?.count ?? 0
    // Half a second or what the input is worth, so that one call mostly suffices.
    let room = min(max(Int(Double(total) * ratio) + 1_024, 4_096), 1 << 20)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: room) { scratch in
      while true {
        var taken = 0
        var made = 0
        let rest = input.flatMap { $0.baseAddress.map { $0 + used } }
        if input != nil && rest == nil { return }
        let error = soxr_process(
          handle, rest, total - used, &taken, scratch.baseAddress, room, &made)
        if error != nil { return }
        used += taken
        output.append(contentsOf: UnsafeBufferPointer(rebasing: scratch[..<made]))
        if made < room && (input == nil || used >= total) { return }
        if made == 0 && taken == 0 { return }
      }
    }
  }
}

/// Changes the sampling rate of a whole recording; equal rates give it back as it is.
///
/// - Throws: `AudioError.resampler` if a rate is no positive number.
public func resampled(_ waveform: Waveform, to sampleRate: Double) throws -> Waveform {
  if waveform.sampleRate == sampleRate { return waveform }
  let resampler = try Resampler(from: waveform.sampleRate, to: sampleRate)
  let samples = resampler.process(waveform.samples) + resampler.finish()
  return Waveform(samples: samples, sampleRate: sampleRate)
}
