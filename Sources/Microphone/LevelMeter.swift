#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How loud live sound is, as a bar of text.
///
/// Levels are decibels relative to full scale (dBFS): 0 is the loudest that samples can be, a sine of
/// full scale has an RMS level of −3.01, and all that is below ``floor`` counts as ``floor``.
public struct LevelMeter: Sendable {
  /// The lowest level, in dBFS, which stands for all below it.
  public static let floor = -60.0

  /// Root mean square of the last 100 ms, in dBFS.
  public private(set) var level = LevelMeter.floor
  /// Largest magnitude of the last 1.5 s, in dBFS.
  public private(set) var peak = LevelMeter.floor

  private let sampleRate: Int
  private var window: [Float] = []
  /// Samples since the held peak, since the last clipping, and since the last sound.
  private var age = (peak: 0, clipping: Int.max / 2, sound: 0)
  /// Samples at full scale in a row.
  private var fullScaleRun = 0

  /// Makes a meter for sound of so many samples a second.
  public init(sampleRate: Int = 16_000) {
    self.sampleRate = min(max(sampleRate, 10), 10_000_000)
  }

  /// Takes the next samples, nominally from −1 to 1.
  public mutating func push(_ samples: [Float]) {
    for sample in samples { examine(abs(sample)) }
    window += samples
    let loudest = Self.decibels(window.reduce(0) { max($0, abs($1)) })
    window.removeFirst(max(window.count - sampleRate / 10, 0))
    let power = window.reduce(0) { $0 + $1 * $1 } / Float(max(window.count, 1))
    level = Self.decibels(power.squareRoot())
    if loudest >= peak || age.peak > sampleRate * 3 / 2 {
      peak = loudest
      age.peak = 0
    }
  }

  /// What is wrong with the sound; nil if nothing is.
  public var warning: String? {
    if age.clipping < sampleRate { return "too loud" }
    if age.sound >= 2 * sampleRate { return "no sound: is the microphone muted?" }
    return nil
  }

  /// Draws `▕███████▌  ╷▏ −23 dB`: the level as a bar, the peak as a mark, then the level or a warning.
  ///
  /// - Parameter width: Cells between the ends of the bar, from `floor` to 0 dBFS.
  /// - Returns: `width` + 2 cells, a space, and six cells or a warning.
  public func bar(width: Int = 10) -> String {
    let width = min(max(width, 1), 1_000)
    let eighths = Int((share(level) * Double(width * 8)).rounded())
    var cells = [Character](repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { cells.append(Self.partialBlocks[eighths % 8 - 1]) }
    cells += [Character](repeating: " ", count: width - cells.count)
    let mark = min(Int(share(peak) * Double(width)), width - 1)
    if share(peak) > 0, cells[mark] == " " { cells[mark] = "╷" }
    return "▕\(String(cells))▏ \(warning ?? Self.text(level))"
  }

  private static let partialBlocks: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// What part of the bar a level fills, 0…1.
  private func share(_ level: Double) -> Double { 1 - level / Self.floor }

  /// A level in six cells, so that what follows stands still.
  private static func text(_ level: Double) -> String {
    let number = Int((-level).rounded())
    return "\(number < 10 ? " " : "")\(number == 0 ? " " : "−")\(number) dB"
  }

  private static func decibels(_ magnitude: Float) -> Double {
    guard magnitude.isFinite, magnitude > 0 else { return floor }
    return min(max(20 * log10(Double(magnitude)), floor), 0)
  }

  private mutating func examine(_ magnitude: Float) {
    age.peak += 1
    age.clipping += 1
    // The smallest 16-bit sample is 3e-5; resampled zeros are zero, or next to it.
    age.sound = magnitude > 1e-6 ? 0 : age.sound + 1
    // One sample at full scale may be a peak that just fits; three in a row are cut off.
    fullScaleRun = magnitude >= 0.999 ? fullScaleRun + 1 : 0
    if fullScaleRun >= 3 { age.clipping = 0 }
  }
}
