/// What can be said, read from the tables that the grammar uses.
public enum PhraseCatalogue {
  /// One meaning with every way to say it.
  public struct Entry: Hashable, Sendable {
    /// The table it comes from, as a heading: “Relations”.
    public let group: String
    /// What it means: the name of a sign, letter or grammar word.
    public let meaning: String
    /// The ways to say it, most usual first.
    public let phrases: [String]
    /// What it makes in a formula, a mark or style on the letter x; nil for words of the grammar.
    public let expression: MathExpression?
  }

  /// Every entry, in the order of the tables.
  public static let entries: [Entry] = {
    var entries: [Entry] = []
    func add(
      _ group: String, _ meaning: String, _ phrases: [String],
      _ kind: MathExpression.Kind? = nil
    ) {
      entries.append(
        Entry(
          group: group, meaning: meaning, phrases: phrases,
          expression: kind.map { MathExpression($0) }))
    }
    let x = MathExpression(.identifier(.init("x")))
    for (symbol, phrases) in SignTables.infix {
      add("Operators", symbol.rawValue, phrases, .symbol(symbol))
    }
    add("Operators", "times (always a cross)", SignTables.cross, .symbol(.times))
    for (symbol, negated, phrases) in SignTables.relations {
      add(
        "Relations and arrows", (negated ? "not " : "") + symbol.rawValue, phrases,
        negated ? .negated(symbol) : .symbol(symbol))
    }
    for (keyword, phrases) in KeywordTables.keywords where keyword != .ignored {
      add("Words of the grammar", keyword.rawValue, phrases)
    }
    for (name, phrases) in FunctionTables.functions {
      add("Functions", name, phrases, .function(name))
    }
    for (symbol, phrases) in FunctionTables.big {
      add("Big operators", symbol.rawValue, phrases, .symbol(symbol))
    }
    for (accent, phrases) in FunctionTables.accents {
      add("Accents", accent.rawValue, phrases, .accent(accent, x))
    }
    for (style, phrases) in LetterTables.styles {
      add("Styles", style.rawValue, phrases, .identifier(.init("x", style: style)))
    }
    for (name, phrases) in LetterTables.greek {
      add("Greek letters", name, phrases, .identifier(.init(name)))
    }
    for (name, phrases) in LetterTables.latin {
      add("Latin letters", name, phrases, .identifier(.init(name)))
    }
    for (set, phrases) in LetterTables.namedSets {
      let letter = MathExpression(.identifier(.init(String(set.prefix(1)), style: .blackboard)))
      let plus = MathExpression(.symbol(.plus))
      add(
        "Sets of numbers", set, phrases,
        set.hasSuffix("+")
          ? .scripts(base: letter, subscript: nil, superscript: plus, primes: 0) : letter.kind)
    }
    for (symbol, phrases) in SignTables.constants {
      add("Constants and marks", symbol.rawValue, phrases, .symbol(symbol))
    }
    add("Constants and marks", "ldots", SignTables.dots, .symbol(.ldots))
    for (symbol, phrases) in SignTables.separators {
      add("Separators", symbol.rawValue, phrases, .symbol(symbol))
    }
    for (delimiter, phrases) in DelimiterTables.open {
      add("Brackets", delimiter.rawValue, phrases, .symbol(delimiter.symbol))
    }
    for (delimiter, phrases) in DelimiterTables.close {
      add("Brackets", "close " + delimiter.rawValue, phrases, .symbol(delimiter.symbol))
    }
    for (symbol, phrases) in SignTables.loneDelimiters {
      add("Brackets without a partner", symbol.rawValue, phrases, .symbol(symbol))
    }
    for (unit, phrases) in FunctionTables.units { add("Units", unit, phrases, .upright(unit)) }
    return entries
  }()

  /// The entries that have this word, or these words side by side, in some phrase, or whose meaning
  /// it is.
  public static func entries(for word: String) -> [Entry] {
    let wanted = word.lowercased().split(separator: " ")
    guard !wanted.isEmpty else { return [] }
    let meaning = wanted.joined(separator: " ")
    return entries.filter { entry in
      entry.meaning.lowercased() == meaning
        || entry.phrases.contains { holds($0.split(separator: " "), wanted) }
    }
  }

  private static func holds(_ words: [Substring], _ wanted: [Substring]) -> Bool {
    guard words.count >= wanted.count else { return false }
    return (0...(words.count - wanted.count)).contains { start in
      words[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }

  // MARK: - Spellings

  /// The words of the catalogue that are spelled nearly like this, nearest first, at most `limit`.
  ///
  /// Near is one letter in three changed, added, left out or swapped with its neighbour.
  public static func spellings(near word: String, limit: Int = 5) -> [String] {
    let wanted = Array(word.lowercased().utf8)
    let most = max(1, wanted.count / 3)
    // Longer words than any phrase has are near none.
    guard wanted.count <= 40 else { return [] }
    return allWords.compactMap { candidate -> (word: String, distance: Int)? in
      let letters = Array(candidate.utf8)
      guard abs(letters.count - wanted.count) <= most else { return nil }
      let distance = distance(wanted, letters)
      return distance <= most ? (candidate, distance) : nil
    }
    .sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
    .prefix(limit).map(\.word)
  }

  private static let allWords: Set<String> = Set(
    entries.flatMap { entry in
      entry.phrases.flatMap { $0.split(separator: " ").map(String.init) }
        + (entry.meaning.contains(" ") ? [] : [entry.meaning])
    })

  /// Edits between two words, a swap of neighbours counted as one (optimal string alignment).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var best = min(
          last[column + 1] + 1, current[column] + 1,
          last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
