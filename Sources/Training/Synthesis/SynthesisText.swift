import Foundation

/// One line to be spoken: its words, and perhaps how to spell them for an engine.
public struct SynthesisText: Sendable, Equatable {
  /// The words of a–z and the apostrophe: what the manifest will say.
  public let words: [String]
  /// What engines are to read instead, if the line says so.
  public let respelling: String?

  /// Makes a line.
  public init(words: [String], respelling: String? = nil) {
    self.words = words
    self.respelling = respelling
  }

  static let maximumWords = 200
  static let maximumFileBytes = 1 << 28

  /// Reads lines of `words` or `words ⇥ respelling`; further columns are left aside.
  ///
  /// Empty lines are skipped, and so are lines that start with `#`.
  ///
  /// - Parameter path: A text file, or `-` for standard input.
  /// - Returns: The lines, at least one.
  /// - Throws: `SynthesisError.unreadableTexts` or `.badLine`.
  public static func read(path: String) throws(SynthesisError) -> [SynthesisText] {
    let data: Data
    do {
      if path == "-" {
        data = try FileHandle.standardInput.read(upToCount: maximumFileBytes) ?? Data()
      } else {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        data = try handle.read(upToCount: maximumFileBytes) ?? Data()
      }
    } catch {
      throw .unreadableTexts(path: path, reason: "no readable file; check the path")
    }
    guard data.count < maximumFileBytes else {
      throw .unreadableTexts(path: path, reason: "found 256 MiB or more; split it")
    }
    return try parse(String(decoding: data, as: UTF8.self), name: path)
  }

  /// Reads the lines of a text; `name` stands for the path in messages.
  public static func parse(
    _ text: String, name: String
  ) throws(SynthesisError) -> [SynthesisText] {
    var texts: [SynthesisText] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard let first = fields.first, !first.allSatisfy(\.isWhitespace), first.first != "#" else {
        continue
      }
      let words = first.split(separator: " ").map(String.init)
      if let reason = problem(words) {
        throw .badLine(path: name, line: index + 1, reason: reason)
      }
      var respelling: String?
      if fields.count > 1, !fields[1].allSatisfy(\.isWhitespace) {
        respelling = String(fields[1]).trimmingCharacters(in: .whitespaces)
        if respelling?.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) == true
        {
          throw .badLine(
            path: name, line: index + 1,
            reason: "found a control character in the respelling; remove it")
        }
      }
      texts.append(SynthesisText(words: words, respelling: respelling))
    }
    guard !texts.isEmpty else {
      throw .unreadableTexts(path: name, reason: "found no line of words, wanted one a line")
    }
    return texts
  }

  private static func problem(_ words: [String]) -> String? {
    guard words.count <= maximumWords else {
      return "found \(words.count) words, wanted at most \(maximumWords); split the line"
    }
    let bad = words.first { word in
      !word.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || $0 == "'" }
    }
    return bad.map {
      "found \(printable($0)), wanted words of a–z and the apostrophe, numbers as words"
    }
  }
}
