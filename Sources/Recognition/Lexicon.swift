import DurableFiles
import Foundation

/// The words that can be recognised, as a trie over the network's symbols.
///
/// Node 0 is the root. Nodes stand in breadth-first order, so the children of a node are
/// neighbours, ordered by symbol: a node needs only its first child and a bit set of the symbols
/// that lead on. Words are sorted and each is there once.
public final class Lexicon: Sendable {
  /// The words, sorted; a word's index is its place here.
  public let words: [String]
  /// Index of the first child of each node; children of node `n` follow one another.
  package let firstChild: [Int32]
  /// Bit `s` of `childSymbols[n]` is set if symbol `s` leads from node `n` to a child.
  package let childSymbols: [UInt64]
  /// Index of the word that ends at each node, or -1.
  package let wordAtNode: [Int32]
  /// The symbol that leads to each node; 0 for the root.
  package let symbolAtNode: [UInt8]

  /// Makes the trie of a list of words.
  ///
  /// - Parameters:
  ///   - words: Words in any order; doubles count once, empty ones not at all.
  ///   - vocabulary: The network's symbols, at most 64.
  /// - Throws: `LanguageError.unspellableWord` if a word needs a character that is no symbol,
  ///   `LanguageError.tooManySymbols` if the vocabulary is too large.
  public init(words: [String], vocabulary: Vocabulary) throws {
    guard vocabulary.symbols.count <= 64 else {
      throw LanguageError.tooManySymbols(found: vocabulary.symbols.count, limit: 64)
    }
    var spellings: [(symbols: [UInt8], word: String)] = []
    for (position, word) in words.enumerated() where !word.isEmpty {
      guard let symbols = vocabulary.encode([word]), !symbols.contains(vocabulary.wordBoundary)
      else { throw LanguageError.unspellableWord(word: word, position: position) }
      spellings.append((symbols.map { UInt8($0) }, word))
    }
    spellings.sort { $0.symbols.lexicographicallyPrecedes($1.symbols) }
    var distinct: [(symbols: [UInt8], word: String)] = []
    for spelling in spellings where distinct.last?.symbols != spelling.symbols {
      distinct.append(spelling)
    }
    self.words = distinct.map(\.word)
    let trie = Self.trie(of: distinct.map(\.symbols))
    firstChild = trie.firstChild
    childSymbols = trie.childSymbols
    wordAtNode = trie.wordAtNode
    symbolAtNode = trie.symbolAtNode
  }

  /// Reads a lexicon: one word a line; empty lines and lines that start with `#` are skipped.
  ///
  /// - Throws: `LanguageError` if the file cannot be read or a word cannot be spelled.
  public convenience init(contentsOf path: String, vocabulary: Vocabulary) throws {
    let text = try LanguageError.reading { try RegularFile.text(path, limit: 1 << 26) }
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    try self.init(words: lines, vocabulary: vocabulary)
  }

  /// Number of nodes, the root among them.
  package var nodeCount: Int { firstChild.count }

  /// The child of a node that a symbol leads to.
  @inline(__always)
  package func child(of node: Int, by symbol: Int) -> Int? {
    let symbols = childSymbols[node]
    let bit: UInt64 = 1 << UInt64(symbol)
    guard symbols & bit != 0 else { return nil }
    return Int(firstChild[node]) + (symbols & (bit - 1)).nonzeroBitCount
  }
}

extension Lexicon {
  private struct Trie {
    var firstChild: [Int32] = []
    var childSymbols: [UInt64] = []
    var wordAtNode: [Int32] = []
    var symbolAtNode: [UInt8] = []

    mutating func appendNode(symbol: UInt8) {
      firstChild.append(0)
      childSymbols.append(0)
      wordAtNode.append(-1)
      symbolAtNode.append(symbol)
    }
  }

  /// Builds the trie level by level; `spellings` are sorted and distinct.
  private static func trie(of spellings: [[UInt8]]) -> Trie {
    var trie = Trie()
    trie.appendNode(symbol: 0)
    // Each node of the level with the range of spellings that pass through it.
    var level: [(node: Int, range: Range<Int>)] = [(0, 0..<spellings.count)]
    var depth = 0
    while !level.isEmpty {
      var next: [(node: Int, range: Range<Int>)] = []
      for (node, range) in level {
        var position = range.lowerBound
        if position < range.upperBound, spellings[position].count == depth {
          trie.wordAtNode[node] = Int32(position)
          position += 1
        }
        trie.firstChild[node] = Int32(trie.firstChild.count)
        while position < range.upperBound {
          let symbol = spellings[position][depth]
          let start = position
          while position < range.upperBound, spellings[position][depth] == symbol { position += 1 }
          trie.childSymbols[node] |= 1 << UInt64(symbol)
          next.append((trie.firstChild.count, start..<position))
          trie.appendNode(symbol: symbol)
        }
      }
      level = next
      depth += 1
    }
    // A level's nodes are appended while its parents are walked in order: breadth first.
    return trie
  }
}
