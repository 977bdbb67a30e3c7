import Foundation
import Recognition
import Testing

@Suite("Lexicon")
struct LexiconTests {
  @Test("The trie spells exactly the words it was made of")
  func spellings() throws {
    let words = ["pi", "pie", "plus", "a", "an", "and", "r's", "pi", "x"]
    let lexicon = try Lexicon(words: words, vocabulary: .english)
    #expect(Set(lexicon.words) == Set(words))
    #expect(lexicon.words.count == 8)
    var spelled: [String] = []
    func walk(_ node: Int, _ text: String) {
      if lexicon.wordAtNode[node] >= 0 {
        #expect(lexicon.words[Int(lexicon.wordAtNode[node])] == text)
        spelled.append(text)
      }
      for symbol in Vocabulary.english.symbols.indices {
        guard let child = lexicon.child(of: node, by: symbol) else { continue }
        walk(child, text + Vocabulary.english.symbols[symbol])
      }
    }
    walk(0, "")
    #expect(spelled.sorted() == lexicon.words.sorted())
    // Root, a, n, d, p, i, e, l, u, s, r, ', s, x.
    #expect(lexicon.nodeCount == 14)
  }

  @Test("A word that the network cannot spell is an error that names it")
  func unspellable() {
    #expect(throws: LanguageError.unspellableWord(word: "naïve", position: 1)) {
      try Lexicon(words: ["plus", "naïve"], vocabulary: .english)
    }
    #expect(throws: LanguageError.unspellableWord(word: "a|b", position: 0)) {
      try Lexicon(words: ["a|b"], vocabulary: .english)
    }
  }

  @Test("A lexicon file holds one word a line, with comments")
  func file() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("dictex-lexicon-\(UUID()).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "# words\nsigma\n\n alpha \r\nsum\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(
      try Lexicon(contentsOf: path, vocabulary: .english).words == ["alpha", "sigma", "sum"])
    #expect(throws: LanguageError.self) {
      try Lexicon(contentsOf: path + ".absent", vocabulary: .english)
    }
  }
}
