import Foundation

/// The n-grams of a back-off language model as a table: what an ARPA file holds.
///
///     P(w | h) = exp(logProbability(h w))            if h w is in the table
///              = exp(backOff(h)) · P(w | h')         otherwise, h' being h without its first word
///
/// Estimating, mixing and pruning work on this table; `LanguageModel` is made of it for scoring.
public struct NGramTable: Sendable, Equatable {
  /// The n-grams of one length.
  public struct Level: Sendable, Equatable {
    /// The n-grams, sorted; word indices packed as `NGram` says.
    public var nGrams: [NGram] = []
    /// Natural logarithm of the last word's probability after the others.
    public var logProbabilities: [Float] = []
    /// Natural logarithm of the back-off weight; 0 where an n-gram is no context.
    public var backOffs: [Float] = []

    mutating func append(_ nGram: NGram, logProbability: Float, backOff: Float) {
      nGrams.append(nGram)
      logProbabilities.append(logProbability)
      backOffs.append(backOff)
    }

    /// The place of an n-gram, found by bisection.
    func index(of nGram: NGram) -> Int? {
      var low = 0
      var high = nGrams.count
      while low < high {
        let middle = (low + high) / 2
        if nGrams[middle] < nGram { low = middle + 1 } else { high = middle }
      }
      return low < nGrams.count && nGrams[low] == nGram ? low : nil
    }
  }

  /// The words, each with its place as its index.
  ///
  /// `<s>`, `</s>` and `<unk>` are among them.
  public var words: [String]
  /// The n-grams by length: `levels[0]` holds one unigram for every word, in order.
  public var levels: [Level]

  /// Length of the longest n-grams.
  public var order: Int { levels.count }
  /// Number of n-grams of every length.
  public var count: Int { levels.reduce(0) { $0 + $1.nGrams.count } }

  /// The mark before the first word of a line.
  public static let sentenceStart = "<s>"
  /// The mark after the last word of a line.
  public static let sentenceEnd = "</s>"
  /// The stand-in for words that the model does not know.
  public static let unknown = "<unk>"
  /// The longest n-grams that a table holds.
  public static let maximumOrder = 4

  /// Replaces an n-gram's context weights so that the probabilities after every context sum to 1.
  ///
  ///     backOff(h) = (1 − Σ P(w | h)) / (1 − Σ P(w | h')),  both sums over the w with h w in the table
  ///
  /// Shorter contexts come first, since longer ones lean on them.
  mutating func normalizeBackOffs() {
    for length in 1..<max(order, 1) {
      let model = LanguageModel(self)
      let children = levels[length]
      for index in levels[length - 1].backOffs.indices { levels[length - 1].backOffs[index] = 0 }
      var start = 0
      while start < children.nGrams.count {
        let context = children.nGrams[start].context
        let shorter = model.state(after: context.dropFirst(length: length).words(length - 1))
        var explicit = 0.0
        var shorterExplicit = 0.0
        var end = start
        while end < children.nGrams.count, children.nGrams[end].context == context {
          let word = children.nGrams[end].lastWord
          explicit += exp(Double(children.logProbabilities[end]))
          shorterExplicit +=
            exp(Double(model.logProbability(of: word, after: shorter).logProbability))
          end += 1
        }
        if let parent = levels[length - 1].index(of: context) {
          levels[length - 1].backOffs[parent] = backOff(1 - explicit, 1 - shorterExplicit)
        }
        start = end
      }
    }
  }

  /// The logarithm of left-over mass over left-over mass, tame where rounding has eaten either.
  private func backOff(_ numerator: Double, _ denominator: Double) -> Float {
    let smallest = 1e-9
    return Float(log(max(numerator, smallest) / max(denominator, smallest)))
  }
}

extension NGramTable {
  /// Checks what scoring relies on, and says what is wrong.
  ///
  /// - Returns: nil for a sound table: each level sorted without doubles, one unigram for every
  ///   word in order, every n-gram's context present, finite numbers.
  func flaw() -> String? {
    guard let unigrams = levels.first, order <= Self.maximumOrder else {
      return "\(order)-grams where 1…\(Self.maximumOrder) are possible"
    }
    guard unigrams.nGrams == (0..<Int32(words.count)).map({ NGram([$0]) }) else {
      return "not one unigram for every word"
    }
    for (position, level) in levels.enumerated() {
      guard level.logProbabilities.allSatisfy(\.isFinite), level.backOffs.allSatisfy(\.isFinite)
      else { return "a number that is not finite among the \(position + 1)-grams" }
      guard position > 0 else { continue }
      var previous: NGram?
      // Contexts come in the order of the shorter n-grams, so that one walk along those finds them all.
      let shorter = levels[position - 1].nGrams
      var place = 0
      for nGram in level.nGrams {
        if let previous, !(previous < nGram) { return "a doubled \(position + 1)-gram" }
        let last = nGram.lastWord
        guard last >= 0, last < words.count else { return "a word out of range" }
        let context = nGram.context
        while place < shorter.count, shorter[place] < context { place += 1 }
        if place == shorter.count || shorter[place] != context {
          let text = nGram.words(position + 1).map { words[Int($0)] }.joined(separator: " ")
          return "no \(position)-gram that '\(text)' could follow from"
        }
        previous = nGram
      }
    }
    return nil
  }
}
