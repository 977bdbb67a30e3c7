/// Finds the words that best explain posteriors, given a lexicon and a language model.
///
///     score(W) = ln P(X | W) + languageWeight · ln P(W) + wordBonus · |W|
///
/// `P(X | W)` is the sum over all alignments that spell the words W with word boundaries between
/// them: a CTC prefix beam search (Graves and Jaitly 2014, "Towards End-to-End Speech Recognition
/// with Recurrent Neural Networks", algorithm 1) whose prefixes are lines of lexicon words and the
/// beginning of one more. Boundaries before the first word, after the last one and several in a row
/// mean nothing. Of words that sound alike (two, to; pi, pie) the language model chooses.
public struct BeamSearchDecoder: Sendable {
  /// How wide to search and how to weigh.
  public struct Options: Sendable, Equatable {
    /// Hypotheses kept from one frame to the next.
    public var beamWidth: Int
    /// Weight of the language model's natural-log probability.
    public var languageWeight: Double
    /// Added for every word.
    public var wordBonus: Double
    /// Number of transcripts wanted.
    public var alternatives: Int
    /// Hypotheses this much below the best one (natural logarithm) are dropped.
    public var beamThreshold: Double
    /// Symbols below this natural-log probability do not extend hypotheses.
    public var symbolThreshold: Double
    /// What a missing word boundary costs, or nil to insist on boundaries.
    public var missingBoundaryPenalty: Double?

    /// Makes options; those not given are the ones that did best on the development lists.
    public init(
      beamWidth: Int = 128, languageWeight: Double = 0.8, wordBonus: Double = 1,
      alternatives: Int = 1, beamThreshold: Double = 12, symbolThreshold: Double = -9,
      missingBoundaryPenalty: Double? = nil
    ) {
      self.beamWidth = beamWidth
      self.languageWeight = languageWeight
      self.wordBonus = wordBonus
      self.alternatives = alternatives
      self.beamThreshold = beamThreshold
      self.symbolThreshold = symbolThreshold
      self.missingBoundaryPenalty = missingBoundaryPenalty
    }
  }

  /// How wide the search is and how it weighs.
  public let options: Options
  package let search: SearchSpace

  /// Makes a decoder.
  ///
  /// - Parameters:
  ///   - vocabulary: The network's symbols.
  ///   - lexicon: The words that can be found; made for the same vocabulary.
  ///   - languageModel: Scores lines of words; without one every line is as good as any other.
  ///   - options: How wide to search and how to weigh.
  public init(
    vocabulary: Vocabulary, lexicon: Lexicon, languageModel: LanguageModel? = nil,
    options: Options = Options()
  ) {
    self.options = options
    search = SearchSpace(
      vocabulary: vocabulary, lexicon: lexicon, languageModel: languageModel, options: options)
  }

  /// The best transcripts of a recording, best first.
  ///
  /// - Parameter posteriors: Rows over the vocabulary's symbols; with another number of symbols
  ///   there is nothing to find.
  /// - Returns: At most `options.alternatives` transcripts with distinct words; the first is there
  ///   even if nothing was said, and has no words then.
  public func transcripts(of posteriors: Posteriors) -> [Transcript] {
    let stream = makeStream(secondsPerFrame: posteriors.secondsPerFrame)
    guard posteriors.symbolCount == search.symbolCount else { return stream.finish() }
    posteriors.logProbabilities.withUnsafeBufferPointer { stream.push($0) }
    return stream.finish()
  }

  /// A search that takes rows as they come; the result is the same as that of all rows at once.
  public func makeStream(secondsPerFrame: Double) -> BeamSearchStream {
    BeamSearchStream(search: search, options: options, secondsPerFrame: secondsPerFrame)
  }
}

/// What a search walks through: the trie, the language model, and how they fit together.
package final class SearchSpace: Sendable {
  let symbolCount: Int
  let blank: Int
  let wordBoundary: Int
  let lexicon: Lexicon
  let languageModel: LanguageModel?
  /// The language model's index of each lexicon word.
  let languageIndex: [Int32?]
  /// What the best word below each node can add to the score, at most: prunes early.
  let lookAhead: [Double]

  init(
    vocabulary: Vocabulary, lexicon: Lexicon, languageModel: LanguageModel?,
    options: BeamSearchDecoder.Options
  ) {
    symbolCount = vocabulary.symbols.count
    blank = vocabulary.blank
    wordBoundary = vocabulary.wordBoundary
    self.lexicon = lexicon
    self.languageModel = languageModel
    languageIndex = lexicon.words.map { languageModel?.index(of: $0) }
    lookAhead = Self.lookAhead(
      lexicon: lexicon, languageModel: languageModel, languageIndex: languageIndex,
      options: options)
  }

  /// The weighted unigram score of the likeliest word below each node, and its bonus.
  ///
  /// The root's is 0: a hypothesis between words has been scored for all its words already.
  private static func lookAhead(
    lexicon: Lexicon, languageModel: LanguageModel?, languageIndex: [Int32?],
    options: BeamSearchDecoder.Options
  ) -> [Double] {
    var best = [Double](repeating: -.infinity, count: lexicon.nodeCount)
    for node in best.indices.reversed() {
      if lexicon.wordAtNode[node] >= 0 {
        var score = options.wordBonus
        if let languageModel {
          let index = languageIndex[Int(lexicon.wordAtNode[node])]
          let unigram = languageModel.logProbability(of: index, after: languageModel.emptyState)
          score += options.languageWeight * Double(unigram.logProbability)
        }
        best[node] = score
      }
      let children = lexicon.childSymbols[node].nonzeroBitCount
      let first = Int(lexicon.firstChild[node])
      for child in first..<(first + children) { best[node] = max(best[node], best[child]) }
    }
    best[0] = 0
    return best
  }
}
