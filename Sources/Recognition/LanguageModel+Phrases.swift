import Foundation

extension LanguageModel {
  /// A model that also knows some phrases, say a user's own, without being estimated anew.
  ///
  /// A word that the model does not know becomes a unigram as likely as a rather common word; a word
  /// follows the one before it in a phrase with a probability of a half, or more where the model
  /// says so already. Back-off weights after the phrases' words are set so that probabilities sum to 1.
  public func knowing(_ phrases: [[String]]) -> LanguageModel {
    var words = table.words
    var indexOf = Dictionary(
      zip(words, words.indices.map(Int32.init)), uniquingKeysWith: { first, _ in first })
    for word in phrases.joined() where indexOf[word] == nil {
      indexOf[word] = Int32(words.count)
      words.append(word)
    }
    var levels = table.levels
    if levels.isEmpty { levels = [NGramTable.Level()] }
    for word in table.words.count..<words.count {
      levels[0].append(
        NGram([Int32(word)]), logProbability: Self.personalUnigram, backOff: 0)
    }
    var added: [NGram: Float] = [:]
    for phrase in phrases {
      for (first, second) in zip(phrase, phrase.dropFirst()) {
        guard let first = indexOf[first], let second = indexOf[second] else { continue }
        added[NGram([first, second])] = Self.personalBigram
      }
    }
    guard !added.isEmpty else { return LanguageModel(NGramTable(words: words, levels: levels)) }
    if levels.count < 2 { levels.append(NGramTable.Level()) }
    levels[1] = levels[1].adding(added)
    for context in Set(added.keys.map(\.context)) {
      guard let place = levels[0].index(of: context) else { continue }
      levels[0].backOffs[place] = levels[1].backOff(after: context, levels[0])
    }
    return LanguageModel(NGramTable(words: words, levels: levels))
  }

  /// ln 1/400: as likely as a rather common word.
  private static let personalUnigram: Float = -6
  /// ln 1/2.
  private static let personalBigram: Float = -0.69
}

extension NGramTable.Level {
  /// The level with some bigrams more; of those that are there the larger probability stays.
  fileprivate func adding(_ added: [NGram: Float]) -> NGramTable.Level {
    var result = NGramTable.Level()
    var pending = added.sorted { $0.key < $1.key }[...]
    for (index, nGram) in nGrams.enumerated() {
      while let next = pending.first, next.key < nGram {
        result.append(next.key, logProbability: next.value, backOff: 0)
        pending.removeFirst()
      }
      var logProbability = logProbabilities[index]
      if let next = pending.first, next.key == nGram {
        logProbability = max(logProbability, next.value)
        pending.removeFirst()
      }
      result.append(nGram, logProbability: logProbability, backOff: backOffs[index])
    }
    for next in pending { result.append(next.key, logProbability: next.value, backOff: 0) }
    return result
  }

  /// The weight after a context of one word that shares out what its bigrams leave, at least a tenth.
  fileprivate func backOff(after context: NGram, _ unigrams: NGramTable.Level) -> Float {
    var (explicit, shorter) = (0.0, 0.0)
    for (index, nGram) in nGrams.enumerated() where nGram.context == context {
      explicit += exp(Double(logProbabilities[index]))
      shorter += exp(Double(unigrams.logProbabilities[Int(nGram.lastWord)]))
    }
    return Float(log(max(1 - explicit, 0.1) / max(1 - shorter, 0.1)))
  }
}
