// Upright words: which of them are functions, letters, numbers or punctuation in disguise.

import SpokenMath
import Typesetting

extension CanonicalNode {
  /// Makes the nodes of upright text.
  static func words(_ text: String) -> [CanonicalNode] {
    let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let first = word.first, let last = word.last else { return [] }
    if word.count == 1, first.isASCII, first.isLetter {
      // The d of a differential, e and i are upright in some countries and slanted in others.
      return [.letter(word, "dei".contains(first) ? .italic : .roman)]
    }
    if word.allSatisfy({ "0123456789.,+-=<>() ".contains($0) }) { return word.flatMap(character) }
    if ",.;:".contains(last) { return words(String(word.dropLast())) + character(last) }
    if ",.;:".contains(first) { return character(first) + words(String(word.dropFirst())) }
    let name = spellings[word.lowercased()] ?? word
    return [.name(functions.contains(name.lowercased()) ? name.lowercased() : name)]
  }

  private static func character(_ character: Character) -> [CanonicalNode] {
    if character.isNumber { return [.digit(character)] }
    return signs[character].map { [.sign($0)] } ?? []
  }

  private static let signs: [Character: Symbol] = [
    ".": .period, ",": .comma, ";": .semicolon, ":": .colon, "+": .plus, "-": .minus,
    "=": .equals, "<": .less, ">": .greater, "(": .openParenthesis, ")": .closeParenthesis,
  ]

  /// Names that are written in several ways.
  private static let spellings: [String: String] = [
    "tg": "tan", "ctg": "cot", "arctg": "arctan", "cosec": "csc", "lim sup": "limsup",
    "lim inf": "liminf", "arg max": "argmax", "arg min": "argmin", "trace": "tr", "sign": "sgn",
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "gradient": "grad",
  ]

  /// Functions whose names are the same in capitals and small letters.
  private static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
    "arcsin", "arccos", "arctan", "arccot", "arcsec", "arccsc", "arcsinh", "arccosh", "arctanh",
    "log", "ln", "lg", "exp", "lim", "limsup", "liminf", "max", "min", "sup", "inf", "det", "dim",
    "ker", "deg", "gcd", "lcm", "hom", "arg", "argmax", "argmin", "pr", "mod", "tr", "sgn",
    "sign", "rank", "span", "supp", "diag", "var", "cov", "div", "curl", "grad", "erf", "res",
    "re", "im", "adj", "proj", "sinc", "id", "aut", "end", "gal", "spec", "vol",
  ]
}
