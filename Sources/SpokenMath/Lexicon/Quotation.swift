/// What is said letter for letter: words that stay words, names and digits that no table has.
///
///     quotation = "begin" kind { piece } "end" kind ;
///     kind      = "text" | "upright word" | "name" | "digits" ;
///     piece     = [ "joined" ] [ "capital" | "capitals" ] ( word | "word" reserved )
///               | "digit" digit | "space" | "comma" | "period" | … ;
///
/// In text, two words side by side have a blank between them; a blank beside anything else is said.
/// In names nothing has.
enum Quotation {
  /// What a quotation makes.
  enum Content: String, CaseIterable {
    case text
    case upright = "upright word"
    case name
    case digits

    var opening: String { "begin " + rawValue }
    var closing: String { "end " + rawValue }

    func kind(_ string: String) -> MathExpression.Kind {
      switch self {
      case .text: return .text(string)
      case .upright: return .upright(string)
      case .name: return .function(string)
      case .digits: return .number(string)
      }
    }
  }

  /// The phrases that open and close, for the lexicon.
  static let phrases = Content.allCases.flatMap { [$0.opening, $0.closing] }

  private static let signs: [(name: String, character: Character)] = [
    ("space", " "), ("comma", ","), ("period", "."), ("semicolon", ";"), ("colon", ":"),
    ("hyphen", "-"), ("slash", "/"), ("apostrophe", "'"), ("question", "?"), ("exclamation", "!"),
    ("point", "."), ("asterisk", "*"), ("plus", "+"), ("equals", "="), ("underscore", "_"),
    ("lparen", "("), ("rparen", ")"), ("lbracket", "["), ("rbracket", "]"), ("less", "<"),
    ("greater", ">"), ("percent", "%"), ("ampersand", "&"), ("hash", "#"), ("dollar", "$"),
    ("pipe", "|"), ("quote", "\""), ("at", "@"), ("backquote", "`"),
  ]
  private static let characters = Dictionary(
    signs.map { ($0.name, $0.character) }, uniquingKeysWith: { first, _ in first })
  private static let names = Dictionary(
    signs.map { ($0.character, $0.name) }, uniquingKeysWith: { first, _ in first })
  private static let marks: Set<String> = [
    "joined", "capital", "capitals", "word", "digit", "begin", "end",
  ]

  private static func isReserved(_ word: String) -> Bool {
    marks.contains(word) || characters[word] != nil || word == "the"
  }

  // MARK: - Saying

  /// The words between “begin” and “end” that spell this, or nil where a character has no name.
  static func words(for string: String, _ content: Content) -> [String]? {
    var words: [String] = []
    var word = ""
    var followsWord = false
    var isJoined = false
    func flush() {
      guard !word.isEmpty else { return }
      if isJoined, content == .text { words.append("joined") }
      let lower = word.lowercased()
      let isCapital = word != lower
      if isCapital {
        words.append(
          word.count > 1 && word.dropFirst() != lower.dropFirst()
            ? "capitals" : "capital")
      }
      if isReserved(lower) { words.append("word") }
      words.append(lower)
      word = ""
      followsWord = true
      isJoined = true
    }
    let all = Array(string)
    for (index, character) in all.enumerated() {
      guard character.isASCII else { return nil }
      if character.isLetter {
        // A word is all small, all capital, or a capital and small letters.
        if let last = word.last {
          let isSame =
            word.count == 1 && word.first?.isUppercase == true
            || last.isUppercase == character.isUppercase
          let breaks =
            !isSame
            || word.count > 1 && word.allSatisfy(\.isUppercase) && character.isLowercase
          if breaks { flush() }
        }
        word.append(character)
        continue
      }
      flush()
      if character == " ", content == .text, followsWord, index + 1 < all.count,
        all[index + 1].isLetter
      {
        isJoined = false
        continue
      }
      isJoined = false
      followsWord = false
      if let digit = character.wholeNumberValue {
        if content != .digits { words.append("digit") }
        words.append(NumberWords.unit(digit))
      } else if let name = content == .digits && character == "." ? "point" : names[character] {
        words.append(name)
      } else {
        return nil
      }
    }
    flush()
    return words
  }

  // MARK: - Reading

  /// The quotation that starts at `start`, and how many pieces it takes.
  static func match(
    in pieces: [Piece], at start: Int
  ) -> (kind: MathExpression.Kind, length: Int)? {
    guard pieces[start].text == "begin" else { return nil }
    for content in Content.allCases {
      let opening = content.opening.split(separator: " ").map(String.init)
      guard hasWords(opening, in: pieces, at: start) else { continue }
      let closing = content.closing.split(separator: " ").map(String.init)
      var index = start + opening.count
      var inner: [String] = []
      while index < pieces.count {
        if hasWords(closing, in: pieces, at: index) {
          return string(of: inner, content).map {
            (content.kind($0), index + closing.count - start)
          }
        }
        // A quotation holds no other: so a text that never ends is looked through once.
        if pieces[index].text == "begin" { break }
        inner.append(pieces[index].text)
        if pieces[index].text == "word", index + 1 < pieces.count {
          index += 1
          inner.append(pieces[index].text)
        }
        index += 1
      }
    }
    return nil
  }

  private static func hasWords(_ words: [String], in pieces: [Piece], at start: Int) -> Bool {
    guard start + words.count <= pieces.count else { return false }
    return words.indices.allSatisfy { pieces[start + $0].text == words[$0] }
  }

  private static func string(of words: [String], _ content: Content) -> String? {
    var string = ""
    var followsWord = false
    var isJoined = content != .text
    var capital = ""
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      switch word {
      case "joined": isJoined = true
      case "capital", "capitals": capital = word
      case "digit" where index < words.count && NumberWords.units[words[index]] != nil:
        string += NumberWords.units[words[index]].map(String.init) ?? ""
        index += 1
        followsWord = false
      default:
        if content == .digits {
          guard let piece = word == "point" ? "." : NumberWords.units[word].map(String.init) else {
            return nil
          }
          string += piece
        } else if let character = characters[word] {
          string.append(character)
          followsWord = false
        } else {
          var said = word
          if word == "word", index < words.count {
            said = words[index]
            index += 1
          }
          if followsWord, !isJoined { string += " " }
          string +=
            capital == "capitals"
            ? said.uppercased()
            : capital == "capital" ? said.capitalizedFirst : said
          followsWord = true
        }
        capital = ""
        isJoined = content != .text
      }
    }
    return string
  }
}
