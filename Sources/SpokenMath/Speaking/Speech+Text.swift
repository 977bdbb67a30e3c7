/// Words that stay words, and names that no table has.
extension Speech {
  /// Plain words where the lexicon keeps them as words, else a quotation.
  mutating func sayText(_ text: String) {
    if isVerbose {
      let words = text.split(separator: " ").map(String.init)
      if !endsInText, text == " " + words.joined(separator: " ") + " ", staysText(words) {
        say(words: words)
        endsInText = true
      } else {
        sayQuotation(text, .text)
      }
    } else {
      say(words: Self.plainWords(text))
    }
  }

  /// Letters that stand upright: a unit by its name.
  mutating func sayUpright(_ letters: String) {
    if let phrase = SpokenNames.phrase(.unit(letters)) {
      say(phrase: phrase)
    } else {
      sayQuotation(letters, .upright)
    }
  }

  mutating func sayQuotation(_ string: String, _ content: Quotation.Content) {
    guard isVerbose else { return say(words: Self.plainWords(string)) }
    let spelled =
      Quotation.words(for: string, content)
      ?? Quotation.words(for: String(string.filter(Self.hasName)), content) ?? []
    let opening = content.opening.split(separator: " ").map(String.init)
    let closing = content.closing.split(separator: " ").map(String.init)
    say(words: opening + spelled + closing)
  }

  private static func hasName(_ character: Character) -> Bool {
    Quotation.words(for: String(character), .text) != nil
  }

  /// Whether the lexer keeps all these words as text.
  private func staysText(_ words: [String]) -> Bool {
    guard !words.isEmpty,
      let tokens = try? Lexer().tokens(of: words.map { SpokenWord($0) })
    else { return false }
    if tokens.count == 1 {
      switch tokens[0].kind {
      case .keyword(.or): return words == ["or"]
      case .keyword(.otherwise): return words == ["otherwise"]
      default: break
      }
    }
    return tokens.count == words.count
      && zip(tokens, words).allSatisfy { $0.kind == .text($1) }
  }

  /// Letters as words, digits as numbers, and nothing of the rest.
  private static func plainWords(_ text: String) -> [String] {
    var words: [String] = []
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      var letters = ""
      for character in word {
        if let digit = character.wholeNumberValue, (0...9).contains(digit) {
          if !letters.isEmpty { words.append(letters) }
          letters = ""
          words.append(NumberWords.unit(digit))
        } else if character.isASCII {
          letters.append(character)
        }
      }
      if !letters.isEmpty { words.append(letters) }
    }
    return words
  }
}
