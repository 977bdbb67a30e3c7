// The ARPA text format (SRILM's ngram-format(5)): base-10 logarithms, one n-gram a line.

import DurableFiles
import Foundation

extension NGramTable {
  /// Reads an ARPA file.
  ///
  /// - Parameter path: A text file; n-grams of up to four words.
  /// - Throws: `LanguageError` naming the line that is wrong.
  public init(arpaContentsOf path: String) throws {
    try self.init(arpa: LanguageError.reading { try RegularFile.text(path) }, path: path)
  }

  /// Reads ARPA text; `path` names it in errors.
  public init(arpa text: String, path: String = "ARPA text") throws {
    var reader = ARPAReader(path: path)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      try reader.read(line.hasSuffix("\r") ? line.dropLast() : line)
      if reader.section == .end { break }
    }
    self = try reader.table()
  }

  /// The table as ARPA text.
  public func arpa() -> String {
    var text = "\\data\\\n"
    for (position, level) in levels.enumerated() {
      text += "ngram \(position + 1)=\(level.nGrams.count)\n"
    }
    for (position, level) in levels.enumerated() {
      text += "\n\\\(position + 1)-grams:\n"
      for (index, nGram) in level.nGrams.enumerated() {
        text += String(Self.decimal(level.logProbabilities[index])) + "\t"
        text += nGram.words(position + 1).map { words[Int($0)] }.joined(separator: " ")
        if position + 1 < order { text += "\t" + String(Self.decimal(level.backOffs[index])) }
        text += "\n"
      }
    }
    return text + "\n\\end\\\n"
  }

  private static func decimal(_ natural: Float) -> Float {
    Float(Double(natural) / 2.302585092994046)
  }
}

/// Takes ARPA text line by line.
private struct ARPAReader {
  enum Section: Equatable {
    case preamble, counts, nGrams(Int), end
  }

  let path: String
  var section = Section.preamble
  private var lineNumber = 0
  private var announced: [Int] = []
  private var words: [String] = []
  private var indexOfWord: [Substring: Int32] = [:]
  private var entries: [[(nGram: NGram, logProbability: Float, backOff: Float)]] = []

  init(path: String) { self.path = path }

  mutating func read(_ line: Substring) throws {
    lineNumber += 1
    let isBlank = line.allSatisfy { $0 == " " || $0 == "\t" }
    switch (section, line) {
    case (.preamble, "\\data\\"): section = .counts
    case (.preamble, _): break
    case (_, _) where isBlank: break
    case (_, "\\end\\"): section = .end
    case (_, _) where line.hasPrefix("\\"): try startLevel(line)
    case (.counts, _): try readCount(line)
    case (.nGrams(let length), _): try readNGram(line, length: length)
    case (.end, _): break
    }
  }

  private mutating func readCount(_ line: Substring) throws {
    let sides = line.dropFirst("ngram ".count).split(separator: "=")
    guard line.hasPrefix("ngram "), sides.count == 2, Int(sides[0]) == announced.count + 1,
      let count = Int(sides[1].filter { $0 != " " }), count >= 0,
      announced.count < NGramTable.maximumOrder
    else {
      throw malformed(
        line, wanted: "'ngram \(announced.count + 1)=COUNT', at most \(NGramTable.maximumOrder)")
    }
    announced.append(count)
  }

  private mutating func startLevel(_ line: Substring) throws {
    let length = entries.count + 1
    guard line == "\\\(length)-grams:", length <= announced.count else {
      throw malformed(line, wanted: "'\\\(length)-grams:' or '\\end\\'")
    }
    entries.append([])
    section = .nGrams(length)
  }

  private mutating func readNGram(_ line: Substring, length: Int) throws {
    let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard fields.count == length + 1 || fields.count == length + 2, let value = Float(fields[0]),
      value.isFinite, value <= 0
    else { throw malformed(line, wanted: "a base-10 logarithm, \(length) words, a back-off") }
    var backOff: Float = 0
    if fields.count == length + 2 {
      guard let given = Float(fields[length + 1]), given.isFinite else {
        throw malformed(line, wanted: "a back-off weight after the words")
      }
      backOff = given
    }
    var nGram = NGram(EmptyCollection())
    for field in fields[1...length] { nGram = nGram.appending(try index(of: field, length, line)) }
    entries[length - 1].append((nGram, value * 2.3025851, backOff * 2.3025851))
  }

  /// Words get their index from their unigram.
  private mutating func index(of word: Substring, _ length: Int, _ line: Substring) throws -> Int32
  {
    switch (indexOfWord[word], length) {
    case (nil, 1):
      indexOfWord[word] = Int32(words.count)
      words.append(String(word))
      return Int32(words.count - 1)
    case (let index?, 2...): return index
    default: throw malformed(line, wanted: "each word once among the 1-grams")
    }
  }

  func table() throws -> NGramTable {
    guard section == .end, !words.isEmpty else {
      throw LanguageError.malformedARPA(
        path: path, line: lineNumber, found: section == .end ? "no words" : "the end of the text",
        wanted: section == .preamble ? "'\\data\\'" : "'\\end\\' after n-grams")
    }
    for (position, announcedCount) in announced.enumerated() {
      let found = position < entries.count ? entries[position].count : 0
      guard found == announcedCount else {
        throw LanguageError.malformedARPA(
          path: path, line: lineNumber, found: "\(found) \(position + 1)-grams",
          wanted: "the announced \(announcedCount)")
      }
    }
    var table = NGramTable(words: words, levels: [])
    for level in entries {
      let sorted = level.sorted { $0.nGram < $1.nGram }
      table.levels.append(
        NGramTable.Level(
          nGrams: sorted.map(\.nGram), logProbabilities: sorted.map(\.logProbability),
          backOffs: sorted.map(\.backOff)))
    }
    if let flaw = table.flaw() {
      throw LanguageError.malformedModel(path: path, reason: flaw)
    }
    return table
  }

  private func malformed(_ line: Substring, wanted: String) -> LanguageError {
    let shown = line.count > 60 ? line.prefix(57) + "…" : line
    return .malformedARPA(path: path, line: lineNumber, found: "'\(shown)'", wanted: wanted)
  }
}
