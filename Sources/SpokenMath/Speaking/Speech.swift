/// A formula being said: phrases in order, one for each token that the lexer shall see.
struct Speech {
  /// How to say it.
  struct Manner {
    var verbosity: SpeechVerbosity
    /// How explicitly each site, in the order of speech, says where it ends; missing ones are short.
    var levels: [Int] = []
    /// Whether verbose speech says “times” between letters side by side.
    var saysTimes = false
  }

  let manner: Manner
  private var phrases: [[String]] = []
  /// The most explicit level of each place where a closing word can be said or left out.
  private(set) var siteLevels: [Int] = []
  /// Whether the last phrase was text that more words would join.
  var endsInText = false
  /// Whether a bar between operands is “given” here.
  var namesBarGiven = false

  init(_ manner: Manner) {
    self.manner = manner
  }

  var isVerbose: Bool { manner.verbosity == .verbose }

  /// How explicitly the next construct says where it ends: from 0, short, to `most`.
  mutating func level(most: Int) -> Int {
    siteLevels.append(most)
    switch manner.verbosity {
    case .verbose: return most
    case .brief: return 0
    case .natural:
      let site = siteLevels.count - 1
      return site < manner.levels.count ? min(most, manner.levels[site]) : 0
    }
  }

  /// Says a phrase that is one or more tokens by itself.
  mutating func say(phrase: String) {
    phrases.append(phrase.split(separator: " ").map(String.init))
    endsInText = false
  }

  mutating func say(words: [String]) {
    if !words.isEmpty { phrases.append(words) }
    endsInText = false
  }

  mutating func say(_ keyword: Keyword, _ preferred: String? = nil) {
    say(phrase: SpokenNames.keyword(keyword, preferred))
  }

  /// The words; where two phrases side by side would be heard as another one, “then” parts them.
  var words: [String] {
    var parted: Set<Int> = []
    // Each round parts one more phrase at least; most formulas need one round.
    for _ in 0..<Self.mostRounds {
      let crossed = crossings(parted)
      if crossed.isEmpty { break }
      parted.formUnion(crossed)
    }
    return flattened(parted).words
  }

  private static let mostRounds = 32
  private static let separator = "then"

  /// The words, and for each boundary between words the phrase that ends there.
  private func flattened(_ parted: Set<Int>) -> (words: [String], ends: [Int: Int]) {
    var words: [String] = []
    var ends: [Int: Int] = [:]
    for (index, phrase) in phrases.enumerated() {
      words += phrase
      ends[words.count] = index
      if parted.contains(index) { words.append(Self.separator) }
    }
    return (words, ends)
  }

  /// The phrases that a token goes on beyond.
  private func crossings(_ parted: Set<Int>) -> Set<Int> {
    let (words, ends) = flattened(parted)
    var crossed: Set<Int> = []
    do {
      for token in try Lexer().tokens(of: words.map { SpokenWord($0) })
      where token.wordRange.count > 1 {
        for boundary in (token.wordRange.lowerBound + 1)..<token.wordRange.upperBound {
          if let phrase = ends[boundary], !parted.contains(phrase) { crossed.insert(phrase) }
        }
      }
    } catch {
      // “point six” and “two billion” side by side: a word is missed that the number before took.
      var boundary = error.wordRange.lowerBound
      while boundary > 0, ends[boundary] == nil { boundary -= 1 }
      if let phrase = ends[boundary], !parted.contains(phrase) { crossed.insert(phrase) }
    }
    return crossed
  }
}
