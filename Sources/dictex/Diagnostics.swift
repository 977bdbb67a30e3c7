/// Messages for the person at the terminal, on standard error.
enum Diagnostics {
  /// Prints `dictex: message` as one line.
  static func report(_ message: String) {
    ProgressBar.clearLine()
    _ = StandardStreams.write(Array("dictex: \(escaped(message))\n".utf8), to: 2)
  }

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
