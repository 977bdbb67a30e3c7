import SpokenMath

/// Mends what a person takes back in the same breath: "x squared, no, cubed".
///
/// What follows the word of repair takes the place of as many words as it has itself; if its first
/// word was said before, of everything from there.
public enum BreathRepair {
  private static let signals: [[String]] = [
    ["no", "wait"], ["no", "sorry"], ["i", "mean"], ["make", "that"], ["no"], ["sorry"],
    ["correction"],
  ]

  /// The words as they were meant.
  public static func repaired(_ words: [String]) -> [String] {
    repaired(words.map { SpokenWord($0) }).map(\.text)
  }

  /// The words as they were meant, with their times.
  public static func repaired(_ spoken: [SpokenWord]) -> [SpokenWord] {
    let words = spoken.map(\.text)
    var meant: [SpokenWord] = []
    var place = 0
    while place < words.count {
      guard let signal = signals.first(where: { words[place...].starts(with: $0) }), !meant.isEmpty,
        place + signal.count < words.count
      else {
        meant.append(spoken[place])
        place += 1
        continue
      }
      place += signal.count
      let end = words[place...].indices.first { index in
        index > place && signals.contains { words[index...].starts(with: $0) }
      }
      let new = spoken[place..<(end ?? words.count)]
      if let first = new.first, let again = meant.lastIndex(where: { $0.text == first.text }) {
        meant.removeSubrange(again...)
      } else {
        meant.removeLast(min(new.count, meant.count))
      }
      meant += new
      place = new.endIndex
    }
    return meant
  }
}
