import ArgumentParser
import SpokenMath

/// A line of standard input.
struct InputLine {
  /// Its number, from 1.
  let number: Int
  /// Its bytes, without the line break.
  let bytes: ArraySlice<UInt8>

  /// The text.
  ///
  /// - Throws: `InputError` if the line is no UTF-8.
  func text() throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw InputError.notUTF8 }
    return text
  }

  /// The words, in lower case unless their case is kept.
  ///
  /// - Throws: `InputError` if the line is no UTF-8.
  func words(keepingCase: Bool = false) throws -> [SpokenWord] {
    let text = try text()
    return (keepingCase ? text : text.lowercased()).split(whereSeparator: \.isWhitespace).map {
      SpokenWord(String($0))
    }
  }
}

/// Why a line of standard input is no text.
enum InputError: Error, CustomStringConvertible {
  /// The bytes are no UTF-8.
  case notUTF8
  /// There is no end to the line.
  case tooLong(line: Int, limit: Int)

  /// One line: what was found and what was wanted.
  var description: String {
    switch self {
    case .notUTF8: return "not UTF-8; convert the text with iconv -t UTF-8"
    case .tooLong(let line, let limit): return "line \(line): longer than \(limit) bytes"
    }
  }
}

extension InputLines {
  /// Answers every line in turn; a line that fails is reported and the next one is read.
  ///
  /// - Parameters:
  ///   - answer: Prints what a line gives.
  ///   - failure: Prints what stands in place of an answer.
  /// - Throws: `ExitCode.failure` at the end if a line failed, `StreamError` at once if a stream does.
  static func answer(
    _ answer: (InputLine) throws -> Void, failure: (any Error, InputLine) throws -> Void
  ) throws {
    var input = InputLines()
    var hasFailed = false
    while let lines = try input.next() {
      for line in lines {
        do {
          try answer(line)
        } catch let error as StreamError {
          throw error
        } catch {
          hasFailed = true
          try failure(error, line)
          Diagnostics.report("line \(line.number): \(error)")
        }
      }
      // A person or program that feeds one line at a time gets each answer at once.
      try StandardOutput.shared.flush()
    }
    if hasFailed { throw ExitCode.failure }
  }
}

/// Standard input, line by line, in batches of what has arrived.
struct InputLines {
  private var rest: [UInt8] = []
  private var number = 0
  private var isFirst = true
  private var isAtEnd = false
  private static let blockSize = 1 << 16
  private static let longestLine = 1 << 24

  /// The lines that have arrived, at least one; nil at the end.
  ///
  /// LF and CRLF end a line; a last line needs neither; a byte order mark is dropped.
  mutating func next() throws -> [InputLine]? {
    while !isAtEnd {
      var searched = rest.count
      guard let block = try StandardStreams.readInput(capacity: Self.blockSize) else {
        isAtEnd = true
        break
      }
      rest += block
      if isFirst, rest.count >= 3 {
        isFirst = false
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
        searched = 0
      }
      if let end = rest[searched...].lastIndex(of: 0x0A) {
        let whole = rest[..<end]
        rest = Array(rest[(end + 1)...])
        return lines(of: whole)
      }
      if rest.count > Self.longestLine {
        throw InputError.tooLong(line: number + 1, limit: Self.longestLine)
      }
    }
    defer { rest = [] }
    return rest.isEmpty ? nil : lines(of: rest[...])
  }

  private mutating func lines(of bytes: ArraySlice<UInt8>) -> [InputLine] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      number += 1
      return InputLine(number: number, bytes: line.last == 0x0D ? line.dropLast() : line)
    }
  }
}
