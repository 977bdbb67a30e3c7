import Foundation
import SpokenMath
import Testing

/// `docs/grammar.md` is made from the tables and the corpus, so it cannot drift.
///
/// To write it anew: `DICTEX_WRITE_DOCS=1 swift test --filter GrammarPageTests`.
@Suite("The grammar page")
struct GrammarPageTests {
  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/grammar.md")

  @Test("says what the tables and the corpus say")
  func upToDate() throws {
    let wanted = try markdown()
    if ProcessInfo.processInfo.environment["DICTEX_WRITE_DOCS"] != nil {
      try wanted.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let found = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(found == wanted, "run DICTEX_WRITE_DOCS=1 swift test --filter GrammarPageTests")
  }

  private func markdown() throws -> String {
    var out = """
      # What can be said

      Made from the tables in `Sources/SpokenMath/Lexicon` and the tested examples in
      `Tests/SpokenMathTests/Corpus`; a test keeps it so. “the” may be said or left out anywhere.
      Each production's EBNF stands above its function in `Sources/SpokenMath/Grammar`.

      ## Examples, by construct

      """
    for file in try corpusFiles() {
      let name = file.deletingPathExtension().lastPathComponent.replacingOccurrences(
        of: "-", with: " ")
      out += "\n### " + name.prefix(1).uppercased() + name.dropFirst() + "\n\n"
      out += "| said | LaTeX |\n|---|---|\n"
      for line in try corpusLines(file) {
        out += "| \(line.said) | `\(line.latex.replacingOccurrences(of: "|", with: "\\|"))` |\n"
      }
    }
    out += "\n## Guesses\n\nWhere nobody says how far a construct reaches, a heuristic guesses, "
    out += "with a prior counted on pairs of\nspoken formulas and LaTeX; the other answer is "
    out += "another reading.\n\n"
    out += "| heuristic | said | one reading | the other |\n|---|---|---|---|\n"
    for heuristic in Heuristic.allCases {
      let example = heuristic.example
      let row = [heuristic.rawValue, example.said, example.yes, example.no].map {
        $0.replacingOccurrences(of: "|", with: "\\|")
      }
      out += "| " + row.joined(separator: " | ") + " |\n"
    }
    out += "\n## Phrases\n"
    var group = ""
    for entry in PhraseCatalogue.entries {
      if entry.group != group {
        group = entry.group
        out += "\n### \(group)\n\n| meaning | said |\n|---|---|\n"
      }
      out += "| \(entry.meaning) | \(entry.phrases.joined(separator: " · ")) |\n"
    }
    return out
  }
}
