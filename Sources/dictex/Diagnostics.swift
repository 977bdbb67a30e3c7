/// Messages for the person at the terminal, on standard error.
enum Diagnostics {
  /// Prints `dictex: message`; a message that lists several problems gets a line for each.
  ///
  /// - Parameters:
  ///   - message: What is wrong.
  ///   - path: The file that the message is about, put in front unless it names it itself.
  static func report(_ message: String, about path: String? = nil) {
    ProgressBar.clearLine()
    let place = path.map { $0 == "-" ? "standard input" : escaped($0) } ?? ""
    let prefix = place.isEmpty || escaped(message).contains(place) ? "" : place + ": "
    for line in message.split(separator: "\n") {
      _ = StandardStreams.write(
        Array("dictex: \(prefix)\(escaped(shortened(line)))\n".utf8), to: 2)
    }
  }

  /// The line without its middle if what it quotes makes it longer than anybody reads.
  private static func shortened(_ line: Substring) -> String {
    let scalars = line.unicodeScalars
    guard scalars.count > 2 * longestPart else { return String(line) }
    return String(scalars.prefix(longestPart)) + " … " + String(scalars.suffix(longestPart))
  }

  private static let longestPart = 400

  /// Replaces control and direction characters, which file names and transcripts can hold, by escapes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
