/// Numbers said in words or written in digits.
///
///     number   = cardinal [ "point" digit { digit } ] | "point" digit { digit } ;
///     cardinal = group { scale group } ;            (* "two thousand five hundred" *)
///     group    = [ unit "hundred" [ "and" ] ] ( tens [ unit ] | teen | unit ) ;
enum NumberWords {
  static let units = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "twice": 2,
  ]
  static let teens = [
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
  ]
  static let tens = [
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
  ]
  static let scales = [
    "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
  ]
  static let ordinals = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000, "millionth": 1_000_000,
  ]

  /// The number that starts at `start`, and how many pieces it takes.
  static func number(in pieces: [Piece], at start: Int) -> (digits: String, length: Int)? {
    guard start < pieces.count else { return nil }
    let first = pieces[start].text
    if first == "point" {
      guard let fraction = fractionDigits(in: pieces, at: start + 1) else { return nil }
      return ("0." + fraction.digits, fraction.length + 1)
    }
    guard let whole = cardinal(in: pieces, at: start) else { return nil }
    let next = start + whole.length
    if next < pieces.count, pieces[next].text == "point", !whole.digits.contains("."),
      let fraction = fractionDigits(in: pieces, at: next + 1)
    {
      return (whole.digits + "." + fraction.digits, whole.length + 1 + fraction.length)
    }
    return whole
  }

  /// Whole numbers; digits stand for themselves.
  private static func cardinal(
    in pieces: [Piece], at start: Int
  ) -> (digits: String, length: Int)? {
    if isDigits(pieces[start].text) {
      if start + 1 < pieces.count, let scale = scales[pieces[start + 1].text],
        let value = Int(pieces[start].text), value < 1000
      {
        return (String(value * scale), 2)
      }
      return (pieces[start].text, 1)
    }
    var index = start
    var total = 0
    var lastScale = Int.max
    while let group = group(in: pieces, at: index) {
      var next = index + group.length
      var scale = 1
      if next < pieces.count, let said = scales[pieces[next].text] {
        scale = said
        next += 1
      }
      // “one thousand one thousand five hundred” is two numbers.
      if scale >= lastScale { break }
      total += group.value * scale
      index = next
      lastScale = scale
      if scale == 1 { break }
      if index + 1 < pieces.count, pieces[index].text == "and",
        let after = self.group(in: pieces, at: index + 1), after.value < 100
      {
        index += 1
      }
    }
    return index == start ? nil : (String(total), index - start)
  }

  /// A number below a thousand.
  private static func group(in pieces: [Piece], at start: Int) -> (value: Int, length: Int)? {
    guard start < pieces.count else { return nil }
    var index = start
    var value = 0
    if pieces[index].text == "a" || units[pieces[index].text] != nil
      || teens[pieces[index].text] != nil,
      index + 1 < pieces.count, pieces[index + 1].text == "hundred"
    {
      let hundreds = units[pieces[index].text] ?? teens[pieces[index].text] ?? 1
      value = hundreds * 100
      index += 2
      if index + 1 < pieces.count, pieces[index].text == "and",
        below100(in: pieces, at: index + 1) != nil
      {
        index += 1
      }
      if let rest = below100(in: pieces, at: index) {
        value += rest.value
        index += rest.length
      }
      return (value, index - start)
    }
    if pieces[index].text == "hundred" { return (100, 1) }
    if pieces[index].text == "a", index + 1 < pieces.count, scales[pieces[index + 1].text] != nil {
      return (1, 1)
    }
    return below100(in: pieces, at: index)
  }

  private static func below100(in pieces: [Piece], at index: Int) -> (value: Int, length: Int)? {
    guard index < pieces.count else { return nil }
    if let value = tens[pieces[index].text] {
      if index + 1 < pieces.count, let unit = units[pieces[index + 1].text], unit > 0 {
        return (value + unit, 2)
      }
      return (value, 1)
    }
    if let value = teens[pieces[index].text] ?? units[pieces[index].text] { return (value, 1) }
    return nil
  }

  /// The digits after the point: single digits, or one number (“point twenty five”).
  private static func fractionDigits(
    in pieces: [Piece], at start: Int
  ) -> (digits: String, length: Int)? {
    var digits = ""
    var index = start
    while index < pieces.count {
      let word = pieces[index].text
      if let unit = units[word] {
        digits += String(unit)
      } else if word == "oh" || word == "o" || word == "naught" || word == "nought" {
        digits += "0"
      } else if isDigits(word), !word.contains(".") {
        digits += word
      } else {
        break
      }
      index += 1
    }
    if digits.isEmpty, let tail = below100(in: pieces, at: start) {
      return (String(tail.value), tail.length)
    }
    return digits.isEmpty ? nil : (digits, index - start)
  }

  /// The ordinal that starts at `start`: “fourth”, “twenty fifth”, “5th”, “nth”.
  static func ordinal(
    in pieces: [Piece], at start: Int
  ) -> (value: String, plural: Bool, length: Int)? {
    let word = pieces[start].text
    if let simple = ordinal(word) { return (simple.value, simple.plural, 1) }
    if start + 1 < pieces.count, let ten = tens[word], let unit = ordinal(pieces[start + 1].text),
      let value = Int(unit.value), value < 10
    {
      return (String(ten + value), unit.plural, 2)
    }
    if start + 1 < pieces.count, pieces[start + 1].text == "th", word.count <= 2 || isDigits(word) {
      return (word, false, 2)
    }
    return nil
  }

  private static func ordinal(_ word: String) -> (value: String, plural: Bool)? {
    if word == "seconds" { return nil }
    if word == "halves" { return ("2", true) }
    if word == "quarters" { return ("4", true) }
    if let value = ordinals[word] { return (String(value), false) }
    if word.hasSuffix("s"), let value = ordinals[String(word.dropLast())] {
      return (String(value), true)
    }
    var stem = Substring(word)
    let plural = stem.hasSuffix("s") && stem.count > 3
    if plural { stem = stem.dropLast() }
    guard let last = stem.suffix(2).first.map({ _ in String(stem.suffix(2)) }),
      ["st", "nd", "rd", "th"].contains(last)
    else { return nil }
    let value = String(stem.dropLast(2))
    if isDigits(value), !value.contains(".") { return (value, plural) }
    // “nth”, “ith”, “kth”; not “with” or “both”.
    if last == "th", value.count == 1, let letter = value.first, letter.isASCII, letter.isLetter {
      return (value, false)
    }
    return nil
  }

  /// Whether it is digits with at most one point, starting with a digit.
  static func isDigits(_ word: String) -> Bool {
    var points = 0
    guard let first = word.utf8.first, (0x30...0x39).contains(first) else { return false }
    for byte in word.utf8 {
      if byte == 0x2E { points += 1 } else if !(0x30...0x39).contains(byte) { return false }
    }
    return points <= 1 && word.utf8.last != 0x2E
  }
}
