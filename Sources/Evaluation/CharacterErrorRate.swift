// Edits of single characters: the error rate that does not depend on how text is cut into words.

/// The character error rate over any number of utterances, counted as they come.
///
///     rate = edits / characters
///
/// The characters of an utterance are the Unicode scalars of its words joined by single spaces;
/// `edits` is the least number of insertions, deletions and substitutions (Levenshtein).
public struct CharacterErrorRate: Hashable, Codable, Sendable {
  /// The number of characters said, spaces between words included.
  public private(set) var characters = 0
  /// The least number of single-character edits.
  public private(set) var edits = 0

  /// Makes a total of nothing.
  public init() {}

  /// The character error rate as a fraction; if nothing was said, edits count against one.
  public var rate: Double { Double(edits) / Double(max(1, characters)) }

  /// Counts one more utterance.
  ///
  /// - Parameters:
  ///   - reference: The words that were said.
  ///   - hypothesis: The words that were recognised.
  public mutating func add(reference: [String], hypothesis: [String]) {
    let said = Array(reference.joined(separator: " ").unicodeScalars)
    let recognised = Array(hypothesis.joined(separator: " ").unicodeScalars)
    characters += said.count
    edits += Self.editDistance(said, recognised)
  }

  /// Counts the least number of insertions, deletions and substitutions between two sequences.
  ///
  /// - Parameters:
  ///   - first: One sequence.
  ///   - second: The other sequence.
  /// - Returns: The Levenshtein distance.
  public static func editDistance<Element: Equatable>(
    _ first: [Element], _ second: [Element]
  ) -> Int {
    var row = Array(0...second.count)
    for (i, element) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in second.enumerated() {
        let substituted = diagonal + (element == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
