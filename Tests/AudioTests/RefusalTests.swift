import Audio
import Foundation
import Testing

@Suite("What is refused, and in which words")
struct RefusalTests {
  private func refusal(_ bytes: [UInt8], name: String = "take 1.x") -> String? {
    let error = #expect(throws: AudioError.self) {
      _ = try AudioFile.readRecording(bytes: bytes, name: name, sampleRate: 16_000)
    }
    return error?.description
  }

  private static let foreign: [(String, [UInt8])] = [
    ("M4A", [0, 0, 0, 0x20] + Array("ftypM4A \0\0\0\0".utf8)),
    ("3GP", [0, 0, 0, 0x18] + Array("ftyp3gp4\0\0\0\0".utf8)),
    ("WebM", [0x1A, 0x45, 0xDF, 0xA3, 1, 0, 0, 0, 0, 0, 0, 0x1F]),
    ("WMA", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0, 0xAA]),
    ("AMR", Array("#!AMR\n\u{3C}abcdefgh".utf8)),
    ("AAC (ADTS)", [0xFF, 0xF1, 0x60, 0x40, 0x1B, 0x7F, 0xFC, 0, 0, 0, 0, 0]),
    ("NIST SPHERE", Array("NIST_1A\n   1024\n".utf8)),
    ("AVI", Array("RIFF\0\0\0\0AVI LIST".utf8)),
  ]

  @Test("Phone and browser formats name themselves and give the command that converts them")
  func ffmpeg() {
    for (format, bytes) in Self.foreign {
      let text = refusal(bytes, name: "talks/take 1.m4a") ?? ""
      #expect(text.contains(format), "\(text)")
      #expect(
        text.hasSuffix(
          "convert it with: ffmpeg -i 'talks/take 1.m4a' -ar 16000 -ac 1 'take 1.wav'"),
        "\(text)")
      #expect(!text.contains("\n"))
    }
  }

  @Test("The command survives quotes and dashes in names, and keeps control characters out")
  func quoting() {
    let m4a = Self.foreign[0].1
    #expect(refusal(m4a, name: "it's.m4a")?.contains(#"ffmpeg -i 'it'\''s.m4a' -ar"#) == true)
    #expect(refusal(m4a, name: "-x.m4a")?.contains("ffmpeg -i ./-x.m4a -ar") == true)
    #expect(refusal(m4a, name: "-")?.hasPrefix("standard input: M4A") == true)
    let escape = refusal(m4a, name: "a\u{1B}[31m\nb.m4a") ?? "\u{1B}"
    #expect(escape.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
  }

  @Test("Text, rubbish and nothing are no audio")
  func notAudio() {
    #expect(refusal(Array("<html>not found</html>".utf8))?.contains("no audio format") == true)
    #expect(refusal([UInt8](repeating: 0, count: 5_000))?.contains("no audio format") == true)
    #expect(refusal([])?.contains("is empty") == true)
    #expect(refusal([0x52])?.contains("no audio format") == true)
  }

  @Test("A codec in WAV that is not read is named: Yamaha ADPCM, NMS ADPCM, MP3")
  func codecs() {
    for (tag, name) in [
      (0x20, "Yamaha ADPCM"), (0x38, "NMS ADPCM"), (0x55, "MP3"), (0x999, "0x999"),
    ] {
      let file = WaveBytes(formatTag: UInt16(tag), data: [UInt8](repeating: 7, count: 999))
      #expect(refusal(file.bytes)?.contains("\(name) in WAV is not read") == true)
    }
  }

  @Test("Rates from 4 to 384 kHz and 1 to 64 channels are read, others are refused by number")
  func ranges() throws {
    let data = [UInt8](repeating: 0, count: 2_600)
    for rate in [0, 1, 3_999, 384_001, 2_147_483_647] as [UInt32] {
      #expect(refusal(WaveBytes(rate: rate, data: data).bytes) != nil)
    }
    for channels in [0, 65, 1_024, 65_535] as [UInt16] {
      #expect(refusal(WaveBytes(channels: channels, data: data).bytes) != nil)
    }
    #expect(refusal(WaveBytes(rate: 3_999, data: data).bytes)?.contains("3999 Hz") == true)
    #expect(refusal(WaveBytes(channels: 65, data: data).bytes)?.contains("65 channels") == true)
  }

  @Test("Folders, devices, missing files and pipes that stay silent have their own words")
  func places() throws {
    let folder = try Folder()
    func refusal(_ path: String) -> String {
      let error = #expect(throws: AudioError.self) {
        _ = try AudioFile.read(path: path, sampleRate: 16_000)
      }
      return error?.description ?? ""
    }
    #expect(refusal(folder.url.path).contains("is a folder"))
    #expect(refusal("/dev/zero").contains("is a device"))
    #expect(refusal(folder.path("none.wav")).contains("none.wav: cannot open: No such file"))
    #expect(refusal("").contains("not a file name"))
    #expect(refusal("a\0b").contains("not a file name"))
    #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
    #expect(refusal(folder.path("fifo")).contains("nothing was written to this pipe"))
  }
}

@Suite("Damaged and odd recordings")
struct DamageTests {
  private func read(_ bytes: [UInt8]) throws -> Recording {
    try AudioFile.readRecording(bytes: bytes, name: "odd.wav", sampleRate: 16_000)
  }

  private func floats(_ samples: [Float]) -> WaveBytes {
    WaveBytes(formatTag: 3, bits: 32, data: WaveBytes.pack(samples))
  }

  @Test(
    "A sample that is no finite number becomes 0 and is counted",
    arguments: [Float.nan, .signalingNaN, .infinity, -.infinity, 3e38])
  func notFinite(bad: Float) throws {
    var samples = [Float](repeating: 0.25, count: 6_000)
    for i in [0, 4_097, 5_999] { samples[i] = bad }
    let recording = try read(floats(samples).bytes)
    for i in [0, 4_097, 5_999] { samples[i] = 0 }
    #expect(recording.waveform.samples == samples)
    #expect(recording.source.warning == "samples that are no finite numbers were set to zero: 3")
  }

  @Test("Doubles beyond the range of floats become 0 too")
  func doubles() throws {
    let data = WaveBytes.pack([0.5, 1e300, -0.25].map(\.bitPattern))
    let recording = try read(WaveBytes(formatTag: 3, bits: 64, data: data).bytes)
    #expect(recording.waveform.samples == [0.5, 0, -0.25])
  }

  @Test("Floats above 1 are kept as they are")
  func loud() throws {
    #expect(try read(floats([2, -1.5, 0]).bytes).waveform.samples == [2, -1.5, 0])
  }

  @Test("A file cut short gives what is there and says so")
  func truncated() throws {
    var file = WaveBytes(data: WaveBytes.pack([Int16](repeating: 256, count: 8_000)))
    file.statedSize = 32_000
    let recording = try read(file.bytes)
    #expect(recording.waveform.samples == [Float](repeating: 1 / 128, count: 8_000))
    #expect(recording.source.warning == "truncated: the header states 1.0 s, 0.5 s are there")
    // Cut in the middle of a sample.
    #expect(try read(file.bytes.dropLast(3)).waveform.samples.count == 7_998)
  }

  @Test("A header that promises ten hours takes no memory for them")
  func promise() throws {
    var file = WaveBytes(data: WaveBytes.pack([Int16](repeating: 1, count: 500)))
    file.statedSize = 1_152_000_000
    #expect(try read(file.bytes).waveform.samples.count == 500)
  }

  @Test(
    "What writers to pipes state for a length reads to the end",
    arguments: [0, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] as [UInt32])
  func streamed(size: UInt32) throws {
    var file = WaveBytes(data: WaveBytes.pack((0..<700).map { Int16($0) &* 40 }))
    file.statedSize = size
    let recording = try read(file.bytes)
    #expect(recording.waveform.samples == (0..<700).map { Float($0 * 40) / 32_768 })
    let wanted = size == 0 ? "the header states no length; the file was read to its end" : nil
    #expect(recording.source.warning == wanted)
  }

  @Test("A recording of no samples is a recording of nothing")
  func nothing() throws {
    let recording = try read(WaveBytes(data: []).bytes)
    #expect(recording.waveform.samples.isEmpty)
    #expect(recording.source.warning == nil)
  }

  @Test("A FLAC cut in the middle gives its first frames and says so")
  func truncatedFLAC() throws {
    let folder = try Folder()
    var noise: UInt32 = 1
    let samples = (0..<32_000).map { _ -> Float in
      noise = noise &* 1_664_525 &+ 1_013_904_223
      return Float(Int32(bitPattern: noise)) / 4_294_967_296
    }
    let path = folder.path("whole.flac")
    try WaveFileWriter.write(Waveform(samples: samples, sampleRate: 16_000), to: path)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let recording = try read(Array(bytes.prefix(bytes.count / 2)))
    let count = recording.waveform.samples.count
    #expect((8_000...16_000).contains(count), "\(count)")
    #expect(zip(recording.waveform.samples, samples).allSatisfy { abs($0 - $1) < 4e-5 })
    #expect(recording.source.warning?.contains("truncated") == true)
  }

  @Test("Channels that cancel one another are reported")
  func antiphase() throws {
    let data = WaveBytes.pack((0..<2_000).flatMap { [Int16($0), -Int16($0)] })
    let recording = try read(WaveBytes(channels: 2, data: data).bytes)
    #expect(recording.waveform.samples.allSatisfy { $0 == 0 })
    #expect(recording.source.warning?.contains("cancel one another") == true)
  }

  @Test(
    "A list that states more than the file has does not keep the reader busy",
    .timeLimit(.minutes(1)))
  func endlessList() {
    // Found by fuzzing: libsndfile 1.2.0 looks for parts of the list in all the bytes that it states.
    let list = Array("RIFF\u{10}\0\0\0WAVELISTence".utf8) + [UInt8](repeating: 0xFF, count: 80)
    #expect(throws: AudioError.self) { try read(list) }
  }

  @Test("Lists around the sound, and a sound that spells LIST, leave the samples as they are")
  func lists() throws {
    let list = Array("LIST\u{0E}\0\0\0INFOISFT\u{2}\0\0\0x\0".utf8)
    let samples = Array("LISTLIST".utf8) + WaveBytes.pack((0..<5_000).map { Int16($0) })
    let plain = WaveBytes(data: samples).bytes
    let listed = plain[..<36] + list + plain[36...] + list
    #expect(try read(Array(listed)).waveform.samples == read(plain).waveform.samples)
    #expect(try read(plain).waveform.samples.first == Float(0x494C) / 32_768)
  }

  @Test("No cut and no flipped byte of a small file crashes the reader")
  func mutations() throws {
    let whole = WaveBytes(data: WaveBytes.pack([Int16](repeating: 99, count: 40))).bytes
    for cut in 0..<whole.count { _ = try? read(Array(whole.prefix(cut))) }
    for place in 0..<60 {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[place] = value
        if let samples = try? read(bytes).waveform.samples { #expect(samples.count <= 1_000) }
      }
    }
  }
}
