import Editing
import Foundation
import Recognition
import SpokenMath

/// Finds commands in what the network heard, among those that the formula as it stands allows.
///
/// A session knows more than a language model of all speech: with a formula on the screen, "undo" is
/// likelier than the letter d. Every command without words of its own is scored exactly as the beam search
/// scores transcripts,
///
///     score = ln P(sound | command) + languageWeight · ln P(command) + wordBonus · words
///
/// where the commands share a fixed part of the probability, evenly.
struct CommandSearch: Sendable {
  private let vocabulary: Vocabulary
  private let languageWeight: Double
  private let wordBonus: Double

  /// How much of what is said is one of these commands: with and without a formula.
  private static let share = (withFormula: 0.25, without: 0.05)
  /// Nats by which each letter may fall short of what the network heard best; noise falls shorter.
  private static let slack = 1.5
  /// Seconds, pauses included, beyond which nothing is one of these commands.
  private static let longest = 6.0

  /// Makes a search, or nil if the decoder has no language model to compare with.
  init?(_ pipeline: DictationPipeline) {
    guard case .beamSearch(let decoder) = pipeline.decoder else { return nil }
    vocabulary = pipeline.acousticModel.vocabulary
    languageWeight = decoder.options.languageWeight
    wordBonus = decoder.options.wordBonus
  }

  /// The commands that may have been said, likeliest first.
  ///
  /// - Parameters:
  ///   - posteriors: What the network heard of one breath.
  ///   - formula: The formula as it stands.
  ///   - choices: How many choices there are.
  ///   - offersChoices: Whether a lone number chooses one.
  ///   - isListening: Whether other commands than "start listening" count.
  /// - Returns: The commands with their scores; none that the sound hardly supports.
  func wordings(
    heard posteriors: Posteriors, formula: MathExpression, choices: Int, offersChoices: Bool,
    isListening: Bool
  ) -> [FormulaEditor.Wording] {
    let seconds = Double(posteriors.frameCount) * posteriors.secondsPerFrame
    guard seconds < Self.longest else { return [] }
    let phrases =
      isListening
      ? EditCommandReader.phrases(
        for: formula, choices: choices, takesLoneNumbers: offersChoices)
      : EditCommandReader.waking
    let share = formula.isEmpty ? Self.share.without : Self.share.withFormula
    let prior = languageWeight * log(share / Double(max(phrases.count, 1)))
    let best = posteriors.bestPathLogProbability
    return phrases.compactMap { words -> FormulaEditor.Wording? in
      let acoustic = posteriors.logProbability(of: words, vocabulary: vocabulary)
      let letters = words.reduce(0) { $0 + $1.count }
      guard acoustic > best - Self.slack * Double(letters) else { return nil }
      return FormulaEditor.Wording(
        words.map { SpokenWord($0) },
        score: acoustic + prior + wordBonus * Double(words.count))
    }.sorted { $1.score < $0.score }
  }
}
