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
    case .unreadable(let message, let words, let seconds):
      let place = seconds.map { " at \($0.lowerBound.seconds)–\($0.upperBound.seconds) s" } ?? ""
      return "no formula: \(message)\(place); heard “\(words)”"
    case .failed(let message):
      return "no formula: \(message)"
    }
  }

  /// The loudest sample, in decibels of full scale, below which a recording counts as silent.
  ///
  /// Speech recorded far too softly still peaks at −60 dB; 16-bit dither lies at −90 dB.
  static let silenceLevel = -70.0

  /// Finds silence, in which a network may hear words all the same.
  static func silence(of waveform: Waveform) -> NoFormula? {
    var peak: Float = 0
    for sample in waveform.samples { peak = max(peak, abs(sample)) }
    let level = peak > 0 ? max(20 * Double(log10(peak)), -200) : -200
    return level < silenceLevel ? .silence(level: level.rounded()) : nil
  }

  /// Maps the words that the grammar blames to the seconds in which they were said.
  static func unreadable(_ error: SpokenMathError, in transcript: Transcript) -> NoFormula {
    let blamed = transcript.words[error.wordRange.clamped(to: transcript.words.indices)]
    var seconds: ClosedRange<Double>?
    if let first = blamed.first, let last = blamed.last, first.start <= last.end {
      seconds = first.start...last.end
    }
    let words = transcript.words.map(\.text).joined(separator: " ")
    return .unreadable(message: error.description, words: words, seconds: seconds)
  }
}

extension Double {
  /// Seconds with two decimals, whatever the locale.
  var seconds: String {
    let hundredths = Int((self * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
