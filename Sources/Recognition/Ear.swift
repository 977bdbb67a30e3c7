/// Hears a recording in pieces of any length and keeps what was heard, not the sound.
package final class Ear {
  private let stream: AcousticStream
  /// Samples that the stream takes at once, ten seconds of them: more take memory, fewer take time.
  private let blockLength: Int
  private var waiting: [Float] = []
  private var rows: [Float] = []

  package init(_ model: AcousticModel) throws {
    stream = try model.makeStream()
    blockLength = Int(10 * model.sampleRate)
  }

  /// Takes the next samples, at the model's rate.
  package func hear(_ samples: [Float]) {
    waiting += samples
    var start = 0
    while waiting.count - start > blockLength {
      rows += waiting[start..<(start + blockLength)].withUnsafeBufferPointer {
        stream.push($0).logProbabilities
      }
      start += blockLength
    }
    waiting.removeFirst(start)
  }

  /// Ends the recording, and returns the posteriors of all of it and of the silence after it.
  package func finish() -> Posteriors {
    let last = stream.finish(waiting)
    return Posteriors(
      logProbabilities: rows + last.logProbabilities, symbolCount: last.symbolCount,
      secondsPerFrame: last.secondsPerFrame)
  }
}
