import Audio
import Foundation
import Recognition
import SpokenMath

/// Why a recording gives no formula.
public enum NoFormula: Error, Sendable, Equatable, CustomStringConvertible {
  /// The loudest sample is only at `level`, in decibels of full scale.
  case silence(level: Double)
  /// There is sound, but no word was recognised in it.
  case noWords
  /// Words were recognised, but the sound hardly supports them.
  case uncertain(words: String, confidence: Double)
  /// Words were recognised, but they are no mathematics; seconds point at the words to blame.
  case unreadable(message: String, words: String, seconds: ClosedRange<Double>?)
  /// The parser failed in another way.
  case failed(String)

  /// One line: what was found.
  public var description: String {
    switch self {
    case .silence(let level):
      return "no formula: the recording is silent (loudest sample at \(Int(level)) dB)"
    case .noWords:
      return "no formula: no words were recognised"
    case .uncertain(let words, let confidence):
      return "no formula: too unclear; perhaps “\(words)”, with a confidence of only "
        + "\(Int(confidence * 100)) %"
    case .unreadable(let message, let words, let seconds):
      let place = seconds.map { " at \($0.lowerBound.seconds)–\($0.upperBound.seconds) s" } ?? ""
      return "no formula: \(message)\(place); heard “\(words)”"
    case .failed(let message):
      return "no formula: \(message)"
    }
  }

  /// Whether nothing was heard well enough to be anything, command or formula.
  var isOfSound: Bool {
    switch self {
    case .silence, .noWords, .uncertain: true
    case .unreadable, .failed: false
    }
  }

  /// The loudest sample, in decibels of full scale, below which a recording counts as silent.
  ///
  /// Speech recorded far too softly still peaks at −60 dB; 16-bit dither lies at −90 dB.
  static let silenceLevel = -70.0

  /// Finds silence, in which a network may hear words all the same.
  static func silence(of sound: SoundSummary) -> NoFormula? {
    let level = sound.peak > 0 ? max(20 * Double(log10(sound.peak)), -200) : -200
    return level < silenceLevel ? .silence(level: level.rounded()) : nil
  }

  /// The mean confidence below which this many words count as not heard.
  ///
  /// Prose that is pressed into words of formulas is heard with middling confidence throughout, formulas
  /// seldom, and those are mostly misheard: see `models/dictex/README.md`. Shorter lines are too few words
  /// to tell by.
  static func leastConfidence(ofWords count: Int) -> Double { count < 4 ? 0.2 : 0.75 }

  /// Finds words that are hardly to be heard, as in noise that only resembles them.
  static func uncertainty(of transcript: Transcript) -> NoFormula? {
    let words = transcript.words
    let confidence = words.reduce(0) { $0 + $1.confidence } / Double(max(words.count, 1))
    guard confidence < leastConfidence(ofWords: words.count) else { return nil }
    return .uncertain(words: transcript.text, confidence: confidence)
  }

  /// Maps the words that the grammar blames to the seconds in which they were said.
  static func unreadable(_ error: SpokenMathError, in transcript: Transcript) -> NoFormula {
    let blamed = transcript.words[error.wordRange.clamped(to: transcript.words.indices)]
    var seconds: ClosedRange<Double>?
    if let first = blamed.first, let last = blamed.last, first.start <= last.end {
      seconds = first.start...last.end
    }
    return .unreadable(message: error.description, words: transcript.text, seconds: seconds)
  }
}

extension Transcript {
  /// The words with spaces between.
  public var text: String { words.map(\.text).joined(separator: " ") }
}

extension Double {
  /// Seconds with two decimals, whatever the locale.
  var seconds: String {
    let hundredths = Int((self * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
