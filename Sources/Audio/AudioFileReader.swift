import CSndFile
import Foundation

/// Reads a recording block by block, mixed to mono, at its own sampling rate.
///
/// A sample is the mean of its channels. A sample that is not finite, or beyond ±2³², becomes 0
/// and is counted in `warning`. Memory follows the data that is there, never what a header says.
public final class AudioFileReader {
  /// Sampling rates that are read, in hertz.
  public static let sampleRates = 4_000...384_000
  /// Numbers of channels that are read.
  public static let channelCounts = 1...64

  /// Samples a second in the file, in hertz.
  public let sampleRate: Double
  /// Channels in the file; the blocks are mono.
  public let channelCount: Int
  /// The container: WAV, FLAC and so on.
  var formatName: String { container.rawValue }
  /// Frames read so far.
  public private(set) var framesRead = 0

  private let path: String
  private let container: AudioContainer
  private let handle: OpaquePointer
  private let file: VirtualFile
  private let statedFrames: Int
  private let byteCount: Int
  private let headerRemark: String?
  private let interleaved: UnsafeMutableBufferPointer<Float>
  private var rejectedSamples = 0
  private var decoderComplaint: String?
  private var ended = false
  private var mixedEnergy = 0.0
  private var channelEnergy = 0.0

  /// Frames in one call of the decoder.
  private static let blockFrames = 4_096
  /// 32-bit integers in a float file reach 2³¹; nothing beyond can be sound.
  private static let largestMagnitude: Float = 4_294_967_296

  /// Opens a file, a named pipe, or standard input for `-`.
  ///
  /// - Throws: `AudioError`, with the ffmpeg command that converts it for M4A, WebM and others.
  public convenience init(path: String) throws {
    try self.init(source: AudioSource.open(path: path), path: path)
  }

  /// Reads standard input through another descriptor, which stays open; for tests.
  package convenience init(standardInput descriptor: Int32) throws {
    try self.init(source: AudioSource.open(path: "-", standardInput: descriptor), path: "-")
  }

  /// Opens the bytes of a file; `name` stands for the path in messages.
  public convenience init(bytes: [UInt8], name: String) throws {
    try self.init(source: .memory(bytes), path: name)
  }

  private init(source: AudioSource, path: String) throws {
    self.path = path
    var start = 0
    do {
      (container, start) = try AudioContainer.sniff(source, path: path)
    } catch {
      source.close()
      throw error
    }
    let header = container == .wave ? WaveHeader(source, start: start) : nil
    headerRemark = header?.remark
    // A size of 0 is what a recorder leaves that was killed; libsndfile reads 2³² − 1 to the end.
    let patch = header?.missingSizeOffset.map {
      (offset: $0, bytes: [UInt8](repeating: 0xFF, count: 4))
    }
    file = VirtualFile(
      source, start: start, patch: patch, hidesLists: container == .wave)
    var information = SF_INFO()
    let opened = file.open(&information)
    guard let opened else {
      throw AudioFileReader.refusal(path, container, header)
    }
    let rate = Int(information.samplerate)
    let channels = Int(information.channels)
    do {
      guard isTrustedEncoding(information.format) else {
        throw AudioFileReader.refusal(path, container, header)
      }
      guard Self.sampleRates.contains(rate) else {
        throw AudioError.sampleRate(path: path, found: rate)
      }
      guard Self.channelCounts.contains(channels) else {
        throw AudioError.channelCount(path: path, found: channels)
      }
    } catch {
      sf_close(opened)
      throw error
    }
    handle = opened
    sampleRate = Double(rate)
    channelCount = channels
    statedFrames = Int(information.frames)
    byteCount = source.length
    interleaved = .allocate(capacity: Self.blockFrames * channels)
    interleaved.initialize(repeating: 0)
  }

  deinit {
    sf_close(handle)
    interleaved.deallocate()
  }

  /// Gives the next frames as mono samples, or nil at the end.
  ///
  /// - Parameter maximumFrames: Most samples to give; fewer come only at the end.
  /// - Returns: Mono samples, or nil.
  /// - Throws: `AudioError.damaged` if nothing at all can be decoded.
  public func read(maximumFrames: Int) throws -> [Float]? {
    var block: [Float] = []
    while block.count < maximumFrames {
      if try append(to: &block, maximumFrames: maximumFrames - block.count) == 0 { break }
    }
    return block.isEmpty ? nil : block
  }

  /// Appends at most `maximumFrames` frames, and at most one block, to `samples`.
  func append(to samples: inout [Float], maximumFrames: Int) throws -> Int {
    if ended { return 0 }
    let wanted = min(maximumFrames, Self.blockFrames)
    guard wanted > 0, let base = interleaved.baseAddress else { return 0 }
    let frames = Int(sf_readf_float(handle, base, sf_count_t(wanted)))
    guard frames > 0, frames <= wanted else {
      ended = true
      try noteEnd()
      return 0
    }
    mixToMono(frames)
    samples.append(contentsOf: UnsafeBufferPointer(start: base, count: frames))
    framesRead += frames
    return frames
  }

  /// Whether the header states more frames and the file has the bytes for that, at a byte for four.
  func mayHold(framesBeyond limit: Int) -> Bool {
    statedFrames > limit && statedFrames < Int.max / 2 && byteCount >= limit / 4
  }

  /// What is odd about the recording, in one line; complete when all has been read.
  public var warning: String? {
    var remarks: [String] = []
    if rejectedSamples > 0 {
      remarks.append("samples that are no finite numbers were set to zero: \(rejectedSamples)")
    }
    if let headerRemark { remarks.append(headerRemark) }
    if ended, headerRemark == nil {
      // MPEG headers only estimate the length, and a stream of unknown length states 2⁶³ − 1.
      let isStated = container != .mpeg && statedFrames < Int.max / 2
      if isStated && framesRead < statedFrames {
        remarks.append(
          "truncated: the header states \(statedFrames) frames, \(framesRead) are there")
      } else if let decoderComplaint {
        remarks.append("the decoder stopped early: \(decoderComplaint)")
      }
    }
    // Equal channels keep all their energy, unlike ones a share of 1 / channelCount.
    if ended, channelCount > 1, mixedEnergy < 1e-3 * channelEnergy {
      remarks.append("the channels cancel one another when mixed to mono; use one of them")
    }
    return remarks.isEmpty ? nil : remarks.joined(separator: "; ")
  }

  private func noteEnd() throws {
    let hasFailed = sf_error(handle) != 0
    if hasFailed {
      decoderComplaint = String(cString: sf_strerror(handle)).filter { $0.isASCII && !$0.isNewline }
    }
    // A WAV of no frames is a recording of nothing; an MP3 of no frames is no MP3.
    if framesRead == 0 && (hasFailed || container == .mpeg) {
      throw AudioError.damaged(
        path: path, format: container.rawValue, detail: "no sample can be decoded")
    }
  }

  /// Replaces the first `frames` values of the block by the mean of each frame's channels.
  private func mixToMono(_ frames: Int) {
    guard let block = interleaved.baseAddress else { return }
    let scale = 1 / Float(channelCount)
    for frame in 0..<frames {
      var sum: Float = 0
      var squares: Float = 0
      for channel in 0..<channelCount {
        let sample = block[frame * channelCount + channel]
        // The comparison is false for NaN too.
        if sample.magnitude <= Self.largestMagnitude {
          sum += sample
          squares += sample * sample
        } else {
          rejectedSamples += 1
        }
      }
      block[frame] = sum * scale
      if channelCount > 1 {
        mixedEnergy += Double(sum * scale * sum)
        channelEnergy += Double(squares)
      }
    }
  }

  private static func refusal(
    _ path: String, _ container: AudioContainer, _ header: WaveHeader?
  ) -> AudioError {
    if let codec = header?.foreignCodec {
      return .unsupported(path: path, format: "\(codec) in WAV")
    }
    if container == .ogg {
      return .unsupported(
        path: path, format: "this Ogg stream (neither Vorbis nor Opus, or damaged)")
    }
    return .damaged(path: path, format: container.rawValue, detail: "the header cannot be read")
  }
}

/// Whether libsndfile's reader for this container and encoding is in common use.
///
/// Left out are NMS ADPCM, which writes out of bounds in libsndfile 1.2.0 (mended by 90ef19af),
/// VOX and all containers that `AudioContainer` does not name.
private func isTrustedEncoding(_ format: Int32) -> Bool {
  let container = Int(format) & SF_FORMAT_TYPEMASK
  let encoding = Int(format) & SF_FORMAT_SUBMASK
  let containers = [
    SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64, SF_FORMAT_AIFF, SF_FORMAT_AU,
    SF_FORMAT_CAF, SF_FORMAT_FLAC, SF_FORMAT_OGG, SF_FORMAT_MPEG,
  ]
  let encodings = [
    SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32,
    SF_FORMAT_FLOAT, SF_FORMAT_DOUBLE, SF_FORMAT_ULAW, SF_FORMAT_ALAW, SF_FORMAT_IMA_ADPCM,
    SF_FORMAT_MS_ADPCM, SF_FORMAT_GSM610, SF_FORMAT_G721_32, SF_FORMAT_G723_24, SF_FORMAT_G723_40,
    SF_FORMAT_DWVW_12, SF_FORMAT_DWVW_16, SF_FORMAT_DWVW_24, SF_FORMAT_VORBIS, SF_FORMAT_OPUS,
    SF_FORMAT_ALAC_16, SF_FORMAT_ALAC_20, SF_FORMAT_ALAC_24, SF_FORMAT_ALAC_32,
    SF_FORMAT_MPEG_LAYER_I, SF_FORMAT_MPEG_LAYER_II, SF_FORMAT_MPEG_LAYER_III,
  ]
  return containers.contains(container) && encodings.contains(encoding)
}
