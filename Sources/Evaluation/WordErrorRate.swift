// Totals of alignments: the word error rate of a list of recordings.

/// The word error rate over any number of utterances, counted as they come.
///
///     rate = (substitutions + deletions + insertions) / words
public struct WordErrorRate: Hashable, Codable, Sendable {
  /// The number of utterances counted.
  public private(set) var utterances = 0
  /// The number of utterances with at least one error.
  public private(set) var utterancesWithErrors = 0
  /// The number of words recognised as they were said.
  public private(set) var correct = 0
  /// The number of words recognised as another word.
  public private(set) var substitutions = 0
  /// The number of words said but not recognised.
  public private(set) var deletions = 0
  /// The number of words recognised but not said.
  public private(set) var insertions = 0

  /// Makes a total of nothing.
  public init() {}

  /// The number of words said.
  public var words: Int { correct + substitutions + deletions }
  /// The number of substitutions, deletions and insertions together.
  public var errors: Int { substitutions + deletions + insertions }

  /// The word error rate as a fraction; it exceeds 1 where insertions are many.
  ///
  /// If no words were said, insertions are counted against one word, so the rate is always finite.
  public var rate: Double { Double(errors) / Double(max(1, words)) }

  /// Counts one more utterance.
  ///
  /// - Parameter alignment: The alignment of the utterance's words.
  public mutating func add(_ alignment: WordAlignment) {
    utterances += 1
    utterancesWithErrors += alignment.errors > 0 ? 1 : 0
    correct += alignment.correct
    substitutions += alignment.substitutions
    deletions += alignment.deletions
    insertions += alignment.insertions
  }

  /// Aligns and counts one more utterance.
  ///
  /// - Parameters:
  ///   - reference: The words that were said.
  ///   - hypothesis: The words that were recognised.
  /// - Returns: The alignment that was counted.
  @discardableResult
  public mutating func add(reference: [String], hypothesis: [String]) -> WordAlignment {
    let alignment = Self.align(reference: reference, hypothesis: hypothesis)
    add(alignment)
    return alignment
  }

  /// Adds the utterances of another total.
  ///
  /// - Parameter other: A total over other utterances.
  public mutating func add(_ other: WordErrorRate) {
    utterances += other.utterances
    utterancesWithErrors += other.utterancesWithErrors
    correct += other.correct
    substitutions += other.substitutions
    deletions += other.deletions
    insertions += other.insertions
  }
}
