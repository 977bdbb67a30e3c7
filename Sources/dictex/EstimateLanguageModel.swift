import ArgumentParser
import DurableFiles
import Foundation
import Recognition
import SpokenMath

/// `dictex language-model`: learn which words follow which.
struct EstimateLanguageModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-model",
    abstract: "Learn a word n-gram model from texts of spoken formulas.",
    discussion: """
      Texts hold a line of words each line; after a tab, anything may stand. Of lists of recordings \
      the column of words is taken. The model is interpolated modified Kneser-Ney, written in the \
      ARPA form or, with a name that ends in .lm, in the compact form that models ship with.

      Examples:
        dictex language-model texts.tsv > language.arpa
        dictex language-model texts.tsv --lexicon words.txt --prune 1e-7 --output language.lm
        dictex language-model texts.tsv --emphasize people.tsv=0.1 --rename 0.1 --order 4 \
      --prune 1e-7 --held-out dev.tsv --model-directory models/dictex
      """)

  @Argument(help: "Texts; - is standard input.", completion: .file())
  var texts: [String]

  @Option(help: "Length of the longest n-grams, 1…4.")
  var order = 3

  @Option(help: "Drop n-grams that change perplexity by less than this part; 0 keeps all.")
  var prune = 0.0

  @Option(
    help: ArgumentHelp(
      "One more text, and the weight of a model of it alone in the mixture.",
      valueName: "file=weight"))
  var emphasize: [String] = []

  @Option(help: "Weight of a model of the texts with other letters as variables.")
  var rename = 0.0

  @Option(
    help: "Lines not to be learnt from the texts; the perplexity on them is reported.",
    completion: .file())
  var heldOut: [String] = []

  @Option(help: "Words to know though no text has them, one a line.", completion: .file())
  var lexicon: String?

  @Option(
    name: .shortAndLong, help: "Where to write, .arpa or .lm (default: ARPA on standard output).",
    completion: .file(extensions: ["arpa", "lm"]))
  var output: String?

  @Option(
    help: "Write language.lm and lexicon.txt there instead, the grammar's own words among them.",
    completion: .directory)
  var modelDirectory: String?

  func validate() throws {
    try require(1...4, order, "--order")
    try require(0...1, prune, "--prune")
    try require(0...0.99, rename, "--rename")
  }

  func run() throws {
    let measured = try heldOut.map {
      (path: $0, lines: try LanguageModelRecipe.lines(contentsOf: $0))
    }
    let left = Set(measured.flatMap(\.lines))
    var sources = try texts.map { path in
      let lines =
        try path == "-" ? TextLines.read(path) : LanguageModelRecipe.lines(contentsOf: path)
      return LanguageModelRecipe.Source(name: path, lines: lines, heldOut: left)
    }
    sources += try emphasize.map(emphasized)
    var words = try lexicon.map { try TextLines.read($0).filter { !$0.hasPrefix("#") } } ?? []
    if modelDirectory != nil { words += grammarWords() }
    var recipe = LanguageModelRecipe()
    recipe.order = order
    recipe.pruningThreshold = prune
    recipe.renamedWeight = rename
    let result = try recipe.make(from: sources, additionalWords: words)
    try write(result)
    let counts = result.table.levels.enumerated().map { "\($1.nGrams.count) \($0 + 1)-grams" }
    Diagnostics.report(counts.joined(separator: ", "))
    let model = LanguageModel(result.table)
    for list in measured {
      let found = model.perplexity(of: list.lines)
      let perplexity = String(format: "%.1f", found.perplexity)
      Diagnostics.report(
        "\(list.path): perplexity \(perplexity), \(found.unknownCount) unknown words")
    }
  }

  private func emphasized(_ option: String) throws -> LanguageModelRecipe.Source {
    guard let sign = option.lastIndex(of: "="),
      let weight = Double(option[option.index(after: sign)...]),
      weight > 0, weight < 1
    else {
      throw ValidationError("--emphasize wants FILE=WEIGHT, 0 < WEIGHT < 1, found '\(option)'")
    }
    let path = String(option[..<sign])
    return LanguageModelRecipe.Source(
      name: path, lines: try LanguageModelRecipe.lines(contentsOf: path), emphasis: weight,
      isRenamed: false)
  }

  /// The words of the grammar's phrases that can be spelled with letters.
  private func grammarWords() -> [String] {
    LetterNames.asLetters(
      SpokenMath.Lexicon.shared.phrases.flatMap { $0.phrase.split(separator: " ").map(String.init) }
    )
    .filter { Vocabulary.english.encode([$0]) != nil && !$0.contains("|") }
  }

  private func write(_ result: LanguageModelRecipe.Result) throws {
    if let modelDirectory { return try result.write(toDirectory: modelDirectory) }
    guard let output else { return try StandardOutput.shared.write(result.table.arpa()) }
    let content =
      output.hasSuffix(".lm") ? try result.table.compactForm() : Data(result.table.arpa().utf8)
    do {
      try content.write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw FileError.cannotWrite(path: output, reason: error.localizedDescription)
    }
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
    (try? RegularFile.contents(path)).map { [UInt8]($0) }
  }

  private static func standardInput() throws -> [UInt8]? {
    var bytes: [UInt8] = []
    while let block = try StandardStreams.readInput(capacity: 1 << 16) { bytes += block }
    return bytes
  }
}
