import Foundation
import Recognition

/// Turns symbol probabilities into words, with or without knowledge of words.
public enum Decoder: Sendable {
  /// Searches the lexicon's words with the language model; the usual one.
  case beamSearch(BeamSearchDecoder)
  /// Takes the best symbol of every frame; shows what the network alone heard.
  case greedy(GreedyDecoder)

  /// Names of the decoders.
  public enum Kind: String, Sendable, CaseIterable {
    /// A beam search over the lexicon.
    case beam
    /// The best symbol of every frame.
    case greedy
  }

  /// The likeliest transcripts, best first.
  public func transcripts(of posteriors: Posteriors) -> [Transcript] {
    switch self {
    case .beamSearch(let decoder): return decoder.transcripts(of: posteriors)
    case .greedy(let decoder): return [decoder.transcript(of: posteriors)]
    }
  }

  /// Loads the lexicon and the language model of a model directory.
  ///
  /// - Parameters:
  ///   - kind: Which decoder; a directory without `lexicon.txt` always gets the greedy one.
  ///   - directory: A model directory: `lexicon.txt`, and `language.lm` or `language.arpa`.
  ///   - vocabulary: The network's symbols.
  ///   - options: How wide to search and how to weigh.
  ///   - personal: Words of the user's that can be heard as well.
  /// - Returns: The decoder.
  /// - Throws: `LanguageError` if a file that is there is wrong.
  static func load(
    _ kind: Kind, directory: String, vocabulary: Vocabulary, options: BeamSearchDecoder.Options,
    personal: PersonalWords = .none
  ) throws -> Decoder {
    let lexicon = directory + "/lexicon.txt"
    guard kind == .beam, isFile(lexicon) else {
      return .greedy(GreedyDecoder(vocabulary: vocabulary))
    }
    let language = ["language.lm", "language.arpa"].map { "\(directory)/\($0)" }.first(
      where: isFile)
    var words = try Lexicon(contentsOf: lexicon, vocabulary: vocabulary)
    var model = try language.map(LanguageModel.load(contentsOf:))
    if !personal.phrases.isEmpty {
      words = try Lexicon(words: words.words + personal.phrases.joined(), vocabulary: vocabulary)
      model = model?.knowing(personal.phrases)
    }
    return .beamSearch(
      BeamSearchDecoder(
        vocabulary: vocabulary, lexicon: words, languageModel: model, options: options))
  }

  private static func isFile(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
