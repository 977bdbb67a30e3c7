/// Turns brackets that are said into pauses, as people do who say no brackets.
///
/// "x over open paren y plus one close paren" becomes "x over, y plus one,": the words lose the
/// brackets, and the pauses keep the tree, so that timing carries structure.
struct BracketPauses {
  /// The words without the brackets.
  private(set) var words: [String] = []
  /// After which of the words there is a pause, in rising order.
  private(set) var pauses: [Int] = []

  /// Nil if the line has no bracket words, or if nothing else is left of it.
  init?(_ line: [String]) {
    var place = 0
    while place < line.count {
      if let phrase = Self.phrases.first(where: { line[place...].starts(with: $0) }) {
        if let last = words.indices.last, pauses.last != last { pauses.append(last) }
        place += phrase.count
      } else {
        words.append(line[place])
        place += 1
      }
    }
    guard words.count < line.count, words.count > 1 else { return nil }
    if pauses.last == words.count - 1 { pauses.removeLast() }
  }

  /// What brackets are called in spoken formulas; longer phrases first.
  static let phrases: [[String]] = {
    var phrases: [String] = [
      "end fraction", "start fraction", "begin fraction", "end root", "start root", "begin root",
      "end power", "end exponent", "end superscript", "end subscript", "end quantity",
      "close quantity", "the quantity", "open quantity", "quantity",
    ]
    for side in ["open", "close", "left", "right"] {
      phrases += ["paren", "parenthesis", "parentheses", "bracket", "brace"].map { side + " " + $0 }
    }
    return phrases.map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }
  }()
}
