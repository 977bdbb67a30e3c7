/// Why training cannot start or go on.
public enum TrainingError: Error, CustomStringConvertible {
  /// An utterance's words hold a character that the vocabulary lacks.
  case unspeakable(path: String, words: String)
  /// There is nothing to train or validate on.
  case noData(String)
  /// The loss of an utterance is not a number.
  case notFinite(utterance: Int)
  /// The same, naming the recording.
  case notFiniteRecording(path: String, words: String, step: Int)
  /// The gradient of a step is not finite though every loss was.
  case gradientNotFinite(step: Int, paths: [String])
  /// A checkpoint cannot be used.
  case checkpoint(path: String, reason: String)
  /// A file cannot be written.
  case unwritable(path: String, reason: String)
  /// Another training works in the folder; its process, if that is known.
  case folderInUse(String, process: Int?)
  /// There are fewer shards than processes.
  case tooFewShards(Int, processes: Int)
  /// Another process of the group failed and says why.
  case otherProcess

  /// One line for people.
  public var description: String {
    switch self {
    case .unspeakable(let path, let words):
      "\(path): the words \"\(words)\" hold a character outside a–z and '; spell numbers and symbols as words"
    case .noData(let what): "no \(what): wanted at least one"
    case .notFinite(let utterance): "the loss of utterance \(utterance) is not finite"
    case .notFiniteRecording(let path, let words, let step):
      "step \(step): the loss of \(path) (\"\(words)\") is not finite; look at the recording, or lower learning_rate"
    case .gradientNotFinite(let step, let paths):
      "step \(step): the gradient is not finite; the batch was \(paths.joined(separator: ", ")); lower learning_rate"
    case .checkpoint(let path, let reason): "\(path): \(reason)"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .folderInUse(let path, let process):
      "\(path): another training\(process.map { " (process \($0))" } ?? "") works in this folder; "
        + "choose another --output"
    case .tooFewShards(let shards, let processes):
      "shards: \(shards) of each batch for \(processes) processes; wanted at least one for each"
    case .otherProcess: "another process of the group failed"
    }
  }
}
