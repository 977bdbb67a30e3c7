/// A program that reads text aloud into a file, and the voices it has here.
public struct SpeechEngine: Sendable, Equatable {
  /// One voice of an engine.
  public struct Voice: Sendable, Equatable {
    /// The engine's own name for it.
    public let name: String
    /// How words are rewritten for it.
    public let respelling: Respelling

    /// Makes a voice.
    public init(name: String, respelling: Respelling) {
      self.name = name
      self.respelling = respelling
    }
  }

  /// The engine's name.
  public let name: String
  /// Where its program is.
  public let executable: String
  /// How the program is called.
  public let command: CommandTemplate
  /// The voices, in a stable order; at least one.
  public var voices: [Voice]
  /// How much of its share the engine gets when none is asked for: 1, or less if it is robotic.
  public var weight: Double

  /// Makes an engine whose program is already found.
  public init(
    name: String, executable: String, command: CommandTemplate, voices: [Voice], weight: Double = 1
  ) {
    self.name = name
    self.executable = executable
    self.command = command
    self.voices = voices
    self.weight = weight
  }

  /// Makes an engine of any command, as `name=command`, or `name@table=command` to choose how
  /// words are respelled for it.
  ///
  /// - Parameters:
  ///   - definition: A name, an equals sign and a template; see `CommandTemplate`.
  ///   - voices: Names for `{voice}`.
  /// - Returns: The engine.
  /// - Throws: `SynthesisError.badTemplate`, or `.noEngine` if the program is not on the path.
  public static func custom(
    _ definition: String, voices: [String] = ["default"]
  ) throws(SynthesisError) -> SpeechEngine {
    guard let equals = definition.firstIndex(of: "=") else {
      throw .badTemplate(definition, reason: "found no =, wanted name=command")
    }
    let head = definition[..<equals].split(separator: "@", maxSplits: 1).map(String.init)
    guard let name = head.first, isPlainName(name) else {
      throw .badTemplate(
        definition, reason: "found no plain name before =, wanted letters, digits and hyphens")
    }
    let command = try CommandTemplate(String(definition[definition.index(after: equals)...]))
    var table = Respelling.plain
    if head.count == 2 {
      guard let chosen = Respelling.named[head[1]] else {
        throw .badTemplate(
          definition,
          reason: "found the table \(printable(head[1])), wanted one of "
            + Respelling.named.keys.sorted().joined(separator: ", "))
      }
      table = chosen
    }
    guard let executable = InstalledEngines.path(of: command.program) else {
      throw .noEngine(wanted: [command.program], installed: [])
    }
    if let bad = voices.first(where: { !isPlainName($0) }) {
      throw .badTemplate(
        definition, reason: "found the voice name \(printable(bad)), wanted a plain name")
    }
    return SpeechEngine(
      name: name, executable: executable, command: command,
      voices: voices.map { Voice(name: $0, respelling: table) })
  }

  /// Whether a name may stand in a path, a command and a Lisp form without harm.
  static func isPlainName(_ name: String) -> Bool {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_+.")
    return !name.isEmpty && name.count <= 80 && name.allSatisfy(allowed.contains)
      && name.first != "-" && name.first != "."
  }
}
