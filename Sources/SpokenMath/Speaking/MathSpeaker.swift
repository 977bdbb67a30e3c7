/// Says formulas in words that the grammar reads.
///
/// START HERE:
///
///     tree ─Speech→ phrases ─separated→ words ─SpokenMathParser→ the same tree?
///
/// The phrases come from the tables of the lexicon, so that words and grammar cannot drift, and the
/// parser itself is asked what a listener would understand: natural speech leaves out each closing
/// word that the parser does not miss, and verbose speech begins with “literally”, after which
/// nothing is guessed, where explicit words alone would be read as another formula.
public struct MathSpeaker: Sendable {
  /// How much of the structure is said.
  public let verbosity: SpeechVerbosity

  /// Longer natural speech closes every group instead of trying which closing words it needs.
  private static let mostSitesTried = 24

  /// Makes a speaker.
  public init(verbosity: SpeechVerbosity = .natural) {
    self.verbosity = verbosity
  }

  /// Returns the formula in lower-case words, numbers spelled out; none for the empty formula.
  ///
  /// The best reading of verbose words is the formula again, if it is in canonical form (rows not
  /// directly in rows, none of one node) and its texts and names hold ASCII letters, digits, blanks
  /// and plain punctuation only. Other characters of texts are left out.
  public func words(of expression: MathExpression) -> [String] {
    switch verbosity {
    case .brief: return speech(of: expression, .init(verbosity: .brief)).words
    case .natural: return naturalWords(of: expression)
    case .verbose:
      let explicit = speech(of: expression, .init(verbosity: .verbose)).words
      if explicit.isEmpty || reading(of: explicit) == expression { return explicit }
      let products = speech(of: expression, .init(verbosity: .verbose, saysTimes: true)).words
      if reading(of: products) == expression { return products }
      return [SpokenNames.keyword(.literally)] + explicit
    }
  }

  private func speech(of expression: MathExpression, _ manner: Speech.Manner) -> Speech {
    var speech = Speech(manner)
    speech.say(expression)
    return speech
  }

  private func reading(of words: [String]) -> MathExpression? {
    try? SpokenMathParser().readings(of: words.map { SpokenWord($0) }, limit: 1).first?.expression
  }

  /// Starts from every group closed and opens as many as it can without changing the reading.
  private func naturalWords(of expression: MathExpression) -> [String] {
    var manner = Speech.Manner(verbosity: .natural)
    let short = speech(of: expression, manner)
    if short.words.isEmpty { return [] }
    let meant = expression.heard
    if reading(of: short.words)?.heard == meant { return short.words }
    manner.levels = short.siteLevels
    let closed = speech(of: expression, manner)
    guard let wanted = reading(of: closed.words)?.heard, manner.levels.count <= Self.mostSitesTried
    else {
      return closed.words
    }
    var best = closed.words
    /// Whether the formula is still understood with these sites said at this level; if so they are.
    func succeeds(_ sites: Range<Int>, at level: Int) -> Bool {
      let before = manner.levels
      for site in sites { manner.levels[site] = min(level, before[site]) }
      let words = speech(of: expression, manner).words
      if reading(of: words)?.heard == wanted {
        best = words
        return true
      }
      manner.levels = before
      return false
    }
    /// Most groups need no closing word: halves are opened whole where that goes.
    func open(_ sites: Range<Int>) {
      if sites.isEmpty || succeeds(sites, at: 0) { return }
      if sites.count == 1 {
        for level in 1..<max(1, manner.levels[sites.lowerBound]) where succeeds(sites, at: level) {
          return
        }
      } else {
        let middle = sites.lowerBound + sites.count / 2
        open(sites.lowerBound..<middle)
        open(middle..<sites.upperBound)
      }
    }
    open(manner.levels.indices)
    return best
  }
}
