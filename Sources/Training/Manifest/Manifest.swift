import DurableFiles
import Foundation

/// Lists of recordings with their words.
///
/// A manifest is UTF-8 text of one of two forms. Tab-separated: a first line that names the
/// columns, in any order, then a line for each recording; nothing is quoted. JSON lines: one flat
/// object a line. Both have `path`, `seconds`, `speaker` and `words`, may have `latex`, and keep
/// what else they have; an `id`, if given, is no other line's. Paths are relative to the manifest's folder. Words are written in a–z and
/// the apostrophe, as spoken: a capital letter is the words "capital x".
public enum Manifest {
  /// The columns that every manifest has.
  public static let requiredColumns = ["path", "seconds", "speaker", "words"]

  static let maximumFileBytes = 1 << 30
  static let maximumLineBytes = 1 << 16
  static let reportedProblems = 20

  /// Reads a manifest.
  ///
  /// - Parameters:
  ///   - path: The manifest. Its name, or a first character `{`, tells JSON lines.
  ///   - checkingFiles: Whether a recording that is not there is an error.
  ///   - allowingNoWords: Whether a recording may be silence or noise, with no words.
  /// - Returns: The utterances, in order; at least one.
  /// - Throws: `ManifestError`, which holds every wrong line's problem, the first 20 in full.
  public static func read(
    path: String, checkingFiles: Bool = true, allowingNoWords: Bool = false
  ) throws(ManifestError) -> [Utterance] {
    let bytes = try contents(path)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var reader = ManifestReader(
      folder: folder, checkingFiles: checkingFiles, allowingNoWords: allowingNoWords)
    let isJSON =
      [".jsonl", ".ndjson", ".json"].contains { path.hasSuffix($0) }
      || bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
    bytes.withUnsafeBufferPointer { reader.read($0, isJSON: isJSON) }
    guard reader.problemCount == 0 else {
      throw .lines(path: path, first: reader.problems, count: reader.problemCount)
    }
    guard !reader.utterances.isEmpty else {
      throw .unreadable(
        path: path, reason: "found no recordings, wanted a line for each; add some")
    }
    return reader.utterances
  }

  /// The bytes of a regular file, without a byte order mark.
  private static func contents(_ path: String) throws(ManifestError) -> [UInt8] {
    let data: Data
    do {
      data = try RegularFile.contents(path, limit: maximumFileBytes)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
      throw .unreadable(path: path, reason: "found UTF-16, wanted UTF-8; save it as UTF-8")
    }
    return [UInt8](data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
  }
}
