// The simplest reading of the network's output: the best symbol of every frame, repeats merged,
// blanks dropped (Graves et al. 2006, "Connectionist Temporal Classification", section 3.2).

import Foundation

/// Reads words from posteriors by taking the best symbol of every frame.
///
/// No lexicon and no language model take part, so any string of letters can come out. The trainer
/// validates with it because it shows what the network alone has learnt.
public struct GreedyDecoder: Sendable {
  private let vocabulary: Vocabulary

  /// Makes a decoder for the symbols of `vocabulary`.
  public init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// Reads the words of a recording.
  ///
  /// A run of one symbol counts once unless a blank parts it. A word starts with the first frame of
  /// its first letter and ends after the last frame of its last one. Its confidence is the product
  /// over its letters of the letter's highest probability in its run. The acoustic score is that of
  /// the one best alignment.
  ///
  /// - Parameter posteriors: Rows of `vocabulary.symbols.count` log-probabilities; posteriors with
  ///   another number of symbols have no reading and give no words.
  /// - Returns: The words with times and confidences; no language score.
  public func transcript(of posteriors: Posteriors) -> Transcript {
    guard posteriors.symbolCount == vocabulary.symbols.count else {
      return Transcript(words: [], acousticScore: -.infinity, score: -.infinity)
    }
    var words: [TimedWord] = []
    var word = OpenWord()
    var previous = vocabulary.blank
    var total = 0.0
    posteriors.logProbabilities.withUnsafeBufferPointer { values in
      for frame in 0..<posteriors.frameCount {
        let row = UnsafeBufferPointer(
          rebasing: values[
            (frame * posteriors.symbolCount)..<((frame + 1) * posteriors.symbolCount)])
        let best = indexOfMaximum(row)
        let logProbability = Double(row[best])
        total += logProbability
        if best == vocabulary.wordBoundary {
          word.close(into: &words, secondsPerFrame: posteriors.secondsPerFrame)
        } else if best != vocabulary.blank {
          if best == previous {
            word.extend(frame: frame, logProbability: logProbability)
          } else {
            word.append(vocabulary.symbols[best], frame: frame, logProbability: logProbability)
          }
        }
        previous = best
      }
    }
    word.close(into: &words, secondsPerFrame: posteriors.secondsPerFrame)
    return Transcript(words: words, acousticScore: total, score: total)
  }
}

/// The word whose letters are being read.
private struct OpenWord {
  var text = ""
  var firstFrame = 0
  var lastFrame = 0
  /// Log-probability of the finished letters, each at its best frame.
  var logConfidence = 0.0
  /// The same for the letter whose run goes on.
  var letterPeak = 0.0

  mutating func append(_ symbol: String, frame: Int, logProbability: Double) {
    if text.isEmpty { firstFrame = frame }
    logConfidence += letterPeak
    letterPeak = logProbability
    text += symbol
    lastFrame = frame
  }

  mutating func extend(frame: Int, logProbability: Double) {
    letterPeak = max(letterPeak, logProbability)
    lastFrame = frame
  }

  /// Hands over the word, if it has letters, and starts a new one.
  mutating func close(into words: inout [TimedWord], secondsPerFrame: Double) {
    guard !text.isEmpty else { return }
    words.append(
      TimedWord(
        text: text, start: Double(firstFrame) * secondsPerFrame,
        end: Double(lastFrame + 1) * secondsPerFrame,
        confidence: min(1, exp(logConfidence + letterPeak))))
    self = OpenWord()
  }
}

/// The index of the largest value of a row that is not empty; the first of equals.
package func indexOfMaximum(_ row: UnsafeBufferPointer<Float>) -> Int {
  var best = 0
  for index in 1..<max(row.count, 1) where row[index] > row[best] { best = index }
  return best
}
