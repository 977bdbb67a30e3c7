import Foundation
import Yams

/// Why a description in YAML cannot be used: file, line, what was found, what was wanted.
public struct DescriptionError: Error, CustomStringConvertible, Equatable {
  /// The file.
  public let path: String
  /// Line, counted from 1, where known.
  public let line: Int?
  /// What was found and what was wanted.
  public let reason: String

  /// Makes an error.
  public init(path: String, line: Int?, reason: String) {
    self.path = path
    self.line = line
    self.reason = reason
  }

  /// One line for people.
  public var description: String { "\(path):\(line.map { "\($0): " } ?? " ")\(reason)" }
}

/// A YAML value that knows its place in the file; reading it is strict.
package struct StrictYAML {
  package let node: Node
  package let path: String
  package let name: String

  private static let largestFile = 256 * 1024
  private static let deepest = 24

  /// Parses a whole file.
  ///
  /// - Throws: ``DescriptionError`` if it is no YAML, too large or too deeply nested.
  package init(text: String, path: String) throws {
    try Self.checkSize(text, path: path)
    do {
      guard let node = try compose(yaml: text) else {
        throw DescriptionError(path: path, line: nil, reason: "is empty; wanted a description")
      }
      self.init(node: node, path: path, name: "the description")
    } catch YamlError.duplicatedKeysInMapping(let duplicates, _) {
      throw DescriptionError(
        path: path, line: nil, reason: "key \"\(duplicates.last?.prefix(40) ?? "")\" stands twice")
    } catch let error as YamlError {
      throw DescriptionError(
        path: path, line: Self.line(of: error),
        reason: "is no YAML: \(String(describing: error).split(separator: "\n").last ?? "")")
    }
  }

  private init(node: Node, path: String, name: String) {
    self.node = node
    self.path = path
    self.name = name
  }

  /// Yams recurses on nesting and follows aliases, so both are looked for before it sees the text.
  private static func checkSize(_ text: String, path: String) throws {
    guard text.utf8.count <= largestFile else {
      throw DescriptionError(
        path: path, line: nil,
        reason: "has \(text.utf8.count) bytes; at most \(largestFile) make a description")
    }
    var brackets = 0
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard !hasAnchor(line) else {
        throw DescriptionError(
          path: path, line: index + 1, reason: "has an anchor (&) or alias (*); write it out")
      }
      let indent = line.prefix { " \t-?:&*!|>".contains($0) }.count
      for byte in line.utf8 {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { brackets += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { brackets -= 1 }
        guard brackets <= deepest else {
          throw DescriptionError(
            path: path, line: index + 1, reason: "nests deeper than \(deepest)")
        }
      }
      guard indent <= 8 * deepest else {
        throw DescriptionError(path: path, line: index + 1, reason: "nests deeper than \(deepest)")
      }
    }
  }

  /// Whether there may be an anchor or alias: a few of them stand for billions of nodes, and Yams looks at
  /// each when one is a key (found by fuzzing).
  private static func hasAnchor(_ line: Substring) -> Bool {
    var content = line
    // With a quotation mark in the line, what looks like a comment may be none.
    if !line.contains(where: { $0 == "\"" || $0 == "'" }) {
      content = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
    }
    return content.utf8.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "*") }
  }

  private static func line(of error: YamlError) -> Int? {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    default: nil
    }
  }

  package func fail(_ reason: String) -> DescriptionError {
    DescriptionError(path: path, line: node.mark?.line, reason: reason)
  }

  /// The entries of a mapping; keys outside `allowed` are errors that name their line.
  package func mapping(allowed: [String]) throws -> [String: StrictYAML] {
    guard let mapping = node.mapping else {
      throw fail("\(name) is \(kind); wanted keys and values: \(allowed.joined(separator: ", "))")
    }
    var entries: [String: StrictYAML] = [:]
    for (keyNode, value) in mapping {
      guard let key = keyNode.string, allowed.contains(key) else {
        throw DescriptionError(
          path: path, line: keyNode.mark?.line,
          reason:
            "unknown key \"\(keyNode.string ?? "?")\" in \(name); known: \(allowed.joined(separator: ", "))"
        )
      }
      guard entries[key] == nil else {
        throw DescriptionError(
          path: path, line: keyNode.mark?.line, reason: "key \"\(key)\" stands twice")
      }
      entries[key] = StrictYAML(node: value, path: path, name: key)
    }
    return entries
  }

  package func sequence() throws -> [StrictYAML] {
    guard let sequence = node.sequence else { throw fail("\(name) is \(kind); wanted a list") }
    return sequence.enumerated().map {
      StrictYAML(node: $1, path: path, name: "\(name)[\($0 + 1)]")
    }
  }

  package func string() throws -> String {
    guard let string = node.scalar?.string else { throw fail("\(name) is \(kind); wanted a word") }
    return string
  }

  package func number(in range: ClosedRange<Double>) throws -> Double {
    let text = try string()
    guard let value = Double(text), value.isFinite, range.contains(value) else {
      throw fail(
        "\(name) is \"\(text)\"; wanted a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  package func integer(in range: ClosedRange<Int>) throws -> Int {
    let text = try string()
    guard let value = Int(text), range.contains(value) else {
      throw fail(
        "\(name) is \"\(text)\"; wanted a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return value
  }

  /// A length of time such as `25ms` or `0.01s`, in seconds.
  package func duration(in range: ClosedRange<Double>) throws -> Double {
    let text = try string()
    let value: Double? =
      text.hasSuffix("ms")
      ? Double(text.dropLast(2)).map { $0 / 1000 }
      : text.hasSuffix("s") ? Double(text.dropLast()) : nil
    guard let value, range.contains(value) else {
      throw fail(
        "\(name) is \"\(text)\"; wanted a duration from \(range.lowerBound)s to \(range.upperBound)s such as 25ms"
      )
    }
    return value
  }

  private var kind: String {
    switch node {
    case .scalar(let scalar): "\"\(scalar.string.prefix(40))\""
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}
