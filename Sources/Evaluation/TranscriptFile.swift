// NIST trn files: one line an utterance, its words and then its identity in brackets, as
// `sclite -i rm -r reference.trn trn -h hypothesis.trn trn` reads them.

/// Writes the transcripts of an evaluation in the trn format of NIST's scoring tools.
public enum TranscriptFile {
  /// Whose words are written.
  public enum Side: String, CaseIterable, Sendable {
    /// The words that were said.
    case reference
    /// The words that were recognised.
    case hypothesis
  }

  /// Renders the words of every utterance, in the same order and with the same identities on
  /// both sides.
  ///
  /// - Parameters:
  ///   - utterances: The utterances.
  ///   - side: Whose words are written.
  /// - Returns: The file's text, one line for each utterance.
  public static func text(of utterances: [EvaluatedUtterance], side: Side) -> String {
    var text = ""
    for (number, utterance) in utterances.enumerated() {
      let words = side == .reference ? utterance.reference : utterance.hypothesis
      for word in words { text += plain(word) + " " }
      text += "(\(identity(of: utterance, number: number)))\n"
    }
    return text
  }

  /// Names an utterance: sclite takes the speaker to end at the first hyphen or underscore.
  static func identity(of utterance: EvaluatedUtterance, number: Int) -> String {
    let speaker = String(
      String.UnicodeScalarView(
        utterance.speaker.unicodeScalars.map { isPlain($0) ? $0 : "." }))
    let digits = String(number + 1)
    let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    return (speaker.isEmpty ? "unknown" : speaker) + "-" + padded
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
  }

  /// Replaces what trn files give a meaning of their own: brackets, braces, slashes, `@`, `;`.
  private static func plain(_ word: String) -> String {
    let replaced = word.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar {
      case "(", ")", "{", "}", "/", "@", ";", "<", ">": "."
      default: scalar.properties.isWhitespace ? "." : scalar
      }
    }
    return String(String.UnicodeScalarView(replaced))
  }
}
