/// How long a speaker pauses between words, against what is usual in the recording.
///
///     pause(k) = soft(ln((gap(k) + floor) / (median + floor)))
///
/// `gap(k)` is the time in seconds from the end of word k − 1 to the start of word k, never below 0;
/// `floor` keeps hundredths of a second, which recognisers do not measure, from counting, and `soft`
/// takes away the `spread` that evenly spoken words have. Gaps of a recogniser with CTC hold parts of
/// the words themselves, as its symbols come late and short, so only their ratio means something.
struct Pauses {
  /// The pause before each word; the first word has none.
  let before: [Double]

  /// Gaps shorter than this, in seconds, are alike: a recogniser's frames are 0.03 to 0.04 s.
  static let floor = 0.1
  /// How far the logarithm strays in even speech: 9 in 10 of 596 gaps between spelt letters (AN4, our
  /// recogniser) lie within −0.47 and 0.73.
  static let spread = 0.5
  /// No gap counts as longer than this, in seconds.
  private static let longest = 60.0
  /// Fewer words have no usual gap.
  static let fewestWords = 3
  /// No pause counts more than this, in natural-log units: one twenty times the usual.
  static let limit = 3.0

  /// Measures the pauses; nil unless every word has times.
  init?(of words: [SpokenWord]) {
    guard words.count >= Self.fewestWords else { return nil }
    var gaps: [Double] = []
    gaps.reserveCapacity(words.count - 1)
    for (previous, word) in zip(words, words.dropFirst()) {
      guard let end = previous.end, let start = word.start, end.isFinite, start.isFinite else {
        return nil
      }
      gaps.append(min(max(0, start - end), Self.longest))
    }
    let usual = gaps.sorted()[(gaps.count - 1) / 2] + Self.floor
    before =
      [0]
      + gaps.map { gap in
        let ratio = Decision.logarithm((gap + Self.floor) / usual)
        let soft = ratio > 0 ? max(0, ratio - Self.spread) : min(0, ratio + Self.spread)
        return min(max(soft, -Self.limit), Self.limit)
      }
  }
}

extension Heuristic {
  /// What a pause says about the question.
  enum Pausing {
    /// Nothing.
    case silent
    /// “Yes” goes on over the pause: a long one speaks against it, and for it where the construct
    /// opened (“one over … x plus two”).
    case goesOn
    /// “Yes” binds two words: a long pause between them speaks against it.
    case binds
    /// “Yes” takes the whole of what stands before: a long pause here speaks for it.
    case closes
  }

  /// What a pause says about the question.
  var pausing: Pausing {
    switch self {
    case .denominatorTakesSum, .denominatorTakesTimes, .denominatorTakesProduct, .rootTakesSum,
      .rootTakesFraction, .rootTakesTimes, .exponentTakesSum, .exponentTakesFraction,
      .exponentTakesTimes, .exponentTakesProduct, .indexTakesSum, .argumentTakesSum,
      .argumentTakesFraction, .argumentTakesTimes, .argumentTakesProduct, .fenceTakesSum,
      .fenceTakesFraction:
      return .goesOn
    case .indexTakesProduct, .indexTakesList, .indexTakesRange, .exponentTakesList,
      .adjacentIsIndex, .adjacentIsArgument:
      return .binds
    case .numeratorTakesSum, .numeratorTakesTimes, .powerTakesSum, .quantityTakesPower,
      .perTakesSum:
      return .closes
    default: return .silent
    }
  }
}

extension FormulaParser {
  /// How far a pause moves a prior, in natural-log odds for each unit of `Pauses.before`.
  ///
  /// At 3, a pause four times as long as usual outweighs a prior of 14 in 15. Chosen, not counted:
  /// no recordings with known groups and pauses are at hand.
  static let pauseWeight = 3.0

  /// The prior of “yes” after what the speaker's pauses say.
  ///
  ///     ln(p' / (1 − p')) = ln(p / (1 − p)) + weight · s
  ///
  /// `s` is the pause here for `closes`, its negative for `binds`, and the pause where the construct
  /// opened less the pause here for `goesOn`. Without times the prior stays as it is.
  func afterPauses(
    _ heuristic: Heuristic, _ prior: Double, at token: Int, against: Double
  ) -> Double {
    guard hasPauses, tokens.indices.contains(token), let here = tokens[token].pause,
      prior > 0, prior < 1
    else { return prior }
    let shift: Double
    switch heuristic.pausing {
    case .silent: return prior
    case .goesOn:
      let opening = groupStart < token ? tokens[groupStart].pause ?? 0 : 0
      shift = max(opening, 0) - here
    case .binds: shift = -here
    case .closes: shift = here - against
    }
    let odds = prior / (1 - prior) * Decision.exponential(Self.pauseWeight * shift)
    return odds / (1 + odds)
  }
}
