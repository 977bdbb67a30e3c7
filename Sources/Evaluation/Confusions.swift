// Which words are mistaken for which: what to look at first when the error rate is too high.

/// The commonest mistakes of a recogniser.
public struct Confusions: Hashable, Codable, Sendable {
  /// A word recognised as another, and how often.
  public struct Substitution: Hashable, Codable, Sendable {
    /// The word that was said.
    public let reference: String
    /// The word that was recognised.
    public let hypothesis: String
    /// How often that happened.
    public let count: Int
  }

  /// A word missed or made up, and how often.
  public struct Word: Hashable, Codable, Sendable {
    /// The word.
    public let word: String
    /// How often that happened.
    public let count: Int
  }

  /// Words recognised as another, commonest first.
  public let substitutions: [Substitution]
  /// Words said but not recognised, commonest first.
  public let deletions: [Word]
  /// Words recognised but not said, commonest first.
  public let insertions: [Word]

  /// Counts the mistakes in alignments.
  ///
  /// - Parameters:
  ///   - alignments: The alignments of all utterances.
  ///   - limit: The largest number of entries to keep in each list.
  public init(in alignments: [WordAlignment], limit: Int) {
    var substituted: [[String]: Int] = [:]
    var deleted: [[String]: Int] = [:]
    var inserted: [[String]: Int] = [:]
    for step in alignments.lazy.flatMap(\.steps) {
      switch step {
      case .correct: break
      case .substitution(let reference, let hypothesis):
        substituted[[reference, hypothesis], default: 0] += 1
      case .deletion(let word): deleted[[word], default: 0] += 1
      case .insertion(let word): inserted[[word], default: 0] += 1
      }
    }
    substitutions = Self.commonest(substituted, limit).map {
      Substitution(reference: $0.words[0], hypothesis: $0.words[1], count: $0.count)
    }
    deletions = Self.commonest(deleted, limit).map { Word(word: $0.words[0], count: $0.count) }
    insertions = Self.commonest(inserted, limit).map { Word(word: $0.words[0], count: $0.count) }
  }

  /// Sorts by count, then alphabetically, so that the order never depends on a hash seed.
  private static func commonest(
    _ counts: [[String]: Int], _ limit: Int
  ) -> [(words: [String], count: Int)] {
    let sorted = counts.map { (words: $0.key, count: $0.value) }.sorted {
      ($0.count, $1.words.joined(separator: " ")) > ($1.count, $0.words.joined(separator: " "))
    }
    return Array(sorted.prefix(max(0, limit)))
  }
}
