import Audio
import Dictation
import Foundation
import Testing

@Suite("Live dictation", .enabled(if: Package.hasSamples, "needs the model"))
struct LiveDictationTests {
  private static let pipeline = Result { try DictationPipeline(modelDirectory: Package.model) }

  private struct Final: Equatable {
    var latex: String?
    var words: [String]
    var confidences: [Double]
    var seconds: ClosedRange<Double>
  }

  private func samples(of name: String) throws -> [Float] {
    try AudioFile.readRecording(path: "\(Package.root)/samples/\(name).flac", sampleRate: 16_000)
      .waveform.samples
  }

  private func silence(_ seconds: Double) -> [Float] {
    Array(repeating: 0, count: Int(seconds * 16_000))
  }

  /// What is final when the samples come in pieces of `size`.
  private func finals(
    _ samples: [Float], pieces size: Int, options: LiveDictation.Options = .init()
  ) throws -> (finals: [Final], partials: Int) {
    let live = try LiveDictation(Self.pipeline.get(), options: options)
    var events: [LiveDictation.Event] = []
    for start in stride(from: 0, to: samples.count, by: size) {
      events += try live.push(samples[start..<min(start + size, samples.count)])
    }
    events += try live.finish()
    var finals: [Final] = []
    var partials = 0
    for event in events {
      switch event {
      case .partial: partials += 1
      case .final(let dictation, let seconds, _):
        finals.append(
          Final(
            latex: dictation.latex, words: dictation.words.map(\.text),
            confidences: dictation.words.map(\.confidence), seconds: seconds))
      }
    }
    return (finals, partials)
  }

  @Test("A final formula equals that of the same samples as a recording, however they came")
  func equalsWhole() throws {
    let stream =
      try samples(of: "circle-area") + silence(1.3) + samples(of: "cube-root") + silence(0.2)
    let (finals, partials) = try finals(stream, pieces: 1_600)
    #expect(finals.count == 2 && partials > 4)
    #expect(try self.finals(stream, pieces: 777).finals == finals)
    for final in finals {
      let range =
        Int(
          (final.seconds.lowerBound * 16_000).rounded())..<Int(
          (final.seconds.upperBound * 16_000).rounded())
      let whole = try Self.pipeline.get().transcribe(
        Waveform(samples: Array(stream[range]), sampleRate: 16_000))
      #expect(whole.latex == final.latex && whole.latex != nil)
      #expect(whole.words.map(\.text) == final.words)
      #expect(whole.words.map(\.confidence) == final.confidences)
    }
  }

  @Test("A pause for thought after words that want more does not cut the formula")
  func thinking() throws {
    let speech = try samples(of: "quadratic-formula")
    let words = try Self.pipeline.get().transcribe(
      Waveform(samples: speech, sampleRate: 16_000)
    ).words
    let of = try #require(words.firstIndex { $0.text == "of" })
    // The network tells a word a little after its sound; the next one begins here already.
    let cut = Int((words[of].start - 0.04) * 16_000)
    let stream = speech[..<cut] + silence(1.4) + speech[cut...]
    #expect(try finals(Array(stream), pieces: 1_600).finals.count == 1)
    var hasty = LiveDictation.Options()
    hasty.thinkingPause = hasty.pause
    #expect(try finals(Array(stream), pieces: 1_600, options: hasty).finals.count == 2)
  }

  @Test("Silence gives nothing, and its length costs nothing")
  func silenceGivesNothing() throws {
    #expect(try finals(silence(12), pieces: 1_600).finals.isEmpty)
  }

  @Test("dictex listen writes a line for each formula from raw sound")
  func listen() async throws {
    let stream = try samples(of: "circle-area") + silence(1.3) + samples(of: "cube-root")
    var bytes: [UInt8] = []
    for sample in stream {
      let value = Int16(max(-32_768, min(32_767, (sample * 32_768).rounded())))
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    let folder = try TemporaryFolder()
    let path = folder.path + "/sound.raw"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let outcome = try await CommandLineTool.shell("$DICTEX listen - < '\(path)'")
    #expect(outcome.code == 0)
    #expect(outcome.outputLines.dropLast() == ["A = \\pi r^{2}", "\\sqrt[3]{27} = 3"])
  }

  @Test(
    "What is no place for sound is refused",
    arguments: [["listen", "x.wav"], ["listen", "-", "--pause", "0"]])
  func usage(arguments: [String]) async throws {
    let outcome = try await CommandLineTool.run(arguments)
    #expect(outcome.code == 2)
  }
}

@Suite("dictex listen and commands", .enabled(if: Package.hasSamples, "needs the model"))
struct ListenCommandTests {
  @Test("Without a sound card a microphone that is not there is named, with what to do")
  func noMicrophone() async throws {
    let outcome = try await CommandLineTool.run(["listen", "--device", "nosuchdevice"])
    #expect(outcome.code == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("nosuchdevice"))
    #expect(outcome.errorLines.count == 1)
  }

  @Test("A device and standard input exclude each other, partials need JSON")
  func usage() async throws {
    for arguments in [["listen", "-", "--device", "x"], ["listen", "-", "--partials"]] {
      #expect(try await CommandLineTool.run(arguments).code == 2)
    }
  }

  @Test("With --until-accept a formula that nobody accepted is written at the end")
  func untilAccept() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/sound.raw"
    try rawSound("circle-area").write(to: URL(fileURLWithPath: path))
    let outcome = try await CommandLineTool.shell(
      "$DICTEX listen - --until-accept --json --partials < '\(path)'")
    #expect(outcome.code == 0)
    #expect(outcome.outputLines.contains { $0.hasPrefix("{\"at\":") })
    #expect(
      outcome.outputLines.dropLast().last == "{\"finished\":1,\"latex\":\"A = \\\\pi r^{2}\"}")
  }

  /// A sample as 16-bit little-endian samples.
  private func rawSound(_ name: String) throws -> Data {
    let samples = try AudioFile.readRecording(
      path: "\(Package.root)/samples/\(name).flac", sampleRate: 16_000
    ).waveform.samples
    var bytes: [UInt8] = []
    for sample in samples {
      let value = Int16(max(-32_768, min(32_767, (sample * 32_768).rounded())))
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    return Data(bytes)
  }
}
