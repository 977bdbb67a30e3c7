import Foundation

/// How a speech engine is called: a program and its arguments, with places for what to say.
///
/// The template is cut into arguments once, at spaces outside quotes; only then are the places
/// filled, so that a text stays one argument whatever it holds, and no shell ever sees it.
///
/// | place | is filled with |
/// |---|---|
/// | `{text}` | what to say; without it the text goes to standard input, as a line |
/// | `{output}` | the WAV file to write; needed |
/// | `{voice}` | the voice |
/// | `{rate}`, `{rate-percent}`, `{words-per-minute}` | speed: 1.1, 110, 176 |
/// | `{stretch}` | the inverse of speed: 0.909 |
/// | `{pitch}`, `{pitch-percent}`, `{hertz}`, `{pitch-of-50}` | pitch: 1.1, 110, 121, 55 |
/// | `{seed}` | a number for engines that draw lots |
public struct CommandTemplate: Sendable, Equatable {
  /// What one clip is to sound like.
  public struct Values: Sendable, Equatable {
    /// What the engine is to read, respelled for it.
    public var text: String
    /// Where the engine is to write a WAV file.
    public var output: String
    /// The engine's name for the voice.
    public var voice: String
    /// Speed as a factor; 1 is the voice's own.
    public var rate: Double
    /// Pitch as a factor; 1 is the voice's own.
    public var pitch: Double
    /// A number for engines that draw lots.
    public var seed: UInt32

    /// Makes the values of one clip.
    public init(
      text: String, output: String, voice: String, rate: Double = 1, pitch: Double = 1,
      seed: UInt32 = 0
    ) {
      self.text = text
      self.output = output
      self.voice = voice
      self.rate = rate
      self.pitch = pitch
      self.seed = seed
    }
  }

  /// The template as it was given.
  public let source: String
  /// The program, then its arguments, places unfilled.
  public let pieces: [String]

  static let places: Set<String> = [
    "text", "output", "voice", "rate", "rate-percent", "words-per-minute", "stretch", "pitch",
    "pitch-percent", "hertz", "pitch-of-50", "seed",
  ]

  /// Cuts a template into arguments and checks its places.
  ///
  /// Quotes group: `'…'` keeps all as it stands, `"…"` and bare words know `\` before any
  /// character. Nothing else is special.
  ///
  /// - Throws: `SynthesisError.badTemplate`.
  public init(_ source: String) throws(SynthesisError) {
    self.source = source
    pieces = try Self.pieces(of: source)
    guard let program = pieces.first, !program.isEmpty else {
      throw .badTemplate(source, reason: "found no program, wanted one")
    }
    guard !program.contains("{") else {
      throw .badTemplate(source, reason: "found a place in the program's name, wanted a name")
    }
    var used: Set<String> = []
    for piece in pieces {
      for place in Self.split(piece).compactMap(\.place) { used.insert(place) }
    }
    if let unknown = used.subtracting(Self.places).min() {
      throw .badTemplate(
        source,
        reason: "found {\(unknown)}, wanted one of "
          + Self.places.sorted().map { "{\($0)}" }.joined(separator: " "))
    }
    guard used.contains("output") else {
      throw .badTemplate(source, reason: "found no {output}, wanted one; the engine writes there")
    }
  }

  /// The program that the template runs.
  public var program: String { pieces.first ?? "" }

  /// Whether the text is an argument; otherwise it goes to standard input.
  public var takesTextAsArgument: Bool {
    pieces.contains { Self.split($0).contains { $0.place == "text" } }
  }

  /// The arguments after the program, their places filled.
  public func arguments(_ values: Values) -> [String] {
    pieces.dropFirst().map { piece in
      Self.split(piece).map { part in
        part.place.map { Self.value(of: $0, values) } ?? part.literal
      }.joined()
    }
  }

  // MARK: - Parts

  private struct Part {
    var literal: String
    var place: String?
  }

  /// Literals and places in turn; a brace that encloses no name is a literal.
  private static func split(_ piece: String) -> [Part] {
    var parts: [Part] = []
    var rest = piece[...]
    while let open = rest.firstIndex(of: "{") {
      let inner = rest[rest.index(after: open)...]
      let name = inner.prefix { $0.isLowercase || $0 == "-" || $0.isNumber }
      if !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" {
        parts.append(Part(literal: String(rest[..<open])))
        parts.append(Part(literal: "", place: String(name)))
        rest = rest[rest.index(after: name.endIndex)...]
      } else {
        parts.append(Part(literal: String(rest[...open])))
        rest = inner
      }
    }
    parts.append(Part(literal: String(rest)))
    return parts
  }

  private static func value(of place: String, _ values: Values) -> String {
    switch place {
    case "text": values.text
    case "output": values.output
    case "voice": values.voice
    case "rate": decimal(values.rate)
    case "rate-percent": whole(values.rate * 100)
    case "words-per-minute": whole(values.rate * 160)
    case "stretch": decimal(1 / values.rate)
    case "pitch": decimal(values.pitch)
    case "pitch-percent": whole(values.pitch * 100)
    case "hertz": whole(values.pitch * 110)
    case "pitch-of-50": whole(min(99, values.pitch * 50))
    case "seed": String(values.seed)
    default: ""
    }
  }

  private static func decimal(_ value: Double) -> String {
    String(format: "%.3f", value)
  }

  private static func whole(_ value: Double) -> String {
    String(Int(exactly: value.rounded()) ?? 0)
  }

  private static func pieces(of source: String) throws(SynthesisError) -> [String] {
    var pieces: [String] = []
    var current: String?
    var quote: Character?
    var escaped = false
    for character in source {
      if escaped {
        current = (current ?? "") + String(character)
        escaped = false
      } else if character == "\\", quote != "'" {
        escaped = true
        current = current ?? ""
      } else if let open = quote {
        if character == open { quote = nil } else { current = (current ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        current = current ?? ""
      } else if character.isWhitespace {
        if let piece = current { pieces.append(piece) }
        current = nil
      } else {
        current = (current ?? "") + String(character)
      }
    }
    guard quote == nil, !escaped else {
      throw .badTemplate(source, reason: "found an open quote at the end, wanted it closed")
    }
    if let piece = current { pieces.append(piece) }
    return pieces
  }
}
