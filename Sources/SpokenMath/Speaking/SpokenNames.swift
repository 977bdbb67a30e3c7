/// What each thing is called: the lexicon's tables read from meaning to phrase.
enum SpokenNames {
  /// The usual phrase for a meaning, or the preferred one if the lexicon reads it so.
  static func phrase(_ meaning: Token.Kind, preferring preferred: String? = nil) -> String? {
    let phrases = Lexicon.shared.phrases(for: meaning)
    if let preferred, phrases.contains(preferred) { return preferred }
    return usual[meaning] ?? phrases.first
  }

  /// Meanings whose first phrase in the tables is not the one to say by itself.
  private static let usual: [Token.Kind: String] = {
    var usual: [Token.Kind: String] = [:]
    for scalar in UnicodeScalar("a").value...UnicodeScalar("z").value {
      guard let letter = UnicodeScalar(scalar).map(String.init) else { continue }
      usual[.letter(.init(letter), cased: false)] = letter
    }
    return usual
  }()

  /// The phrase for a word of the grammar.
  static func keyword(_ keyword: Keyword, _ preferred: String? = nil) -> String {
    phrase(.keyword(keyword), preferring: preferred) ?? keyword.rawValue.lowercased()
  }

  /// The phrase for a sign: as operator, relation, mark or big operator, whichever the lexicon has.
  static func symbol(_ symbol: Symbol) -> String? { symbols[symbol] }

  private static let symbols: [Symbol: String] = {
    var table: [Symbol: String] = [:]
    for symbol in Symbol.allCases { table[symbol] = phrase(of: symbol) }
    return table
  }()

  private static func phrase(of symbol: Symbol) -> String? {
    switch symbol {
    case .factorial: return keyword(.factorial)
    case .percent: return keyword(.percent)
    case .bar: return phrase(.either(.bar))
    case .doubleBar: return phrase(.either(.doubleBar))
    default: break
    }
    let meanings: [Token.Kind] = [
      .infix(symbol), .relation(symbol, negated: false), .constant(symbol), .big(symbol),
      .separator(symbol),
    ]
    return meanings.lazy.compactMap { phrase($0) }.first
  }
}
