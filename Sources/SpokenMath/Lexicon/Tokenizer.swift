/// A part of a written word: lower case, no punctuation.
struct Piece: Hashable, Sendable {
  /// The part, in lower case.
  var text: String
  /// Whether it was written with a capital.
  var isCapital: Bool
  /// The word it comes from.
  var word: Int
}

/// Turns written words into pieces that the lexicon knows: `3x`, `one-third`, `f(x)`, `Δ`.
enum Tokenizer {
  private static let signs: [Character: String] = [
    "+": "plus", "-": "minus", "−": "minus", "=": "equals", "<": "less than",
    ">": "greater than", "*": "times", "/": "slash", "^": "to the power", "(": "open paren",
    ")": "close paren", "[": "open bracket", "]": "close bracket", "{": "open brace",
    "}": "close brace", "|": "vertical bar", "_": "sub", "×": "times", "·": "dot",
    "÷": "division sign", "±": "plus or minus", "≤": "less than or equal to",
    "≥": "greater than or equal to", "≠": "not equal to", "∞": "infinity", "√": "square root",
    "²": "squared", "³": "cubed", "°": "degrees", "%": "percent", "!": "factorial",
  ]

  /// Greek letters that a text may hold as characters.
  private static let greekCharacters: [Character: String] = {
    var names: [Character: String] = [:]
    let lower = "αβγδεζηθικλμνξοπρςστυφχψω"
    let list = [
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
      "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon",
      "phi", "chi", "psi", "omega",
    ]
    for (letter, name) in zip(lower, list) { names[letter] = name }
    return names
  }()

  /// The pieces of all words, in order.
  static func pieces(of words: [SpokenWord]) -> [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(words.count)
    for (index, word) in words.enumerated() {
      append(word.text, word: index, to: &pieces)
    }
    return pieces
  }

  private static func append(_ text: String, word: Int, to pieces: inout [Piece]) {
    if isPlain(text) {
      pieces.append(Piece(text: text, isCapital: false, word: word))
      return
    }
    var run = ""
    func flush() {
      appendRun(run, word: word, to: &pieces)
      run = ""
    }
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      if character.isASCII, character.isLetter || character.isNumber {
        run.append(character)
      } else if character == ".", run.last?.isNumber == true, index + 1 < characters.count,
        characters[index + 1].isNumber
      {
        run.append(character)
      } else if character == ",", run.last?.isNumber == true, index + 3 < characters.count,
        characters[index + 1].isNumber, characters[index + 2].isNumber,
        characters[index + 3].isNumber
      {
        continue
      } else if character == "'" || character == "’" {
        // “p'ren”, “doesn't” stay one word; a closing quote is dropped.
        if index + 1 < characters.count, characters[index + 1].isLetter { run.append("'") }
      } else if character == "-" && !run.isEmpty && index + 1 < characters.count {
        flush()
      } else if let name = greekCharacters[Character(character.lowercased())] {
        flush()
        pieces.append(Piece(text: name, isCapital: character.isUppercase, word: word))
      } else if let sign = signs[character], !(character == "!" && run.isEmpty) {
        flush()
        for part in sign.split(separator: " ") {
          pieces.append(Piece(text: String(part), isCapital: false, word: word))
        }
      } else {
        flush()
        // A letter, digit or sign that we do not know is an unknown word; marks of punctuation are none.
        if !character.isASCII, character.isLetter || character.isNumber || character.isSymbol {
          pieces.append(Piece(text: String(character), isCapital: false, word: word))
        }
      }
    }
    flush()
  }

  /// Whether it is lower-case letters only, which is what recognisers write.
  private static func isPlain(_ text: String) -> Bool {
    guard !text.isEmpty else { return false }
    return text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }

  /// Splits `3x`, `x1` and `2pi` where digits meet letters; `5th` stays whole.
  private static func appendRun(_ run: String, word: Int, to pieces: inout [Piece]) {
    guard !run.isEmpty else { return }
    let lower = run.lowercased()
    let suffixes = ["st", "nd", "rd", "th", "sts", "nds", "rds", "ths"]
    if let digitEnd = lower.firstIndex(where: { !$0.isNumber }), digitEnd > lower.startIndex,
      suffixes.contains(String(lower[digitEnd...]))
    {
      pieces.append(Piece(text: lower, isCapital: false, word: word))
      return
    }
    var part = ""
    var capital = false
    func flush() {
      guard !part.isEmpty else { return }
      pieces.append(Piece(text: part.lowercased(), isCapital: capital, word: word))
      part = ""
    }
    var previousIsNumber: Bool?
    for character in run {
      let isNumber = character.isNumber || character == "."
      if let previousIsNumber, previousIsNumber != isNumber { flush() }
      if part.isEmpty { capital = character.isUppercase }
      part.append(character)
      previousIsNumber = isNumber
    }
    flush()
  }
}
