import Foundation
import Testing
import Training

@Suite("dictex transcribe", .enabled(if: Package.hasSamples, "needs models/dictex and samples"))
struct TranscribeCommandTests {
  @Test("A file that is not there gives one line that names it, and 1")
  func missing() async throws {
    let outcome = try await CommandLineTool.run(["transcribe", "/nowhere/formula.wav"])
    #expect(outcome.code == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("/nowhere/formula.wav"))
  }

  @Test("A file of text gives one line, and 1")
  func text() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("notes.wav", Array("x squared plus one\n".utf8))
    let outcome = try await CommandLineTool.run(["transcribe", path])
    #expect(outcome.code == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("notes.wav"))
  }

  @Test("A telephone's M4A gives the ffmpeg command that converts it")
  func m4a() async throws {
    let folder = try TemporaryFolder()
    let header: [UInt8] = [0, 0, 0, 0x20] + Array("ftypM4A ".utf8) + [0, 0, 0, 0]
    let path = try folder.file("memo.m4a", header + [UInt8](repeating: 0, count: 4_000))
    let outcome = try await CommandLineTool.run(["transcribe", path])
    #expect(outcome.code == 1)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("ffmpeg"))
  }

  @Test("A silent recording gives no formula, with the reason, and no invention")
  func silence() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("silence.wav", Self.wave(seconds: 2))
    let outcome = try await CommandLineTool.run(["transcribe", path])
    #expect(outcome.code == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("no formula"))
  }

  @Test(
    "Memory does not grow with the length of a recording",
    .enabled(if: Package.hasModel && !Package.isSanitized))
  func longRecording() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("silence.wav", Self.wave(seconds: 600))
    // Held whole, ten minutes took more than two gigabytes; two hours of FLAC took 19.
    let outcome = try await CommandLineTool.shell(
      "ulimit -v 1000000; \"$DICTEX\" transcribe \(path)")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("is silent"), "\(outcome.errors.prefix(300))")
  }

  @Test("info tells what is in a recording, and its loudness")
  func info() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("silence.wav", Self.wave(seconds: 1))
    let outcome = try await CommandLineTool.run(["info", "--json", path, "/nowhere.wav"])
    #expect(outcome.code == 1)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let facts = try #require(object as? [String: Any])
    #expect(facts["frames"] as? Int == 16_000 && facts["sampleRate"] as? Int == 16_000)
    #expect(facts["seconds"] as? Double == 1 && facts["peak"] as? Double == -200)
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains("/nowhere.wav"))
  }

  @Test("A file name cannot write to the terminal")
  func hostileName() async throws {
    let outcome = try await CommandLineTool.run(["transcribe", "/nowhere/\u{1B}[31mred\n.wav"])
    #expect(outcome.code == 1)
    #expect(!outcome.errors.contains("\u{1B}"))
    #expect(outcome.errorLines.count == 1)
  }

  @Test("Several recordings come out in order, and one that fails stops no other")
  func several() async throws {
    let samples = try Manifest.read(path: Package.samples).prefix(6)
    var paths = samples.map(\.path)
    paths.insert("/nowhere.wav", at: 3)
    let outcome = try await CommandLineTool.run(["transcribe", "--jobs", "4"] + paths)
    #expect(outcome.code == 1)
    let printed = outcome.outputLines.dropLast().map { $0.split(separator: "\t").first ?? "" }
    #expect(printed.map(String.init) == samples.map(\.path))
    #expect(outcome.errorLines.count == 1)
  }

  @Test("A list of recordings is transcribed as if they had been named")
  func list() async throws {
    let folder = try TemporaryFolder()
    let names = ["euler", "circle-area"].map { "\(Package.root)/samples/\($0).flac" }
    let list = try folder.file("list.txt", Array(names.joined(separator: "\n").utf8))
    let named = try await CommandLineTool.run(["transcribe"] + names)
    let listed = try await CommandLineTool.run(["transcribe", "--files-from", list])
    #expect(named.code == 0 && named.output == listed.output)
    #expect(try await CommandLineTool.run(["transcribe"]).code == 2)
  }

  @Test("Standard input gives what the file gives")
  func standardInput() async throws {
    let sample = try #require(try Manifest.read(path: Package.samples).first)
    let file = try await CommandLineTool.run(["transcribe", sample.path])
    let pipe = try await CommandLineTool.shell(
      "cat '\(sample.path)' | \"$DICTEX\" transcribe -")
    #expect(file.code == 0)
    #expect(!file.output.isEmpty)
    #expect(pipe.output == file.output)
  }

  @Test("--json holds words with times in order and the formula that the plain form prints")
  func json() async throws {
    let sample = try #require(try Manifest.read(path: Package.samples).first)
    let plain = try await CommandLineTool.run(["transcribe", sample.path])
    let outcome = try await CommandLineTool.run(
      ["transcribe", "--json", "--alternatives", "4", sample.path])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect((object["latex"] as? String).map { $0 + "\n" } == plain.output)
    let words = try #require(object["words"] as? [[String: Any]])
    let times = words.flatMap { word in ["start", "end"].compactMap { word[$0] as? Double } }
    #expect(!times.isEmpty)
    #expect(times == times.sorted())
    #expect((times.last ?? 0) <= (object["seconds"] as? Double ?? 0) + 0.05)
  }

  /// A 16-bit mono WAV of zeros at 16 kHz.
  private static func wave(seconds: Int) -> [UInt8] {
    let size = seconds * 32_000
    func little(_ value: Int, bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let format =
      little(1, bytes: 2) + little(1, bytes: 2) + little(16_000, bytes: 4)
      + little(32_000, bytes: 4) + little(2, bytes: 2) + little(16, bytes: 2)
    return Array("RIFF".utf8) + little(36 + size, bytes: 4) + Array("WAVEfmt ".utf8)
      + little(16, bytes: 4) + format + Array("data".utf8) + little(size, bytes: 4)
      + [UInt8](repeating: 0, count: size)
  }
}
