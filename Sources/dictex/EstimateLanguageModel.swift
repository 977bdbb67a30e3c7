import ArgumentParser
import Foundation
import Recognition

/// `dictex language-model`: learn which words follow which.
struct EstimateLanguageModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-model",
    abstract: "Learn a word n-gram model from texts of spoken formulas.",
    discussion: """
      Texts hold a line of words each line; after a tab, anything may stand. The model is \\
      interpolated modified Kneser-Ney, written in the ARPA form or, with a name that ends in \\
      .lm, in the compact form that models ship with.

      Examples:
        dictex language-model texts.tsv > language.arpa
        dictex language-model texts.tsv --lexicon lexicon.txt --prune 1e-7 --output language.lm
      """)

  @Argument(help: "Texts; - is standard input.", completion: .file())
  var texts: [String]

  @Option(help: "Length of the longest n-grams, 1…4.")
  var order = 3

  @Option(help: "Drop n-grams that matter less than this (relative entropy); 0 keeps all.")
  var prune = 0.0

  @Option(help: "Words to know though no text has them, one a line.", completion: .file())
  var lexicon: String?

  @Option(
    name: .shortAndLong, help: "Where to write, .arpa or .lm (default: ARPA on standard output).",
    completion: .file(extensions: ["arpa", "lm"]))
  var output: String?

  func validate() throws {
    try require(1...4, order, "--order")
    try require(0...1, prune, "--prune")
  }

  func run() throws {
    let words = try lexicon.map { try TextLines.read($0).filter { !$0.hasPrefix("#") } } ?? []
    var table = try LanguageModelEstimator.estimate(
      lines: texts.flatMap(TextLines.read), order: order, additionalWords: words)
    if prune > 0 { table = table.pruned(threshold: prune) }
    guard let output else { return try StandardOutput.shared.write(table.arpa()) }
    let content = output.hasSuffix(".lm") ? try table.compactForm() : Data(table.arpa().utf8)
    do {
      try content.write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw FileError.cannotWrite(path: output, reason: error.localizedDescription)
    }
    let counts = table.levels.enumerated().map { "\($1.nGrams.count) \($0 + 1)-grams" }
    Diagnostics.report("\(output): \(counts.joined(separator: ", "))")
  }
}

/// Files of lines of words.
enum TextLines {
  /// Reads the first column of every line that is not empty; `-` is standard input.
  static func read(_ path: String) throws -> [String] {
    guard let bytes = try path == "-" ? standardInput() : contents(path) else {
      throw FileError.cannotRead(path: path, reason: "wanted a text")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FileError.cannotRead(path: path, reason: "not UTF-8; convert it with iconv -t UTF-8")
    }
    return text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.prefix { $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
      return words.isEmpty ? nil : String(words)
    }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  private static func standardInput() throws -> [UInt8]? {
    var bytes: [UInt8] = []
    while let block = try StandardStreams.readInput(capacity: 1 << 16) { bytes += block }
    return bytes
  }
}
