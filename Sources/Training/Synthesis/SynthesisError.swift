/// Why speech cannot be made.
public enum SynthesisError: Error, Equatable, CustomStringConvertible {
  /// The file of texts cannot be read, for a reason.
  case unreadableTexts(path: String, reason: String)
  /// A line of the texts is wrong.
  case badLine(path: String, line: Int, reason: String)
  /// None of the engines that were asked for is installed.
  case noEngine(wanted: [String], installed: [String])
  /// An engine was asked for that nobody knows.
  case unknownEngine(String, known: [String])
  /// The template of a command cannot be used, for a reason.
  case badTemplate(String, reason: String)
  /// A voice was asked for that no chosen engine has.
  case unknownVoice(String, known: [String])
  /// An option has a value that makes no sense.
  case badOption(String, reason: String)
  /// An engine could not be started, or ended with an error.
  case engineFailed(engine: String, voice: String, reason: String)
  /// An engine did not end in time.
  case engineTimedOut(engine: String, voice: String, seconds: Double)
  /// An engine made something that cannot be the words.
  case implausibleClip(engine: String, voice: String, words: String, reason: String)
  /// A clip or the manifest cannot be written, for a reason.
  case unwritable(path: String, reason: String)

  /// One line: what failed, what was found, what was wanted and what to do.
  public var description: String {
    switch self {
    case .unreadableTexts(let path, let reason):
      return "\(printable(path, limit: 1_000)): cannot read the texts: \(reason)"
    case .badLine(let path, let line, let reason):
      return "\(printable(path, limit: 1_000)):\(line): \(reason)"
    case .noEngine(let wanted, let installed):
      let found = installed.isEmpty ? "none" : installed.joined(separator: ", ")
      return "no speech engine: wanted \(wanted.joined(separator: ", ")), found \(found); "
        + "on Debian: apt-get install espeak-ng flite festival festvox-kallpc16k, and from "
        + "contrib and non-free rhvoice rhvoice-english libttspico-utils"
    case .unknownEngine(let name, let known):
      return "unknown speech engine \(printable(name)); wanted one of "
        + known.joined(separator: ", ") + ", or a template name=command"
    case .badTemplate(let template, let reason):
      return "the command template \(printable(template, limit: 200)): \(reason)"
    case .unknownVoice(let name, let known):
      return "unknown voice \(printable(name)); wanted one of "
        + known.prefix(40).joined(separator: ", ") + (known.count > 40 ? ", …" : "")
    case .badOption(let name, let reason):
      return "\(name): \(reason)"
    case .engineFailed(let engine, let voice, let reason):
      return "\(engine), voice \(voice): \(reason)"
    case .engineTimedOut(let engine, let voice, let seconds):
      return "\(engine), voice \(voice): found no end after \(seconds) s; it was stopped"
    case .implausibleClip(let engine, let voice, let words, let reason):
      return "\(engine), voice \(voice): \"\(printable(words, limit: 80))\": \(reason)"
    case .unwritable(let path, let reason):
      return "\(printable(path, limit: 1_000)): cannot write: \(reason)"
    }
  }
}
