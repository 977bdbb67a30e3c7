extension Posteriors {
  /// The natural-log probability of the sound if these words were said: the sum over all CTC alignments.
  ///
  /// An alignment spells the words if, repeats merged and blanks dropped, its letters do, and word
  /// boundaries stand between words and nowhere inside one; more of them, and some at the ends, change
  /// nothing.
  ///
  /// - Parameters:
  ///   - words: At least one word.
  ///   - vocabulary: What the rows' columns stand for.
  /// - Returns: The score, −∞ where the words do not fit or have letters without a symbol.
  public func logProbability(of words: [String], vocabulary: Vocabulary) -> Double {
    let boundary = vocabulary.wordBoundary
    guard let labels = vocabulary.encode(words), !labels.isEmpty,
      vocabulary.symbols.count == symbolCount
    else { return -.infinity }
    // States: gap, label 1, gap, label 2, …, gap. The first boundary between two words is a label that
    // lasts one frame; the others belong to the gap after it.
    let count = 2 * labels.count + 1
    let mayHoldBoundary = (0..<count).map { state in
      state == 0 || state == count - 1 || (state % 2 == 0 && labels[state / 2 - 1] == boundary)
    }
    var alpha = [Double](repeating: -.infinity, count: count)
    var next = alpha
    // Before the first frame the first gap has been entered and nothing emitted.
    alpha[0] = 0
    for frame in 0..<frameCount {
      let row = frame * symbolCount
      let blank = Double(logProbabilities[row + vocabulary.blank])
      let gap = logSum(blank, Double(logProbabilities[row + boundary]))
      for state in 0..<count {
        let label = state % 2 == 1 ? labels[state / 2] : vocabulary.blank
        var sum = label == boundary ? -.infinity : alpha[state]
        if state > 0 { sum = logSum(sum, alpha[state - 1]) }
        if state % 2 == 1 {
          if state > 1, label != labels[state / 2 - 1] { sum = logSum(sum, alpha[state - 2]) }
          next[state] = sum + Double(logProbabilities[row + label])
        } else {
          next[state] = sum + (mayHoldBoundary[state] ? gap : blank)
        }
      }
      swap(&alpha, &next)
    }
    return logSum(alpha[count - 1], alpha[count - 2])
  }

  /// The natural-log probability of the single likeliest alignment, whatever it spells.
  public var bestPathLogProbability: Double {
    (0..<frameCount).reduce(0) { sum, frame in
      let row = logProbabilities[(frame * symbolCount)..<((frame + 1) * symbolCount)]
      return sum + Double(row.max() ?? 0)
    }
  }
}
