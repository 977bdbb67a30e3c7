import Synchronization

/// A progress bar on standard error, drawn only when a person sees it.
final class ProgressBar: Sendable {
  private struct State {
    var fraction = 0.0
    var drawn: ContinuousClock.Instant?
  }

  private let title: String
  private let start = ContinuousClock.now
  private let state = Mutex(State())
  static let isVisible = StandardStreams.errorIsTerminal
  private static let lineIsDrawn = Mutex(false)
  private static let width = 30

  /// Makes a bar at 0 %.
  init(_ title: String) {
    self.title = title
  }

  /// Moves the bar; redraws at most ten times a second.
  ///
  /// - Parameters:
  ///   - fraction: How much is done, 0…1.
  ///   - note: What to show beside it, say the loss.
  ///   - showsTime: Whether to show the time left, as estimated from the time taken.
  func update(_ fraction: Double, note: String = "", showsTime: Bool = true) {
    guard Self.isVisible else { return }
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      state.fraction = min(max(fraction, 0), 1)
      if let drawn = state.drawn, now - drawn < .milliseconds(100), fraction < 1 { return false }
      state.drawn = now
      return true
    }
    if isDue { draw(min(max(fraction, 0), 1), note, showsTime ? now - start : nil) }
  }

  /// Takes the bar away.
  func finish() {
    Self.clearLine()
  }

  private func draw(_ fraction: Double, _ note: String, _ elapsed: Duration?) {
    let filled = Int((fraction * Double(Self.width)).rounded())
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
    var line = "\(title) \(bar) \(Int(fraction * 100)) %"
    if let elapsed, fraction > 0.01, fraction < 1 {
      let seconds = Double(elapsed.components.seconds)
      line += "  \(Self.clock(seconds / fraction - seconds)) left"
    }
    if !note.isEmpty { line += "  \(note)" }
    Self.show(line)
  }

  /// Shows a line in the bar's place.
  static func show(_ line: String) {
    _ = StandardStreams.write(Array("\r\u{1B}[K\(line)".utf8), to: 2)
    lineIsDrawn.withLock { $0 = true }
  }

  /// Empties the line of a bar, so that a message can take its place.
  static func clearLine() {
    let wasDrawn = lineIsDrawn.withLock { isDrawn in
      defer { isDrawn = false }
      return isDrawn
    }
    if wasDrawn { _ = StandardStreams.write(Array("\r\u{1B}[K".utf8), to: 2) }
  }

  /// Writes seconds as `m:ss` or `h:mm:ss`.
  static func clock(_ seconds: Double) -> String {
    let total = seconds.isFinite ? Int(min(max(seconds, 0), 1e9)) : 0
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }
}
