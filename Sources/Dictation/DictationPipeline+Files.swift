import Recognition
import SpokenMath

extension DictationPipeline {
  /// Loads the model, its lexicon and its language model.
  ///
  /// - Parameters:
  ///   - modelDirectory: A folder with `model.yaml`, weights, vocabulary, lexicon and language model.
  ///   - convention: How far unbracketed constructs reach.
  ///   - decoder: Which decoder to use.
  ///   - decoding: How it searches and how many transcripts are read.
  ///   - personal: Words and macros of the user's.
  ///   - voice: The name of an enrolled voice.
  /// - Throws: What loading throws: one line that names the file and what is wrong with it.
  public init(
    modelDirectory: String, convention: Convention = .lecture, decoder: Decoder.Kind = .beam,
    decoding: BeamSearchDecoder.Options = .init(alternatives: 8), personal: PersonalWords = .none,
    voice: String? = nil
  ) throws {
    let model = try AcousticModel.load(directory: modelDirectory, voice: voice)
    self.init(
      acousticModel: model,
      decoder: try Decoder.load(
        decoder, directory: modelDirectory, vocabulary: model.vocabulary, options: decoding,
        personal: personal),
      parser: SpokenMathParser(convention: convention, phrases: personal.meanings))
  }

  /// Transcribes several recordings at once and delivers the results in the order of `paths`.
  ///
  /// At most twice `workers` results wait for an earlier one, so memory does not grow with `paths`.
  ///
  /// - Parameters:
  ///   - paths: The recordings.
  ///   - workers: How many are worked on at once, at least one.
  ///   - deliver: Takes the index of a path and its result.
  /// - Throws: What `deliver` throws.
  public func transcribe(
    paths: [String], workers: Int,
    deliver: (Int, Result<Dictation, any Error>) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, Result<Dictation, any Error>).self) { group in
      var started = 0
      var delivered = 0
      var running = 0
      var waiting: [Int: Result<Dictation, any Error>] = [:]
      while delivered < paths.count {
        while started < paths.count, running < workers, waiting.count < 2 * workers {
          let index = started
          group.addTask { (index, Result { try transcribe(path: paths[index]) }) }
          started += 1
          running += 1
        }
        guard let (index, result) = try await group.next() else { break }
        running -= 1
        waiting[index] = result
        while let next = waiting.removeValue(forKey: delivered) {
          try deliver(delivered, next)
          delivered += 1
        }
      }
    }
  }
}
