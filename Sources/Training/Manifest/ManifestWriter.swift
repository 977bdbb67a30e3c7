import DurableFiles
import Foundation

extension Manifest {
  /// Writes a manifest, whole or not at all.
  ///
  /// Recordings inside the manifest's folder get relative paths, so that the folder can move.
  ///
  /// - Parameters:
  ///   - utterances: The recordings, in order.
  ///   - path: Where to write; a name that ends in `.jsonl` gives JSON lines.
  /// - Throws: `ManifestError` if a value holds a tab or another control character, or the file
  ///   cannot be written.
  public static func write(_ utterances: [Utterance], to path: String) throws(ManifestError) {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let further = Set(utterances.flatMap(\.columns.keys)).sorted()
    let latex = utterances.contains { $0.latex != nil } ? ["latex"] : []
    let names = requiredColumns + latex + further
    guard Set(names).count == names.count else {
      throw .unwritable(path: path, reason: "a further column has the name of a required one")
    }
    let isJSON = path.hasSuffix(".jsonl")
    var lines = isJSON ? [] : [names]
    for utterance in utterances {
      lines.append(
        row(utterance, folder: folder)
          + names.dropFirst(4).map { name in
            (latex.contains(name) ? utterance.latex : utterance.columns[name]) ?? ""
          })
    }
    for field in lines.joined() where field.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw .unwritable(
        path: path, reason: "found a control character in \(printable(field)); remove it")
    }
    let text = lines.map { isJSON ? object(names, $0) : $0.joined(separator: "\t") }
    do {
      try DurableFile.replace(path, with: Data((text.joined(separator: "\n") + "\n").utf8))
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  private static func row(_ utterance: Utterance, folder: String) -> [String] {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let isInside = utterance.path.hasPrefix(prefix)
    let path = isInside ? String(utterance.path.dropFirst(prefix.count)) : utterance.path
    let milliseconds = Int(exactly: (utterance.seconds * 1_000).rounded()) ?? 0
    let fraction = String(milliseconds % 1_000 + 1_000).dropFirst()
    return [
      path, "\(milliseconds / 1_000).\(fraction)", utterance.speaker,
      utterance.words.joined(separator: " "),
    ]
  }

  /// A flat object; empty optional values are left out.
  private static func object(_ names: [String], _ values: [String]) -> String {
    let fields = zip(names, values).compactMap { name, value -> String? in
      if value.isEmpty && !requiredColumns.contains(name) { return nil }
      return quoted(name) + ": " + (name == "seconds" ? value : quoted(value))
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"" + escaped + "\""
  }
}
