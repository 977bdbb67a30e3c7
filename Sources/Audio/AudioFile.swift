/// A whole recording and where it came from.
public struct Recording: Sendable, Equatable {
  /// The sound, mono, at the rate that was asked for.
  public let waveform: Waveform
  /// What the file holds.
  public let source: RecordingSource
}

/// What a file of sound holds, known when all of it has been read.
public struct RecordingSource: Sendable, Equatable {
  /// The container: WAV, FLAC and so on.
  public let format: String
  /// Samples a second in the file, in hertz.
  public let sampleRate: Double
  /// Channels in the file.
  public let channelCount: Int
  /// Frames in the file.
  public let frameCount: Int
  /// What was odd, in one line: a truncated file, samples that were no numbers; nil if nothing was.
  public let warning: String?
}

/// Reads recordings: mixed to mono and resampled.
public enum AudioFile {
  /// Longest recording that is read, in seconds.
  public static let longestDuration = 4.0 * 3_600

  /// Reads a recording from a path, or from standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: A file, or `-`.
  ///   - sampleRate: Samples a second that are wanted, in hertz.
  ///   - longest: Seconds that it may last.
  /// - Returns: The sound.
  /// - Throws: `AudioError` with one line that names the file and what to do.
  public static func read(
    path: String, sampleRate: Double, longest: Double = longestDuration
  ) throws -> Waveform {
    try recording(
      from: AudioFileReader(path: path), name: path, sampleRate: sampleRate, longest: longest
    ).waveform
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

  /// Reads a recording block by block, so that memory does not grow with its length.
  ///
  /// - Parameters:
  ///   - path: A file, or `-` for standard input.
  ///   - sampleRate: Samples a second that are wanted, in hertz; nil leaves the file's own.
  ///   - take: Takes the next samples, some thousands at a time.
  /// - Returns: What the file held.
  /// - Throws: `AudioError`, or what `take` throws.
  public static func readBlocks(
    path: String, sampleRate: Double? = nil, take: ([Float]) throws -> Void
  ) throws -> RecordingSource {
    try read(AudioFileReader(path: path), name: path, sampleRate: sampleRate, take: take)
  }

  private static func recording(
    from reader: AudioFileReader, name: String, sampleRate: Double,
    longest: Double = longestDuration
  ) throws -> Recording {
    var samples: [Float] = []
    let source = try read(reader, name: name, sampleRate: sampleRate, longest: longest) {
      samples += $0
    }
    return Recording(
      waveform: Waveform(samples: samples, sampleRate: sampleRate), source: source)
  }

  private static func read(
    _ reader: AudioFileReader, name: String, sampleRate: Double?,
    longest: Double = longestDuration, take: ([Float]) throws -> Void
  ) throws -> RecordingSource {
    let sampleRate = sampleRate ?? reader.sampleRate
    let resampler = try Resampler(from: reader.sampleRate, to: sampleRate)
    let isResampling = reader.sampleRate != sampleRate
    let mostFrames = Int(longest * reader.sampleRate)
    let tooLong = AudioError.tooLong(path: name, limit: "\(Int(longest / 60)) minutes")
    // What states more than it can hold is read to see; what may hold it is not read for hours in vain.
    if reader.mayHold(framesBeyond: mostFrames) { throw tooLong }
    var block: [Float] = []
    var resampled: [Float] = []
    while try reader.append(to: &block, maximumFrames: .max) > 0 {
      if reader.framesRead > mostFrames { throw tooLong }
      if isResampling {
        resampler.process(block, into: &resampled)
        try take(resampled)
        resampled.removeAll(keepingCapacity: true)
      } else {
        try take(block)
      }
      block.removeAll(keepingCapacity: true)
    }
    if isResampling { try take(resampler.finish()) }
    return RecordingSource(
      format: reader.formatName, sampleRate: reader.sampleRate, channelCount: reader.channelCount,
      frameCount: reader.framesRead, warning: reader.warning)
  }
}
