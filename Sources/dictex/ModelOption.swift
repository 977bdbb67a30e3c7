import ArgumentParser
import Dictation
import Recognition
import SpokenMath

/// Where the model is, shared by the commands that need one.
struct ModelDirectoryOption: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Model directory (default: $DICTEX_MODEL, models/dictex here or beside the program).",
      valueName: "dir"), completion: .directory)
  var directory: String?

  /// Finds the directory.
  func find() throws -> String { try ModelLocation.find(path: directory) }
}

/// The model to use and how, shared by the commands that listen.
struct ModelOption: ParsableArguments {
  @OptionGroup var model: ModelDirectoryOption

  @Option(help: "Hear the voice that `dictex enroll` learnt under this name.")
  var voice: String?

  @Option(help: "Search the lexicon's words, or show what the network alone heard.")
  var decoder = Decoder.Kind.beam

  @Option(help: "Hypotheses that the search keeps.")
  var beamWidth = Self.defaults.beamWidth

  @Option(help: "Weight of the language model against the sound.")
  var languageWeight = Self.defaults.languageWeight

  @Option(help: "Score that every word gains.")
  var wordBonus = Self.defaults.wordBonus

  @OptionGroup var reading: ReadingOption

  private static let defaults = BeamSearchDecoder.Options(alternatives: 8)

  func validate() throws {
    try require(1...10_000, beamWidth, "--beam-width")
    try require(0...100, languageWeight, "--language-weight")
    try require(-100...100, wordBonus, "--word-bonus")
  }

  /// Loads the model.
  func pipeline() throws -> DictationPipeline {
    var decoding = Self.defaults
    decoding.beamWidth = beamWidth
    decoding.languageWeight = languageWeight
    decoding.wordBonus = wordBonus
    return try DictationPipeline(
      modelDirectory: model.find(), convention: reading.convention.value,
      decoder: decoder, decoding: decoding, personal: reading.personalWords(),
      voice: voice)
  }
}

extension Decoder.Kind: ExpressibleByArgument {}

/// How to read words that say no brackets, shared by the commands that read.
struct ReadingOption: ParsableArguments {
  /// The choices, as written on the command line.
  enum Choice: String, ExpressibleByArgument, CaseIterable {
    case lecture
    case smallest

    /// The parser's name for it.
    var value: Convention { self == .lecture ? .lecture : .smallestGroup }
  }

  @Option(
    help: "How far fractions and roots reach when nobody says: as lecturers mean it, or one term.")
  var convention = Choice.lecture

  @Option(
    name: .customLong("my-words"),
    help: ArgumentHelp(
      "Your own words, a phrase a line; after a tab the LaTeX that the phrase stands for.",
      valueName: "file"), completion: .file())
  var words: String?

  /// The user's words, if there are any.
  func personalWords() throws -> PersonalWords {
    try words.map(PersonalWords.init(contentsOf:)) ?? .none
  }

  /// The parser of this reading.
  func parser() throws -> SpokenMathParser {
    SpokenMathParser(convention: convention.value, phrases: try personalWords().meanings)
  }
}
