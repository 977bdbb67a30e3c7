import DurableFiles
import Foundation

/// One line of a training's log (`log.jsonl`).
public struct TrainingRecord: Codable, Sendable, Equatable {
  /// Steps taken.
  public var step: Int
  /// Epoch, counted from 1.
  public var epoch: Int
  /// Mean loss since the line before, in nats a symbol.
  public var loss: Double
  /// Learning rate of the last step.
  public var learningRate: Double
  /// Seconds of audio worked on a second of time, since the line before.
  public var audioSecondsPerSecond: Double
  /// Greedy word error rate of each validation manifest, where this line validated.
  public var wordErrorRates: [String: Double]?
}

/// The log on disk; a resumed training drops lines written after its checkpoint.
struct TrainingLog {
  let path: String
  private(set) var records: [TrainingRecord] = []

  init(path: String, upTo step: Int) throws {
    self.path = path
    let decoder = JSONDecoder()
    if step > 0, let data = try? RegularFile.contents(path) {
      records = data.split(separator: UInt8(ascii: "\n")).compactMap {
        try? decoder.decode(TrainingRecord.self, from: $0)
      }.filter { $0.step <= step }
    }
    try DurableFile.replace(
      path, with: records.reduce(into: Data()) { try $0.append(Self.line($1)) })
  }

  mutating func append(_ record: TrainingRecord) throws {
    records.append(record)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw TrainingError.unwritable(path: path, reason: "the log has gone")
    }
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Self.line(record))
  }

  private static func line(_ record: TrainingRecord) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(record) + Data("\n".utf8)
  }
}
