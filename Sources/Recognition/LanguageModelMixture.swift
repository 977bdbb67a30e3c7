import Foundation

extension NGramTable {
  /// Mixes models into one table (static linear interpolation, as in SRILM's `ngram -mix-lm`).
  ///
  ///     P(w | h) = Σᵢ λᵢ Pᵢ(w | h)   for every h w that one of the models has
  ///
  /// Other words follow by back-off, whose weights are made anew so that all sums stay 1.
  ///
  /// - Parameter components: Models over the same words, with weights that sum to 1.
  /// - Throws: `LanguageError.optionOutOfRange` if the words differ or the weights do not sum to 1.
  public init(mixing components: [(weight: Double, table: NGramTable)]) throws {
    guard let words = components.first?.table.words,
      components.allSatisfy({ $0.table.words == words })
    else {
      throw LanguageError.optionOutOfRange(
        name: "mixture", found: "models over different words", wanted: "the same words in each")
    }
    let sum = components.reduce(0) { $0 + $1.weight }
    guard abs(sum - 1) < 1e-6, components.allSatisfy({ $0.weight >= 0 }) else {
      throw LanguageError.optionOutOfRange(
        name: "mixture weights", found: "a sum of \(sum)", wanted: "weights from 0 that sum to 1")
    }
    let models = components.map { (weight: $0.weight, model: LanguageModel($0.table)) }
    self.init(words: words, levels: [])
    for position in 0..<(components.map(\.table.order).max() ?? 0) {
      let length = position + 1
      var nGrams: Set<NGram> = []
      for component in components where position < component.table.order {
        nGrams.formUnion(component.table.levels[position].nGrams)
      }
      var level = Level()
      for nGram in nGrams.sorted() {
        let context = nGram.context.words(position)
        let probability = models.reduce(0.0) { sum, component in
          let state = component.model.state(after: context)
          let word = nGram.word(position, of: length)
          let scored = component.model.logProbability(of: word, after: state)
          return sum + component.weight * exp(Double(scored.logProbability))
        }
        level.append(nGram, logProbability: Float(log(max(probability, 1e-43))), backOff: 0)
      }
      levels.append(level)
    }
    normalizeBackOffs()
  }
}
