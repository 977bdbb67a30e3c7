import Foundation
import NeuralNetwork
import Recognition
import SpokenMath
import Subprocess
import Testing
import Training
import Typesetting

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Weights, descriptions, manifests and transcripts that `shared/bad/make_inputs.py` makes.
struct HostileInputs {
  let folder: TemporaryFolder
  let rows: [(file: String, expectation: String)]

  /// Makes them; nil, with a message, where the generator or Python is absent.
  static func make() async throws -> HostileInputs? {
    let candidates = ["\(Package.root)/../shared/bad", "/work/shared/bad"]
    let generator = candidates.map { $0 + "/make_inputs.py" }.first {
      FileManager.default.fileExists(atPath: $0)
    }
    let folder = try TemporaryFolder()
    guard let generator,
      let made = try? await Subprocess.run(
        .name("python3"), arguments: [generator, folder.path], output: .discarded,
        error: .discarded), made.terminationStatus.isSuccess
    else {
      print("skipped: no shared/bad/make_inputs.py, or no python3 to run it")
      return nil
    }
    let list = try String(contentsOfFile: folder.path + "/inputs.tsv", encoding: .utf8)
    let rows = list.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    return HostileInputs(
      folder: folder,
      rows: rows.filter { $0.count > 2 }.map { (folder.path + "/" + $0[0], $0[2]) })
  }

  func files(_ kind: String) -> [(file: String, expectation: String)] {
    rows.filter { $0.file.contains("/\(kind)/") }
  }
}

@Suite("Hostile weights, descriptions, manifests and transcripts of shared/bad")
struct HostileInputTests {
  @Test("Damaged weights are refused in one short line; sound ones of another model lack tensors")
  func weights() async throws {
    guard let inputs = try await HostileInputs.make() else { return }
    // What a reader of the format cannot know: which tensors a model wants. Loading the model tells.
    let network = try Network(
      description: [.linear(size: 28)], input: FeatureShape(bins: 80, channels: 1), seed: 1)
    for (file, expectation) in inputs.files("weights") {
      let error = #expect(throws: SafetensorsError.self, "\(file)") {
        let weights = try Safetensors(contentsOf: file)
        try network.load(weights.tensors, from: file)
      }
      let line = "\(try #require(error))"
      #expect(!line.contains("\n") && line.utf8.count < 2_000, "\(file)")
      if expectation == "ok" { #expect(line.contains("lacks tensor"), "\(line)") }
    }
  }

  @Test("No description is accepted that is not one of ours, and none takes long")
  func descriptions() async throws {
    guard let inputs = try await HostileInputs.make() else { return }
    for (file, _) in inputs.files("yaml") {
      let error = #expect(throws: DescriptionError.self, "\(file)") {
        try ModelDescription(contentsOf: file, symbolCount: 28)
      }
      #expect("\(try #require(error))".contains("\n") == false, "\(file)")
    }
  }

  @Test("Manifests are read or refused as they deserve, once their columns are named as ours")
  func manifests() async throws {
    guard let inputs = try await HostileInputs.make() else { return }
    // In ours a speaker may come twice, and its name is no file's.
    let fineWithUs = ["dup_id", "id_slash", "too_long_for_audio"]
    for (file, expectation) in inputs.files("manifest") {
      guard var data = FileManager.default.contents(atPath: file) else { continue }
      data = Self.renamed(data, isTable: file.hasSuffix(".tsv"))
      let copy = try inputs.folder.file(URL(fileURLWithPath: file).lastPathComponent, Array(data))
      let utterances = try? Manifest.read(path: copy, checkingFiles: false)
      if fineWithUs.contains(where: copy.contains) { continue }
      if expectation == "ok" { #expect(utterances != nil, "\(file)") }
      // Those of which only the recording is wrong need the recordings to tell.
      if expectation == "err", utterances != nil {
        #expect(throws: ManifestError.self, "\(file)") { try Manifest.read(path: copy) }
      }
    }
  }

  /// With our names of the columns `id`, `duration` and `text`.
  private static func renamed(_ data: Data, isTable: Bool) -> Data {
    // Byte for byte: what is wrong with a manifest must stay wrong.
    guard let text = String(validating: data, as: UTF8.self) else { return data }
    let (before, after) = isTable ? ("(?m)(?<![a-z])", "(?![a-z])") : ("\"", "\"")
    let lines = text.components(separatedBy: "\n")
    let changed = lines.enumerated().map { index, line in
      guard !isTable || index == 0 else { return line }
      var line = line
      for (theirs, ours) in [("id", "speaker"), ("duration", "seconds"), ("text", "words")] {
        line = line.replacingOccurrences(
          of: before + theirs + after, with: isTable ? ours : "\"\(ours)\"",
          options: .regularExpression)
      }
      return line
    }
    return Data(changed.joined(separator: "\n").utf8)
  }

  @Test("Every transcript ends in a formula of ours or in an error")
  func transcripts() async throws {
    guard let inputs = try await HostileInputs.make() else { return }
    for (file, _) in inputs.files("transcript") {
      guard let data = FileManager.default.contents(atPath: file),
        let text = String(validating: data, as: UTF8.self)
      else { continue }
      for line in text.split(whereSeparator: \.isNewline).prefix(100) {
        let words = line.lowercased().split(whereSeparator: \.isWhitespace)
        guard
          let readings = try? SpokenMathParser().readings(
            of: words.map { SpokenWord(String($0)) }, limit: 2)
        else { continue }
        for reading in readings {
          let latex = LaTeXWriter().latex(reading.expression)
          #expect(latex.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(file)")
          #expect(!latex.contains("\\input") && !latex.contains("\\write"), "\(file)")
        }
      }
    }
  }
}
