/// A whole recording and what was odd about it.
public struct Recording: Sendable, Equatable {
  /// The sound, mono, at the rate that was asked for.
  public let waveform: Waveform
  /// Samples a second in the file, in hertz.
  public let sourceSampleRate: Double
  /// Channels in the file.
  public let sourceChannelCount: Int
  /// Frames in the file.
  public let sourceFrameCount: Int
  /// What was odd, in one line: a truncated file, samples that were no numbers.
  public let warning: String?
}

/// Reads recordings whole: mixed to mono and resampled.
public enum AudioFile {
  /// Longest recording that is read whole, in seconds.
  public static let longestDuration = 4.0 * 3_600

  /// Reads a recording from a path, or from standard input for `-`.
  ///
  /// - Throws: `AudioError` with one line that names the file and what to do.
  public static func read(path: String, sampleRate: Double) throws -> Waveform {
    try readRecording(path: path, sampleRate: sampleRate).waveform
  }

  /// Reads a recording and keeps what was odd about it.
  public static func readRecording(path: String, sampleRate: Double) throws -> Recording {
    try recording(from: AudioFileReader(path: path), name: path, sampleRate: sampleRate)
  }

  /// Reads a recording from the bytes of a file; `name` stands for the path in messages.
  public static func readRecording(
    bytes: [UInt8], name: String, sampleRate: Double
  ) throws -> Recording {
    try recording(
      from: AudioFileReader(bytes: bytes, name: name), name: name, sampleRate: sampleRate)
  }

  private static func recording(
    from reader: AudioFileReader, name: String, sampleRate: Double
  ) throws -> Recording {
    let resampler = try Resampler(from: reader.sampleRate, to: sampleRate)
    let isResampling = reader.sampleRate != sampleRate
    let mostFrames = Int(longestDuration * reader.sampleRate)
    var samples: [Float] = []
    var block: [Float] = []
    while true {
      if isResampling {
        block.removeAll(keepingCapacity: true)
        if try reader.append(to: &block, maximumFrames: .max) == 0 { break }
        resampler.process(block, into: &samples)
      } else if try reader.append(to: &samples, maximumFrames: .max) == 0 {
        break
      }
      if reader.framesRead > mostFrames {
        throw AudioError.tooLong(path: name, limit: "\(Int(longestDuration / 3_600)) hours")
      }
    }
    if isResampling { samples += resampler.finish() }
    return Recording(
      waveform: Waveform(samples: samples, sampleRate: sampleRate),
      sourceSampleRate: reader.sampleRate, sourceChannelCount: reader.channelCount,
      sourceFrameCount: reader.framesRead, warning: reader.warning)
  }
}
