/// Numbers in words: the tables of `NumberWords`, read the other way.
extension NumberWords {
  private static func inverted(_ table: [String: Int]) -> [Int: String] {
    // Of two words for a number the one that sorts first is the usual one: “forty”, not “fourty”.
    var words: [Int: String] = [:]
    for (word, value) in table where word != "twice" {
      words[value] = min(word, words[value] ?? word)
    }
    return words
  }

  private static let smallWords = inverted(units.merging(teens) { first, _ in first })
  private static let tensWords = inverted(tens)
  private static let scaleWords = inverted(scales)
  private static let ordinalWords = inverted(ordinals)

  /// The word for one digit.
  static func unit(_ digit: Int) -> String { smallWords[digit] ?? "" }

  /// The words that `number(in:at:)` reads as these digits, or nil where there are none: leading
  /// zeros, no digit before the point, 10¹⁵ and more.
  static func words(for digits: String) -> [String]? {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, let value = Int(whole),
      String(value) == whole, value >= 0, value < 1_000_000_000_000_000
    else { return nil }
    var words = cardinalWords(value)
    if parts.count == 2 {
      let fraction = parts[1].compactMap(\.wholeNumberValue)
      guard !fraction.isEmpty, fraction.count == parts[1].count else { return nil }
      words += ["point"] + fraction.map(unit)
    }
    return words
  }

  /// Each digit by itself: what is said of a number that `words(for:)` has no words for.
  static func digitWords(_ digits: String) -> [String] {
    digits.compactMap { $0 == "." ? "point" : $0.wholeNumberValue.map(unit) }
  }

  private static func cardinalWords(_ value: Int) -> [String] {
    if value < 1000 { return wordsBelow1000(value) }
    var words: [String] = []
    var rest = value
    for scale in scaleWords.keys.sorted(by: >) where rest >= scale {
      words += wordsBelow1000(rest / scale) + [scaleWords[scale] ?? ""]
      rest %= scale
    }
    return rest == 0 ? words : words + wordsBelow1000(rest)
  }

  private static func wordsBelow1000(_ value: Int) -> [String] {
    if value >= 100 {
      let rest = value % 100
      return [unit(value / 100), "hundred"] + (rest == 0 ? [] : wordsBelow1000(rest))
    }
    if let word = smallWords[value] { return [word] }
    let ten = tensWords[value / 10 * 10] ?? ""
    return value % 10 == 0 ? [ten] : [ten, unit(value % 10)]
  }

  /// The ordinal of a number below a hundred or of a letter: “fourth”, “twenty fifth”, “nth”.
  static func ordinalWords(for value: String) -> [String]? {
    if value.count == 1, let letter = value.utf8.first, (0x61...0x7A).contains(letter) {
      return [value + "th"]
    }
    guard let number = Int(value), number > 0, number < 100, String(number) == value else {
      return nil
    }
    if let word = ordinalWords[number] { return [word] }
    guard let ten = tensWords[number / 10 * 10], let unit = ordinalWords[number % 10] else {
      return nil
    }
    return [ten, unit]
  }
}
