import ArgumentParser
import SpokenMath
import Typesetting

/// `dictex phrases`: what can be said, and what it makes.
struct Phrases: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what can be said, or look up a word or a LaTeX command.",
    discussion: """
      Without a word every phrase is listed, by group. With one, only what has the word in some \
      phrase, means it or is written with that command. Where there is nothing, the exit code is 1 \
      and near spellings are named on standard error.

      Examples:
        dictex phrases | less                everything
        dictex phrases union                 the phrases with “union”, and their LaTeX
        dictex phrases less than             words side by side
        dictex phrases '\\otimes'             how ⊗ is said
        dictex phrases --json theta | jq -r '.phrases[]'
      """)

  @Argument(help: "A word, words side by side, or a LaTeX command.")
  var words: [String] = []

  @Flag(help: "Print one JSON object for each meaning.")
  var json = false

  func run() throws {
    let wanted = words.joined(separator: " ").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    let matching = Set(PhraseCatalogue.entries(for: wanted))
    let found = PhraseCatalogue.entries.compactMap { entry -> Found? in
      let found = Found(entry)
      let isWanted = wanted.isEmpty || matching.contains(entry) || found.isWritten(with: wanted)
      return isWanted ? found : nil
    }
    if found.isEmpty {
      Diagnostics.report(Self.nothingFound(wanted))
      throw ExitCode.failure
    }
    if json {
      for entry in found { try StandardOutput.shared.writeLine(JSONText.line(entry)) }
    } else {
      try printText(found, wanted)
    }
  }

  private func printText(_ found: [Found], _ wanted: String) throws {
    var group: String?
    for entry in found {
      if entry.group != group {
        if group != nil { try StandardOutput.shared.writeLine("") }
        try StandardOutput.shared.writeLine(entry.group)
        group = entry.group
      }
      let name = entry.latex ?? entry.meaning
      let column = name.count < Self.column ? name.count : Self.column - 1
      let gap = String(repeating: " ", count: Self.column - column)
      let phrases = entry.phrases.joined(separator: " · ")
      try StandardOutput.shared.writeLine("  \(name)\(gap)\(phrases)")
    }
  }

  /// Where the phrases begin, after the meaning.
  private static let column = 24

  private static func nothingFound(_ wanted: String) -> String {
    let spelling = wanted.hasPrefix("\\") ? String(wanted.dropFirst()) : wanted
    let near = PhraseCatalogue.spellings(near: spelling)
    if near.isEmpty { return "no phrase has “\(wanted)”; `dictex phrases` lists them all" }
    return "no phrase has “\(wanted)”; near it: " + near.joined(separator: ", ")
  }
}

/// An entry of the catalogue with its LaTeX.
private struct Found: Encodable {
  var group: String
  var meaning: String
  var latex: String?
  var phrases: [String]

  init(_ entry: PhraseCatalogue.Entry) {
    group = entry.group
    meaning = entry.meaning
    latex = entry.expression.map { LaTeXWriter().latex($0) }
    phrases = entry.phrases
  }

  /// Whether the LaTeX is this, or has this command.
  func isWritten(with wanted: String) -> Bool {
    guard let latex else { return false }
    return latex == wanted || Self.commands(in: latex).contains(wanted)
  }

  /// The commands of a piece of LaTeX, with their backslashes.
  private static func commands(in latex: String) -> [String] {
    latex.split(separator: "\\").map { piece in "\\" + piece.prefix { $0.isLetter } }
  }
}
