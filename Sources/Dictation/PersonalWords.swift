import DurableFiles
import Foundation
import SpokenMath
import Typesetting

/// A user's own words and macros, from a file of theirs.
///
/// Each line is a word or a phrase; a tab and LaTeX may follow, which the phrase then stands for:
///
///     wavelet
///     my norm ⇥ \lVert x \rVert_{2}
///
/// Without LaTeX the phrase stands in the formula as upright words. Blank lines and lines that start
/// with `#` do not count.
public struct PersonalWords: Sendable, Equatable {
  /// The phrases, word by word, in lower case.
  public let phrases: [[String]]
  /// What each phrase stands for, for the grammar.
  public let meanings: PersonalPhrases

  /// No words.
  public static let none = PersonalWords(phrases: [], meanings: .none)

  private init(phrases: [[String]], meanings: PersonalPhrases) {
    self.phrases = phrases
    self.meanings = meanings
  }

  /// Reads a file.
  ///
  /// - Throws: ``PersonalWordsError`` that names the line.
  public init(contentsOf path: String) throws {
    do {
      try self.init(text: RegularFile.text(path, limit: 1 << 24), path: path)
    } catch let failure as RegularFile.Failure {
      throw PersonalWordsError.unreadable(path: path, reason: failure.reason)
    }
  }

  /// Reads text; `path` only serves messages.
  public init(text: String, path: String) throws {
    var phrases: [(words: [String], meaning: MathExpression)] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let fields = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      let phrase = fields[0].trimmingCharacters(in: .whitespaces).lowercased()
      if line.allSatisfy(\.isWhitespace) || phrase.hasPrefix("#") { continue }
      let words = phrase.split(whereSeparator: \.isWhitespace).map(String.init)
      guard !words.isEmpty else {
        throw PersonalWordsError.noPhrase(path: path, line: index + 1)
      }
      if let word = words.first(where: { !Self.isSpellable($0) }) {
        throw PersonalWordsError.unspellable(path: path, line: index + 1, word: word)
      }
      let latex = fields.count > 1 ? fields[1].trimmingCharacters(in: .whitespaces) : ""
      guard !latex.isEmpty else {
        phrases.append((words, MathExpression(.text(words.joined(separator: " ")))))
        continue
      }
      do {
        phrases.append((words, try LaTeXReader().expression(of: latex)))
      } catch {
        throw PersonalWordsError.latex(path: path, line: index + 1, reason: "\(error)")
      }
    }
    self.init(phrases: phrases.map(\.words), meanings: PersonalPhrases(phrases))
  }

  /// Whether a recogniser of English letters can spell it.
  private static func isSpellable(_ word: String) -> Bool {
    word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x27 }
  }
}

/// Why a file of words is of no use.
public enum PersonalWordsError: Error, CustomStringConvertible, Equatable {
  /// It cannot be read.
  case unreadable(path: String, reason: String)
  /// A line has LaTeX but no phrase before it.
  case noPhrase(path: String, line: Int)
  /// A word has other characters than a–z and the apostrophe.
  case unspellable(path: String, line: Int, word: String)
  /// The LaTeX of a line cannot be read.
  case latex(path: String, line: Int, reason: String)

  /// One line: where, what was found and what was wanted.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .noPhrase(let path, let line):
      "\(path):\(line): no phrase before the tab; wanted: phrase, tab, LaTeX"
    case .unspellable(let path, let line, let word):
      "\(path):\(line): “\(word)” has other characters than a–z and '; write it as it is spelled in letters"
    case .latex(let path, let line, let reason): "\(path):\(line): \(reason)"
    }
  }
}
