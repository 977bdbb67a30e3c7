import Audio
import Foundation

/// Turns what an engine wrote into a clip: trimmed, checked, framed in silence, at a level.
struct ClipShaper: Sendable {
  static let sampleRate = 16_000.0

  /// Shapes one recording, or says what is wrong with it.
  ///
  /// - Parameters:
  ///   - waveform: What the engine made, at `sampleRate`.
  ///   - clip: The words, silences and peak that are wanted.
  ///   - engine: The engine's name, for messages.
  /// - Returns: The finished clip.
  /// - Throws: `SynthesisError.implausibleClip` for silence, or a length that the words cannot
  ///   have.
  static func shaped(
    _ waveform: Waveform, for clip: SynthesisPlan.Clip, engine: String
  ) throws(SynthesisError) -> Waveform {
    func wrong(_ reason: String) -> SynthesisError {
      .implausibleClip(
        engine: engine, voice: clip.voice, words: clip.words.joined(separator: " "),
        reason: reason)
    }
    let samples = trimmed(waveform.samples)
    let loudest = samples.reduce(0) { max($0, abs($1)) }
    guard loudest > 0.01, loudest.isFinite else { throw wrong("found silence, wanted speech") }
    let seconds = Double(samples.count) / sampleRate
    let plausible = plausibleSeconds(clip.words)
    guard plausible.contains(seconds) else {
      throw wrong(
        String(
          format: "found %.2f s of speech, wanted %.2f to %.2f", seconds, plausible.lowerBound,
          plausible.upperBound))
    }
    let gain = clip.peak / loudest
    let before = Int(clip.leadingSilence * sampleRate)
    let after = Int(clip.trailingSilence * sampleRate)
    var result = [Float](repeating: 0, count: before)
    result.reserveCapacity(before + samples.count + after)
    for sample in samples { result.append(sample * gain) }
    result.append(contentsOf: repeatElement(0, count: after))
    return Waveform(samples: result, sampleRate: sampleRate)
  }

  /// How long some words may take, in seconds.
  ///
  /// Fast speech has 20 letters a second, a spelled letter or digit counts as two at least; slow
  /// speech with pauses has three, and a second and more for each word.
  static func plausibleSeconds(_ words: [String]) -> ClosedRange<Double> {
    let letters = Double(words.reduce(0) { $0 + max(2, $1.count) })
    return max(0.12, 0.05 * letters)...(0.35 * letters + 1.2 * Double(words.count) + 1)
  }

  /// The samples without the silence around them, but for 40 ms before and 70 ms after.
  static func trimmed(_ samples: [Float]) -> [Float] {
    let block = Int(sampleRate / 100)
    let powers = stride(from: 0, to: samples.count, by: block).map { start in
      samples[start..<min(start + block, samples.count)].reduce(Float(0)) { $0 + $1 * $1 }
    }
    // 40 dB below the loudest block is silence.
    let threshold = (powers.max() ?? 0) * 1e-4
    guard let first = powers.firstIndex(where: { $0 > threshold }),
      let last = powers.lastIndex(where: { $0 > threshold })
    else { return [] }
    return Array(samples[max(0, (first - 4) * block)..<min(samples.count, (last + 8) * block)])
  }
}
