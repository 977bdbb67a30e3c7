import Audio
import Dictation
import FrontEnd
import Recognition

/// One recording with everything that was made of it on the way to the formula.
public struct Inspection: Sendable {
  /// What to call the recording.
  public let title: String
  /// The sound.
  public let waveform: Waveform
  /// What the front end makes of it.
  public let spectrogram: Spectrogram
  /// What the network makes of that.
  public let posteriors: Posteriors
  /// The names of the network's symbols.
  public let vocabulary: Vocabulary
  /// Words and formulas.
  public let dictation: Dictation

  /// Sends a recording through every stage and keeps what each one gives.
  public init(title: String, of waveform: Waveform, through pipeline: DictationPipeline) throws {
    let model = pipeline.acousticModel
    self.title = title
    self.waveform = waveform
    spectrogram = try LogMelFrontEnd(configuration: model.description.frontEnd)
      .spectrogram(of: waveform)
    posteriors = try model.posteriors(of: waveform)
    vocabulary = model.vocabulary
    dictation = DictationPipeline.interpret(
      pipeline.decoder.transcripts(of: posteriors), of: SoundSummary(of: waveform),
      with: pipeline.parser)
  }

  /// Makes an inspection of stages that were already run.
  package init(
    title: String, waveform: Waveform, spectrogram: Spectrogram, posteriors: Posteriors,
    vocabulary: Vocabulary, dictation: Dictation
  ) {
    self.title = title
    self.waveform = waveform
    self.spectrogram = spectrogram
    self.posteriors = posteriors
    self.vocabulary = vocabulary
    self.dictation = dictation
  }
}
