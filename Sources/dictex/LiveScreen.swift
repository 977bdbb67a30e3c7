import Dictation
import SpokenMath
import Typesetting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A few lines at the foot of the terminal on standard error that are drawn over and over.
struct LiveScreen {
  private var drawn = 0

  /// Draws the lines in place of those drawn before; nothing where nobody sees it.
  mutating func draw(_ lines: [String]) {
    guard StandardStreams.errorIsTerminal else { return }
    let width = Self.width
    let body = lines.map { "\u{1B}[K" + Self.cut($0, to: width - 1) }.joined(separator: "\n")
    _ = StandardStreams.write(Array((home + body).utf8), to: 2)
    drawn = lines.count
  }

  /// Takes the lines away.
  mutating func clear() {
    guard drawn > 0 else { return }
    _ = StandardStreams.write(Array((home + "\u{1B}[J").utf8), to: 2)
    drawn = 0
  }

  /// To the start of the first line.
  private var home: String { "\r" + (drawn > 1 ? "\u{1B}[\(drawn - 1)A" : "") }

  /// The line's end, which is where one is speaking, if it is too long.
  private static func cut(_ line: String, to width: Int) -> String {
    line.count <= width ? line : "…" + line.suffix(max(width - 1, 1))
  }

  private static var width: Int {
    var size = winsize()
    let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 10
    return isKnown ? Int(size.ws_col) : 80
  }
}
