// Stolcke 1998, "Entropy-based Pruning of Backoff Language Models".

import Foundation

extension NGramTable {
  /// Leaves out n-grams that the model is hardly worse without.
  ///
  /// An n-gram h w goes if leaving it out raises the model's perplexity by less than `threshold`
  /// (relatively), measured by the divergence
  ///
  ///     D = −P(h) · { P(w|h) [ln P(w|h') + ln α' − ln P(w|h)] + (ln α' − ln α) (1 − Σ P(x|h)) }
  ///
  /// where α and α' are h's back-off weight before and after. Unigrams, and n-grams that longer ones
  /// follow from, stay.
  ///
  /// - Parameter threshold: Relative change of perplexity, such as 1e-7; 0 keeps everything.
  /// - Returns: The smaller table, its back-off weights made anew.
  public func pruned(threshold: Double) -> NGramTable {
    guard threshold > 0, order > 1 else { return self }
    var result = self
    let model = LanguageModel(self)
    for length in stride(from: order, to: 1, by: -1) {
      let needed: Set<NGram> =
        length < result.order ? Set(result.levels[length].nGrams.map(\.context)) : []
      result.levels[length - 1] = Self.pruned(
        levels[length - 1], length: length, needed: needed, model: model, threshold: threshold)
    }
    while let last = result.levels.last, last.nGrams.isEmpty { result.levels.removeLast() }
    result.normalizeBackOffs()
    return result
  }

  private static func pruned(
    _ level: Level, length: Int, needed: Set<NGram>, model: LanguageModel, threshold: Double
  ) -> Level {
    var kept = Level()
    var start = 0
    while start < level.nGrams.count {
      let context = level.nGrams[start].context
      var end = start
      while end < level.nGrams.count, level.nGrams[end].context == context { end += 1 }
      let words = context.words(length - 1)
      let shorter = model.state(after: Array(words.dropFirst()))
      let probability = contextProbability(words, model: model)
      let pairs = (start..<end).map { index in
        let word = level.nGrams[index].lastWord
        return (
          own: Double(level.logProbabilities[index]),
          shorter: Double(model.logProbability(of: word, after: shorter).logProbability)
        )
      }
      let left = max(1 - pairs.reduce(0) { $0 + exp($1.own) }, 1e-9)
      let shorterLeft = max(1 - pairs.reduce(0) { $0 + exp($1.shorter) }, 1e-9)
      let backOff = log(left / shorterLeft)
      for (index, pair) in zip(start..<end, pairs) {
        let after = log((left + exp(pair.own)) / (shorterLeft + exp(pair.shorter)))
        let divergence =
          -probability
          * (exp(pair.own) * (pair.shorter + after - pair.own) + (after - backOff) * left)
        if exp(divergence) - 1 >= threshold || needed.contains(level.nGrams[index]) {
          kept.append(
            level.nGrams[index], logProbability: level.logProbabilities[index], backOff: 0)
        }
      }
      start = end
    }
    return kept
  }

  /// The probability that the model gives to a context's words in a row; `<s>` is certain.
  private static func contextProbability(_ words: [Int32], model: LanguageModel) -> Double {
    var state = model.emptyState
    var total = 0.0
    for (position, word) in words.enumerated() {
      let next = model.logProbability(of: word, after: state)
      let isStart = position == 0 && word == model.sentenceStart
      total += isStart ? 0 : Double(next.logProbability)
      state = next.state
    }
    return exp(total)
  }
}
