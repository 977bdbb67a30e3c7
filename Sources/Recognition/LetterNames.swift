/// Letters said by name and written by name: “ell” is the letter l.
///
/// Transcripts hold the field's words, so the letter x is `x`. Some texts spell letters the way they
/// sound; both spellings sound the same, so a recogniser cannot tell them apart and word error rates
/// would count what is right. Names that are words of their own (“see”, “are”, “you”, “why”) stay.
public enum LetterNames {
  private static let letters = [
    "aitch": "h", "bee": "b", "cee": "c", "cue": "q", "dee": "d", "ef": "f", "eff": "f", "el": "l",
    "ell": "l", "em": "m", "en": "n", "ess": "s", "ex": "x", "gee": "g", "jay": "j", "jee": "g",
    "kay": "k", "pee": "p", "tee": "t", "vee": "v", "zed": "z", "zee": "z",
  ]

  /// The words with letters in place of their names; “double you” becomes `w`.
  public static func asLetters(_ words: [String]) -> [String] {
    var result: [String] = []
    result.reserveCapacity(words.count)
    var isAfterDouble = false
    for word in words {
      if isAfterDouble, word == "you" {
        result[result.count - 1] = "w"
      } else {
        result.append(letters[word] ?? word)
      }
      isAfterDouble = word == "double"
    }
    return result
  }
}
