import Audio
import Foundation
import Testing

@Suite("Writing")
struct WriterTests {
  private let wave = Waveform(
    samples: (0..<4_000).map { Float(Int16(truncatingIfNeeded: $0 * 7_919)) / 32_768 },
    sampleRate: 16_000)

  @Test("16-bit samples come back exactly from WAV and FLAC", arguments: ["a.wav", "b.FLAC"])
  func lossless(name: String) throws {
    let folder = try Folder()
    try WaveFileWriter.write(wave, to: folder.path(name))
    #expect(try AudioFile.read(path: folder.path(name), sampleRate: 16_000) == wave)
    #expect(folder.names == [name])
  }

  @Test("Floats come back exactly from a WAV of floats, beyond 1 too")
  func floats() throws {
    let folder = try Folder()
    let loud = Waveform(samples: [1.75, -1e-20, 0.1], sampleRate: 44_100)
    try WaveFileWriter.write(loud, to: folder.path("f.wav"), encoding: .float32)
    #expect(try AudioFile.read(path: folder.path("f.wav"), sampleRate: 44_100) == loud)
  }

  @Test("16-bit samples are clipped, never wrapped")
  func clipping() throws {
    let folder = try Folder()
    let loud = Waveform(samples: [1.5, -1.5, 1, -1], sampleRate: 16_000)
    try WaveFileWriter.write(loud, to: folder.path("c.wav"))
    let read = try AudioFile.read(path: folder.path("c.wav"), sampleRate: 16_000).samples
    #expect(read == [32_767 / 32_768, -1, 32_767 / 32_768, -1])
  }

  @Test("Opus keeps length and level", arguments: [8_000, 16_000, 48_000])
  func opus(rate: Double) throws {
    let folder = try Folder()
    let sent = Waveform(samples: tone(440, rate: rate, count: Int(rate)), sampleRate: rate)
    try WaveFileWriter.write(sent, to: folder.path("o.opus"))
    let received = try AudioFile.readRecording(path: folder.path("o.opus"), sampleRate: rate)
    #expect(received.source.frameCount == Int(rate))
    let middle = received.waveform.samples[Int(rate / 4)..<Int(rate * 3 / 4)]
    #expect(abs(amplitude(of: 440, in: middle, rate: rate) - 0.5) < 0.02)
  }

  @Test("What cannot be written is refused and leaves the old file and no litter")
  func refusals() throws {
    let folder = try Folder()
    let path = folder.path("keep.wav")
    try WaveFileWriter.write(wave, to: path)
    let broken = Waveform(samples: [0, .nan], sampleRate: 16_000)
    #expect(throws: AudioError.unwritable(path: path, reason: "a sample is no finite number")) {
      try WaveFileWriter.write(broken, to: path)
    }
    let odd = Waveform(samples: [0], sampleRate: 44_100)
    for (wave, name) in [
      (odd, "x.opus"), (wave, "x.mp3"), (wave, "noext"), (wave, "none/x.wav"),
      (Waveform(samples: [0], sampleRate: 0.5), "x.wav"),
      (Waveform(samples: [0], sampleRate: .nan), "x.wav"),
    ] {
      #expect(throws: AudioError.self) { try WaveFileWriter.write(wave, to: folder.path(name)) }
    }
    #expect(throws: AudioError.self) {
      try WaveFileWriter.write(wave, to: folder.path("f.flac"), encoding: .float32)
    }
    #expect(folder.names == ["keep.wav"])
    #expect(try AudioFile.read(path: path, sampleRate: 16_000) == wave)
  }

  @Test("A recording of nothing is a WAV without samples; FLAC and Opus cannot hold it")
  func nothing() throws {
    let folder = try Folder()
    let empty = Waveform(samples: [], sampleRate: 16_000)
    try WaveFileWriter.write(empty, to: folder.path("e.wav"))
    #expect(try AudioFile.read(path: folder.path("e.wav"), sampleRate: 16_000) == empty)
    for name in ["e.flac", "e.opus"] {
      #expect(throws: AudioError.self) { try WaveFileWriter.write(empty, to: folder.path(name)) }
    }
    #expect(folder.names == ["e.wav"])
  }
}
