/// Every phrase the grammar knows, in a trie of words.
package final class Lexicon: Sendable {
  /// The one lexicon; it is made from the tables on first use.
  package static let shared = Lexicon()

  private struct Node: Sendable {
    var next: [String: Int] = [:]
    var meanings: [Token.Kind] = []
  }

  private let nodes: [Node]
  private let phrasesByMeaning: [Token.Kind: [String]]
  /// Words that stay words, where nothing else reads them.
  let textWords: Set<String>
  /// Every word of every phrase.
  let phraseWords: Set<String>

  private init() {
    var builder = Builder()
    builder.fill()
    nodes = builder.nodes
    phrasesByMeaning = builder.sayable()
    textWords = Set(KeywordTables.text)
    phraseWords = Set(nodes.lazy.flatMap(\.next.keys))
  }

  /// The longest phrase that starts at `start`, with its meanings, most usual first.
  ///
  /// “the” inside a phrase is skipped.
  func longestMatch(in pieces: [Piece], at start: Int) -> (meanings: [Token.Kind], length: Int)? {
    var node = 0
    var index = start
    var best: (node: Int, length: Int)?
    while index < pieces.count {
      if let next = nodes[node].next[pieces[index].text] {
        node = next
        index += 1
        if !nodes[node].meanings.isEmpty { best = (node, index - start) }
      } else if pieces[index].text == "the", index > start {
        index += 1
      } else {
        break
      }
    }
    return best.map { (nodes[$0.node].meanings, $0.length) }
  }

  /// What this is called, most usual first.
  func phrases(for meaning: Token.Kind) -> [String] { phrasesByMeaning[meaning] ?? [] }

  /// Whether some phrase is exactly this word.
  func knows(_ word: String) -> Bool {
    guard let node = nodes[0].next[word] else { return false }
    return !nodes[node].meanings.isEmpty
  }

  /// Every phrase with its first meaning, in no order; the grammar page is checked against it.
  package var phrases: [(phrase: String, meaning: Token.Kind)] {
    var found: [(String, Token.Kind)] = []
    var stack: [(Int, [String])] = [(0, [])]
    while let (node, words) = stack.popLast() {
      if let meaning = nodes[node].meanings.first {
        found.append((words.joined(separator: " "), meaning))
      }
      for (word, next) in nodes[node].next { stack.append((next, words + [word])) }
    }
    return found
  }

  private struct Builder {
    var nodes = [Node()]
    var phrasesByMeaning: [Token.Kind: [String]] = [:]

    mutating func fill() {
      for (keyword, phrases) in KeywordTables.keywords { add(phrases, .keyword(keyword)) }
      add(SignTables.dots, .constant(.ldots))
      for (symbol, phrases) in SignTables.infix { add(phrases, .infix(symbol)) }
      add(SignTables.cross, .cross)
      for (symbol, negated, phrases) in SignTables.relations {
        add(phrases, .relation(symbol, negated: negated))
      }
      for (symbol, phrases) in FunctionTables.big { add(phrases, .big(symbol)) }
      for (symbol, phrases) in SignTables.constants { add(phrases, .constant(symbol)) }
      for (symbol, phrases) in SignTables.loneDelimiters { add(phrases, .constant(symbol)) }
      for (symbol, phrases) in SignTables.separators { add(phrases, .separator(symbol)) }
      for (name, phrases) in FunctionTables.functions { add(phrases, .function(name)) }
      for (accent, phrases) in FunctionTables.accents { add(phrases, .accent(accent)) }
      for (style, phrases) in LetterTables.styles { add(phrases, .style(style)) }
      for word in ["is", "are", "is not", "are not", "exists"] { add([word], .text(word)) }
      for (set, phrases) in LetterTables.namedSets { add(phrases, .namedSet(set)) }
      for (delimiter, phrases) in DelimiterTables.open { add(phrases, .open(delimiter)) }
      for (delimiter, phrases) in DelimiterTables.close { add(phrases, .close(delimiter)) }
      for (delimiter, phrases) in DelimiterTables.either { add(phrases, .either(delimiter)) }
      for (unit, phrases) in FunctionTables.units { add(phrases, .unit(unit)) }
      for (name, phrases) in LetterTables.greek + LetterTables.latin {
        add(phrases, .letter(MathExpression.Identifier(name), cased: false))
      }
      for scalar in UnicodeScalar("a").value...UnicodeScalar("z").value {
        guard let letter = UnicodeScalar(scalar).map(String.init) else { continue }
        add([letter], .letter(MathExpression.Identifier(letter), cased: false))
      }
    }

    mutating func add(_ phrases: [String], _ meaning: Token.Kind) {
      for phrase in phrases {
        let words = phrase.split { $0 == " " || $0 == "-" }.map(String.init)
        insert(words, meaning)
        phrasesByMeaning[meaning, default: []].append(words.joined(separator: " "))
        // “the” may go unsaid, but “to the” is not “to”.
        if words.contains("the"), words.last != "the" {
          insert(words.filter { $0 != "the" }, meaning)
        }
      }
    }

    /// The tables, read from meaning to phrases: those that mean it before anything else, in words
    /// without apostrophes.
    func sayable() -> [Token.Kind: [String]] {
      phrasesByMeaning.reduce(into: [:]) { result, entry in
        result[entry.key] = entry.value.filter { phrase in
          let words = phrase.split(separator: " ").map(String.init)
          let node = words.reduce(0) { node, word in nodes[node].next[word] ?? 0 }
          return nodes[node].meanings.first == entry.key
            && words.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } }
        }
      }
    }

    private mutating func insert(_ words: [String], _ meaning: Token.Kind) {
      var node = 0
      for word in words {
        if let next = nodes[node].next[word] {
          node = next
        } else {
          nodes.append(Node())
          nodes[node].next[word] = nodes.count - 1
          node = nodes.count - 1
        }
      }
      if node != 0, !nodes[node].meanings.contains(meaning) { nodes[node].meanings.append(meaning) }
    }
  }
}
