import Foundation

/// One line of words among those that a search ended with.
struct CandidateTranscript {
  let words: [WordTrace]
  let score: Double

  /// The probability that each word is right.
  ///
  /// The candidates share the probability 1 in proportion to exp(score); a word gets the share of
  /// those candidates that have it at an overlapping time. Since the candidates hold only words of
  /// the lexicon, that says nothing of sounds that are no such word; so it is multiplied by the
  /// geometric mean of the word's letters at their best frames.
  func wordConfidences(among candidates: [CandidateTranscript]) -> [Double] {
    let best = candidates.map(\.score).max() ?? score
    let shares = candidates.map { exp($0.score - best) }
    let total = shares.reduce(0, +)
    return words.map { word in
      var agreeing = 0.0
      for (candidate, share) in zip(candidates, shares) where share > 1e-6 * total {
        if candidate.has(word) { agreeing += share }
      }
      return min(1, agreeing / total * word.certainty)
    }
  }

  private func has(_ word: WordTrace) -> Bool {
    words.contains {
      $0.word == word.word && $0.span.first <= word.span.last && word.span.first <= $0.span.last
    }
  }
}

extension WordTrace {
  /// The geometric mean of the letters' probabilities at their best frames.
  fileprivate var certainty: Double {
    let letters = max(1, Double(span.letterCount))
    return exp(Double(span.logCertainty + span.peak) / letters)
  }
}
