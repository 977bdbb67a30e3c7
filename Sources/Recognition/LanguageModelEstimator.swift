// Interpolated modified Kneser–Ney smoothing: Chen and Goodman 1998, "An Empirical Study of
// Smoothing Techniques for Language Modeling", section 3; counts and marks as in Heafield et al.
// 2013, "Scalable Modified Kneser-Ney Language Model Estimation" (kenlm's lmplz).

import Foundation

/// Learns a word n-gram model from lines of words.
public enum LanguageModelEstimator {
  /// Estimates an interpolated modified Kneser–Ney model.
  ///
  ///     P(w | h) = (a(h w) − D(a(h w))) / Σ_x a(h x)  +  b(h) · P(w | h')
  ///
  /// `a` counts occurrences for the longest n-grams and those that start a line, and the distinct
  /// words before an n-gram otherwise. The discounts D₁, D₂, D₃₊ come from counts of counts, and
  /// are ½, 1, 1½ where a text is too small to give them. Unigrams are interpolated with the uniform
  /// distribution over all words, `</s>` and `<unk>`.
  ///
  /// - Parameters:
  ///   - lines: Lines of words parted by spaces; empty lines are skipped.
  ///   - order: Length of the longest n-grams, 1…4.
  ///   - additionalWords: Words to be known though no line has them.
  /// - Returns: The model's table, which `NGramTable.arpa()` writes as text.
  /// - Throws: `LanguageError.noText` or `LanguageError.optionOutOfRange`.
  public static func estimate(
    lines: some Sequence<String>, order: Int = 3, additionalWords: [String] = []
  ) throws -> NGramTable {
    guard (1...NGramTable.maximumOrder).contains(order) else {
      throw LanguageError.optionOutOfRange(
        name: "order", found: "\(order)", wanted: "1…\(NGramTable.maximumOrder)")
    }
    let text = Text(lines: lines, additionalWords: additionalWords)
    guard !text.lines.isEmpty else { throw LanguageError.noText }
    let counts = adjustedCounts(of: text.lines, order: order)
    var table = NGramTable(words: text.words, levels: [])
    table.levels.append(unigrams(counts[0], wordCount: text.words.count))
    for length in 1..<order { appendLevel(counts[length], length: length + 1, to: &table) }
    return table
  }

  /// Lines as word indices between `<s>` and `</s>`.
  private struct Text {
    var words = [NGramTable.unknown, NGramTable.sentenceStart, NGramTable.sentenceEnd]
    var lines: [[Int32]] = []

    init(lines texts: some Sequence<String>, additionalWords: [String]) {
      let split = texts.map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
      var all = Set(additionalWords)
      for line in split { all.formUnion(line) }
      words += all.subtracting(words).sorted()
      let index = Dictionary(uniqueKeysWithValues: zip(words, 0..<Int32(words.count)))
      lines = split.filter { !$0.isEmpty }.map { line in
        [startIndex] + line.map { index[$0] ?? 0 } + [endIndex]
      }
    }
  }

  private static let startIndex: Int32 = 1
  private static let endIndex: Int32 = 2

  /// An n-gram with its adjusted count, in sorted order by level.
  typealias Counts = [(nGram: NGram, count: Int)]

  private static func adjustedCounts(of lines: [[Int32]], order: Int) -> [Counts] {
    var occurrences = [[NGram: Int]](repeating: [:], count: order)
    for line in lines {
      for start in line.indices {
        var nGram = NGram(EmptyCollection())
        for length in 1...order where start + length <= line.count {
          nGram = nGram.appending(line[start + length - 1])
          occurrences[length - 1][nGram, default: 0] += 1
        }
      }
    }
    return (1...order).map { length in
      guard length < order else {
        return occurrences[length - 1].map { ($0, $1) }.sorted { $0.nGram < $1.nGram }
      }
      var predecessors: [NGram: Int] = [:]
      for longer in occurrences[length].keys {
        predecessors[longer.dropFirst(length: length + 1), default: 0] += 1
      }
      // Nothing comes before the start of a line: there the occurrences count.
      return occurrences[length - 1].map { nGram, count in
        (nGram, nGram.word(0, of: length) == startIndex ? count : predecessors[nGram] ?? 0)
      }.sorted { $0.nGram < $1.nGram }
    }
  }

  /// The discounts for counts 1, 2 and 3 or more.
  package static func discounts(of counts: some Sequence<Int>) -> [Double] {
    var countsOfCounts = [Double](repeating: 0, count: 5)
    for count in counts where (1...4).contains(count) { countsOfCounts[count] += 1 }
    let fallback = [0, 0.5, 1, 1.5]
    guard countsOfCounts[1...4].allSatisfy({ $0 > 0 }) else { return fallback }
    let ratio = countsOfCounts[1] / (countsOfCounts[1] + 2 * countsOfCounts[2])
    let discounts = (1...3).map { count in
      Double(count)
        - Double(count + 1) * ratio * countsOfCounts[count + 1] / countsOfCounts[count]
    }
    guard zip(discounts, 1...3).allSatisfy({ $0 >= 0 && $0 <= Double($1) }) else { return fallback }
    return [0] + discounts
  }

  private static func unigrams(_ all: Counts, wordCount: Int) -> NGramTable.Level {
    // `<s>` is never predicted.
    let counts = all.filter { $0.nGram != NGram([startIndex]) }
    let discounts = discounts(of: counts.lazy.map(\.count))
    let total = Double(counts.reduce(0) { $0 + $1.count })
    let discounted = counts.reduce(0.0) { $0 + discounts[min($1.count, 3)] }
    let uniform = (total > 0 ? discounted / total : 1) / Double(wordCount - 1)
    var probabilities = [Double](repeating: uniform, count: wordCount)
    for (nGram, count) in counts where count > 0 {
      probabilities[Int(nGram.lastWord)] += (Double(count) - discounts[min(count, 3)]) / total
    }
    var level = NGramTable.Level()
    for word in 0..<Int32(wordCount) {
      let logarithm = word == startIndex ? -99 * log(10) : log(probabilities[Int(word)])
      level.append(NGram([word]), logProbability: Float(logarithm), backOff: 0)
    }
    return level
  }

  private static func appendLevel(_ counts: Counts, length: Int, to table: inout NGramTable) {
    let discounts = discounts(of: counts.lazy.map(\.count))
    var level = NGramTable.Level()
    var start = 0
    while start < counts.count {
      let context = counts[start].nGram.context
      var end = start
      var total = 0.0
      var discounted = 0.0
      while end < counts.count, counts[end].nGram.context == context {
        total += Double(counts[end].count)
        discounted += discounts[min(counts[end].count, 3)]
        end += 1
      }
      let left = discounted / total
      for (nGram, count) in counts[start..<end] {
        let shorter = nGram.dropFirst(length: length)
        let lower = table.levels[length - 2].index(of: shorter).map {
          exp(Double(table.levels[length - 2].logProbabilities[$0]))
        }
        let own = (Double(count) - discounts[min(count, 3)]) / total
        level.append(nGram, logProbability: Float(log(own + left * (lower ?? 0))), backOff: 0)
      }
      if let parent = table.levels[length - 2].index(of: context) {
        table.levels[length - 2].backOffs[parent] = Float(log(left))
      }
      start = end
    }
    table.levels.append(level)
  }
}
