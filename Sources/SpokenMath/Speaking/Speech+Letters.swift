/// Letters, numbers, functions and signs.
extension Speech {
  mutating func sayLetter(_ letter: MathExpression.Identifier) {
    if letter.style != .italic {
      say(phrase: SpokenNames.phrase(.style(letter.style)) ?? letter.style.rawValue)
    }
    if let digit = Int(letter.name), (0...9).contains(digit) {
      return say(phrase: NumberWords.unit(digit))
    }
    let lower = Self.lowercased(letter.name)
    if lower != letter.name {
      say(.capital)
    } else if letter.style.isUsuallyCapital {
      say(.lowercase)
    }
    say(phrase: SpokenNames.phrase(.letter(.init(lower), cased: false)) ?? lower.lowercased())
  }

  private static func lowercased(_ name: String) -> String {
    name.prefix(1).lowercased() + name.dropFirst()
  }

  mutating func sayNumber(_ digits: String) {
    if let words = NumberWords.words(for: digits) {
      say(words: words)
    } else if isVerbose {
      sayQuotation(digits, .digits)
    } else {
      say(words: NumberWords.digitWords(digits))
    }
  }

  mutating func sayFunction(_ name: String) {
    if name == "lim" {
      say(.limit)
    } else if let phrase = SpokenNames.phrase(.function(name)) {
      say(phrase: phrase)
    } else {
      sayQuotation(name, .name)
    }
  }

  mutating func saySymbol(_ symbol: Symbol) {
    switch symbol {
    case .cdots where !isVerbose: return say(phrase: SpokenNames.symbol(.ldots) ?? "dots")
    case .mid where namesBarGiven: return say(.given)
    case .degree where !isVerbose: return say(.degrees)
    default: break
    }
    say(phrase: SpokenNames.symbol(symbol) ?? symbol.rawValue.lowercased())
  }

  mutating func sayNegated(_ symbol: Symbol) {
    if let phrase = SpokenNames.phrase(.relation(symbol, negated: true)) {
      return say(phrase: phrase)
    }
    say(.struckOut)
    saySymbol(symbol)
  }

  mutating func saySpace(_ space: MathExpression.Space) {
    guard isVerbose else { return }
    switch space {
    case .thin: say(.thinSpace)
    case .quad: say(.quad)
    case .doubleQuad: say(.doubleQuad)
    }
  }
}
