/// Rewrites words so that a speech engine says them as mathematicians do.
///
/// Engines read the letter `a` as the article, `xi` as Roman eleven, `cosine` as "co-seen". What
/// helps differs from engine to engine, so each has a table of its own.
public struct Respelling: Sendable, Equatable {
  /// The table's name.
  public let name: String
  /// What to write for a word: one of several, drawn by lot.
  let replacements: [String: [String]]
  /// Words that the engine cannot be made to say.
  let unsayable: Set<String>
  /// How often the letter z is read "zed", from 0 to 1.
  let zedShare: Double

  init(
    name: String, replacements: [String: [String]], unsayable: Set<String> = [],
    zedShare: Double = 0.15
  ) {
    self.name = name
    self.replacements = replacements
    self.unsayable = unsayable
    self.zedShare = zedShare
  }

  /// What the engine should read for some words, ended by a full stop.
  ///
  /// - Parameters:
  ///   - words: Words of a–z and the apostrophe.
  ///   - pauses: After which of the words there is a comma.
  ///   - random: Draws among the ways to say a word.
  /// - Returns: The text, or nil if the engine cannot say one of the words.
  public func text(
    for words: [String], pausesAfter pauses: [Int] = [], random: inout SeededRandom
  ) -> String? {
    var pieces: [String] = []
    for (place, word) in words.enumerated() {
      if unsayable.contains(word) { return nil }
      let next = place + 1 < words.count ? words[place + 1] : nil
      let isArticle = word == "a" && next.map(Self.nounsAfterArticle.contains) == true
      if !isArticle, word == "z", random.chance(zedShare) {
        pieces.append("zed")
      } else if !isArticle, let choices = replacements[word], !choices.isEmpty {
        pieces.append(choices[random.integer(below: choices.count)])
      } else {
        pieces.append(word)
      }
    }
    for pause in pauses where pieces.indices.contains(pause) { pieces[pause] += "," }
    return pieces.joined(separator: " ") + "."
  }

  /// Before these the word `a` is the article, not the letter.
  static let nounsAfterArticle: Set<String> = [
    "half", "third", "quarter", "constant", "function", "matrix", "set", "vector", "new", "number",
    "linear", "point", "single", "finite", "given",
  ]
}
