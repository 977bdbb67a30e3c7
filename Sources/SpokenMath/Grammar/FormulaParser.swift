/// The state of reading tokens as a formula; the productions are extensions, one file per construct.
///
/// Nothing here gives up: a token that no construct wants stands in the formula as a sign, so every
/// sequence of words of the lexicon has a reading. Only nesting is bounded.
struct FormulaParser {
  /// The tokens of the whole transcript.
  let tokens: [Token]
  /// Who decides where nobody said where a construct ends.
  let convention: Convention
  /// Decisions to take otherwise than usual, by their number.
  var flips: Set<Int> = []
  /// The decisions taken so far.
  var decisions: [Decision] = []
  /// The next token.
  var position = 0
  /// Where the sum that is being read started.
  var groupStart = 0
  /// Whether the words have times, so that pauses are known.
  let hasPauses: Bool
  /// How deep the constructs are nested.
  var depth = 0
  /// How many constructs wait for each closing word.
  var openFences = 0
  var openRoots = 0
  var openFractions = 0
  var openNumerators = 0
  var openBegins = 0
  var openQuantities = 0
  var openAbsoluteValues = 0
  var openNorms = 0
  var openPowers = 0
  var openSubscripts = 0
  var openMatrices = 0
  var openBars = 0
  var openSets = 0
  var openBras = 0
  /// Whether the words were read letter for letter, with nothing guessed.
  var isLiteral = false
  var openOrders = 0
  var openBinomials = 0
  var openModified = 0
  var openLimitScripts = 0
  var openLabelledRows = 0
  /// The scripts inside which a screen reader is: true for above, false for below.
  var scriptPath: [Bool] = []
  /// How many integrals wait for their differential.
  var openIntegrals = 0
  /// How many bounds wait for “to”.
  var openBounds = 0
  /// Whether a congruence waits for its modulus.
  var saidCongruence = false
  /// How many limits and sums have no condition yet.
  var unboundedLimits = 0
  var unboundedSums = 0
  /// How many limits wait for “as”.
  var openLimits = 0
  /// Whether the next “of” belongs to a construct further out.
  var ofIsAwaited = false
  /// What stands above the bar while a denominator is read.
  var numeratorContext = NumeratorContext()

  /// How deep constructs may nest.
  static let depthLimit = 60

  /// Whether marks are said before their letter here: “hat x”.
  let accentsComeFirst: Bool
  /// Whether every script is ended by “baseline” here, as MathSpeak does.
  let hasBaselines: Bool

  init(tokens: [Token], convention: Convention, flips: Set<Int> = []) {
    self.tokens = tokens
    accentsComeFirst = Self.firstAccentIsPrefix(tokens)
    hasBaselines = Self.saysBaselines(tokens)
    hasPauses = tokens.first?.pause != nil
    self.convention = convention
    self.flips = flips
  }

  /// Speakers say all their marks before, or all after: the first one tells.
  private static func firstAccentIsPrefix(_ tokens: [Token]) -> Bool {
    for (index, token) in tokens.enumerated() {
      guard case .accent = token.kind else { continue }
      guard index + 1 < tokens.count, tokens[index + 1].kind.isLetterLike else { return false }
      if index == 0 { return true }
      switch tokens[index - 1].kind {
      case .letter, .number, .close, .accent: return false
      case .keyword(let keyword): return keyword != .squared && keyword != .prime
      case .constant: return false
      default: return true
      }
    }
    return false
  }

  // MARK: - Looking

  /// The next token's usual meaning.
  var next: Token.Kind? {
    position < tokens.count ? tokens[position].kind : nil
  }

  /// The usual meaning `offset` tokens on.
  func peek(_ offset: Int) -> Token.Kind? {
    position + offset < tokens.count ? tokens[position + offset].kind : nil
  }

  /// Whether the next token can mean this.
  func canMean(_ kind: Token.Kind, at offset: Int = 0) -> Bool {
    position + offset < tokens.count && tokens[position + offset].meanings.contains(kind)
  }

  /// Whether the next token is this word of the grammar.
  func isNext(_ keyword: Keyword, at offset: Int = 0) -> Bool {
    canMean(.keyword(keyword), at: offset)
  }

  /// Takes the next token if it is this word.
  mutating func take(_ keyword: Keyword) -> Bool {
    guard isNext(keyword) else { return false }
    position += 1
    return true
  }

  /// The words from token `start` to before the next token.
  func words(from start: Int) -> Range<Int>? {
    guard start >= 0, start < position, start < tokens.count, position <= tokens.count else {
      return nil
    }
    let lower = tokens[start].wordRange.lowerBound
    return lower..<max(lower + 1, tokens[position - 1].wordRange.upperBound)
  }

  /// A node for the words since token `start`.
  func node(_ kind: MathExpression.Kind, from start: Int) -> MathExpression {
    MathExpression(kind, wordRange: words(from: start))
  }

  // MARK: - Choosing

  /// Asks a heuristic; `probability` is the counted prior of “yes” here.
  ///
  /// A pause before `token`, the next one unless another is named, moves the prior; `against` is the
  /// pause that it is weighed against where the heuristic closes a group.
  mutating func decide(
    _ heuristic: Heuristic, _ prior: Double, at token: Int? = nil, against: Double = 0
  ) -> Bool {
    let probability = afterPauses(heuristic, prior, at: token ?? position, against: against)
    let usual = convention == .smallestGroup ? probability >= 0.97 : probability >= 0.5
    let choice = flips.contains(decisions.count) ? !usual : usual
    decisions.append(Decision(heuristic: heuristic, probability: probability, choice: choice))
    return choice
  }

  // MARK: - Nesting

  /// How often a construct may wrap what stands before it: “over”, “squared”, “all over”.
  static let wrapLimit = 24

  /// Refuses a tower that grows to the left, which no recursion of the parser would see.
  func checkWraps(_ count: Int) throws(SpokenMathError) {
    guard count > Self.wrapLimit else { return }
    let at = min(position, tokens.count - 1)
    throw .tooDeep(limit: Self.wrapLimit, at: tokens[at].wordRange)
  }

  /// Reads something one level deeper.
  mutating func deeper<Result>(
    _ body: (inout FormulaParser) throws(SpokenMathError) -> Result
  ) throws(SpokenMathError) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit {
      let at = min(position, tokens.count - 1)
      throw .tooDeep(limit: Self.depthLimit, at: tokens[at].wordRange)
    }
    return try body(&self)
  }
}

/// What kind of place an operand stands in: it says which operators go on inside it.
enum Scope: Hashable {
  /// A whole side of a formula, or between delimiters that were said.
  case statement
  /// Between words that open and close: “fraction … over”, “quantity …”.
  case group
  case fractionNumerator
  case denominator
  case denominatorPhrase
  case exponent(ofE: Bool)
  case subscripted
  case root
  case argument(function: String)
  case letterArgument
  case absoluteValue
  case floor
  case bound
  case lowerBound
  case upperBound
  case derivativeOperand
  case operandProduct
  case operandCell
  case quantityGroup
  case setElement
  case intervalEnd
  case timesOperand
  case operand
}

extension Token.Kind {
  /// A letter or what leads to one.
  var isLetterLike: Bool {
    switch self {
    case .letter, .style, .keyword(.capital), .keyword(.lowercase), .keyword(.of): return true
    default: return false
    }
  }
}
