import Audio
import Dictation
import Foundation
import NeuralNetwork
import Recognition

@testable import Training

/// Manifests of both forms, and the lists of words that people write themselves.
func attackManifest(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  let rest = Array(bytes.dropFirst())
  if first % 3 == 2 {
    if let text = String(validating: rest, as: UTF8.self) {
      _ = try? PersonalWords(text: text, path: "words")
    }
    return
  }
  var reader = ManifestReader(folder: "/", checkingFiles: false, allowingNoWords: first & 8 != 0)
  rest.withUnsafeBufferPointer { reader.read($0, isJSON: first % 3 == 1) }
  for utterance in reader.utterances {
    require(utterance.seconds.isFinite && utterance.seconds >= 0, "\(utterance.seconds) s")
    require(utterance.words.allSatisfy { !$0.isEmpty }, "an empty word")
  }
}

/// Descriptions of networks and of training.
func attackYAML(_ bytes: [UInt8]) {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  _ = try? ModelDescription(text: text, path: "model.yaml", symbolCount: 28)
  _ = try? TrainingDescription(text: text, path: "model.yaml")
}

/// Weights, checkpoints, voices; language models of both forms.
func attackWeights(_ bytes: [UInt8]) {
  let isCompact = bytes.starts(with: Array("DictexLM".utf8))
  if isCompact || bytes.starts(with: Array("\\data\\".utf8)) {
    let file = isCompact ? bytes + checksum(bytes) : bytes
    if let model = try? LanguageModel.load(bytes: file, path: "language.lm") {
      let value = model.logProbability(ofLine: ["x", "plus", "one"])
      require(!value.isNaN, "a probability that is no number")
    }
    return
  }
  if let file = try? Safetensors(data: Data(bytes), path: "weights.safetensors") {
    for (name, tensor) in file.tensors {
      require(tensor.values.allSatisfy(\.isFinite), "\(name) is not finite")
      require(tensor.values.count == tensor.shape.reduce(1, *), "\(name) has another shape")
    }
  }
}

/// FNV-1a, as a compact language model ends: without it no change would get further than the checksum.
private func checksum(_ bytes: [UInt8]) -> [UInt8] {
  let hash = bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  return withUnsafeBytes(of: hash.littleEndian) { Array($0) }
}

/// The first seconds of a recording.
func attackAudio(_ bytes: [UInt8]) {
  guard let reader = try? AudioFileReader(bytes: bytes, name: "recording") else { return }
  var frames = 0
  while frames < 1 << 20, let block = try? reader.read(maximumFrames: 1 << 14) {
    require(block.allSatisfy(\.isFinite), "a sample that is not finite")
    frames += block.count
  }
  _ = reader.warning
}
