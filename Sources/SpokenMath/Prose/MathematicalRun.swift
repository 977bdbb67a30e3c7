/// A run of words that could be a formula, and what speaks for it.
///
/// Words are taken while they fit together as operands, signs between them, and marks after them; a
/// word that is English ends the run. What is left at the end without an operand is given back.
///
///     run = operand { [ infix ] operand | postfix } ;
///
/// The run is mathematics (heuristic `runIsMathematics`) if it holds a letter that is no English word
/// and something done to it: an operator, a relation, a power, an index, a function, a root; or,
/// without letters, two such things between numbers. “Is”, “in”, “of” and side by side prove nothing.
struct MathematicalRun {
  /// The index after the run's last part.
  private(set) var end: Int
  /// The words of the run.
  let wordRange: Range<Int>
  /// Letters that no English word is spelt like.
  private var letters = 0
  /// Constructs that English does not have.
  private var constructs = 0
  /// Letters that stand for themselves, if the text is mathematical.
  private(set) var aloneLetters: [Range<Int>] = []

  /// Whether it is a formula.
  var isMathematics: Bool { letters > 0 && constructs > 0 || constructs > 1 }

  /// Reads the longest run that starts at `start`, if a run can start there.
  init?(parts: [Lexer.Part], words: [SpokenWord], from start: Int) {
    var scanner = Scanner(parts: parts, words: words, position: start)
    scanner.scan()
    guard let last = scanner.complete else { return nil }
    end = last.end
    wordRange = parts[start].wordRange.lowerBound..<parts[last.end - 1].wordRange.upperBound
    letters = last.letters
    constructs = last.constructs
    aloneLetters = scanner.letterRanges.filter { $0.upperBound <= wordRange.upperBound }
  }

  /// Walks over the parts of a run.
  private struct Scanner {
    /// Where the run can end, and what was found until there.
    struct Completion {
      var end: Int
      var letters: Int
      var constructs: Int
    }

    let parts: [Lexer.Part]
    let words: [SpokenWord]
    var position: Int
    var complete: Completion?
    var letterRanges: [Range<Int>] = []
    private var letters = 0
    private var constructs = 0
    /// Constructs that count once their operand has come.
    private var awaitedConstructs = 0
    private var expectsOperand = true
    private var openFences = 0
    /// Bounds that wait for “to”.
    private var openBounds = 0
    private var saidLimit = false
    private var saidIntegral = false
    /// Whether a sum, product or integral may have bounds.
    private var saidBig = false
    /// Whether “is” or “are” was the last word: “a” after it is an article.
    private var followsVerb = false

    init(parts: [Lexer.Part], words: [SpokenWord], position: Int) {
      self.parts = parts
      self.words = words
      self.position = position
    }

    mutating func scan() {
      while position < parts.count {
        let isTaken: Bool
        switch parts[position] {
        case .unknown: return
        // Articles stand inside formulas, not at their ends.
        case .passedOver(let word, _): isTaken = word == "the" && complete != nil && expectsOperand
        case .token(let token):
          if followsVerb, case .letter(let letter, _) = token.kind, letter.name == "a" { return }
          isTaken = takes(token)
          followsVerb = isTaken && token.kind == .relation(.equals, negated: false) && isVerb(token)
        }
        guard isTaken else { return }
        position += 1
        if !expectsOperand, openFences == 0, !isInsideWord {
          complete = Completion(end: position, letters: letters, constructs: constructs)
        }
        if endsSentence(parts[position - 1].wordRange) { return }
      }
    }

    /// Whether the next part belongs to the same word: “dx”.
    private var isInsideWord: Bool {
      position < parts.count
        && parts[position].wordRange.lowerBound < parts[position - 1].wordRange.upperBound
    }

    /// Written texts have commas and full stops; a formula does not go on over them.
    private func endsSentence(_ range: Range<Int>) -> Bool {
      guard let last = words[range.upperBound - 1].text.last else { return false }
      return ".,;:?".contains(last)
    }

    // MARK: - What fits

    private mutating func takes(_ token: Token) -> Bool {
      switch token.kind {
      case .number: return operand()
      case .letter(let letter, _):
        // “add” is a word, though the lexer would take it for a product.
        let spelling = words[token.wordRange.lowerBound].text.filter(\.isLetter)
        if letter.name.count == 1, token.wordRange.count == 1, spelling.count > 2 { return false }
        note(letter, token)
        return operand()
      case .constant(let symbol): return takes(symbol)
      case .namedSet: return expectsOperand && complete != nil ? operand() : false
      case .infix(let symbol): return takes(infix: symbol, token)
      case .cross: return infix(provesMathematics: true)
      case .relation(let symbol, _): return takes(relation: symbol, token)
      case .function(let name): return takes(function: name)
      case .big(let symbol):
        saidIntegral = saidIntegral || symbol == .int
        saidBig = true
        return prefix(provesMathematics: false)
      case .style: return prefix(provesMathematics: false)
      case .open:
        openFences += 1
        return prefix(provesMathematics: false)
      case .close:
        guard openFences > 0, !expectsOperand else { return false }
        openFences -= 1
        return true
      case .accent: return expectsOperand ? false : postfix(provesMathematics: letters > 0)
      case .separator(.comma): return openFences > 0 ? infix(provesMathematics: false) : false
      case .ordinal: return takesOrdinal()
      case .keyword(let keyword): return takes(keyword, token)
      case .quoted(.text): return false
      case .quoted:
        letters += 1
        constructs += 1
        return operand()
      case .either, .separator, .unit, .text: return false
      }
    }

    private mutating func operand() -> Bool {
      constructs += awaitedConstructs
      awaitedConstructs = 0
      expectsOperand = false
      return true
    }

    private mutating func prefix(provesMathematics: Bool) -> Bool {
      if provesMathematics { awaitedConstructs += 1 }
      expectsOperand = true
      return true
    }

    private mutating func infix(provesMathematics: Bool) -> Bool {
      guard !expectsOperand else { return false }
      if provesMathematics { awaitedConstructs += 1 }
      expectsOperand = true
      return true
    }

    private mutating func postfix(provesMathematics: Bool) -> Bool {
      guard !expectsOperand else { return false }
      if provesMathematics { constructs += 1 }
      return true
    }

    /// Counts a letter unless it is an English word or part of one.
    private mutating func note(_ letter: MathExpression.Identifier, _ token: Token) {
      let name = letter.name.lowercased()
      if name == "d", saidIntegral || nextIsLetter { constructs += saidIntegral ? 1 : 0 }
      let spelling = words[token.wordRange.lowerBound].text.filter(\.isLetter)
      guard token.wordRange.count == 1, spelling.count == 1 || name.count > 1, name != "a",
        name != "i"
      else { return }
      letters += 1
      letterRanges.append(token.wordRange)
    }

    private var nextIsLetter: Bool {
      guard position + 1 < parts.count, case .token(let token) = parts[position + 1],
        case .letter = token.kind
      else { return false }
      return true
    }

    private func next(_ offset: Int) -> Token.Kind? {
      guard position + offset < parts.count, case .token(let token) = parts[position + offset]
      else {
        return nil
      }
      return token.kind
    }

    private mutating func takes(_ symbol: Symbol) -> Bool {
      switch symbol {
      case .infty, .partial, .nabla, .emptyset, .hbar, .ell: return operand()
      case .ast, .dagger: return postfix(provesMathematics: false)
      case .ldots: return openFences > 0 ? operand() : false
      default: return false
      }
    }

    private mutating func takes(infix symbol: Symbol, _ token: Token) -> Bool {
      switch symbol {
      case .plus, .minus, .pm, .mp:
        if expectsOperand { return prefix(provesMathematics: false) }
        return infix(provesMathematics: true)
      case .slash, .bullet, .star, .circ, .cap: return false
      default: return infix(provesMathematics: true)
      }
    }

    private func spelling(of token: Token) -> [String] {
      words[token.wordRange].map { $0.text.lowercased().filter { !".,;:?".contains($0) } }
    }

    private func isVerb(_ token: Token) -> Bool {
      let said = spelling(of: token)
      return said == ["is"] || said == ["are"]
    }

    /// Verbs that English uses as often as mathematics prove nothing, or end the formula.
    private mutating func takes(relation symbol: Symbol, _ token: Token) -> Bool {
      let said = spelling(of: token)
      switch symbol {
      case .implies, .impliedBy, .equivalent, .therefore, .because, .models, .vdash, .mid, .sim:
        return false
      case .equals:
        if isVerb(token) { return infix(provesMathematics: false) }
        return said.contains { $0.hasPrefix("equal") } && infix(provesMathematics: true)
      case .greater, .less:
        // “five more than x” counts, it does not compare.
        return !said.contains("more") && infix(provesMathematics: true)
      case .isIn:
        let isWord = said.count == 1
        if isWord, case .namedSet? = next(1) {} else if isWord { return false }
        return infix(provesMathematics: true)
      default: return infix(provesMathematics: true)
      }
    }

    private mutating func takes(function name: String) -> Bool {
      guard FunctionTables.elementary.contains(name) || next(1) == .keyword(.of) else {
        return false
      }
      guard prefix(provesMathematics: true) else { return false }
      if next(1) == .keyword(.of) { position += 1 }
      return true
    }

    /// “the third derivative of”, “x to the fourth”, “two thirds”.
    private mutating func takesOrdinal() -> Bool {
      switch next(1) {
      case .keyword(.root), .keyword(.derivative), .keyword(.partialDerivative): return true
      default: return expectsOperand ? complete != nil && operand() : true
      }
    }

    private mutating func takes(_ keyword: Keyword, _ token: Token) -> Bool {
      let said = spelling(of: token)
      switch keyword {
      case .over: return said.last == "over" && infix(provesMathematics: true)
      case .dividedBy: return said.contains("by") && infix(provesMathematics: true)
      case .allOver, .allDividedBy: return infix(provesMathematics: true)
      case .squared: return said == ["squared"] && postfix(provesMathematics: true)
      case .cubed: return said == ["cubed"] && postfix(provesMathematics: true)
      case .power:
        // “from five to the next”: only a letter makes “to the” a power.
        return (letters > 0 || said.contains("power") || said.contains("raised"))
          && infix(provesMathematics: true)
      case .powerNoun: return postfix(provesMathematics: false)
      case .lowerIndex: return said.first == "sub" && infix(provesMathematics: true)
      case .upperIndex: return said == ["superscript"] && infix(provesMathematics: true)
      case .prime, .doublePrime, .triplePrime:
        return said.last == "prime" && postfix(provesMathematics: true)
      case .naught, .factorial, .inverse, .transpose: return postfix(provesMathematics: true)
      case .endRoot, .endFraction, .endQuantity, .endAbsoluteValue, .endNorm, .endPower,
        .endSubscript, .baseline:
        return postfix(provesMathematics: false)
      case .half, .quarter: return operand()
      case .percent, .degrees: return false
      case .squareRoot, .cubeRoot:
        // Nobody takes the square root of a number in passing: it proves as much as two signs.
        awaitedConstructs += 1
        return prefix(provesMathematics: true)
      case .root:
        guard position > 0, case .token(let before) = parts[position - 1],
          case .ordinal = before.kind
        else { return false }
        return prefix(provesMathematics: true)
      case .absoluteValue, .norm, .floor, .ceiling, .expectation, .probability:
        return token.wordRange.count > 1 && prefix(provesMathematics: true)
      case .fraction, .numerator, .quantity: return prefix(provesMathematics: false)
      case .capital, .lowercase: return nextIsLetter && prefix(provesMathematics: false)
      case .derivative, .partialDerivative:
        return (token.wordRange.count > 1 || next(1) == .keyword(.of))
          && prefix(provesMathematics: true)
      case .limit:
        saidLimit = true
        return prefix(provesMathematics: false)
      case .asWord: return saidLimit && takeBound()
      case .from: return saidBig && takeBound()
      case .to:
        guard openBounds > 0 else { return false }
        openBounds -= 1
        return infix(provesMathematics: true)
      case .withRespectTo: return infix(provesMathematics: true)
      case .closedInterval, .openInterval:
        openBounds += 1
        return token.wordRange.count > 1 && prefix(provesMathematics: false)
      case .of: return takesOf()
      case .by:
        guard case .letter(let letter, _)? = next(1), letter.name == "d" else { return false }
        return infix(provesMathematics: true)
      case .all: return nextIsPower
      case .choose: return infix(provesMathematics: letters > 0)
      default: return false
      }
    }

    private var nextIsPower: Bool {
      switch next(1) {
      case .keyword(.squared), .keyword(.cubed), .keyword(.power), .keyword(.over): return true
      default: return false
      }
    }

    /// “from zero to”, “as x approaches”: what the operator before it needs.
    private mutating func takeBound() -> Bool {
      openBounds += 1
      expectsOperand = true
      return true
    }

    /// “f of x” applies a letter to a letter; “five of ten” is English.
    private mutating func takesOf() -> Bool {
      if expectsOperand { return true }
      if saidBig || saidLimit { return infix(provesMathematics: false) }
      guard position > 0, case .token(let before) = parts[position - 1] else { return false }
      switch before.kind {
      case .letter, .keyword(.prime), .keyword(.doublePrime), .number, .keyword(.inverse):
        guard letters > 0 else { return false }
      case .keyword(.half), .ordinal: return infix(provesMathematics: false)
      default: return false
      }
      if case .letter? = next(1) { return infix(provesMathematics: true) }
      return infix(provesMathematics: false)
    }
  }
}
