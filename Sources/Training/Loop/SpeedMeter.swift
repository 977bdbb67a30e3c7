/// Measures the recent speed of training, validation and saving left out.
struct SpeedMeter {
  private var window: [(audio: Double, seconds: Double)] = []
  private var last = ContinuousClock.now

  private static let windowSteps = 50

  mutating func add(audio: Double) {
    let now = ContinuousClock.now
    let elapsed = (now - last) / .seconds(1)
    window.append((audio, elapsed))
    if window.count > Self.windowSteps { window.removeFirst() }
    last = now
  }

  /// Starts the clock again after something that does not count.
  mutating func resume() { last = .now }

  var audioSecondsPerSecond: Double {
    window.reduce(0) { $0 + $1.audio } / max(1e-9, window.reduce(0) { $0 + $1.seconds })
  }

  var secondsPerStep: Double {
    window.reduce(0) { $0 + $1.seconds } / Double(max(1, window.count))
  }
}
