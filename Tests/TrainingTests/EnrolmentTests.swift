import Foundation
import NeuralNetwork
import Testing

@testable import Recognition
@testable import Training

@Suite("Voices")
struct EnrolmentTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/dictex-voice-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test("The prompts hold every letter, and only what can be spelled")
  func prompts() {
    let words = EnrolmentPrompts.lines.flatMap { $0.split(separator: " ").map(String.init) }
    let letters = Set(words.filter { $0.count == 1 })
    #expect(letters == Set((97...122).map { String(UnicodeScalar(UInt8($0))) }))
    #expect(Vocabulary.english.encode(words) != nil)
    #expect(Set(EnrolmentPrompts.lines).count == 20)
  }

  @Test("A voice is kept beside its model and refused by another")
  func keeps() throws {
    let model = try folder()
    defer { try? FileManager.default.removeItem(atPath: model) }
    let voice = VoiceAdaptation(
      tensors: ["9.linear.bias": .init(shape: [2], values: [1, -2])],
      base: "one")
    try voice.write(to: VoiceAdaptation.path("anna", model: model))
    #expect(VoiceAdaptation.names(model: model) == ["anna"])
    let read = try VoiceAdaptation.load("anna", model: model, weights: "one")
    #expect(read.tensors == voice.tensors)
    #expect(throws: VoiceError.unknown("berta", known: ["anna"])) {
      try VoiceAdaptation.load("berta", model: model, weights: "one")
    }
    #expect(throws: VoiceError.self) {
      try VoiceAdaptation.load("anna", model: model, weights: "two")
    }
  }

  @Test("Names that are no file names are refused", arguments: ["", "../x", "a b", "ä"])
  func names(name: String) {
    #expect(throws: VoiceError.badName(name)) { try VoiceAdaptation.path(name, model: "m") }
  }
}
