/// Why a manifest cannot be read or written.
public enum ManifestError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be read, for a reason.
  case unreadable(path: String, reason: String)
  /// The file cannot be written, for a reason.
  case unwritable(path: String, reason: String)
  /// Some lines are wrong: the first of them, and the number of all.
  case lines(path: String, first: [Problem], count: Int)

  /// What is wrong with one line of a manifest.
  public struct Problem: Sendable, Equatable {
    /// The line, from 1.
    public let line: Int
    /// What was found, what was wanted and what to do.
    public let message: String
  }

  /// One line for each problem: file, line, what was found, what was wanted.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      return "\(printable(path, limit: 1_000)): cannot read the manifest: \(reason)"
    case .unwritable(let path, let reason):
      return "\(printable(path, limit: 1_000)): cannot write the manifest: \(reason)"
    case .lines(let path, let first, let count):
      let name = printable(path, limit: 1_000)
      var lines = first.map { "\(name):\($0.line): \($0.message)" }
      if count > first.count { lines.append("\(name): and \(count - first.count) more problems") }
      return lines.joined(separator: "\n")
    }
  }
}

/// Outside text made fit for a message: cut short, and nothing in it that acts on a terminal.
func printable(_ text: String, limit: Int = 60) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned, .nonspacingMark, .enclosingMark:
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    case .spaceSeparator where scalar != " ":
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > limit ? result + "…" : result
}
