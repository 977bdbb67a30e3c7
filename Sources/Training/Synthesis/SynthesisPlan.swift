import Foundation

/// Which clips are to be made: for each line, the engine, voice, speed and pitch.
///
/// Everything is drawn from the seed and the line itself, so that the plan is the same whenever
/// the engines are, and adding lines changes no other line's clip.
public struct SynthesisPlan: Sendable {
  /// How clips are drawn.
  public struct Options: Sendable, Equatable {
    /// Starts the drawing of lots.
    public var seed: UInt64 = 1
    /// Clips made of each line.
    public var clipsPerLine = 1
    /// Speeds, as factors of the voice's own.
    public var rate: ClosedRange<Double> = 0.8...1.25
    /// Pitches, as factors of the voice's own.
    public var pitch: ClosedRange<Double> = 0.8...1.25
    /// Silence before and after the words, in seconds.
    public var silence: ClosedRange<Double> = 0.05...0.5
    /// Peak level, in decibels below full scale.
    public var peak: ClosedRange<Double> = 1...12
    /// How often a line of letters and digits is read with a pause after each.
    public var pausingShare = 0.4
    /// How often brackets that a line says are left out and heard as pauses.
    public var bracketPauseShare = 0.3
    /// Whether engines read the lines' own respellings where there are any.
    public var usesGivenRespelling = false
    /// Kind of file: `flac`, `wav` or `opus`.
    public var format = "flac"

    /// Makes the usual options.
    public init() {}
  }

  /// One clip to be made.
  public struct Clip: Sendable, Equatable {
    /// Where it goes, relative to the output folder.
    public let path: String
    /// The words, for the manifest.
    public let words: [String]
    /// What the engine reads.
    public let text: String
    /// Which engine, as an index into the plan's.
    public let engine: Int
    /// The engine's name for the voice.
    public let voice: String
    /// Speed and pitch as factors.
    public let rate, pitch: Double
    /// Silence before and after, in seconds.
    public let leadingSilence, trailingSilence: Double
    /// Peak of the clip, from 0 to 1.
    public let peak: Float
    /// For engines that draw lots.
    public let seed: UInt32
  }

  /// The engines that clips point at.
  public let engines: [SpeechEngine]
  /// The clips, in the order of the lines.
  public let clips: [Clip]
  /// Lines that no voice can say.
  public let unsayable: [SynthesisText]

  /// Draws a plan.
  ///
  /// - Parameters:
  ///   - texts: The lines.
  ///   - engines: At least one; each draws lines in proportion to its weight.
  ///   - options: How clips are drawn.
  /// - Throws: `SynthesisError.noEngine` or `.badOption`.
  public init(
    texts: [SynthesisText], engines: [SpeechEngine], options: Options = Options()
  ) throws(SynthesisError) {
    let engines = engines.filter { !$0.voices.isEmpty && $0.weight > 0 }
    guard !engines.isEmpty else {
      throw .noEngine(wanted: InstalledEngines.known, installed: [])
    }
    try Self.check(options)
    var clips: [Clip] = []
    var unsayable: [SynthesisText] = []
    var occurrences: [[String]: UInt64] = [:]
    for text in texts {
      for _ in 0..<options.clipsPerLine {
        // A line that stands twice gets two different clips.
        let occurrence = occurrences[text.words, default: 0]
        occurrences[text.words] = occurrence + 1
        let key = Self.hash(text.words.joined(separator: " "))
        var random = SeededRandom(
          seed: SeededRandom.mixed(options.seed, key), stream: occurrence)
        if let clip = Self.clip(text, engines, options, &random) {
          clips.append(clip)
        } else {
          unsayable.append(text)
        }
      }
    }
    self.engines = engines
    self.clips = clips
    self.unsayable = unsayable
  }

  private static func check(_ options: Options) throws(SynthesisError) {
    for (name, range) in [("rate", options.rate), ("pitch", options.pitch)]
    where !(range.lowerBound >= 0.25 && range.upperBound <= 4) {
      throw .badOption(name, reason: "found \(range), wanted factors from 0.25 to 4")
    }
    guard options.silence.lowerBound >= 0, options.silence.upperBound <= 10 else {
      throw .badOption("silence", reason: "found \(options.silence), wanted seconds from 0 to 10")
    }
    guard options.peak.lowerBound >= 0, options.peak.upperBound <= 60 else {
      throw .badOption("peak", reason: "found \(options.peak), wanted decibels from 0 to 60")
    }
    guard (1...1_000).contains(options.clipsPerLine) else {
      throw .badOption(
        "clips per line", reason: "found \(options.clipsPerLine), wanted 1 to 1000")
    }
    guard ["flac", "wav", "opus"].contains(options.format) else {
      throw .badOption(
        "format", reason: "found \(printable(options.format)), wanted flac, wav or opus")
    }
  }

  /// Draws one clip; several voices are tried when one cannot say the words.
  private static func clip(
    _ text: SynthesisText, _ engines: [SpeechEngine], _ options: Options,
    _ random: inout SeededRandom
  ) -> Clip? {
    for _ in 0..<16 {
      let index = engineIndex(engines, &random)
      let engine = engines[index]
      let voice = engine.voices[random.integer(below: engine.voices.count)]
      var words = text.words
      var pauses: [Int] = []
      if isSpelled(words), random.chance(options.pausingShare) {
        pauses = Array(words.indices.dropLast())
      } else if !options.usesGivenRespelling, let spoken = BracketPauses(words),
        random.chance(options.bracketPauseShare)
      {
        (words, pauses) = (spoken.words, spoken.pauses)
      }
      let rate = rounded(random.uniform(in: options.rate))
      let pitch = rounded(random.uniform(in: options.pitch))
      let before = random.uniform(in: options.silence)
      let after = random.uniform(in: options.silence)
      let decibels = random.uniform(in: options.peak)
      let seed = UInt32(truncatingIfNeeded: random.next())
      var spelled = voice.respelling.text(for: words, pausesAfter: pauses, random: &random)
      if options.usesGivenRespelling, let given = text.respelling { spelled = given + "." }
      guard let spelled else { continue }
      let key = hash(
        "\(engine.name)|\(engine.command.source)|\(voice.name)|\(spelled)|\(rate)|\(pitch)|\(seed)")
      let name = String(key, radix: 16)
      let path =
        "\(engine.name)-\(voice.name)/"
        + String(repeating: "0", count: max(0, 16 - name.count)) + name + "." + options.format
      return Clip(
        path: path, words: words, text: spelled, engine: index, voice: voice.name,
        rate: rate, pitch: pitch, leadingSilence: before, trailingSilence: after,
        peak: Float(pow(10, -decibels / 20)), seed: seed)
    }
    return nil
  }

  private static func engineIndex(
    _ engines: [SpeechEngine], _ random: inout SeededRandom
  ) -> Int {
    var left = random.uniform() * engines.reduce(0) { $0 + $1.weight }
    for (index, engine) in engines.enumerated() {
      left -= engine.weight
      if left < 0 { return index }
    }
    return engines.count - 1
  }

  /// Whether nearly all words are single letters and digits.
  private static func isSpelled(_ words: [String]) -> Bool {
    let short = words.count { $0.count == 1 || SpokenDrills.digits.contains($0) }
    return words.count > 1 && short * 5 >= words.count * 4
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// FNV-1a, 64 bits, of the UTF-8 bytes.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
