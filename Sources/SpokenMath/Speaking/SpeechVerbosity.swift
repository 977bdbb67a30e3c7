/// How much a formula says of its structure when it is read aloud.
public enum SpeechVerbosity: String, Hashable, Sendable, CaseIterable {
  /// The fewest words: “x plus one over two”; a listener must know where things end.
  case brief
  /// As a lecturer reads: the end of a construct is said only where the parser would guess it wrong.
  case natural
  /// Every group with its beginning and end, so that nothing has to be guessed.
  case verbose
}
