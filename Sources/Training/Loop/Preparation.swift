import Audio
import Dispatch
import FrontEnd
import Recognition

/// From an utterance's recording to the features that the network sees.
struct Preparation: Sendable {
  let store: UtteranceStore
  let labels: [[Int]]
  let augmenter: Augmenter
  let frontEnd: LogMelFrontEnd
  let normalization: FeatureNormalization

  /// Augmented, normalised, masked features of a training utterance; a function of its arguments.
  func features(
    _ index: Int, seed: UInt64, epoch: Int, augments: Bool
  ) throws -> LabelledFeatures {
    let own = SeededRandom.mixed(SeededRandom.mixed(seed, UInt64(epoch)), UInt64(index))
    var samples = try store.samples(index)
    if augments { samples = augmenter.augmented(samples, seed: own) }
    var values = try samples.withUnsafeBufferPointer { try frontEnd.features(of: $0) }
    values.withUnsafeMutableBufferPointer { buffer in
      if augments {
        augmenter.warpSpectrogram(buffer, configuration: frontEnd.configuration, seed: own)
      }
      normalization.apply(to: buffer)
      guard augments else { return }
      let bands = frontEnd.configuration.melBands
      augmenter.maskSpectrogram(buffer, frames: buffer.count / bands, bands: bands, seed: own)
    }
    return LabelledFeatures(utterance: index, values: values, labels: labels[index])
  }

  /// Normalised features of validation utterances and the silence after them, on all cores; fewer if it
  /// is interrupted.
  func unchangedFeatures(
    _ utterances: [Utterance], isInterrupted: @Sendable () -> Bool
  ) throws -> [LabelledFeatures] {
    let results = Shared(
      [Result<LabelledFeatures, any Error>?](
        repeating: nil, count: utterances.count))
    DispatchQueue.concurrentPerform(iterations: utterances.count) { index in
      if isInterrupted() { return }
      results.set(
        index,
        Result {
          let rate = frontEnd.configuration.sampleRate
          var samples = try AudioFile.read(path: utterances[index].path, sampleRate: rate).samples
          samples += AcousticModel.silence(sampleRate: rate)
          var values = try samples.withUnsafeBufferPointer { try frontEnd.features(of: $0) }
          values.withUnsafeMutableBufferPointer { normalization.apply(to: $0) }
          return LabelledFeatures(utterance: index, values: values, labels: [])
        })
    }
    return try results.values.compactMap { try $0?.get() }
  }
}
