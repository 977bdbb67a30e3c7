/// Why a recording could not be read or written, each in one line.
///
/// Names of files are escaped, so that nothing raw from outside reaches a terminal.
public enum AudioError: Error, Equatable {
  /// The system refused to open, read or write; `reason` is its own word for why.
  case system(path: String, action: String, reason: String)
  /// The path leads to something that is no file and no pipe, such as a folder.
  case notAFile(path: String, found: String)
  /// A pipe stayed without a writer for `seconds`.
  case silentPipe(path: String, seconds: Int)
  /// There is not one byte.
  case empty(path: String)
  /// The bytes begin like no audio container that is known here.
  case notAudio(path: String, found: String)
  /// The container or codec is known, and not read here; ffmpeg can convert it.
  case unsupported(path: String, format: String)
  /// The container is known, and its header or data cannot be decoded.
  case damaged(path: String, format: String, detail: String)
  /// The header states a sampling rate outside `AudioFileReader.sampleRates`, in hertz.
  case sampleRate(path: String, found: Int)
  /// The header states a number of channels outside `AudioFileReader.channelCounts`.
  case channelCount(path: String, found: Int)
  /// The recording, or the bytes of a pipe, are longer than the stated limit.
  case tooLong(path: String, limit: String)
  /// A rate or quality that the resampler cannot work at.
  case resampler(from: Double, to: Double, reason: String)
  /// The extension names no format that is written here.
  case unknownExtension(path: String)
  /// The waveform cannot be written in this format, for the stated reason.
  case unwritable(path: String, reason: String)
}

extension AudioError: CustomStringConvertible {
  /// One line: the file, what was found, what was wanted, what to do.
  public var description: String {
    switch self {
    case .system(let path, let action, let reason):
      "\(quoted(path)): cannot \(action): \(reason)"
    case .notAFile(let path, let found):
      "\(quoted(path)): is \(found), not a recording"
    case .silentPipe(let path, let seconds):
      "\(quoted(path)): nothing was written to this pipe for \(seconds) seconds"
    case .empty(let path):
      "\(quoted(path)): is empty, not a recording"
    case .notAudio(let path, let found):
      "\(quoted(path)): no audio format known here (\(found)); "
        + "WAV, AIFF, FLAC, Ogg Vorbis, Opus and MP3 are read"
    case .unsupported(let path, let format):
      "\(quoted(path)): \(format) is not read here; convert it with: "
        + "ffmpeg -i \(shellQuoted(path)) -ar 16000 -ac 1 \(shellQuoted(convertedName(path)))"
    case .damaged(let path, let format, let detail):
      "\(quoted(path)): damaged \(format): \(detail)"
    case .sampleRate(let path, let found):
      "\(quoted(path)): sampling rate \(found) Hz; "
        + "\(AudioFileReader.sampleRates.lowerBound)–\(AudioFileReader.sampleRates.upperBound) Hz are read"
    case .channelCount(let path, let found):
      "\(quoted(path)): \(found) channels; "
        + "\(AudioFileReader.channelCounts.lowerBound)–\(AudioFileReader.channelCounts.upperBound) are read"
    case .tooLong(let path, let limit):
      "\(quoted(path)): longer than \(limit); cut it into parts"
    case .resampler(let from, let to, let reason):
      "cannot resample from \(from) Hz to \(to) Hz: \(reason)"
    case .unknownExtension(let path):
      "\(quoted(path)): unknown extension; .wav, .flac and .opus are written"
    case .unwritable(let path, let reason):
      "\(quoted(path)): cannot be written: \(reason)"
    }
  }
}

/// A file name fit for one line of a terminal: control characters escaped, long names cut.
private func quoted(_ path: String) -> String {
  if path == "-" { return "standard input" }
  var text = ""
  for scalar in path.unicodeScalars.prefix(300) {
    text += isPrintable(scalar) ? String(scalar) : scalar.escaped(asASCII: true)
  }
  return text
}

/// A file name as one word of a shell command.
private func shellQuoted(_ path: String) -> String {
  if path == "-" { return "-" }
  let plain = path.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "._-/+,:@".unicodeScalars.contains(scalar)
  }
  let name = path.hasPrefix("-") ? "./" + path : path
  if plain { return name }
  if name.unicodeScalars.allSatisfy(isPrintable) {
    return "'"
      + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
  return "INPUT"
}

private func convertedName(_ path: String) -> String {
  if path == "-" { return "recording.wav" }
  let name = path.split(separator: "/").last.map(String.init) ?? "recording"
  guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name + ".wav" }
  return name[..<dot] + ".wav"
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
    false
  default: scalar != "\u{FFFD}"
  }
}
