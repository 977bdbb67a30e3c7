import Recognition
import Testing

@Suite("Descriptions in YAML")
struct ModelDescriptionTests {
  private func read(_ text: String) throws -> ModelDescription {
    try ModelDescription(text: text, path: "model.yaml", symbolCount: 28)
  }

  @Test("A page with comments is read")
  func page() throws {
    let page = try read(
      """
      # a * b & c may stand in a comment
      frontend: {mel_bands: 40}   # so may they here: * &
      network:
        - lstm: {size: 4}
        - linear: {size: vocabulary}
      """)
    #expect(page.network == [.lstm(size: 4), .linear(size: 28)])
    #expect(page.frontEnd.melBands == 40)
  }

  @Test(
    "Anchors and aliases are refused before anything follows them",
    arguments: [
      "network: &a [*a]", "a: \"#\" &b c", "'# \" ': *x", "- &x y",
      // Ten levels would be 10¹⁰ nodes; as a key, each is looked at.
      (0..<10).map { "a\($0): &a\($0) [*a\(max(0, $0 - 1)), *a\(max(0, $0 - 1))]" }
        .joined(separator: "\n") + "\n? *a9\n: x",
    ])
  func anchors(text: String) throws {
    let error = #expect(throws: DescriptionError.self) { try read(text) }
    #expect(error?.reason.contains("anchor") == true)
    #expect(error?.line == 1)
  }

  @Test(
    "What is no page of ours is refused with its line",
    arguments: [
      ("", nil), ("network: [1, 2", nil), ("frontend: {sample_rate: 8000}\nnetworks: []", 2),
      ("network:\n  - lstm: {size: -4}", 2), ("network:\n  - lstm: {size: 4}\nnetwork: []", nil),
      (String(repeating: "[", count: 100), 1),
    ] as [(String, Int?)])
  func refused(text: String, line: Int?) throws {
    let error = #expect(throws: DescriptionError.self) { try read(text) }
    if let line { #expect(error?.line == line, "\(error?.description ?? "")") }
    #expect(error?.description.contains("\n") == false)
  }
}
