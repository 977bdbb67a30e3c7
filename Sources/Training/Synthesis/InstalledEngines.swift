import Foundation

/// Finds the speech engines of this machine and their English voices.
///
/// Voices are found where the engines keep them, without running anything, so that a plan is the
/// same wherever the same packages are installed.
public enum InstalledEngines {
  /// The engines that can be found, by the names `find` takes.
  public static let known = ["espeak-ng", "flite", "festival", "rhvoice", "pico"]

  /// Voices left out unless they are asked for by name.
  ///
  /// `slt` is one person in flite, festival and RHVoice: kept for measuring, never trained on.
  /// RHVoice's `evgeniy-eng` and `lyubov` are not free. flite's `awb_time` knows only the hours.
  public static let leftOut: Set<String> = ["slt", "evgeniy-eng", "lyubov", "awb_time"]

  /// The engines that are installed, in the order of `known`.
  public static func all() -> [SpeechEngine] {
    known.compactMap { try? engine($0) }.filter { !$0.voices.isEmpty }
  }

  /// The engines of some names; no names means all that are installed.
  ///
  /// - Parameters:
  ///   - names: Names of `known`.
  ///   - voices: Only these voices, `voice` or `engine/voice`; none means all but `leftOut`.
  /// - Returns: The engines, each with at least one voice.
  /// - Throws: `SynthesisError.unknownEngine`, `.noEngine` or `.unknownVoice`.
  public static func find(
    _ names: [String] = [], voices: [String] = []
  ) throws(SynthesisError) -> [SpeechEngine] {
    for name in names where !known.contains(name) {
      throw .unknownEngine(name, known: known)
    }
    var found: [SpeechEngine] = []
    for name in known where names.isEmpty || names.contains(name) {
      if let engine = try engine(name), !engine.voices.isEmpty { found.append(engine) }
    }
    let missing = names.filter { name in !found.contains { $0.name == name } }
    guard !found.isEmpty, missing.isEmpty else {
      throw .noEngine(wanted: names.isEmpty ? known : missing, installed: found.map(\.name))
    }
    return try choose(voices, from: found)
  }

  /// Keeps the voices that are asked for.
  static func choose(
    _ voices: [String], from engines: [SpeechEngine]
  ) throws(SynthesisError) -> [SpeechEngine] {
    let names = Set(
      engines.flatMap { e in e.voices.flatMap { [$0.name, e.name + "/" + $0.name] } })
    for voice in voices where !names.contains(voice) {
      throw .unknownVoice(voice, known: names.filter { $0.contains("/") }.sorted())
    }
    return engines.compactMap { engine in
      var engine = engine
      engine.voices.removeAll { voice in
        voices.isEmpty
          ? leftOut.contains(voice.name)
          : !voices.contains(voice.name) && !voices.contains(engine.name + "/" + voice.name)
      }
      return engine.voices.isEmpty ? nil : engine
    }
  }

  private static func engine(_ name: String) throws(SynthesisError) -> SpeechEngine? {
    switch name {
    case "espeak-ng":
      // Robotic: a little of its many accents is seasoning, more teaches the wrong sound.
      return try make(
        name, "espeak-ng -v {voice} -s {words-per-minute} -p {pitch-of-50} -w {output} -- {text}",
        voices: espeakVoices().map { ($0, .espeak) }, weight: 0.15)
    case "flite":
      return try make(
        name,
        "flite -voice {voice} --setf duration_stretch={stretch} "
          + "--setf int_f0_target_mean={hertz} -t {text} -o {output}",
        voices: ["kal16", "awb", "rms", "kal", "slt"].map { ($0, .flite) })
    case "festival":
      return try make(
        name,
        "text2wave -o {output} -eval \"(begin (voice_{voice}) "
          + "(Parameter.set 'Duration_Stretch {stretch}) (set! int_lr_params '((target_f0_mean "
          + "{hertz}) (target_f0_std 14) (model_f0_mean 170) (model_f0_std 34))))\"",
        voices: folders(in: "/usr/share/festival/voices/english").map { ($0, .festival) },
        weight: 0.3)
    case "rhvoice":
      return try make(
        name, "RHVoice-test -p {voice} -q max -r {rate-percent} -t {pitch-percent} -o {output}",
        voices: folders(in: "/usr/share/RHVoice/voices").filter(rhvoiceEnglish.contains)
          .map { ($0, .rhvoice) })
    case "pico":
      return try make(
        name,
        "pico2wave -l {voice} -w {output} -- "
          + "'<speed level=\"{rate-percent}\"><pitch level=\"{pitch-percent}\">{text}</pitch></speed>'",
        voices: [("en-US", .picoAmerican), ("en-GB", .picoBritish)])
    default:
      throw .unknownEngine(name, known: known)
    }
  }

  private static func make(
    _ name: String, _ template: String, voices: [(String, Respelling)], weight: Double = 1
  ) throws(SynthesisError) -> SpeechEngine? {
    let command = try CommandTemplate(template)
    guard let executable = path(of: command.program) else { return nil }
    return SpeechEngine(
      name: name, executable: executable, command: command,
      voices: voices.filter { SpeechEngine.isPlainName($0.0) }
        .map { SpeechEngine.Voice(name: $0.0, respelling: $0.1) },
      weight: weight)
  }

  // MARK: - Where things are

  /// The program of a name on the search path, or at a path.
  static func path(of program: String) -> String? {
    if program.contains("/") {
      return FileManager.default.isExecutableFile(atPath: program) ? program : nil
    }
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(program)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  private static let rhvoiceEnglish = ["alan", "bdl", "clb", "slt", "evgeniy-eng", "lyubov"]

  /// Accents times variants, as `accent+variant`.
  private static func espeakVoices() -> [String] {
    let roots = [
      "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/share", "/usr/lib",
    ]
    let variants =
      roots.lazy.map { files(in: $0 + "/espeak-ng-data/voices/!v") }.first { !$0.isEmpty } ?? []
    let intelligible = variants.filter { variant in
      let name = variant.lowercased()
      return !unintelligible.contains { name.contains($0) }
    }
    return espeakAccents.flatMap { accent in
      [accent] + intelligible.map { accent + "+" + $0 }
    }
  }

  private static let espeakAccents = [
    "en-us", "en-gb", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029",
    "en-us-nyc",
  ]

  /// Variants that a recogniser could not make out, by a part of their names, in small letters.
  private static let unintelligible = [
    "whisper", "kaukovalta", "demonic", "ricishaymax", "anika", "robot", "anxious", "half-life",
    "storm", "croak", "fast_test",
  ]

  private static func folders(in folder: String) -> [String] {
    contents(of: folder, directories: true)
  }

  private static func files(in folder: String) -> [String] {
    contents(of: folder, directories: false)
  }

  private static func contents(of folder: String, directories: Bool) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      var isDirectory: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: folder + "/" + name, isDirectory: &isDirectory)
      return exists && isDirectory.boolValue == directories
    }.sorted()
  }
}
