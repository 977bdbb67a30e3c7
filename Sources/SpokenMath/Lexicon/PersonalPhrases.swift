/// Phrases that a user adds to the grammar; each stands for a formula, taken as a whole.
public struct PersonalPhrases: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    var words: [String]
    var meaning: MathExpression
  }

  /// By first word; longer phrases come first.
  private var entries: [String: [Entry]] = [:]

  /// No phrases.
  public static let none = PersonalPhrases([])

  /// Makes a list of phrases, in lower case; of two that are the same the later counts.
  public init(_ phrases: [(words: [String], meaning: MathExpression)]) {
    for phrase in phrases {
      guard let first = phrase.words.first else { continue }
      var row = entries[first, default: []]
      row.removeAll { $0.words == phrase.words }
      row.append(Entry(words: phrase.words, meaning: phrase.meaning))
      entries[first] = row.sorted { $0.words.count > $1.words.count }
    }
  }

  /// The longest phrase that starts at `start`, and how many pieces it takes.
  func longestMatch(in pieces: [Piece], at start: Int) -> (kind: MathExpression.Kind, length: Int)?
  {
    guard let row = entries[pieces[start].text] else { return nil }
    for entry in row where start + entry.words.count <= pieces.count {
      let said = pieces[start..<(start + entry.words.count)].lazy.map(\.text)
      if said.elementsEqual(entry.words) { return (entry.meaning.kind, entry.words.count) }
    }
    return nil
  }
}
