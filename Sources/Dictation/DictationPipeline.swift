// START HERE: one recording's journey, from bytes to LaTeX, on one screen.
//
//     path ──AudioFile──▶ samples ──AcousticModel──▶ Posteriors ──Decoder──▶ [Transcript]
//       ──SpokenMathParser──▶ [Reading] ──best sum of scores──▶ Dictation ──LaTeXWriter──▶ LaTeX

import Audio
import Recognition
import SpokenMath
import Typesetting

/// Turns recordings of spoken mathematics into formulas; safe to use from several threads.
public struct DictationPipeline: Sendable {
  /// Hears: sound to symbol probabilities.
  public let acousticModel: AcousticModel
  /// Spells: symbol probabilities to the likeliest word sequences.
  public let decoder: Decoder
  /// Reads: words to formulas.
  public let parser: SpokenMathParser

  /// Transcribes a recording in a file, or standard input for `-`.
  ///
  /// The sound is never held whole, so a long recording takes little more memory than a short one.
  public func transcribe(path: String) throws -> Dictation {
    let ear = try Ear(acousticModel)
    var sound = SoundSummary(sampleRate: acousticModel.sampleRate)
    let source = try AudioFile.readBlocks(path: path, sampleRate: acousticModel.sampleRate) {
      ear.hear($0)
      sound.add($0)
    }
    var dictation = Self.interpret(
      decoder.transcripts(of: ear.finish()), of: sound, with: parser)
    dictation.warning = source.warning
    return dictation
  }

  /// Transcribes a recording at the model's sample rate.
  public func transcribe(_ waveform: Waveform) throws -> Dictation {
    let posteriors = try acousticModel.posteriors(of: waveform)
    return Self.interpret(
      decoder.transcripts(of: posteriors), of: SoundSummary(of: waveform), with: parser)
  }

  /// Reads every hypothesis of what was said as a formula and ranks the results.
  ///
  ///     score = acoustic + language + word bonus + reading
  ///
  /// All terms are natural-log probabilities; a hypothesis that has no reading drops out. Silence
  /// and words that are hardly to be heard are not read at all: nothing is invented. Nor is it where
  /// the likeliest words are no formula and those of the best formula are hardly to be heard.
  public static func interpret(
    _ transcripts: [Transcript], of sound: SoundSummary, with parser: SpokenMathParser
  ) -> Dictation {
    let heard = transcripts.filter { !$0.words.isEmpty }.map { $0.clamped(to: sound.duration) }
    var interpretations: [Interpretation] = []
    var refusal = NoFormula.silence(of: sound) ?? heard.first.flatMap(NoFormula.uncertainty)
    for transcript in refusal == nil ? heard : [] {
      do {
        for reading in try parser.readings(of: transcript.words.map(SpokenWord.init)) {
          let score = transcript.score + reading.score
          interpretations.append(.init(transcript: transcript, reading: reading, score: score))
        }
      } catch let error as SpokenMathError {
        refusal = refusal ?? .unreadable(error, in: transcript)
      } catch {
        refusal = refusal ?? .failed("\(error)")
      }
    }
    interpretations = interpretations.bestOfEachFormula()
    if let best = interpretations.first, let doubt = NoFormula.uncertainty(of: best.transcript) {
      refusal = refusal ?? doubt
      interpretations = []
    }
    return Dictation(
      duration: sound.duration, transcripts: heard, interpretations: interpretations,
      refusal: refusal)
  }
}
