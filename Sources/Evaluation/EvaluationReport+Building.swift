// From utterances to a report: each utterance is scored once, everything else is counting.

extension EvaluationReport {
  /// Scores utterances and gathers the report.
  ///
  /// - Parameters:
  ///   - utterances: What was said and what was recognised.
  ///   - rejects: Recordings that hold no formula; they count in the rate of false formulas alone.
  ///   - options: Which tables to make, and how long.
  ///   - workSeconds: The seconds on the clock that recognition took, if measured.
  ///   - peakMemoryBytes: The most memory the process had, if measured.
  public init(
    of utterances: [EvaluatedUtterance], rejects: [EvaluatedUtterance] = [],
    options: Options = Options(),
    workSeconds: Double? = nil, peakMemoryBytes: Int? = nil
  ) {
    let scored = utterances.map(ScoredUtterance.init)
    let total = Totals(scored)
    let audioSeconds = utterances.reduce(0) { $0 + ($1.seconds.isFinite ? $1.seconds : 0) }
    func interval(_ share: (ScoredUtterance) -> BootstrapInterval.Share?) -> BootstrapInterval? {
      let counted = scored.compactMap { unit in
        share(unit).map { ($0, unit.utterance.speaker) }
      }
      let shares = counted.map(\.0)
      return BootstrapInterval.estimate(
        of: options.resamplesSpeakers
          ? BootstrapInterval.shares(shares, groupedBy: counted.map(\.1)) : shares,
        options: options.bootstrap)
    }

    wordErrorRate = total.words.rate
    wordErrorRateInterval = interval {
      .init(numerator: Double($0.alignment.errors), denominator: Double($0.alignment.words))
    }
    substitutions = total.words.substitutions
    deletions = total.words.deletions
    insertions = total.words.insertions
    correct = total.words.correct
    words = total.words.words
    self.utterances = total.words.utterances
    utteranceErrorRate =
      Double(total.words.utterancesWithErrors) / Double(max(1, total.words.utterances))
    characterErrorRate = total.characters.rate
    formulas = total.formulas.formulas
    formulaAccuracy = total.formulas.strictRate
    formulaAccuracyInterval = interval { unit in
      unit.verdict.map { .init(numerator: $0.strict ? 1 : 0, denominator: 1) }
    }
    formulaAccuracyLenient = total.formulas.lenientRate
    formulaAccuracyLenientInterval = interval { unit in
      unit.verdict.map { .init(numerator: $0.lenient ? 1 : 0, denominator: 1) }
    }
    func share(_ units: [EvaluatedUtterance], giving: Bool) -> Double? {
      guard !units.isEmpty else { return nil }
      let count = units.count { ($0.hypothesisLaTeX != nil) == giving }
      return Double(count) / Double(units.count)
    }
    let readable = utterances.filter(\.holdsFormula)
    self.readable = readable.count
    lostFormulaRate = share(readable, giving: false)
    self.rejects = rejects.count
    falseFormulaRate = share(rejects, giving: true)
    calibration = Calibration(
      scored.filter { $0.utterance.confidences.count == $0.utterance.hypothesis.count }.flatMap {
        zip($0.utterance.confidences, $0.alignment.areRight).map { ($0, $1) }
      })
    self.audioSeconds = audioSeconds
    realTimeFactor = workSeconds.flatMap { audioSeconds > 0 ? $0 / audioSeconds : nil }
    self.peakMemoryBytes = peakMemoryBytes
    byColumn = Dictionary(
      options.columns.map { ($0, Self.rows(of: scored, column: $0)) },
      uniquingKeysWith: { first, _ in first })
    worst = Self.worst(of: scored, limit: options.worst)
    confusions = Confusions(in: scored.map(\.alignment), limit: options.confusions)
  }

  private struct ScoredUtterance {
    let utterance: EvaluatedUtterance
    let alignment: WordAlignment
    let verdict: FormulaAccuracy.Verdict?

    init(_ utterance: EvaluatedUtterance) {
      self.utterance = utterance
      alignment = WordErrorRate.align(
        reference: utterance.reference, hypothesis: utterance.hypothesis)
      verdict = utterance.referenceLaTeX.map {
        .init(reference: $0, hypothesis: utterance.hypothesisLaTeX)
      }
    }
  }

  private struct Totals {
    var words = WordErrorRate()
    var characters = CharacterErrorRate()
    var formulas = FormulaAccuracy()

    init(_ scored: [ScoredUtterance]) {
      for unit in scored {
        words.add(unit.alignment)
        characters.add(
          reference: unit.utterance.reference, hypothesis: unit.utterance.hypothesis)
        if let verdict = unit.verdict { formulas.add(verdict) }
      }
    }
  }

  private static func rows(of scored: [ScoredUtterance], column: String) -> [Row] {
    let groups = Dictionary(grouping: scored) { $0.utterance.value(ofColumn: column) }
    return groups.sorted { $0.key < $1.key }.map { value, members in
      let total = Totals(members)
      return Row(
        value: value, utterances: members.count, words: total.words.words,
        substitutions: total.words.substitutions, deletions: total.words.deletions,
        insertions: total.words.insertions, wordErrorRate: total.words.rate,
        formulaAccuracy: total.formulas.strictRate,
        formulaAccuracyLenient: total.formulas.lenientRate)
    }
  }

  private static func worst(of scored: [ScoredUtterance], limit: Int) -> [WorstUtterance] {
    let wrong = scored.filter { $0.alignment.errors > 0 }.map { unit in
      WorstUtterance(
        path: unit.utterance.path, speaker: unit.utterance.speaker,
        errors: unit.alignment.errors,
        wordErrorRate: Double(unit.alignment.errors) / Double(max(1, unit.alignment.words)),
        reference: unit.utterance.reference.joined(separator: " "),
        hypothesis: unit.utterance.hypothesis.joined(separator: " "))
    }
    let sorted = wrong.sorted {
      ($0.wordErrorRate, $0.errors, $1.path) > ($1.wordErrorRate, $1.errors, $0.path)
    }
    return Array(sorted.prefix(max(0, limit)))
  }
}
