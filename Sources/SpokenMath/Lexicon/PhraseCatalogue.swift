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
  }

  /// Every entry, in the order of the tables.
  public static let entries: [Entry] = {
    var entries: [Entry] = []
    func add(_ group: String, _ meaning: String, _ phrases: [String]) {
      entries.append(Entry(group: group, meaning: meaning, phrases: phrases))
    }
    for (symbol, phrases) in SignTables.infix { add("Operators", symbol.rawValue, phrases) }
    add("Operators", "times (always a cross)", SignTables.cross)
    for (symbol, negated, phrases) in SignTables.relations {
      add("Relations and arrows", (negated ? "not " : "") + symbol.rawValue, phrases)
    }
    for (keyword, phrases) in KeywordTables.keywords where keyword != .ignored {
      add("Words of the grammar", keyword.rawValue, phrases)
    }
    for (name, phrases) in FunctionTables.functions { add("Functions", name, phrases) }
    for (symbol, phrases) in FunctionTables.big { add("Big operators", symbol.rawValue, phrases) }
    for (accent, phrases) in FunctionTables.accents { add("Accents", accent.rawValue, phrases) }
    for (style, phrases) in LetterTables.styles { add("Styles", style.rawValue, phrases) }
    for (name, phrases) in LetterTables.greek { add("Greek letters", name, phrases) }
    for (set, phrases) in LetterTables.namedSets { add("Sets of numbers", set, phrases) }
    for (symbol, phrases) in SignTables.constants {
      add("Constants and marks", symbol.rawValue, phrases)
    }
    add("Constants and marks", "ldots", SignTables.dots)
    for (symbol, phrases) in SignTables.separators { add("Separators", symbol.rawValue, phrases) }
    for (delimiter, phrases) in DelimiterTables.open {
      add("Brackets", delimiter.rawValue, phrases)
    }
    for (delimiter, phrases) in DelimiterTables.close {
      add("Brackets", "close " + delimiter.rawValue, phrases)
    }
    for (symbol, phrases) in SignTables.loneDelimiters {
      add("Brackets without a partner", symbol.rawValue, phrases)
    }
    for (unit, phrases) in FunctionTables.units { add("Units", unit, phrases) }
    return entries
  }()

  /// The entries that have this word in some phrase, or whose meaning it is.
  public static func entries(for word: String) -> [Entry] {
    let wanted = word.lowercased()
    return entries.filter { entry in
      entry.meaning.lowercased() == wanted
        || entry.phrases.contains { $0.split(separator: " ").contains { $0 == wanted } }
    }
  }
}
