import ArgumentParser
import Dictation
import SpokenMath

/// The model to use, shared by the commands that listen.
struct ModelOption: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Model directory (default: $DICTEX_MODEL, models/dictex here or beside the program).",
      valueName: "dir"), completion: .directory)
  var directory: String?

  @OptionGroup var reading: ReadingOption

  /// Loads the model.
  func pipeline() throws -> DictationPipeline {
    try DictationPipeline(
      modelDirectory: ModelLocation.find(path: directory), convention: reading.convention.value)
  }
}

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
}
