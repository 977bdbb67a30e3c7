// The word-by-word alignment behind every error rate.
//
// The weights and the order of preference are those of NIST sclite (sctk 2.4), so that its counts
// and ours agree: correct 0, substitution 4, deletion and insertion 3; of equally cheap paths the
// one is taken that, read from the end, substitutes before it inserts before it deletes.

/// A cheapest way to turn the words that were said into the words that were recognised.
public struct WordAlignment: Hashable, Sendable {
  /// One pair of the alignment.
  public enum Step: Hashable, Sendable {
    /// The word was recognised as it was said.
    case correct(String)
    /// The word said and the other word recognised in its place.
    case substitution(reference: String, hypothesis: String)
    /// A word was said and nothing was recognised.
    case deletion(String)
    /// Nothing was said and a word was recognised.
    case insertion(String)
  }

  /// The pairs in spoken order.
  public let steps: [Step]

  /// The number of words recognised as they were said.
  public let correct: Int
  /// The number of words recognised as another word.
  public let substitutions: Int
  /// The number of words said but not recognised.
  public let deletions: Int
  /// The number of words recognised but not said.
  public let insertions: Int

  /// Whether each recognised word is right, in order.
  var areRight: [Bool] {
    steps.compactMap {
      switch $0 {
      case .correct: true
      case .substitution, .insertion: false
      case .deletion: nil
      }
    }
  }

  /// The number of words said.
  public var words: Int { correct + substitutions + deletions }
  /// The number of substitutions, deletions and insertions together.
  public var errors: Int { substitutions + deletions + insertions }

  init(steps: [Step]) {
    var correct = 0
    var substitutions = 0
    var deletions = 0
    var insertions = 0
    for step in steps {
      switch step {
      case .correct: correct += 1
      case .substitution: substitutions += 1
      case .deletion: deletions += 1
      case .insertion: insertions += 1
      }
    }
    self.steps = steps
    self.correct = correct
    self.substitutions = substitutions
    self.deletions = deletions
    self.insertions = insertions
  }
}

extension WordErrorRate {
  /// Aligns recognised words with the words that were said, as NIST sclite does.
  ///
  /// Words are compared without regard to ASCII case, which is sclite's default.
  ///
  /// - Parameters:
  ///   - reference: The words that were said.
  ///   - hypothesis: The words that were recognised.
  /// - Returns: The alignment of least weight.
  public static func align(reference: [String], hypothesis: [String]) -> WordAlignment {
    var moves = cheapestMoves(foldedIdentities(reference, hypothesis))
    moves.reverse()
    var steps: [WordAlignment.Step] = []
    steps.reserveCapacity(moves.count)
    var r = 0
    var h = 0
    for move in moves {
      switch move {
      case .both(let equal):
        steps.append(
          equal
            ? .correct(reference[r])
            : .substitution(reference: reference[r], hypothesis: hypothesis[h]))
        r += 1
        h += 1
      case .hypothesisOnly:
        steps.append(.insertion(hypothesis[h]))
        h += 1
      case .referenceOnly:
        steps.append(.deletion(reference[r]))
        r += 1
      }
    }
    return WordAlignment(steps: steps)
  }

  private enum Move {
    case both(equal: Bool)
    case hypothesisOnly
    case referenceOnly
  }

  /// Numbers the words so that the table compares integers.
  private static func foldedIdentities(
    _ reference: [String], _ hypothesis: [String]
  ) -> (reference: [Int], hypothesis: [Int]) {
    var identities: [String: Int] = [:]
    func identity(_ word: String) -> Int {
      let folded = String(
        decoding: word.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
      if let known = identities[folded] { return known }
      identities[folded] = identities.count
      return identities.count - 1
    }
    return (reference.map(identity), hypothesis.map(identity))
  }

  /// Fills the table of least weights and walks it back: the moves, last pair first.
  private static func cheapestMoves(
    _ words: (reference: [Int], hypothesis: [Int])
  ) -> [Move] {
    let (reference, hypothesis) = words
    let width = hypothesis.count + 1
    // One byte for each cell: 0 both, 1 hypothesis only, 2 reference only.
    var back = [UInt8](repeating: 0, count: width * (reference.count + 1))
    var row = (0..<width).map { 3 * $0 }
    for h in 1..<max(1, width) { back[h] = 1 }
    for r in 0..<reference.count {
      var diagonal = row[0]
      row[0] += 3
      back[(r + 1) * width] = 2
      for h in 0..<hypothesis.count {
        let both = diagonal + (reference[r] == hypothesis[h] ? 0 : 4)
        let inserted = row[h] + 3
        let deleted = row[h + 1] + 3
        diagonal = row[h + 1]
        let least = min(both, inserted, deleted)
        row[h + 1] = least
        back[(r + 1) * width + h + 1] = least == both ? 0 : least == inserted ? 1 : 2
      }
    }
    var moves: [Move] = []
    var r = reference.count
    var h = hypothesis.count
    while r > 0 || h > 0 {
      switch back[r * width + h] {
      case 0:
        r -= 1
        h -= 1
        moves.append(.both(equal: reference[r] == hypothesis[h]))
      case 1:
        h -= 1
        moves.append(.hypothesisOnly)
      default:
        r -= 1
        moves.append(.referenceOnly)
      }
    }
    return moves
  }
}
