/// Finds the readings of a transcript: the usual one, and those with one or two guesses taken the
/// other way.
struct ReadingSearch {
  let tokens: [Token]
  /// Whether the transcript says which letters are capitals.
  private let hasCase: Bool
  let convention: Convention

  /// Transcripts longer than this get the usual reading only.
  private static let longestWithAlternatives = 400
  /// How many guesses are tried the other way.
  private static let flipsTried = 12

  init(tokens: [Token], convention: Convention) {
    self.tokens = tokens
    self.convention = convention
    hasCase = tokens.contains {
      if case .letter(_, cased: true) = $0.kind { return true }
      return false
    }
  }

  func readings(limit: Int) throws(SpokenMathError) -> [Reading] {
    let first = try read(flips: [])
    var found = [first.reading]
    guard limit > 1, tokens.count <= Self.longestWithAlternatives else { return found }
    // The guesses nearest to even come first.
    let candidates = first.decisions.indices.sorted { left, right in
      abs(first.decisions[left].probability - 0.5) < abs(first.decisions[right].probability - 0.5)
    }.prefix(Self.flipsTried)
    var seen: Set<MathExpression> = [first.reading.expression]
    for index in candidates {
      let other = try read(flips: [index]).reading
      if seen.insert(other.expression).inserted { found.append(other) }
    }
    if let other = first.capitals?.alternative(), seen.insert(other.expression).inserted {
      found.append(Self.reading(other.expression, first.decisions + [other.decision]))
    }
    let others = found.dropFirst().sorted { $0.score > $1.score }
    return Array(([found[0]] + others).prefix(limit))
  }

  private func read(
    flips: Set<Int>
  ) throws(SpokenMathError) -> (reading: Reading, decisions: [Decision], capitals: Capitals?) {
    var parser = FormulaParser(tokens: tokens, convention: convention, flips: flips)
    let nodes = try parser.parseFormula(isTop: true)
    let expression = MathExpression.row(nodes, wordRange: parser.words(from: 0))
    if hasCase || parser.isLiteral {
      return (Self.reading(expression, parser.decisions), parser.decisions, nil)
    }
    let capitals = Capitals(of: expression)
    return (
      Self.reading(capitals.guessed(), parser.decisions), parser.decisions, capitals
    )
  }

  private static func reading(_ expression: MathExpression, _ decisions: [Decision]) -> Reading {
    Reading(
      expression: expression, score: decisions.reduce(0) { $0 + $1.score },
      heuristics: decisions.map {
        $0.choice ? $0.heuristic.rawValue : "not " + $0.heuristic.rawValue
      })
  }
}
