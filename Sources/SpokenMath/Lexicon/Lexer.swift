/// Turns pieces into tokens: the longest phrase wins, numbers and ordinals are put together, and short
/// runs of letters that are no word (`dx`, `xy`) fall apart into letters.
struct Lexer {
  /// Phrases of the user's, which come before all others.
  var personal = PersonalPhrases.none
  private let lexicon = Lexicon.shared

  /// Short English words that are never a product of letters.
  private static let neverLetters: Set<String> = [
    "my", "he", "she", "you", "can", "see", "him", "his", "her", "our", "did", "do", "had", "may",
    "why", "who", "how", "day", "way", "put", "say", "man", "men", "boy", "car", "dog", "cat",
    "its",
    "god", "got", "get", "saw", "ran", "run", "ask", "own", "try", "buy", "yet", "ago", "far",
    "few",
    "lot", "job", "bad", "eat", "hot", "kid", "red", "win", "war", "sun", "sea", "air", "art",
    "eye",
    "leg", "bed", "box", "bus", "boys", "girl", "bit", "sit", "sat", "law", "key",
    "us", "me", "oh", "no", "yes", "hi", "it", "this", "was", "not", "now", "new", "old", "use",
    "too", "ok", "okay", "they", "them", "am",
  ]

  /// After “sub” and “superscript” any word is a name: `T_{\text{peak}}`.
  private static let namesFollow: Set<Token.Kind> = [
    .keyword(.lowerIndex), .keyword(.upperIndex), .keyword(.power),
  ]

  /// The tokens, or the first word that is in no table.
  func tokens(of words: [SpokenWord]) throws(SpokenMathError) -> [Token] {
    let pieces = Tokenizer.pieces(of: words)
    var tokens: [Token] = []
    tokens.reserveCapacity(pieces.count)
    var index = 0
    while index < pieces.count {
      index += try appendToken(from: pieces, at: index, to: &tokens)
    }
    if let pauses = Pauses(of: words) {
      for index in tokens.indices {
        tokens[index].pause = pauses.before[tokens[index].wordRange.lowerBound]
      }
    }
    return tokens
  }

  /// What a piece of prose is to the grammar.
  enum Part: Hashable, Sendable {
    /// A phrase of the lexicon.
    case token(Token)
    /// A word the grammar passes over: “the”, “so”, “let”.
    case passedOver(String, Range<Int>)
    /// A word that is in no table.
    case unknown(Range<Int>)

    /// The words that said it.
    var wordRange: Range<Int> {
      switch self {
      case .token(let token): return token.wordRange
      case .passedOver(_, let range), .unknown(let range): return range
      }
    }
  }

  /// Every part of a text; nothing is refused.
  func parts(of words: [SpokenWord]) -> [Part] {
    let pieces = Tokenizer.pieces(of: words)
    var parts: [Part] = []
    parts.reserveCapacity(pieces.count)
    // What a word is after “sub” depends on the token before it.
    var tokens: [Token] = []
    var index = 0
    while index < pieces.count {
      let count = tokens.count
      do throws(SpokenMathError) {
        let length = try appendToken(from: pieces, at: index, to: &tokens)
        let range = pieces[index].word..<(pieces[index + length - 1].word + 1)
        if tokens.count == count { parts.append(.passedOver(pieces[index].text, range)) }
        index += length
      } catch {
        parts.append(.unknown(pieces[index].word..<(pieces[index].word + 1)))
        index += 1
      }
      parts += tokens[count...].map { .token($0) }
      if tokens.count > 64 { tokens.removeFirst(tokens.count - 1) }
    }
    return parts
  }

  /// Appends the token at `index` and returns how many pieces it took.
  private func appendToken(
    from pieces: [Piece], at index: Int, to tokens: inout [Token]
  ) throws(SpokenMathError) -> Int {
    let piece = pieces[index]
    func range(_ length: Int) -> Range<Int> { piece.word..<(pieces[index + length - 1].word + 1) }
    if let phrase = personal.longestMatch(in: pieces, at: index) {
      tokens.append(Token([.quoted(phrase.kind)], wordRange: range(phrase.length)))
      return phrase.length
    }
    if piece.text == "the" { return 1 }
    if let quotation = Quotation.match(in: pieces, at: index) {
      tokens.append(Token([.quoted(quotation.kind)], wordRange: range(quotation.length)))
      return quotation.length
    }
    let phrase = lexicon.longestMatch(in: pieces, at: index)
    let phraseLength = phrase?.length ?? 0
    if piece.isCapital, piece.text.count == 1, phraseLength <= 1 {
      tokens.append(
        Token(
          [.letter(.init(piece.text.uppercased()), cased: piece.word > 0)], wordRange: range(1)))
      return 1
    }
    if let number = NumberWords.number(in: pieces, at: index), number.length >= phraseLength {
      if let ordinal = NumberWords.ordinal(in: pieces, at: index), ordinal.length > number.length {
        tokens.append(
          Token(
            [.ordinal(ordinal.value, plural: ordinal.plural)], wordRange: range(ordinal.length)))
        return ordinal.length
      }
      tokens.append(Token([.number(number.digits)], wordRange: range(number.length)))
      return number.length
    }
    if let ordinal = NumberWords.ordinal(in: pieces, at: index), ordinal.length >= phraseLength {
      tokens.append(
        Token([.ordinal(ordinal.value, plural: ordinal.plural)], wordRange: range(ordinal.length)))
      return ordinal.length
    }
    if let phrase {
      var meanings = phrase.meanings
      if case .letter(let letter, _) = meanings[0], piece.isCapital, letter.name.count > 1 {
        meanings[0] = .letter(.init(capitalized(letter.name)), cased: true)
      }
      if meanings[0] != .keyword(.ignored) {
        tokens.append(Token(meanings, wordRange: range(phrase.length)))
      }
      return phrase.length
    }
    if isRunOfLetters(piece.text) {
      for character in piece.text {
        let name = piece.isCapital ? String(character).uppercased() : String(character)
        tokens.append(
          Token([.letter(.init(name), cased: piece.isCapital)], wordRange: range(1)))
      }
      return 1
    }
    if lexicon.textWords.contains(piece.text) {
      tokens.append(Token([.text(piece.text)], wordRange: range(1)))
      return 1
    }
    if let last = tokens.last?.kind, Self.namesFollow.contains(last) {
      tokens.append(Token([.text(piece.text)], wordRange: range(1)))
      return 1
    }
    // The rest of a phrase whose start another phrase took: “… is approximated by”.
    if lexicon.phraseWords.contains(piece.text) { return 1 }
    throw .unknownWord(piece.text, at: range(1))
  }

  private func capitalized(_ name: String) -> String {
    name.hasPrefix("var") ? name : name.prefix(1).uppercased() + name.dropFirst()
  }

  private func isRunOfLetters(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return false }
    if lexicon.textWords.contains(text) || Self.neverLetters.contains(text) { return false }
    if text.count <= 3 { return true }
    return text.count <= 6 && !text.contains(where: { "aeiouy".contains($0) })
  }
}
