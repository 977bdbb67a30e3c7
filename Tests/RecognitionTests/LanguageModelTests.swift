import Foundation
import Recognition
import Testing

@Suite("Language model")
struct LanguageModelTests {
  static let arpa = """
    \\data\\
    ngram 1=5
    ngram 2=3
    ngram 3=1

    \\1-grams:
    -1.0\t<unk>
    -99\t<s>\t-0.5
    -0.7\t</s>
    -0.5\ttwo\t-0.3
    -0.4\tplus\t-0.2

    \\2-grams:
    -0.2\t<s> two\t-0.1
    -0.3\ttwo plus\t-0.6
    -0.9\tplus two

    \\3-grams:
    -0.05\t<s> two plus

    \\end\\

    """

  @Test("Scores follow the longest n-gram and back off by the context's weight")
  func backOff() throws {
    let model = LanguageModel(try NGramTable(arpa: Self.arpa))
    func log10(_ line: String) -> Double {
      model.logProbability(ofLine: line.split(separator: " ").map(String.init)) / log(10)
    }
    // <s> two, <s> two plus, then </s> backs off from "two plus" and "plus".
    #expect(abs(log10("two plus") - (-0.2 - 0.05 - 0.6 - 0.2 - 0.7)) < 1e-5)
    // plus after <s> backs off; two after plus; </s> after plus two: no such context, then two's.
    #expect(abs(log10("plus two") - (-0.5 - 0.4 - 0.9 - 0.3 - 0.7)) < 1e-5)
    // An unknown word forgets what went before.
    #expect(abs(log10("sine") - (-0.5 - 1.0 - 0.7)) < 1e-5)
  }

  @Test(
    "The estimate is kenlm's, n-gram by n-gram (lmplz of kenlm 0.3.0)", arguments: [3, 4])
  func kenlm(order: Int) throws {
    let lines = try Fixture.text("lines.txt").split(separator: "\n").map(String.init)
    let ours = try LanguageModelEstimator.estimate(lines: lines, order: order)
    let theirs = try NGramTable(arpa: Fixture.text("lines.\(order).arpa"))
    #expect(ours.levels.map(\.nGrams.count) == theirs.levels.map(\.nGrams.count))
    let (ourEntries, theirEntries) = (entries(ours), entries(theirs))
    #expect(Set(ourEntries.keys) == Set(theirEntries.keys))
    for (words, theirs) in theirEntries where words != "<s>" {
      let ours = try #require(ourEntries[words])
      // kenlm prints eight digits of base-10 logarithms in single precision.
      #expect(abs(ours.logProbability - theirs.logProbability) < 2e-5, "\(words)")
      #expect(abs(ours.backOff - theirs.backOff) < 2e-5, "\(words)")
    }
  }

  private func entries(
    _ table: NGramTable
  ) -> [String: (logProbability: Float, backOff: Float)] {
    var entries: [String: (logProbability: Float, backOff: Float)] = [:]
    for (position, level) in table.levels.enumerated() {
      for (index, nGram) in level.nGrams.enumerated() {
        let words = nGram.words(position + 1).map { table.words[Int($0)] }
        entries[words.joined(separator: " ")] =
          (level.logProbabilities[index], level.backOffs[index])
      }
    }
    return entries
  }

  @Test("Discounts are Chen and Goodman's, by hand")
  func discounts() {
    // 8 singletons, 4 doubletons, 2 tripletons, 1 of four: Y = 8/16.
    let counts = [Int](repeating: 1, count: 8) + [2, 2, 2, 2, 3, 3, 4, 9]
    let discounts = LanguageModelEstimator.discounts(of: counts)
    let expected: [Double] = [0, 1 - 2 * 0.5 * 4 / 8, 2 - 3 * 0.5 * 2 / 4, 3 - 4 * 0.5 * 1 / 2]
    #expect(discounts == expected)
    #expect(LanguageModelEstimator.discounts(of: [1, 1, 2]) == [0, 0.5, 1, 1.5])
  }

  @Test("Probabilities after every context sum to 1: estimated, pruned, mixed")
  func sums() throws {
    let lines = try Fixture.text("lines.txt").split(separator: "\n").map(String.init)
    let table = try LanguageModelEstimator.estimate(
      lines: lines, order: 3, additionalWords: ["theta", "nine"])
    let other = try LanguageModelEstimator.estimate(
      lines: ["theta nine theta", "theta plus nine x", "nine"], order: 2,
      additionalWords: table.words)
    let pruned = table.pruned(threshold: 1e-3)
    #expect(pruned.count < table.count * 3 / 4)
    #expect(pruned.levels[0].nGrams.count == table.levels[0].nGrams.count)
    let mixed = try NGramTable(mixing: [(0.7, table), (0.3, other)])
    #expect(mixed.count > table.count)
    for table in [table, other, pruned, mixed] { expectSumsToOne(table) }
  }

  private func expectSumsToOne(_ table: NGramTable) {
    let model = LanguageModel(table)
    for level in table.levels.dropLast() {
      for nGram in level.nGrams {
        let length = table.levels.firstIndex(of: level).map { $0 + 1 } ?? 1
        let context = nGram.words(length)
        guard !context.contains(model.sentenceEnd) else { continue }
        let state = model.state(after: context)
        var sum = 0.0
        for (index, word) in table.words.enumerated() where word != NGramTable.sentenceStart {
          let scored = model.logProbability(of: Int32(index), after: state)
          sum += exp(Double(scored.logProbability))
        }
        // Single-precision logarithms of some twenty summands.
        #expect(abs(sum - 1) < 1e-5, "after \(context.map { table.words[Int($0)] })")
      }
    }
  }

  @Test("A mixture gives the weighted mean of its parts where one of them knows the n-gram")
  func mixture() throws {
    let first = try LanguageModelEstimator.estimate(
      lines: ["a b", "a b c", "b"], order: 2, additionalWords: ["d"])
    let second = try LanguageModelEstimator.estimate(
      lines: ["d a", "b a d"], order: 2, additionalWords: ["c"])
    let mixed = LanguageModel(try NGramTable(mixing: [(0.25, first), (0.75, second)]))
    let parts = [LanguageModel(first), LanguageModel(second)]
    func probability(_ model: LanguageModel, _ word: String, after context: String) -> Double {
      let state = model.state(after: [model.index(of: context) ?? 0])
      return exp(Double(model.logProbability(of: model.index(of: word), after: state).0))
    }
    for (context, word) in [("a", "b"), ("b", "c"), ("d", "a"), ("b", "a")] {
      let expected =
        0.25 * probability(parts[0], word, after: context)
        + 0.75 * probability(parts[1], word, after: context)
      #expect(abs(probability(mixed, word, after: context) - expected) < 1e-6)
    }
    #expect(throws: LanguageError.self) { try NGramTable(mixing: [(0.5, first), (0.2, second)]) }
  }

  @Test("Light pruning changes perplexity little and takes the idle n-grams first")
  func pruning() throws {
    let lines = try Fixture.text("lines.txt").split(separator: "\n").map(String.init)
    let table = try LanguageModelEstimator.estimate(lines: lines, order: 3)
    #expect(table.pruned(threshold: 0) == table)
    let before = LanguageModel(table).perplexity(of: lines)
    let light = LanguageModel(table.pruned(threshold: 1e-5)).perplexity(of: lines)
    let heavy = LanguageModel(table.pruned(threshold: 1e-2)).perplexity(of: lines)
    #expect(light.perplexity < before.perplexity * 1.05)
    #expect(heavy.perplexity > light.perplexity)
    #expect(before.wordCount == 782 + 160)
  }

  @Test("A user's phrases become likely, and everything else stays as it was")
  func phrases() throws {
    let model = LanguageModel(try NGramTable(arpa: Self.arpa))
    let wider = model.knowing([["my", "two"], ["wavelet"]])
    #expect(model.index(of: "wavelet") == model.unknown)
    #expect(wider.index(of: "wavelet") != wider.unknown)
    #expect(
      wider.logProbability(ofLine: ["two", "plus"])
        == model.logProbability(ofLine: ["two", "plus"]))
    func logProbability(_ words: String...) -> Double {
      let indices = words.compactMap(wider.index)
      return Double(
        wider.logProbability(
          of: indices.last, after: wider.state(after: Array(indices.dropLast()))
        ).logProbability)
    }
    #expect(abs(logProbability("my", "two") - log(0.5)) < 0.01)
    #expect(logProbability("wavelet") == -6)
    // What is left after "my" goes to the other words in proportion.
    let two = exp(logProbability("two"))
    let plus = logProbability("my", "plus") - logProbability("plus")
    #expect(abs(plus - log(0.5 / (1 - two))) < 0.01)
  }
}
