import SpokenMath
import Testing
import Typesetting

@Suite("Any words")
struct TotalityTests {
  @Test("any sequence of phrases has a reading, and its LaTeX has balanced braces")
  func randomPhrases() throws {
    var generator = SeededGenerator(state: 20_261)
    let phrases = PhraseCatalogue.entries.flatMap(\.phrases) + ["x", "y", "two", "n", "d"]
    let restsOfPhrases = Set(
      phrases.flatMap { $0.split(separator: " ").dropFirst().map(String.init) })
    for round in 0..<3000 {
      let count = Int.random(in: 1...(round % 30 + 1), using: &generator)
      let said = (0..<count).compactMap { _ in phrases.randomElement(using: &generator) }
        .joined(separator: " ")
      do {
        let written = try latex(said)
        #expect(isBalanced(written), "\(said): \(written)")
      } catch let error as SpokenMathError {
        // Words only the grammar passes over, towers, and the rest of a phrase whose first words
        // the phrase before it took (“end set | containing”) may be refused; never anything else.
        switch error {
        case .unreadable, .tooDeep: break
        case .unknownWord(let word, _) where restsOfPhrases.contains(word): break
        default: Issue.record("\(said): \(error)")
        }
      }
    }
  }

  private func isBalanced(_ latex: String) -> Bool {
    var depth = 0
    var escaped = false
    for character in latex {
      if escaped {
        escaped = false
        continue
      }
      switch character {
      case "\\": escaped = true
      case "{": depth += 1
      case "}": depth -= 1
      default: break
      }
      if depth < 0 { return false }
    }
    return depth == 0
  }

  @Test(
    "what begins with “literally” but does not fit is read in one pass as if it did not",
    arguments: [
      "begin", "begin text", "start fraction", "x sub", "x to the exponent", "matrix next column",
      "open paren", "sum from", "x with label above", "struck out", "begin prescripts",
      "squared", "hat",
    ])
  func literally(_ phrase: String) throws {
    let words = Array(repeating: phrase.split(separator: " ").map(String.init), count: 10_000)
      .flatMap(\.self)
    do {
      let readings = try SpokenMathParser().readings(
        of: (["literally", "x"] + words).map { SpokenWord($0) }, limit: 1)
      #expect(readings.count == 1)
    } catch let error as SpokenMathError {
      guard case .tooDeep = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test("a word that is in no table is named, with its place")
  func unknownWord() throws {
    let words = ["x", "plus", "banana"].map { SpokenWord($0) }
    #expect(throws: SpokenMathError.unknownWord("banana", at: 2..<3)) {
      try SpokenMathParser().readings(of: words)
    }
  }

  @Test("no words are an error of their own")
  func noWords() {
    #expect(throws: SpokenMathError.noWords) { try SpokenMathParser().readings(of: []) }
  }

  @Test("a tower of roots is refused, not read until the stack ends")
  func depth() throws {
    let words = (0..<50_000).flatMap { _ in ["square", "root", "of"] } + ["x"]
    do {
      _ = try SpokenMathParser().readings(of: words.map { SpokenWord($0) })
      Issue.record("no error")
    } catch let error as SpokenMathError {
      guard case .tooDeep = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!error.wordRange.isEmpty)
      #expect(error.description.split(separator: "\n").count == 1)
    }
  }

  @Test(
    "a tower that grows to the left is refused too",
    arguments: ["a over", "squared", "f of x of y over", "x all over", "one squared plus"])
  func leftDepth(_ phrase: String) throws {
    let words = Array(repeating: phrase.split(separator: " ").map(String.init), count: 20_000)
      .flatMap(\.self)
    do {
      let readings = try SpokenMathParser().readings(
        of: (["x"] + words).map { SpokenWord($0) }, limit: 1)
      #expect(!LaTeXWriter().latex(readings[0].expression).isEmpty)
    } catch let error as SpokenMathError {
      guard case .tooDeep = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test("long input is read in one pass: a hundred thousand words")
  func length() throws {
    let words = (0..<20_000).flatMap { _ in ["x", "squared", "plus", "y", "equals"] }
    let readings = try SpokenMathParser().readings(of: words.map { SpokenWord($0) })
    #expect(readings.count == 1)
  }
}
