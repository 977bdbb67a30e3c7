import Foundation

/// Reads the lines of a manifest, and goes on after a wrong one to find the next.
struct ManifestReader {
  let folder: String
  let checkingFiles: Bool
  let allowingNoWords: Bool
  private(set) var utterances: [Utterance] = []
  private(set) var problems: [ManifestError.Problem] = []
  private(set) var problemCount = 0
  /// The line of each `id`, to find one that comes twice.
  private var lineOfID: [String: Int] = [:]

  init(folder: String, checkingFiles: Bool, allowingNoWords: Bool) {
    self.folder = folder
    self.checkingFiles = checkingFiles
    self.allowingNoWords = allowingNoWords
  }

  /// What is wrong with a line.
  struct LineError: Error {
    let message: String
  }

  /// Reads all lines; blank ones are skipped.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, isJSON: Bool) {
    var header: [String]?
    var number = 0
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      number += 1
      do throws(LineError) {
        if let line = try Self.line(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
          if isJSON {
            try add(JSONLine.fields(of: line), line: number)
          } else if let names = header {
            try add(Self.fields(of: line, header: names), line: number)
          } else {
            header = try Self.header(of: line)
          }
        }
      } catch {
        report(error.message, line: number)
        // Without its header no line of the table means anything.
        if !isJSON && header == nil { return }
      }
      start = end + 1
    }
  }

  private mutating func report(_ message: String, line: Int) {
    problemCount += 1
    if problems.count < Manifest.reportedProblems {
      problems.append(ManifestError.Problem(line: line, message: message))
    }
  }

  // MARK: - Lines

  /// The text of a line without its carriage return, or `nil` if it is blank.
  private static func line(_ bytes: UnsafeBufferPointer<UInt8>) throws(LineError) -> String? {
    guard bytes.count <= Manifest.maximumLineBytes else {
      throw LineError(
        message: "found a line of \(bytes.count) bytes, wanted at most "
          + "\(Manifest.maximumLineBytes); shorten it")
    }
    let hasReturn = bytes.last == UInt8(ascii: "\r")
    let content = UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - (hasReturn ? 1 : 0))])
    if content.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
    for (index, byte) in content.enumerated() where byte < 0x20 && byte != 0x09 || byte == 0x7F {
      throw LineError(
        message: "found control character \(hexadecimal(byte)) at byte \(index + 1), "
          + "wanted text and tabs; remove it")
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw LineError(message: "found bytes that are not UTF-8; save the manifest as UTF-8")
    }
    return text
  }

  private static func header(of line: String) throws(LineError) -> [String] {
    let names = split(line, at: UInt8(ascii: "\t"))
    let missing = Manifest.requiredColumns.filter { !names.contains($0) }
    guard missing.isEmpty else {
      let hint = names.count == 1 ? "; separate the columns by tabs" : "; name them in line 1"
      throw LineError(
        message: "found columns \(printable(names.joined(separator: ", "))), wanted also "
          + missing.joined(separator: ", ") + hint)
    }
    guard !names.contains(""), Set(names).count == names.count else {
      throw LineError(
        message: "found columns \(printable(names.joined(separator: ", "))), "
          + "wanted each name once and none empty; rename them")
    }
    return names
  }

  private static func fields(
    of line: String, header: [String]
  ) throws(LineError) -> [(name: String, value: JSONLine.Value)] {
    let values = split(line, at: UInt8(ascii: "\t"))
    guard values.count == header.count else {
      throw LineError(
        message: "found \(values.count) columns, wanted \(header.count) as in line 1; "
          + "give each column a value, even an empty one, between tabs")
    }
    return zip(header, values).map { ($0, .text($1)) }
  }

  // MARK: - Utterances

  private mutating func add(
    _ fields: [(name: String, value: JSONLine.Value)], line: Int
  ) throws(LineError) {
    var utterance = Utterance(path: "", seconds: 0, speaker: "", words: [])
    let missing = Manifest.requiredColumns.filter { name in
      !fields.contains { $0.name == name }
    }
    guard missing.isEmpty else {
      throw LineError(
        message: "found no \(missing.joined(separator: ", ")), wanted "
          + Manifest.requiredColumns.joined(separator: ", "))
    }
    for (name, value) in fields {
      switch name {
      case "path": utterance.path = try recording(Self.text(value, name))
      case "seconds": utterance.seconds = try Self.seconds(value.literal)
      case "speaker":
        utterance.speaker = try Self.text(value, name)
        if utterance.speaker.isEmpty {
          throw LineError(message: "found no speaker, wanted a name; use unknown if need be")
        }
      case "words": utterance.words = try words(Self.text(value, name))
      case "latex":
        let latex = value == .null ? "" : try Self.text(value, name)
        utterance.latex = latex.isEmpty ? nil : latex
      default: utterance.columns[name] = value.literal
      }
    }
    if let id = utterance.columns["id"], let earlier = lineOfID.updateValue(line, forKey: id) {
      throw LineError(
        message: "id: found \(printable(id)) again, which line \(earlier) has; "
          + "give each recording its own")
    }
    utterances.append(utterance)
  }

  private static func text(
    _ value: JSONLine.Value, _ name: String
  ) throws(LineError) -> String {
    guard case .text(let text) = value else {
      throw LineError(
        message: "\(name): found \(value == .null ? "null" : printable(value.literal)), "
          + "wanted a string; put it in quotes")
    }
    return text
  }

  private func recording(_ path: String) throws(LineError) -> String {
    guard !path.isEmpty else { throw LineError(message: "found no path, wanted a recording's") }
    let absolute = path.hasPrefix("/") ? path : folder + "/" + path
    guard checkingFiles else { return absolute }
    var status = stat()
    guard stat(absolute, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw LineError(
        message: "found no recording at \(printable(absolute, limit: 300)); paths start at the "
          + "manifest's folder; mend the path or remove the line")
    }
    return absolute
  }

  /// Reads plain decimal digits, as in 3.80: no sign, no exponent, nothing but ASCII.
  private static func seconds(_ text: String) throws(LineError) -> Double {
    let isPlain =
      text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
      && text.utf8.first != UInt8(ascii: ".") && text.utf8.last != UInt8(ascii: ".")
    guard isPlain, let value = Double(text), value > 0, value <= 86_400 else {
      throw LineError(
        message: "seconds: found \(printable(text)), wanted a number like 3.80, above 0 and at "
          + "most 86400; measure the recording")
    }
    return value
  }

  private func words(_ text: String) throws(LineError) -> [String] {
    let isPlain = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "'") || $0 == 0x20
    }
    guard isPlain else { throw Self.strangers(in: text) }
    let words = Self.split(text, at: 0x20).filter { !$0.isEmpty }
    guard allowingNoWords || !words.isEmpty else {
      throw LineError(message: "found no words, wanted what is said; remove the line if nothing is")
    }
    return words
  }

  /// Names the characters that no word has, the commonest first.
  private static func strangers(in text: String) -> LineError {
    var counts: [Unicode.Scalar: Int] = [:]
    for scalar in text.unicodeScalars
    where !"abcdefghijklmnopqrstuvwxyz' ".unicodeScalars.contains(scalar) {
      counts[scalar, default: 0] += 1
    }
    let commonest = counts.sorted { ($1.value, $0.key.value) < ($0.value, $1.key.value) }
    let list = commonest.prefix(5).map { "\(printable(String($0.key))) ×\($0.value)" }
    let more = counts.count > 5 ? " and \(counts.count - 5) other characters" : ""
    return LineError(
      message: "words: found \(list.joined(separator: ", "))\(more), wanted a to z, apostrophes "
        + "and spaces; spell words as spoken, in lower case")
  }

  private static func split(_ text: String, at separator: UInt8) -> [String] {
    text.utf8.split(separator: separator, omittingEmptySubsequences: false).map { String($0) ?? "" }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
