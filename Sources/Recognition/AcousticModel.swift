import Audio
import Foundation
import FrontEnd
import NeuralNetwork

/// A trained network with its front end and vocabulary: sound in, symbol posteriors out.
///
/// A model is a folder with `model.yaml`, `weights.safetensors` and `vocabulary.txt`.
public final class AcousticModel: Sendable {
  /// How the model is made.
  public let description: ModelDescription
  /// What the network's outputs mean.
  public let vocabulary: Vocabulary
  private let frontEnd: LogMelFrontEnd
  private let normalization: FeatureNormalization
  private let network: InferenceNetwork

  /// Silence that is heard after every recording, in seconds.
  ///
  /// The network runs forward in time and writes a symbol some frames after its sound: without frames
  /// after the last sound, recordings that are cut close lose their ends. Among tightly cut digits of
  /// `human-dev.tsv` word errors fell from 30 to 12 %; 0.2 to 0.8 seconds gave the same.
  private static let trailingSilence = 0.2

  /// The samples of the silence that is heard after every recording.
  package static func silence(sampleRate: Double) -> [Float] {
    Array(repeating: 0, count: Int(trailingSilence * sampleRate))
  }

  /// Names of the tensors that normalise features.
  package static let meanTensor = "normalization.mean"
  package static let deviationTensor = "normalization.standard_deviation"

  /// Loads a model from a folder.
  ///
  /// - Parameters:
  ///   - directory: The folder.
  ///   - voice: The name of an enrolled voice to hear better; nil for everyone's.
  /// - Returns: The model.
  /// - Throws: ``DescriptionError``, `SafetensorsError` or ``VoiceError``, naming file and reason.
  public static func load(directory: String, voice: String? = nil) throws -> AcousticModel {
    let symbols = try ModelDescription.text(of: directory + "/vocabulary.txt")
      .split(whereSeparator: \.isNewline).map(String.init)
    guard let vocabulary = Vocabulary(symbols: symbols) else {
      throw DescriptionError(
        path: directory + "/vocabulary.txt", line: nil,
        reason: "wants distinct symbols, one a line, with one | and one <blank>")
    }
    let description = try ModelDescription(
      contentsOf: directory + "/model.yaml", symbolCount: vocabulary.symbols.count)
    let path = directory + "/weights.safetensors"
    var weights = try Safetensors(contentsOf: path)
    if let voice {
      let adaptation = try VoiceAdaptation.load(
        voice, model: directory, weights: weights.checksum)
      weights.tensors.merge(adaptation.tensors) { $1 }
    }
    return try AcousticModel(
      description: description, vocabulary: vocabulary, weights: weights, path: path)
  }

  /// Makes a model of its parts; `path` only serves messages.
  public init(
    description: ModelDescription, vocabulary: Vocabulary, weights: consuming Safetensors,
    path: String
  ) throws {
    self.description = description
    self.vocabulary = vocabulary
    frontEnd = try LogMelFrontEnd(configuration: description.frontEnd)
    let network = try Network(
      description: description.network,
      input: FeatureShape(bins: description.frontEnd.melBands, channels: 1), seed: nil)
    guard network.outputWidth == vocabulary.symbols.count else {
      throw SafetensorsError(
        path: path,
        reason:
          "the network has \(network.outputWidth) outputs for \(vocabulary.symbols.count) symbols")
    }
    try network.load(weights.tensors, from: path)
    let bands = description.frontEnd.melBands
    guard let mean = weights.tensors[Self.meanTensor]?.values, mean.count == bands,
      let deviation = weights.tensors[Self.deviationTensor]?.values, deviation.count == bands,
      deviation.allSatisfy({ $0 > 0 })
    else {
      throw SafetensorsError(
        path: path, reason: "lacks \(Self.meanTensor) or \(Self.deviationTensor) for \(bands) bands"
      )
    }
    normalization = FeatureNormalization(mean: mean, standardDeviation: deviation)
    weights.tensors = [:]  // packing needs room of its own
    self.network = InferenceNetwork(network)
  }

  /// Samples a second that the model expects, in hertz.
  public var sampleRate: Double { description.frontEnd.sampleRate }

  /// Seconds from one row of posteriors to the next.
  public var secondsPerFrame: Double {
    description.frontEnd.secondsPerFrame * Double(network.timeStride)
  }

  /// Posteriors of a whole recording and the silence after it.
  ///
  /// - Throws: `FrontEndError.sampleRateMismatch` if the rates differ.
  public func posteriors(of waveform: Waveform) throws -> Posteriors {
    guard waveform.sampleRate == sampleRate else {
      throw FrontEndError.sampleRateMismatch(found: waveform.sampleRate, wanted: sampleRate)
    }
    let ear = try Ear(self)
    ear.hear(waveform.samples)
    return ear.finish()
  }

  /// The normalised features of a recording, for pictures.
  public func features(of waveform: Waveform) throws -> Spectrogram {
    var spectrogram = try frontEnd.spectrogram(of: waveform)
    normalization.apply(to: &spectrogram)
    return spectrogram
  }

  /// Starts a live stream.
  public func makeStream() throws -> AcousticStream {
    AcousticStream(model: self, features: try frontEnd.makeStream(), network: network.makeStream())
  }

  fileprivate func posteriors(logits: [Float]) -> Posteriors {
    Posteriors(
      logProbabilities: logSoftmax(logits, width: vocabulary.symbols.count),
      symbolCount: vocabulary.symbols.count, secondsPerFrame: secondsPerFrame)
  }

  fileprivate func normalize(_ features: inout [Float]) {
    features.withUnsafeMutableBufferPointer { normalization.apply(to: $0) }
  }
}

/// A recording on its way through a model, a few samples at a time; rows equal those of the whole.
public final class AcousticStream {
  private let model: AcousticModel
  private let features: LogMelStream
  private let network: NetworkStream

  fileprivate init(model: AcousticModel, features: LogMelStream, network: NetworkStream) {
    self.model = model
    self.features = features
    self.network = network
  }

  /// Takes samples and returns the rows of posteriors that they complete.
  public func push(_ samples: UnsafeBufferPointer<Float>) -> Posteriors {
    push(samples, isLast: false)
  }

  /// Ends the recording, with the silence after it, and returns the last rows.
  ///
  /// - Parameter rest: Its last samples; one push of them all takes less time than two.
  /// - Returns: The rows that were still to come.
  public func finish(_ rest: some Sequence<Float> = []) -> Posteriors {
    (rest + AcousticModel.silence(sampleRate: model.sampleRate)).withUnsafeBufferPointer {
      push($0, isLast: true)
    }
  }

  private func push(_ samples: UnsafeBufferPointer<Float>, isLast: Bool) -> Posteriors {
    var frames = features.push(samples)
    model.normalize(&frames)
    return model.posteriors(
      logits: frames.withUnsafeBufferPointer { network.push($0, isLast: isLast) })
  }
}
