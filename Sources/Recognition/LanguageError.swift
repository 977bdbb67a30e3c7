import DurableFiles

/// What can be wrong with a lexicon or a language model.
public enum LanguageError: Error, Equatable, CustomStringConvertible {
  /// A file could not be read or written.
  case file(path: String, reason: String)
  /// A line of an ARPA file is not what the format asks for.
  case malformedARPA(path: String, line: Int, found: String, wanted: String)
  /// A compact language model is damaged.
  case malformedModel(path: String, reason: String)
  /// A word of the lexicon has a character that the network has no symbol for.
  case unspellableWord(word: String, position: Int)
  /// The network has more symbols than a lexicon can tell apart.
  case tooManySymbols(found: Int, limit: Int)
  /// An option is outside its range.
  case optionOutOfRange(name: String, found: String, wanted: String)
  /// There is no text to learn from.
  case noText

  /// One line: what, where, what was found and what was wanted.
  public var description: String {
    switch self {
    case .file(let path, let reason):
      "\(path): \(reason)"
    case .malformedARPA(let path, let line, let found, let wanted):
      "\(path):\(line): found \(found), wanted \(wanted) in the ARPA language model"
    case .malformedModel(let path, let reason):
      "\(path): not a whole Dictex language model: \(reason); make it again"
    case .unspellableWord(let word, let position):
      "lexicon word \(position + 1), '\(word)', has a character outside the network's vocabulary"
    case .tooManySymbols(let found, let limit):
      "the network has \(found) symbols, a lexicon can hold \(limit)"
    case .optionOutOfRange(let name, let found, let wanted):
      "\(name) is \(found), wanted \(wanted)"
    case .noText:
      "no words to estimate a language model from; give lines of words"
    }
  }
}

extension LanguageError {
  /// What `read` gives of a file.
  ///
  /// - Throws: `LanguageError.file` if it cannot be read.
  static func reading<Contents>(_ read: () throws -> Contents) throws -> Contents {
    do {
      return try read()
    } catch let failure as RegularFile.Failure {
      throw LanguageError.file(path: failure.path, reason: failure.reason)
    }
  }
}
