import SpokenMath

extension FormulaEditor {
  private static let signs: Set<String> = ["plus", "minus", "times", "equals"]

  /// One way to take what was perhaps said.
  struct Candidate {
    var nodes: [MathExpression]
    var words: [SpokenWord]
    var score: Double
  }

  /// Every reading of every wording, the likeliest first.
  func candidates(_ wordings: [Wording], limit: Int = 5) -> [Candidate] {
    let candidates = wordings.flatMap { wording -> [Candidate] in
      open(wording, limit)
        ?? readings(of: wording.words, limit).map { reading in
          Candidate(
            nodes: reading.expression.nodes, words: wording.words,
            score: wording.score + reading.score)
        }
    }
    // Stable: equal scores keep their order.
    return candidates.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
  }

  /// Readings of words that end with a sign, which waits for what is to follow; alone it would be read
  /// as a mark ("c plus": an ion).
  private func open(_ wording: Wording, _ limit: Int) -> [Candidate]? {
    guard wording.words.count > 1, Self.signs.contains(wording.words.last?.text ?? "") else {
      return nil
    }
    let next = MathExpression(.identifier(.init("x")))
    let candidates = readings(of: wording.words + [SpokenWord("x")], limit).compactMap { reading in
      reading.expression.nodes.last != next
        ? nil
        : Candidate(
          nodes: Array(reading.expression.nodes.dropLast()), words: wording.words,
          score: wording.score + reading.score)
    }
    return candidates.isEmpty ? nil : candidates
  }

  private func readings(of words: [SpokenWord], _ limit: Int) -> [Reading] {
    (try? parser.readings(of: words, limit: limit)) ?? []
  }

  /// The nodes that words say.
  func nodes(of words: [String]) throws(Failure) -> [MathExpression] {
    let wording = Wording(words.map { SpokenWord($0) })
    guard let nodes = candidates([wording], limit: 1).first?.nodes else {
      throw .unreadable(words)
    }
    return nodes
  }
}
