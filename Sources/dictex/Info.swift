import ArgumentParser
import Audio
import Foundation

/// `dictex info`: tells what is in recordings, so that a bad microphone can be told from a bad guess.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell format, length and loudness of recordings.",
    discussion: """
      The loudest sample and the mean power are in decibels of full scale. Speech that peaks \
      below -40 dB is recorded too softly; clipped samples were too loud for the recorder.

      Examples:
        dictex info formula.wav
        dictex info --json lecture/*.flac
      """)

  @Argument(help: "Recordings; - is standard input.", completion: .file())
  var files: [String]

  @Flag(help: "Print one JSON object a line for each recording.")
  var json = false

  func run() throws {
    var hasFailed = false
    for path in files {
      do {
        let facts = try RecordingFacts(path: path)
        if let warning = facts.warning { Diagnostics.report(warning, about: path) }
        try StandardOutput.shared.writeLine(json ? JSONText.line(facts) : facts.line)
      } catch let error as StreamError {
        throw error
      } catch {
        hasFailed = true
        Diagnostics.report("\(error)", about: path)
      }
    }
    if hasFailed { throw ExitCode.failure }
  }
}

/// What can be said of a recording without understanding it.
private struct RecordingFacts: Encodable {
  var path: String
  var format: String
  var sampleRate: Double
  var channels: Int
  var frames = 0
  var seconds = 0.0
  /// The loudest sample and the mean power, in decibels of full scale; -200 for silence.
  var peak = -200.0
  var level = -200.0
  /// Share of samples at full scale.
  var clipped = 0.0
  var warning: String?

  private static let fullScale: Float = 0.999

  init(path: String) throws {
    var largest: Float = 0
    var power = 0.0
    var clippedCount = 0
    let source = try AudioFile.readBlocks(path: path) { block in
      for sample in block {
        largest = max(largest, abs(sample))
        power += Double(sample) * Double(sample)
        if abs(sample) >= Self.fullScale { clippedCount += 1 }
      }
    }
    self.path = path
    format = source.format
    sampleRate = source.sampleRate
    channels = source.channelCount
    frames = source.frameCount
    seconds = rounded(Double(frames) / sampleRate, places: 4)
    if frames > 0 {
      peak = Self.decibels(20 * log10(Double(largest)))
      level = Self.decibels(10 * log10(power / Double(frames)))
      clipped = rounded(Double(clippedCount) / Double(frames), places: 6)
    }
    warning = source.warning
  }

  var line: String {
    let sound =
      peak <= -200
      ? "silent"
      : "loudest \(decimal(peak, places: 1)) dB, "
        + "mean \(decimal(level, places: 1)) dB, clipped \(decimal(100 * clipped, places: 2)) %"
    return "\(Diagnostics.escaped(path)): \(format), \(decimal(sampleRate, places: 0)) Hz, "
      + "\(channels) channel\(channels == 1 ? "" : "s"), \(decimal(seconds, places: 2)) s, \(sound)"
  }

  private static func decibels(_ value: Double) -> Double {
    rounded(max(value, -200), places: 2)
  }
}
