import Audio
import Foundation
import Testing
import Training

@Suite("Runs of speech engines")
struct SynthesisRunTests {
  /// A folder that goes away with the test, and a sound in it for a pretended engine to copy.
  private final class Workplace {
    let folder: String
    var sound: String { folder + "/sound.wav" }
    var output: String { folder + "/out" }

    init(seconds: Double = 1, amplitude: Float = 0.5, sampleRate: Double = 22_050) throws {
      folder = NSTemporaryDirectory() + "/dictex-synthesis-\(UInt64.random(in: 0 ... .max))"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let count = Int(seconds * sampleRate)
      let samples = (0..<count).map {
        amplitude * Float(sin(2 * .pi * 440 * Double($0) / sampleRate))
      }
      try WaveFileWriter.write(Waveform(samples: samples, sampleRate: sampleRate), to: sound)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A script that the tests pretend is an engine: `$1` is the text, `$2` the output.
    func engine(_ name: String, script: String) throws -> SpeechEngine {
      let path = "\(folder)/\(name).sh"
      try script.write(toFile: path, atomically: true, encoding: .utf8)
      return try SpeechEngine.custom("\(name)=/bin/sh \(path) {text} {output} {voice}")
    }

    func synthesizer(
      _ engines: [SpeechEngine], _ lines: [String], jobs: Int = 2, timeLimit: Double = 120
    ) throws -> SpeechSynthesizer {
      let plan = try SynthesisPlan(
        texts: SynthesisText.parse(lines.joined(separator: "\n"), name: "test"), engines: engines)
      return SpeechSynthesizer(
        plan: plan, outputFolder: output, jobs: jobs, timeLimit: timeLimit)
    }
  }

  private let lines = ["x plus y", "two over three", "sine of q"]

  @Test("clips and their manifest are written, 16 kHz, framed in silence, at the planned level")
  func writes() async throws {
    let place = try Workplace()
    let engine = try place.engine("copy", script: "cp '\(place.sound)' \"$2\"\n")
    let synthesizer = try place.synthesizer([engine], lines)
    let report = try await synthesizer.run()
    #expect(report.errors.isEmpty)
    let manifest = try Manifest.read(path: report.manifestPath)
    #expect(manifest.map(\.words) == lines.map { $0.split(separator: " ").map(String.init) })
    #expect(manifest.allSatisfy { $0.speaker == "copy-default" && $0.columns["engine"] == "copy" })
    for (utterance, clip) in zip(manifest, synthesizer.plan.clips) {
      let reader = try AudioFileReader(path: utterance.path)
      #expect(reader.sampleRate == 16_000 && reader.channelCount == 1)
      let samples = try AudioFile.read(path: utterance.path, sampleRate: 16_000).samples
      let seconds = 1 + clip.leadingSilence + clip.trailingSilence
      #expect(abs(utterance.seconds - seconds) < 0.02)
      #expect(abs(Double(samples.count) / 16_000 - utterance.seconds) < 0.001)
      let loudest = samples.reduce(0) { max($0, abs($1)) }
      #expect(abs(loudest - clip.peak) < 0.01)
      #expect(samples.prefix(Int(clip.leadingSilence * 16_000) - 1).allSatisfy { $0 == 0 })
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: place.output).sorted()
    #expect(left == ["copy-default", "manifest.tsv"])
  }

  @Test("a second run makes only what is missing, even if the engine is broken by then")
  func resumes() async throws {
    let place = try Workplace()
    let engine = try place.engine("copy", script: "cp '\(place.sound)' \"$2\"\n")
    let first = try await place.synthesizer([engine], lines).run()
    let broken = try place.engine("copy", script: "exit 3\n")
    let second = try await place.synthesizer([broken], lines).run()
    #expect(second.progress.skipped == 3 && second.errors.isEmpty)
    #expect(second.utterances.map(\.path) == first.utterances.map(\.path))
    #expect(second.utterances.map(\.words) == first.utterances.map(\.words))
    unlink(first.utterances[1].path)
    let third = try await place.synthesizer([broken], lines).run()
    #expect(third.progress.skipped == 2 && third.progress.failed == 1)
    #expect(try Manifest.read(path: third.manifestPath).count == 2)
  }

  @Test("an engine that fails is reported with its status and its last words; the others go on")
  func fails() async throws {
    let place = try Workplace()
    let good = try place.engine("good", script: "cp '\(place.sound)' \"$2\"\n")
    let bad = try place.engine("bad", script: "echo first >&2; echo 'no voice today' >&2; exit 7\n")
    let many = SpokenDrills.lines(40, seed: 1).map { $0.words.joined(separator: " ") }
      .filter { $0.split(separator: " ").count == 3 || $0.split(separator: " ").count == 2 }
    let report = try await place.synthesizer([good, bad], many).run()
    #expect(report.progress.done == many.count)
    #expect(
      report.errors.contains(
        .engineFailed(
          engine: "bad", voice: "default", reason: "ended with exit status 7: no voice today")))
    #expect(
      try Manifest.read(path: report.manifestPath).allSatisfy { $0.speaker == "good-default" })
  }

  @Test("an engine whose first five clips fail is given up")
  func abandons() async throws {
    let place = try Workplace()
    let counter = place.folder + "/calls"
    let bad = try place.engine("bad", script: "echo x >> '\(counter)'; exit 1\n")
    let many = SpokenDrills.lines(60, seed: 2).map { $0.words.joined(separator: " ") }
    let report = try await place.synthesizer([bad], many, jobs: 1).run()
    #expect(report.abandonedEngines == ["bad"])
    #expect(report.progress.failed == many.count)
    #expect(try String(contentsOfFile: counter, encoding: .utf8).count == 10)
    #expect(FileManager.default.fileExists(atPath: report.manifestPath))
  }

  @Test("an engine that hangs is killed, with all it started")
  func hangs() async throws {
    let place = try Workplace()
    let pidFile = place.folder + "/child"
    let engine = try place.engine(
      "slow", script: "trap '' TERM\nsleep 600 & echo $! > '\(pidFile)'\nwait\nsleep 600\n")
    let report = try await place.synthesizer([engine], ["x plus y"], timeLimit: 5).run()
    #expect(report.errors == [.engineTimedOut(engine: "slow", voice: "default", seconds: 5)])
    let text = try String(contentsOfFile: pidFile, encoding: .utf8)
    let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    // Where nothing reaps orphans a killed child stays as a zombie, which no longer runs.
    let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
    #expect(kill(child, 0) != 0 || state?.contains(") Z ") == true)
  }

  @Test(
    "what is no sound, or no speech of these words, is refused with a reason",
    arguments: [
      ("echo garbage > \"$2\"", "wrote no readable sound"),
      (": > \"$2\"", "wrote no sound"), ("true", "wrote no sound"),
      ("cp '%' \"$2\"", "wanted"), ("kill -9 $$", "signal 9"),
    ])
  func refuses(script: String, message: String) async throws {
    let place = try Workplace(seconds: 0.02)
    let engine = try place.engine(
      "odd", script: script.replacing("%", with: place.sound) + "\n")
    let report = try await place.synthesizer([engine], ["x plus y"]).run()
    let error = try #require(report.errors.first)
    #expect("\(error)".contains(message), "\(error)")
    #expect(report.utterances.isEmpty)
  }

  @Test("a silent recording is refused")
  func silence() async throws {
    let place = try Workplace(amplitude: 0)
    let engine = try place.engine("mute", script: "cp '\(place.sound)' \"$2\"\n")
    let report = try await place.synthesizer([engine], ["x plus y"]).run()
    #expect(
      report.errors.map { "\($0)" } == [
        "mute, voice default: \"x plus y\": found silence, wanted speech"
      ])
  }

  @Test("no shell sees the text, not even a given respelling full of its characters")
  func injection() async throws {
    let place = try Workplace()
    let engine = try place.engine(
      "copy", script: "printf '%s' \"$1\" > '\(place.folder)/heard'\ncp '\(place.sound)' \"$2\"\n")
    let hostile = "$(touch \(place.folder)/owned); `id` 'a' \"b\" > \(place.folder)/owned"
    var options = SynthesisPlan.Options()
    options.usesGivenRespelling = true
    let plan = try SynthesisPlan(
      texts: [SynthesisText(words: ["x", "plus", "y"], respelling: hostile)], engines: [engine],
      options: options)
    let report = try await SpeechSynthesizer(plan: plan, outputFolder: place.output).run()
    #expect(report.errors.isEmpty)
    #expect(
      try String(contentsOfFile: place.folder + "/heard", encoding: .utf8) == hostile + ".")
    #expect(!FileManager.default.fileExists(atPath: place.folder + "/owned"))
  }

  @Test("a folder that cannot be made is one clear error")
  func unwritable() async throws {
    let place = try Workplace()
    let engine = try place.engine("copy", script: "cp '\(place.sound)' \"$2\"\n")
    let plan = try SynthesisPlan(texts: [SynthesisText(words: ["x"])], engines: [engine])
    await #expect(throws: SynthesisError.self) {
      try await SpeechSynthesizer(plan: plan, outputFolder: place.sound + "/below").run()
    }
  }

  @Test("cancelling stops the engines and keeps the manifest of what is done")
  func cancels() async throws {
    let place = try Workplace()
    let engine = try place.engine(
      "slow", script: "case $1 in *first*) cp '\(place.sound)' \"$2\";; *) sleep 600;; esac\n")
    let synthesizer = try place.synthesizer([engine], ["first", "x plus y"], jobs: 1)
    let (seen, continuation) = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      try await synthesizer.run { continuation.yield($0.done) }
    }
    for await done in seen where done >= 1 { break }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try Manifest.read(path: synthesizer.manifestPath).map(\.words) == [["first"]])
  }

  @Test("the engines that are installed here say a formula", .timeLimit(.minutes(4)))
  func installed() async throws {
    let engines = InstalledEngines.all()
    guard !engines.isEmpty else {
      print("skipped: no speech engine is installed")
      return
    }
    for engine in try InstalledEngines.find(engines.map(\.name)) {
      let place = try Workplace()
      let report = try await place.synthesizer([engine], ["x squared plus a", "b"]).run()
      #expect(report.errors.isEmpty, "\(engine.name): \(report.errors)")
      #expect(report.utterances.count == 2)
    }
  }
}
