import Audio
import CSndFile
import Foundation
import Testing

@Suite("Formats that are read")
struct FormatTests {
  struct Encoding: CustomTestStringConvertible, Sendable {
    let name: String
    let format: Int
    /// Largest error of a sample, where the encoding keeps samples in their places.
    var error: Float = 0
    /// Frames that an encoder may add in front and behind.
    var slack = 0
    var testDescription: String { name }
  }

  static let encodings = [
    // 8 bits round at 1/128, 16 at 1/32768; the quantiser of G.711 is coarse near full scale.
    Encoding(name: "WAV 8-bit", format: SF_FORMAT_WAV | SF_FORMAT_PCM_U8, error: 0.009),
    Encoding(name: "WAV 16-bit", format: SF_FORMAT_WAV | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "WAV 24-bit", format: SF_FORMAT_WAV | SF_FORMAT_PCM_24, error: 2e-7),
    Encoding(name: "WAV 32-bit", format: SF_FORMAT_WAV | SF_FORMAT_PCM_32, error: 1e-7),
    Encoding(name: "WAV float", format: SF_FORMAT_WAV | SF_FORMAT_FLOAT),
    Encoding(name: "WAV double", format: SF_FORMAT_WAV | SF_FORMAT_DOUBLE),
    Encoding(name: "WAV A-law", format: SF_FORMAT_WAV | SF_FORMAT_ALAW, error: 0.02),
    Encoding(name: "WAV mu-law", format: SF_FORMAT_WAV | SF_FORMAT_ULAW, error: 0.02),
    Encoding(
      name: "WAV IMA ADPCM", format: SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, error: 0.1, slack: 1_024),
    Encoding(
      name: "WAV MS ADPCM", format: SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM, error: 0.1, slack: 1_024),
    Encoding(name: "WAV EXTENSIBLE", format: SF_FORMAT_WAVEX | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "RF64", format: SF_FORMAT_RF64 | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(
      name: "WAV big-endian", format: SF_FORMAT_WAV | SF_ENDIAN_BIG | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "Wave64", format: SF_FORMAT_W64 | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "AIFF", format: SF_FORMAT_AIFF | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "AIFC float", format: SF_FORMAT_AIFF | SF_FORMAT_FLOAT),
    Encoding(name: "AU", format: SF_FORMAT_AU | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "CAF", format: SF_FORMAT_CAF | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "FLAC 16-bit", format: SF_FORMAT_FLAC | SF_FORMAT_PCM_16, error: 4e-5),
    Encoding(name: "FLAC 24-bit", format: SF_FORMAT_FLAC | SF_FORMAT_PCM_24, error: 2e-7),
    Encoding(name: "Ogg Vorbis", format: SF_FORMAT_OGG | SF_FORMAT_VORBIS, error: .infinity),
    Encoding(name: "Ogg Opus", format: SF_FORMAT_OGG | SF_FORMAT_OPUS, error: .infinity),
    Encoding(
      name: "MP3", format: SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, error: .infinity, slack: 2_304
    ),
  ]

  @Test("A tone comes back at its frequency, amplitude and length", arguments: encodings)
  func roundTrip(encoding: Encoding) throws {
    let folder = try Folder()
    // The name says nothing: only the content counts.
    let path = folder.path("recording")
    let sent = tone(440, rate: 16_000, count: 8_000)
    #expect(writeWithSndFile(sent, rate: 16_000, format: encoding.format, to: path))
    let recording = try AudioFile.readRecording(path: path, sampleRate: 16_000)
    let received = recording.waveform.samples
    #expect(recording.source.sampleRate == 16_000)
    #expect(recording.source.channelCount == 1)
    #expect(recording.source.warning == nil)
    #expect((8_000...(8_000 + encoding.slack)).contains(received.count), "\(received.count)")
    if encoding.error.isFinite {
      // ADPCM starts with its smallest step and needs a moment to follow.
      let worst = zip(sent, received).dropFirst(encoding.slack).reduce(Float(0)) {
        max($0, abs($1.0 - $1.1))
      }
      #expect(worst <= encoding.error)
    }
    // 5,600 samples are 154 whole periods.
    let middle = received[1_600..<7_200]
    #expect(abs(amplitude(of: 440, in: middle, rate: 16_000) - 0.5) < 0.02)
  }

  @Test("The channels of a frame are averaged", arguments: [2, 3, 6, 64])
  func channels(count: Int) throws {
    let folder = try Folder()
    // Unlike channels: a swap of channels and frames, or a lost one, shows.
    let frame = (0..<count).map { Float($0 * $0) / 8_192 }
    let path = folder.path("many.wav")
    let interleaved = (0..<5_000).flatMap { t in frame.map { t % 2 == 0 ? $0 : -$0 } }
    #expect(
      writeWithSndFile(
        interleaved, channels: Int32(count), rate: 16_000,
        format: SF_FORMAT_WAV | SF_FORMAT_FLOAT, to: path))
    let recording = try AudioFile.readRecording(path: path, sampleRate: 16_000)
    let mean = frame.reduce(0, +) / Float(count)
    #expect(recording.source.channelCount == count)
    #expect(recording.waveform.samples.count == 5_000)
    for (t, sample) in recording.waveform.samples.enumerated() {
      #expect(abs(sample - (t % 2 == 0 ? mean : -mean)) < 1e-6)
    }
  }

  @Test("Blocks of any size make up the whole", arguments: [1, 333, 4_096, 5_000, Int.max])
  func blocks(size: Int) throws {
    let sent = (0..<9_001).map { Int16(truncatingIfNeeded: $0 &* 7_919) }
    let bytes = WaveBytes(data: WaveBytes.pack(sent)).bytes
    let reader = try AudioFileReader(bytes: bytes, name: "memory.wav")
    var received: [Float] = []
    while let block = try reader.read(maximumFrames: size) {
      #expect(block.count == min(size, 9_001 - received.count))
      received += block
      if size == 1 && received.count == 500 { break }
    }
    #expect(received.count == (size == 1 ? 500 : 9_001))
    #expect(received == sent.prefix(received.count).map { Float($0) / 32_768 })
  }

  @Test("An MP3 is found behind an ID3 tag, padding and rubbish")
  func taggedMP3() throws {
    let folder = try Folder()
    let path = folder.path("plain.mp3")
    let format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III
    #expect(
      writeWithSndFile(
        tone(440, rate: 16_000, count: 8_000), rate: 16_000, format: format, to: path))
    let plain = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let wanted = try AudioFile.readRecording(bytes: plain, name: "plain", sampleRate: 16_000)
    let tag = Array("ID3".utf8) + [3, 0, 0, 0, 0, 1, 0x48] + [UInt8](repeating: 0x41, count: 200)
    for front in [tag, tag + [UInt8](repeating: 0, count: 999), Array("rubbish\u{FF}".utf8)] {
      let found = try AudioFile.readRecording(
        bytes: front + plain, name: "tagged", sampleRate: 16_000)
      #expect(found.waveform == wanted.waveform)
    }
  }
}

@Suite("Standard input and pipes")
struct PipeTests {
  private let bytes = WaveBytes(data: WaveBytes.pack((0..<40_000).map { Int16($0 % 1_000) })).bytes

  @Test("Standard input is read from a pipe to its end")
  func pipe() throws {
    let pipe = Pipe()
    let sent = bytes
    // More than a pipe holds, so the writer needs a thread of its own.
    Thread.detachNewThread {
      try? pipe.fileHandleForWriting.write(contentsOf: Data(sent))
      try? pipe.fileHandleForWriting.close()
    }
    let reader = try AudioFileReader(standardInput: pipe.fileHandleForReading.fileDescriptor)
    #expect(try reader.read(maximumFrames: .max)?.count == 40_000)
  }

  @Test("Standard input may be a file")
  func redirected() throws {
    let folder = try Folder()
    let file = try FileHandle(forReadingFrom: URL(filePath: try folder.write(bytes, "in.wav")))
    let reader = try AudioFileReader(standardInput: file.fileDescriptor)
    #expect(try reader.read(maximumFrames: .max)?.count == 40_000)
  }

  @Test("A named pipe is read like standard input")
  func namedPipe() throws {
    let folder = try Folder()
    let path = folder.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let sent = bytes
    Thread.detachNewThread {
      guard let file = FileHandle(forWritingAtPath: path) else { return }
      try? file.write(contentsOf: Data(sent))
      try? file.close()
    }
    #expect(try AudioFile.read(path: path, sampleRate: 16_000).samples.count == 40_000)
  }

  @Test("An endless pipe of zeros is refused after its first bytes")
  func endless() throws {
    let zeros = try #require(FileHandle(forReadingAtPath: "/dev/zero"))
    let error = #expect(throws: AudioError.self) {
      _ = try AudioFileReader(standardInput: zeros.fileDescriptor)
    }
    #expect(error?.description.hasPrefix("standard input: no audio format known here") == true)
  }
}
