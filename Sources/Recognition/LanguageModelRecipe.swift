import DurableFiles
import Foundation
import NeuralNetwork

/// How the language model and the lexicon of a model directory are made from texts.
///
///     P = (1 − Σ λ − ρ) · P(all lines)  +  Σ λₛ · P(lines of source s)  +  ρ · P(lines with renamed letters)
///
/// Each P is an interpolated modified Kneser–Ney model. Emphasis on one source keeps lists of single
/// digits, letters and commands from drowning among formulas; renaming the variables of formulas
/// (all letters but `a`, and the Greek ones) teaches that any letter may stand where one does.
public struct LanguageModelRecipe: Sendable {
  /// Lines of one kind.
  public struct Source: Sendable {
    /// What the lines are, such as a file's name.
    public var name: String
    /// Lines of words parted by spaces.
    public var lines: [String]
    /// Weight λ of a model of these lines alone, besides their part in the common one.
    public var emphasis: Double
    /// Whether the lines take part in renaming.
    public var isRenamed: Bool

    /// Makes a source.
    ///
    /// - Parameters:
    ///   - name: What the lines are.
    ///   - lines: Lines of words parted by spaces.
    ///   - emphasis: Weight of a model of these lines alone.
    ///   - isRenamed: Whether the lines take part in renaming.
    ///   - heldOut: Lines that must not be learnt, such as those that perplexity is measured on.
    public init(
      name: String, lines: [String], emphasis: Double = 0, isRenamed: Bool = true,
      heldOut: Set<String> = []
    ) {
      self.name = name
      self.lines = heldOut.isEmpty ? lines : lines.filter { !heldOut.contains($0) }
      self.emphasis = emphasis
      self.isRenamed = isRenamed
    }
  }

  /// A made model.
  public struct Result: Sendable {
    /// The language model.
    public var table: NGramTable
    /// The lexicon: every word of the texts and the additional ones, sorted.
    public var words: [String]
  }

  /// Length of the longest n-grams.
  public var order = 4
  /// Relative change of perplexity below which an n-gram is left out.
  public var pruningThreshold = 1e-7
  /// Weight ρ of the lines with renamed letters.
  public var renamedWeight = 0.1
  /// Seed of the renaming.
  public var seed: UInt64 = 1

  /// Makes the recipe of the shipped model.
  public init() {}

  /// Makes the language model and the lexicon.
  ///
  /// - Parameters:
  ///   - sources: The texts.
  ///   - additionalWords: Words to be known though no line has them.
  /// - Returns: The table and the words of the lexicon.
  /// - Throws: `LanguageError` if there is no text or a weight is out of range.
  public func make(
    from sources: [Source], additionalWords: [String] = []
  ) throws -> Result {
    let emphasis = sources.reduce(0) { $0 + $1.emphasis }
    guard emphasis + renamedWeight < 1, sources.allSatisfy({ $0.emphasis >= 0 }) else {
      throw LanguageError.optionOutOfRange(
        name: "emphasis", found: "\(emphasis + renamedWeight) in all", wanted: "from 0 to below 1")
    }
    let lines = sources.flatMap(\.lines)
    var renaming = LetterRenaming(seed: seed)
    let renamed =
      renamedWeight > 0
      ? sources.filter(\.isRenamed).flatMap { $0.lines.map { renaming.renamed($0) } } : []
    var words = Set(additionalWords)
    for line in lines + renamed {
      words.formUnion(line.split(whereSeparator: \.isWhitespace).map(String.init))
    }
    let sorted = words.sorted()
    func estimate(_ lines: [String]) throws -> NGramTable {
      try LanguageModelEstimator.estimate(lines: lines, order: order, additionalWords: sorted)
    }
    var parts = [(weight: 1 - emphasis - renamedWeight, table: try estimate(lines))]
    for source in sources where source.emphasis > 0 {
      parts.append((source.emphasis, try estimate(source.lines)))
    }
    if renamedWeight > 0 { parts.append((renamedWeight, try estimate(renamed))) }
    let table = try parts.count == 1 ? parts[0].table : NGramTable(mixing: parts)
    return Result(table: table.pruned(threshold: pruningThreshold), words: sorted)
  }

  /// Reads lines of words from a file: the `words` column of a list with a header, else the first column.
  ///
  /// Letters written by name become letters, see ``LetterNames``.
  ///
  /// - Returns: The lines that are not empty.
  /// - Throws: `LanguageError.file` if the file cannot be read.
  public static func lines(contentsOf path: String) throws -> [String] {
    let text = try LanguageError.reading { try RegularFile.text(path) }
    var lines = text.split(whereSeparator: \.isNewline)
    var column = 0
    if let header = lines.first?.split(separator: "\t"), header.first == "path",
      let words = header.firstIndex(of: "words")
    {
      column = words
      lines.removeFirst()
    }
    return lines.compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard column < fields.count, !fields[column].isEmpty else { return nil }
      let words = fields[column].split(whereSeparator: \.isWhitespace).map(String.init)
      return LetterNames.asLetters(words).joined(separator: " ")
    }
  }
}

extension LanguageModelRecipe.Result {
  /// Writes `lexicon.txt` and `language.lm` into a model directory.
  ///
  /// - Throws: `LanguageError.file` if a file cannot be written.
  public func write(toDirectory directory: String) throws {
    let url = URL(fileURLWithPath: directory)
    let files: [(String, Data)] = [
      ("lexicon.txt", Data((words.joined(separator: "\n") + "\n").utf8)),
      ("language.lm", try table.compactForm()),
    ]
    for (name, bytes) in files {
      do {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try bytes.write(to: url.appendingPathComponent(name), options: .atomic)
      } catch {
        throw LanguageError.file(
          path: url.appendingPathComponent(name).path, reason: error.localizedDescription)
      }
    }
  }
}

/// Gives the variables of a line other names: one shuffle of the letters, one of the Greek ones.
struct LetterRenaming {
  private static let latin = "b c d e f g h i j k l m n o p q r s t u v w x y z"
    .split(separator: " ").map(String.init)
  private static let greek = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau phi chi \
    psi omega
    """.split(separator: " ").map(String.init)
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(state: seed) }

  mutating func renamed(_ line: String) -> String {
    var names: [Substring: String] = [:]
    for letters in [Self.latin, Self.greek] {
      for (letter, name) in zip(letters, letters.shuffled(using: &generator)) {
        names[Substring(letter)] = name
      }
    }
    return line.split(whereSeparator: \.isWhitespace)
      .map { names[$0] ?? String($0) }.joined(separator: " ")
  }
}
