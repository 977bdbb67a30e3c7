// The report for people: totals first, then tables, then what went wrong.

extension EvaluationReport {
  /// The report as plain text with aligned columns and a final newline.
  public var text: String {
    var lines = summaryLines
    for column in byColumn.keys.sorted() {
      lines += ["", "by \(column)"] + tableLines(column)
    }
    if !worst.isEmpty { lines += ["", "worst utterances"] + worstLines }
    lines += confusionLines
    return lines.joined(separator: "\n") + "\n"
  }

  private var summaryLines: [String] {
    var lines = [
      "word error rate       " + percent(wordErrorRate) + describe(wordErrorRateInterval),
      "                      \(substitutions) substitutions, \(deletions) deletions, "
        + "\(insertions) insertions in \(words) words, \(utterances) utterances",
      "utterance error rate  " + percent(utteranceErrorRate),
      "character error rate  " + percent(characterErrorRate),
    ]
    if let formulaAccuracy, let formulaAccuracyLenient {
      lines += [
        "formula accuracy      " + percent(formulaAccuracy) + " strict"
          + describe(formulaAccuracyInterval),
        "                      " + percent(formulaAccuracyLenient) + " lenient"
          + describe(formulaAccuracyLenientInterval) + " of \(formulas) formulas",
      ]
    }
    if let lostFormulaRate {
      lines.append(
        "formulas lost         " + percent(lostFormulaRate)
          + " of \(readable) recordings that say one")
    }
    if let falseFormulaRate {
      lines.append(
        "formulas made up      " + percent(falseFormulaRate)
          + " of \(rejects) recordings that are to be rejected")
    }
    if let calibration {
      lines.append(
        "calibration error     " + decimal(calibration.expectedCalibrationError, places: 3)
          + " between confidence and share of right words, expected over ten bins")
    }
    lines.append("audio                 " + decimal(audioSeconds, places: 1) + " s")
    if let realTimeFactor {
      lines.append("real-time factor      " + decimal(realTimeFactor, places: 3))
    }
    if let peakMemoryBytes {
      let mebibytes = Double(peakMemoryBytes) / 1_048_576
      lines.append("peak memory           " + decimal(mebibytes, places: 1) + " MiB")
    }
    return lines
  }

  private func tableLines(_ column: String) -> [String] {
    let rows = byColumn[column] ?? []
    let header = [column, "utterances", "words", "sub", "del", "ins", "WER", "strict", "lenient"]
    let cells = rows.map { row in
      [
        row.value.isEmpty ? "(none)" : row.value, String(row.utterances), String(row.words),
        String(row.substitutions), String(row.deletions), String(row.insertions),
        percent(row.wordErrorRate), row.formulaAccuracy.map(percent) ?? "-",
        row.formulaAccuracyLenient.map(percent) ?? "-",
      ]
    }
    return aligned([header] + cells)
  }

  private var worstLines: [String] {
    worst.flatMap {
      [
        "\(percent($0.wordErrorRate))  \($0.path)  (\($0.speaker))",
        "  said  \($0.reference)", "  heard \($0.hypothesis)",
      ]
    }
  }

  private var confusionLines: [String] {
    func section(_ title: String, _ entries: [String]) -> [String] {
      entries.isEmpty ? [] : ["", title] + entries
    }
    return section(
      "commonest substitutions",
      aligned(
        confusions.substitutions.map { ["\($0.reference) → \($0.hypothesis)", "\($0.count)"] })
    )
      + section(
        "commonest deletions", aligned(confusions.deletions.map { [$0.word, "\($0.count)"] }))
      + section(
        "commonest insertions", aligned(confusions.insertions.map { [$0.word, "\($0.count)"] }))
  }

  private func describe(_ interval: BootstrapInterval?) -> String {
    guard let interval else { return "" }
    return "  [\(percent(interval.low)), \(percent(interval.high))] at "
      + decimal(100 * interval.confidence, places: 0) + " %"
  }

  private func percent(_ fraction: Double) -> String { decimal(100 * fraction, places: 2) + " %" }

  /// Writes a number with a fixed number of decimal places, whatever the locale.
  private func decimal(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    guard let scaled = Int(exactly: (value * Double(scale)).rounded()) else { return "\(value)" }
    let sign = scaled < 0 ? "-" : ""
    let whole = String(scaled.magnitude / scale.magnitude)
    if places == 0 { return sign + whole }
    let fraction = String(scaled.magnitude % scale.magnitude)
    return sign + whole + "."
      + String(repeating: "0", count: max(0, places - fraction.count)) + fraction
  }

  /// Pads every column to its widest cell: the first to the right, numbers to the left.
  private func aligned(_ rows: [[String]]) -> [String] {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }.joined(separator: "  ")
    }
  }
}
