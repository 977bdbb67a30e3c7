import Audio
import Foundation
import NeuralNetwork
import Recognition
import Synchronization
import Testing
import Training

/// Recordings whose letters are tones, so that a tiny network can learn them in seconds.
private struct ToneSpeech {
  let folder: String
  let manifest: String

  private static let sampleRate = 16_000.0
  private static let hertz: [Character: Double] = ["a": 400, "b": 900, "c": 1_700, "d": 3_100]

  /// Writes recordings of `lines` into a new folder with a manifest.
  init(_ lines: [String]) throws {
    folder = FileManager.default.temporaryDirectory.path + "/dictex-tones-\(UUID().uuidString)"
    manifest = folder + "/manifest.tsv"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var rows = ["path\tseconds\tspeaker\twords"]
    for (index, line) in lines.enumerated() {
      let waveform = Waveform(samples: Self.samples(of: line), sampleRate: Self.sampleRate)
      try WaveFileWriter.write(waveform, to: folder + "/\(index).wav")
      rows.append("\(index).wav\t\(waveform.duration)\ttone\t\(line)")
    }
    try (rows.joined(separator: "\n") + "\n").write(
      toFile: manifest, atomically: true, encoding: .utf8)
  }

  private static func samples(of line: String) -> [Float] {
    var random = SeededRandom(seed: 7, stream: UInt64(line.count))
    var samples: [Float] = []
    for character in " " + line + " " {
      let frequency = hertz[character] ?? 0
      for n in 0..<2_400 {
        let phase = 2 * Double.pi * frequency * Double(n) / sampleRate
        samples.append(Float(0.3 * sin(phase) + 0.002 * random.normal()))
      }
    }
    return samples
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

private let lines = ["a", "b", "c", "d", "a b", "d c", "b d a", "c a d b"]

private func page(epochs: Int, size: Int = 24, extra: String = "") -> String {
  """
  frontend: {sample_rate: 16000, window: 25ms, hop: 10ms, mel_bands: 24}
  network:
    - convolution: {channels: 24, kernel: [3, 24], stride: [3, 1]}
    - normalization
    - rectifier
    - dropout: {rate: 0.02}
    - lstm: {size: \(size)}
    - linear: {size: vocabulary}
  train:
    seed: 5
    precision: float32
    learning_rate: 1e-2
    warmup_steps: 10
    epochs: \(epochs)
    batch_seconds: 1.5
    validation_steps: 50
    average_decay: 0.9
  \(extra)
  augmentation:
    {room_probability: 0, noise_probability: 0, speed_probability: 0, tempo_probability: 0,
     low_pass_probability: 0, telephone_probability: 0, high_pass_probability: 0, trim_probability: 0,
     padding_probability: 0, tilt_probability: 0, distortion_probability: 0, gain: [-1, 1],
     frequency_masks: 0, time_masks: 0}
  """
}

private func options(_ speech: ToneSpeech, page: String, output: String) throws -> Trainer.Options {
  let model = speech.folder + "/model.yaml"
  try page.write(toFile: model, atomically: true, encoding: .utf8)
  return Trainer.Options(
    model: model, data: [speech.manifest], validation: [speech.manifest],
    output: speech.folder + "/" + output)
}

/// Posteriors of a recording that arrives in odd pieces.
private func streamed(_ waveform: Waveform, through model: AcousticModel) throws -> [Float] {
  let stream = try model.makeStream()
  var rows: [Float] = []
  for start in stride(from: 0, to: waveform.samples.count, by: 777) {
    let end = min(start + 777, waveform.samples.count)
    rows += waveform.samples[start..<end].withUnsafeBufferPointer {
      stream.push($0).logProbabilities
    }
  }
  return rows + stream.finish().logProbabilities
}

@Suite("Trainer")
struct TrainerTests {
  @Test(
    "A tiny network learns a handful of recordings by heart, and its model folder transcribes them")
  func overfits() throws {
    let speech = try ToneSpeech(lines)
    defer { speech.remove() }
    let options = try options(speech, page: page(epochs: 160), output: "run")
    var losses: [Double] = []
    let summary = try Trainer(options).run(
      progress: { losses.append($0.loss) }, shouldStop: { false })
    #expect(summary.bestErrorRate == 0)
    #expect(try #require(losses.last) < 0.1 * (try #require(losses.first)))

    let model = try AcousticModel.load(directory: options.output + "/best")
    let decoder = GreedyDecoder(vocabulary: model.vocabulary)
    for (index, line) in lines.enumerated() {
      let waveform = try AudioFile.read(
        path: speech.folder + "/\(index).wav", sampleRate: model.sampleRate)
      let words = decoder.transcript(of: try model.posteriors(of: waveform)).words.map(\.text)
      #expect(words.joined(separator: " ") == line)
      let whole = try model.posteriors(of: waveform).logProbabilities
      #expect(try streamed(waveform, through: model) == whole, "streaming differs from whole")
    }
    let log = try String(contentsOfFile: options.output + "/log.jsonl", encoding: .utf8)
    #expect(log.split(separator: "\n").allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    let curves = try String(contentsOfFile: options.output + "/curves.svg", encoding: .utf8)
    #expect(curves.contains("<polyline"))
  }

  @Test("A stopped training that is resumed gives the same bits as one that never stopped")
  func resumes() throws {
    let speech = try ToneSpeech(lines)
    defer { speech.remove() }
    let whole = try options(speech, page: page(epochs: 6, size: 16), output: "whole")
    _ = try Trainer(whole).run(progress: { _ in }, shouldStop: { false })

    var parts = try options(speech, page: page(epochs: 6, size: 16), output: "parts")
    for stop in [7, 11] {
      var step = 0
      let summary = try Trainer(parts).run(
        progress: { step = $0.step }, shouldStop: { step + 1 >= stop })
      #expect(summary.stopped)
      parts.resume = true
    }
    _ = try Trainer(parts).run(progress: { _ in }, shouldStop: { false })
    for file in ["checkpoint.safetensors", "last/weights.safetensors"] {
      let first = FileManager.default.contents(atPath: whole.output + "/" + file)
      let second = FileManager.default.contents(atPath: parts.output + "/" + file)
      #expect(first != nil && first == second, "\(file) differs")
    }
  }

  @Test(
    "A training that is interrupted anywhere, in a step or a validation, goes on with the same bits"
  )
  func interrupted() throws {
    let speech = try ToneSpeech(lines)
    defer { speech.remove() }
    let page = page(epochs: 3, size: 8).replacing(
      "validation_steps: 50", with: "validation_steps: 3")
    let whole = try options(speech, page: page, output: "whole")
    _ = try Trainer(whole).run(progress: { _ in }, shouldStop: { false })

    var parts = try options(speech, page: page, output: "parts")
    var stops = 0
    for patience in 14... {
      // The question is asked in many places; each run is stopped at another one.
      let asked = Mutex(0)
      parts.isInterrupted = {
        asked.withLock {
          $0 += 1
          return $0 > patience
        }
      }
      let summary = try Trainer(parts).run(progress: { _ in }, shouldStop: { false })
      if !summary.stopped { break }
      stops += 1
      parts.resume = FileManager.default.fileExists(
        atPath: parts.output + "/checkpoint.safetensors")
    }
    #expect(stops > 3)
    for file in ["checkpoint.safetensors", "last/weights.safetensors", "best/weights.safetensors"] {
      let first = FileManager.default.contents(atPath: whole.output + "/" + file)
      let second = FileManager.default.contents(atPath: parts.output + "/" + file)
      #expect(first != nil && first == second, "\(file) differs after \(stops) stops")
    }
    let logs = try [whole, parts].map {
      try String(contentsOfFile: $0.output + "/log.jsonl", encoding: .utf8)
        .split(separator: "\n").map { try steps(in: String($0)) }
    }
    #expect(logs[0] == logs[1])
  }

  /// What a line of the log says but for the speed.
  private func steps(in line: String) throws -> NSDictionary {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return NSDictionary(
      dictionary: try #require(object).filter { $0.key != "audioSecondsPerSecond" })
  }

  @Test("Resuming with other data is refused")
  func refusesForeignCheckpoint() throws {
    let speech = try ToneSpeech(["a", "b"])
    let other = try ToneSpeech(["a", "c"])
    defer {
      speech.remove()
      other.remove()
    }
    var options = try options(speech, page: page(epochs: 1, size: 8), output: "run")
    _ = try Trainer(options).run(progress: { _ in }, shouldStop: { false })
    options.resume = true
    options.data = [other.manifest]
    #expect(throws: TrainingError.self) { try Trainer(options) }
  }

  @Test("Fine-tuning starts from the given weights")
  func startsFromWeights() throws {
    let speech = try ToneSpeech(lines)
    defer { speech.remove() }
    let first = try options(speech, page: page(epochs: 160), output: "first")
    _ = try Trainer(first).run(progress: { _ in }, shouldStop: { false })
    var second = try options(speech, page: page(epochs: 1), output: "second")
    second.initialWeights = first.output + "/best/weights.safetensors"
    var losses: [Double] = []
    _ = try Trainer(second).run(progress: { losses.append($0.loss) }, shouldStop: { false })
    #expect(try #require(losses.first) < 0.5)
  }

  @Test("With an accelerator's library a training runs as without, up to rounding")
  func accelerates() throws {
    let library = FileManager.default.temporaryDirectory.path + "/accelerator-\(UUID().uuidString)"
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Accelerator/accelerator.cu").path
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = ["clang++", "-O2", "-std=c++17", "-shared", "-fPIC", "-x", "c++"]
    compiler.arguments? += [source, "-o", library]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else {
      print("skipped: clang++ cannot build the accelerator here")
      return
    }
    let speech = try ToneSpeech(lines)
    defer {
      speech.remove()
      try? FileManager.default.removeItem(atPath: library)
    }
    let page = page(epochs: 4, size: 8, extra: "  shards: 1")
    var runs: [[Double]] = []
    for accelerator in [nil, library] {
      var options = try options(speech, page: page, output: "run\(runs.count)")
      options.accelerator = accelerator
      var losses: [Double] = []
      _ = try Trainer(options).run(progress: { losses.append($0.loss) }, shouldStop: { false })
      runs.append(losses)
    }
    #expect(runs[0].count > 8 && runs[0].count == runs[1].count)
    for (here, there) in zip(runs[0], runs[1]) { #expect(abs(here - there) < 1e-3 * here) }
  }

  @Test("Only the kinds of layers that are named learn")
  func learnsInPart() throws {
    let speech = try ToneSpeech(lines)
    defer { speech.remove() }
    let page = page(epochs: 2, size: 8, extra: "  layers: [normalization, linear]")
    let options = try options(speech, page: page, output: "run")
    let trainer = try Trainer(options)
    _ = try trainer.run(progress: { _ in }, shouldStop: { true })
    let first = try Safetensors(contentsOf: options.output + "/last/weights.safetensors")
    var second = options
    second.output += "2"
    second.initialWeights = options.output + "/last/weights.safetensors"
    _ = try Trainer(second).run(progress: { _ in }, shouldStop: { false })
    let last = try Safetensors(contentsOf: second.output + "/last/weights.safetensors")
    for (name, tensor) in first.tensors {
      let learns = name.contains(".normalization.") || name.contains(".linear.")
      #expect((last.tensors[name] != tensor) == learns, "\(name)")
    }
  }

  @Test("Two trainings in one folder are refused")
  func locksFolder() throws {
    let speech = try ToneSpeech(["a"])
    defer { speech.remove() }
    let options = try options(speech, page: page(epochs: 1, size: 8), output: "run")
    let first = try Trainer(options)
    let error = #expect(throws: TrainingError.self) { try Trainer(options) }
    #expect("\(error, default: "")".contains("process \(getpid())"))
    _ = try first.run(progress: { _ in }, shouldStop: { false })
  }

  @Test("Words that cannot fit in their recording are counted and left out")
  func countsTooLong() throws {
    let speech = try ToneSpeech(["a", "b"])
    defer { speech.remove() }
    let long = String(repeating: "a b ", count: 40).trimmingCharacters(in: .whitespaces)
    try "path\tseconds\tspeaker\twords\n0.wav\t0.45\ttone\ta\n1.wav\t0.45\ttone\t\(long)\n".write(
      toFile: speech.manifest, atomically: true, encoding: .utf8)
    let options = try options(speech, page: page(epochs: 2, size: 8), output: "run")
    let summary = try Trainer(options).run(progress: { _ in }, shouldStop: { false })
    #expect(summary.tooLong == 1)
  }
}

@Suite("Description of a training")
struct TrainingDescriptionTests {
  @Test(
    "Unknown keys and wrong values are errors with their line",
    arguments: [
      ("train: {epoch: 3}", "epoch"),
      ("train: {optimizer: sgd}", "sgd"),
      ("train: {precision: float16}", "float16"),
      ("train: {clip: -1}", "clip"),
      ("train: {layers: [dropout]}", "dropout"),
      ("train: {learning_rate: fast}", "fast"),
      ("augmentation: {speeed: 1}", "speeed"),
      ("augmentation: {speed: [2, 1]}", "lower"),
      ("nonsense: 1", "nonsense"),
    ])
  func refuses(line: String, mention: String) throws {
    let text = "frontend: {mel_bands: 24}\n" + line + "\n"
    do {
      _ = try TrainingDescription(text: text, path: "m.yaml")
      Issue.record("\(line) was accepted")
    } catch let error as DescriptionError {
      #expect(error.line == 2)
      #expect(error.description.contains(mention), "\(error)")
    }
  }

  @Test("A page says how to train")
  func reads() throws {
    let description = try TrainingDescription(
      text: page(epochs: 3, extra: "  shards: 3"), path: "m.yaml")
    #expect(description.epochs == 3)
    #expect(description.shards == 3)
    #expect(description.learningRate == 0.01)
    #expect(description.augmentation.gain == -1...1)
  }
}

@Suite("Order of an epoch")
struct BatchPlanTests {
  private let seconds = (0..<200).map { 0.5 + Double(($0 * 37) % 100) / 10 }

  @Test("Every utterance comes once and no batch is too long")
  func coversAll() {
    let plan = BatchPlan(seconds: seconds, batchSeconds: 40, seed: 1, epoch: 3)
    #expect(plan.batches.flatMap(\.self).sorted() == Array(0..<200))
    for batch in plan.batches {
      let longest = batch.map { seconds[$0] }.max() ?? 0
      #expect(longest * Double(batch.count) <= 40)
    }
  }

  @Test("Epochs differ, seeds repeat, and a curriculum goes from short to long")
  func orders() {
    let first = BatchPlan(seconds: seconds, batchSeconds: 40, seed: 1, epoch: 0)
    #expect(first == BatchPlan(seconds: seconds, batchSeconds: 40, seed: 1, epoch: 0))
    #expect(first != BatchPlan(seconds: seconds, batchSeconds: 40, seed: 1, epoch: 1))
    let curriculum = BatchPlan(
      seconds: seconds, batchSeconds: 40, seed: 1, epoch: 0, isCurriculum: true)
    let order = curriculum.batches.flatMap(\.self).map { seconds[$0] }
    #expect(order == order.sorted())
  }
}
