import Audio
import Recognition

/// What is left to know of a sound once it has been heard.
public struct SoundSummary: Sendable, Equatable {
  /// Length in seconds.
  public private(set) var duration = 0.0
  /// The loudest sample's magnitude; 1 is full scale.
  public private(set) var peak: Float = 0

  private let sampleRate: Double
  private var count = 0

  /// Starts with no sound.
  init(sampleRate: Double) { self.sampleRate = sampleRate }

  /// Sums up a whole recording.
  public init(of waveform: Waveform) {
    self.init(sampleRate: waveform.sampleRate)
    add(waveform.samples)
  }

  /// Goes on with more samples.
  mutating func add(_ samples: [Float]) {
    count += samples.count
    duration = Double(count) / sampleRate
    for sample in samples { peak = max(peak, abs(sample)) }
  }
}

/// Hears a recording block by block and keeps what was heard, not the sound.
final class Ear {
  private let model: AcousticModel
  private let stream: AcousticStream
  private var waiting: [Float] = []
  private var rows: [Float] = []
  private var sound: SoundSummary

  init(_ model: AcousticModel) throws {
    self.model = model
    stream = try model.makeStream()
    sound = SoundSummary(sampleRate: model.sampleRate)
  }

  /// Takes the next samples, at the model's rate.
  func hear(_ samples: [Float]) {
    sound.add(samples)
    waiting += samples
    if waiting.count >= model.blockLength {
      rows += waiting.withUnsafeBufferPointer { stream.push($0).logProbabilities }
      waiting.removeAll(keepingCapacity: true)
    }
  }

  /// Ends the recording.
  func finish() -> (Posteriors, SoundSummary) {
    let last = stream.finish(waiting)
    let posteriors = Posteriors(
      logProbabilities: rows + last.logProbabilities, symbolCount: last.symbolCount,
      secondsPerFrame: last.secondsPerFrame)
    return (posteriors, sound)
  }
}
