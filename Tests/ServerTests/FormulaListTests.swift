import Foundation
import Testing

@testable import DictationServer

@Suite("The list of formulas")
struct FormulaListTests {
  private let path = NSTemporaryDirectory() + "/list-\(UUID().uuidString).jsonl"

  @Test("What was added is there after a restart, what was removed is not")
  func restart() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let list = try FormulaList(path: path)
    let first = try await list.add("x^{2}", time: 1)
    let second = try await list.add("\\frac{a}{\"b\"}", time: 2)
    try await list.remove(first)
    let again = try FormulaList(path: path)
    #expect(
      await again.entries == [.init(id: second, latex: "\\frac{a}{\"b\"}", time: 2)])
    #expect(try await again.add("y") == second + 1)
  }

  @Test("Whoever watches hears of every change, until they stop")
  func watching() async throws {
    let list = try FormulaList(path: nil)
    try await confirmation(expectedCount: 2) { changed in
      let watcher = await list.watch { changed() }
      let id = try await list.add("x")
      try await list.remove(id)
      try await list.remove(id)
      await list.stopWatching(watcher)
      try await list.add("y")
    }
  }

  @Test("A file that is no list is left alone", arguments: ["hello\n", "{\"id\": 1}\n", "\u{0}"])
  func wrongFile(text: String) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: FormulaList.Unreadable.self) { try FormulaList(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
  }

  @Test("A list that cannot be written says so and stays as it was")
  func unwritable() async throws {
    let list = try FormulaList(path: "/no/such/folder/list.jsonl")
    await #expect(throws: (any Error).self) { try await list.add("x") }
    #expect(await list.entries.isEmpty)
  }
}
