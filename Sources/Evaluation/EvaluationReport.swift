// Everything `dictex evaluate` says, gathered once; text and JSON are two renderings of it.

import Foundation

/// The result of an evaluation: rates, intervals, tables, the worst and the commonest.
///
/// All rates are fractions. The property names are the keys of the JSON form.
public struct EvaluationReport: Hashable, Codable, Sendable {
  /// Errors for each word said.
  public let wordErrorRate: Double
  /// The bootstrap interval of the word error rate; nil for fewer than two utterances.
  public let wordErrorRateInterval: BootstrapInterval?
  /// The number of words recognised as another word.
  public let substitutions: Int
  /// The number of words said but not recognised.
  public let deletions: Int
  /// The number of words recognised but not said.
  public let insertions: Int
  /// The number of words recognised as they were said.
  public let correct: Int
  /// The number of words said.
  public let words: Int
  /// The number of utterances.
  public let utterances: Int
  /// The share of utterances with at least one word wrong.
  public let utteranceErrorRate: Double
  /// Single-character edits for each character said.
  public let characterErrorRate: Double
  /// The number of utterances whose formula is known; the rates below are over these.
  public let formulas: Int
  /// The share of formulas that are right, strictly; nil if no formula is known.
  public let formulaAccuracy: Double?
  /// The bootstrap interval of the strict formula accuracy.
  public let formulaAccuracyInterval: BootstrapInterval?
  /// The share of formulas that are right up to choices that spoken words do not settle.
  public let formulaAccuracyLenient: Double?
  /// The bootstrap interval of the lenient formula accuracy.
  public let formulaAccuracyLenientInterval: BootstrapInterval?
  /// The number of recordings whose words the grammar reads as a formula.
  public let readable: Int
  /// The share of these that gave no formula; nil if there are none.
  public let lostFormulaRate: Double?
  /// The number of recordings that are to be rejected: silence, noise, prose.
  public let rejects: Int
  /// The share of these that gave a formula; nil if there are none.
  public let falseFormulaRate: Double?
  /// How well confidences foretell which words are right; nil if there are none.
  public let calibration: Calibration?
  /// The duration of all recordings in seconds.
  public let audioSeconds: Double
  /// Seconds of work for each second of audio, if it was measured.
  public let realTimeFactor: Double?
  /// The most memory the process had, if it was measured.
  public let peakMemoryBytes: Int?
  /// For each column asked for, a row for each of its values.
  public let byColumn: [String: [Row]]
  /// The utterances with most errors for their length, worst first.
  public let worst: [WorstUtterance]
  /// The commonest mistakes.
  public let confusions: Confusions

  /// The rates of the utterances that share one value of a column.
  public struct Row: Hashable, Codable, Sendable {
    /// The value of the column.
    public let value: String
    /// The number of utterances.
    public let utterances: Int
    /// The number of words said.
    public let words: Int
    /// The number of words recognised as another word.
    public let substitutions: Int
    /// The number of words said but not recognised.
    public let deletions: Int
    /// The number of words recognised but not said.
    public let insertions: Int
    /// Errors for each word said.
    public let wordErrorRate: Double
    /// The share of formulas that are right, strictly; nil if no formula is known.
    public let formulaAccuracy: Double?
    /// The share of formulas that are right, leniently; nil if no formula is known.
    public let formulaAccuracyLenient: Double?
  }

  /// An utterance that went wrong.
  public struct WorstUtterance: Hashable, Codable, Sendable {
    /// The recording's path.
    public let path: String
    /// Who speaks.
    public let speaker: String
    /// The number of word errors.
    public let errors: Int
    /// Errors for each word said.
    public let wordErrorRate: Double
    /// The words that were said.
    public let reference: String
    /// The words that were recognised.
    public let hypothesis: String
  }

  /// What the report should hold beside the totals.
  public struct Options: Hashable, Sendable {
    /// The columns to make a table of; `speaker` or any other manifest column.
    public var columns: [String]
    /// The number of worst utterances to list.
    public var worst: Int
    /// The number of entries in each list of confusions.
    public var confusions: Int
    /// Whether the bootstrap draws speakers instead of utterances.
    public var resamplesSpeakers: Bool
    /// How the bootstrap draws.
    public var bootstrap: BootstrapInterval.Options

    /// Makes a description of the report.
    public init(
      columns: [String] = ["speaker"], worst: Int = 10, confusions: Int = 20,
      resamplesSpeakers: Bool = false, bootstrap: BootstrapInterval.Options = .init()
    ) {
      self.columns = columns
      self.worst = worst
      self.confusions = confusions
      self.resamplesSpeakers = resamplesSpeakers
      self.bootstrap = bootstrap
    }
  }

  /// The JSON form, with sorted keys and a final newline.
  ///
  /// - Throws: `EncodingError` if a figure is not finite; totals never are.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
