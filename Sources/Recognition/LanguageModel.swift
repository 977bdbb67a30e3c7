import Foundation

/// A word n-gram model with back-off, laid out for scoring inside a beam search.
///
/// The n-grams are a trie in breadth-first order: entry 0 is the empty context, entries 1…V the
/// unigrams, and the children of every entry are neighbours sorted by word. A state is the entry of
/// the longest context that still matters, so scoring a word takes a bisection per back-off step
/// and no text.
public final class LanguageModel: Sendable {
  /// What the model needs to remember of the words said so far.
  public struct State: Hashable, Sendable {
    let entry: Int32
  }

  /// The n-grams that the model was made of.
  public let table: NGramTable
  /// The state before the first word of a line.
  public let startState: State
  /// Index of `<s>`, if the model has it.
  public let sentenceStart: Int32?
  /// Index of `</s>`, or of `<unk>` in a model without it.
  public let sentenceEnd: Int32
  /// Index of `<unk>`, if the model has it.
  public let unknown: Int32?

  private let indexOfWord: [String: Int32]
  private let wordOfEntry: [Int32]
  private let logProbabilityOfEntry: [Float]
  private let backOffOfEntry: [Float]
  /// First child of each entry; one more at the end.
  private let firstChild: [Int32]
  /// Entry of each entry's words without the first: where scoring backs off to.
  private let suffixOfEntry: [Int32]
  /// The state after each entry's words.
  private let stateOfEntry: [Int32]

  /// Longest n-grams of the model.
  public var order: Int { table.order }

  /// Natural-log probability of words that a model without `<unk>` does not know.
  public static let floor: Float = -16

  /// Lays out a table for scoring.
  ///
  /// The table must be sound: sorted levels, one unigram for every word, every context present.
  /// `NGramTable.validate()` says whether it is.
  public init(_ table: NGramTable) {
    self.table = table
    indexOfWord = Dictionary(
      zip(table.words, 0..<Int32(table.words.count)), uniquingKeysWith: { first, _ in first })
    unknown = indexOfWord[NGramTable.unknown]
    let layout = Layout(table)
    wordOfEntry = layout.words
    logProbabilityOfEntry = layout.logProbabilities
    backOffOfEntry = layout.backOffs
    firstChild = layout.firstChild
    suffixOfEntry = layout.suffixes
    stateOfEntry = layout.states
    sentenceEnd = indexOfWord[NGramTable.sentenceEnd] ?? unknown ?? 0
    sentenceStart = indexOfWord[NGramTable.sentenceStart]
    startState = State(entry: sentenceStart.map { layout.states[Int($0) + 1] } ?? 0)
  }

  /// The state in which nothing is known of what went before.
  public var emptyState: State { State(entry: 0) }

  /// The index of a word, that of `<unk>` if the model does not know the word, or nil without one.
  public func index(of word: String) -> Int32? { indexOfWord[word] ?? unknown }

  /// The natural-log probability of a word after a state, and the state after the word.
  ///
  /// - Parameters:
  ///   - word: An index that `index(of:)` gave; nil is a word that the model has no place for.
  ///   - state: What went before.
  /// - Returns: The logarithm, at least `floor` for nil, and the next state.
  public func logProbability(
    of word: Int32?, after state: State
  ) -> (logProbability: Float, state: State) {
    guard let word else { return (Self.floor, emptyState) }
    var entry = Int(state.entry)
    var backOff: Float = 0
    while entry != 0 {
      if let child = child(of: entry, word: word) {
        return (backOff + logProbabilityOfEntry[child], State(entry: stateOfEntry[child]))
      }
      backOff += backOffOfEntry[entry]
      entry = Int(suffixOfEntry[entry])
    }
    let unigram = Int(word) + 1
    return (backOff + logProbabilityOfEntry[unigram], State(entry: stateOfEntry[unigram]))
  }

  /// The natural-log probability of a line of words, its end included.
  public func logProbability(ofLine words: [String]) -> Double {
    var state = startState
    var total = 0.0
    for word in words {
      let next = logProbability(of: index(of: word), after: state)
      total += Double(next.logProbability)
      state = next.state
    }
    return total + Double(logProbability(of: sentenceEnd, after: state).logProbability)
  }

  /// The state after a context, given by word indices; the longest known end of it counts.
  package func state(after context: [Int32]) -> State {
    context.reduce(emptyState) { logProbability(of: $1, after: $0).state }
  }

  private func child(of entry: Int, word: Int32) -> Int? {
    Self.child(of: entry, word: word, wordOfEntry, firstChild)
  }

  fileprivate static func child(
    of entry: Int, word: Int32, _ wordOfEntry: [Int32], _ firstChild: [Int32]
  ) -> Int? {
    var low = Int(firstChild[entry])
    let end = Int(firstChild[entry + 1])
    var high = end
    while low < high {
      let middle = (low + high) >> 1
      if wordOfEntry[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low < end && wordOfEntry[low] == word ? low : nil
  }
}

/// The trie's arrays, while they are made.
private struct Layout {
  var words: [Int32] = [0]
  var logProbabilities: [Float] = [0]
  var backOffs: [Float] = [0]
  var firstChild: [Int32] = []
  var suffixes: [Int32] = [0]
  var states: [Int32] = [0]

  init(_ table: NGramTable) {
    // Entries of level k start at offsets[k]; the level before the first is the empty context.
    var offsets = [0]
    var next = 1
    for level in table.levels {
      offsets.append(next)
      next += level.nGrams.count
    }
    for level in table.levels {
      words.append(contentsOf: level.nGrams.map(\.lastWord))
      logProbabilities.append(contentsOf: level.logProbabilities)
      backOffs.append(contentsOf: level.backOffs)
    }
    layOutChildren(table, offsets: offsets, total: next)
    let firstLongest = offsets[table.order]
    // Breadth first, each entry's children stand in order; their suffixes are children of its suffixes.
    for parent in 0..<firstLongest {
      for entry in Int(firstChild[parent])..<Int(firstChild[parent + 1]) {
        let suffix = longestSuffix(ofChild: words[entry], of: parent)
        suffixes.append(Int32(suffix))
        // A context that leads nowhere and costs nothing is as good as its shorter end.
        let leads = firstChild[entry] < firstChild[entry + 1] || backOffs[entry] != 0
        states.append(leads && entry < firstLongest ? Int32(entry) : states[suffix])
      }
    }
  }

  private mutating func layOutChildren(_ table: NGramTable, offsets: [Int], total: Int) {
    firstChild = [1]
    for (position, level) in table.levels.enumerated() {
      guard position + 1 < table.order else {
        firstChild.append(contentsOf: repeatElement(Int32(total), count: level.nGrams.count))
        continue
      }
      let children = table.levels[position + 1].nGrams
      var child = 0
      for nGram in level.nGrams {
        firstChild.append(Int32(offsets[position + 2] + child))
        while child < children.count, children[child].context == nGram { child += 1 }
      }
    }
    firstChild.append(Int32(total))
  }

  /// The entry of the longest proper end of an n-gram that is itself in the table.
  private func longestSuffix(ofChild word: Int32, of parent: Int) -> Int {
    var context = parent
    while context > 0 {
      context = Int(suffixes[context])
      if let child = LanguageModel.child(of: context, word: word, words, firstChild) {
        return child
      }
    }
    return 0
  }
}

extension LanguageModel {
  /// How well the model foretells lines of words: e to the mean negative log-probability.
  ///
  /// - Parameter lines: Lines of words parted by spaces; the end of each counts as a word.
  /// - Returns: The perplexity over the words that the model knows, and how many there are of each.
  public func perplexity(
    of lines: some Sequence<String>
  ) -> (perplexity: Double, wordCount: Int, unknownCount: Int) {
    var total = 0.0
    var count = 0
    var unknownCount = 0
    for line in lines {
      var state = startState
      let words = line.split(whereSeparator: \.isWhitespace).map { index(of: String($0)) }
      for word in words + [sentenceEnd] {
        let scored = logProbability(of: word, after: state)
        state = scored.state
        if word == nil || word == unknown {
          unknownCount += 1
        } else {
          total += Double(scored.logProbability)
          count += 1
        }
      }
    }
    return (count == 0 ? .nan : exp(-total / Double(count)), count, unknownCount)
  }
}
