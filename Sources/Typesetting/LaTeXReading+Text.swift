import SpokenMath

// Words inside a formula.
extension LaTeXReading {
  /// Reads `text = "\text" "{" words { "$" row "$" words } "}"`.
  mutating func text(_ token: LaTeXToken) throws(LaTeXReaderError) -> [MathExpression] {
    let column = scanner.column()
    guard let raw = scanner.rawGroup() else {
      throw .unexpected(
        found: "the end", wanted: "what \(token.description) applies to", column: column)
    }
    if let symbol = Self.textSymbols["\\text{" + raw + "}"] {
      return [MathExpression(.symbol(symbol))]
    }
    if !raw.unicodeScalars.contains(where: { "\\^_{}$".unicodeScalars.contains($0) }) {
      return words(raw)
    }
    return try deeper { (reading: inout LaTeXReading) throws(LaTeXReaderError) in
      try reading.mixed(raw, column: column)
    }
  }

  private static let textSymbols: [String: Symbol] = {
    var table: [String: Symbol] = [:]
    for (symbol, latex) in LaTeXTables.symbolExceptions where latex.hasPrefix("\\text{") {
      table[latex] = symbol
    }
    return table
  }()

  /// Text with formulas in it: odd pieces between dollar signs are formulas.
  mutating func mixed(
    _ raw: String, column: Int
  ) throws(LaTeXReaderError) -> [MathExpression] {
    var nodes: [MathExpression] = []
    var pieces = Self.splitAtDollars(raw)
    if pieces.count > 1, Self.holdsOnlyCommands(pieces) {
      pieces = [Array(pieces.joined(separator: [" "]))]
    }
    for (number, piece) in pieces.enumerated() {
      if number % 2 == 1 || Self.isFormula(piece) {
        var inner = LaTeXReading(scanner: LaTeXScanner(piece), unknown: unknown)
        inner.depth = depth
        inner.style = number % 2 == 1 ? .italic : .roman
        do {
          nodes += try inner.wholeText().nodes
        } catch .tooDeep(let limit, _) {
          throw .tooDeep(limit: limit, column: column)
        } catch {
          throw .unexpected(
            found: "“\(raw.prefix(40))”", wanted: "words, or formulas between dollar signs",
            column: column)
        }
      } else {
        nodes += words(Self.plain(piece))
      }
    }
    return nodes
  }

  /// Whether text holds scripts or commands, as `\mbox{\bf x_1}` does.
  private static func isFormula(_ piece: [Unicode.Scalar]) -> Bool {
    var index = 0
    while index < piece.count {
      switch piece[index] {
      case "^", "{", "}": return true
      case "_": return true
      case "\\":
        guard index + 1 < piece.count, !LaTeXScanner.isLetter(piece[index + 1]) else { return true }
        index += 1
      default: break
      }
      index += 1
    }
    return false
  }

  /// `\mbox{\boldmath$\tau$}`: nothing but commands outside the dollar signs.
  private static func holdsOnlyCommands(_ pieces: [[Unicode.Scalar]]) -> Bool {
    for (number, piece) in pieces.enumerated() where number % 2 == 0 {
      var scanner = LaTeXScanner(piece)
      while scanner.peek() != .end {
        guard case .command = scanner.next() else { return false }
      }
    }
    return true
  }

  private static func splitAtDollars(_ raw: String) -> [[Unicode.Scalar]] {
    var pieces: [[Unicode.Scalar]] = [[]]
    var escaped = false
    for scalar in raw.unicodeScalars {
      if scalar == "$", !escaped {
        pieces.append([])
      } else {
        pieces[pieces.count - 1].append(scalar)
      }
      escaped = scalar == "\\" && !escaped
    }
    return pieces
  }

  /// Removes the backslashes that `LaTeXTables.escaped` adds; `\,` and its kind are spaces.
  private static func plain(_ piece: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    var escaped = false
    for scalar in piece {
      if escaped {
        text.append(",;:! ~".unicodeScalars.contains(scalar) ? " " : scalar)
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }

  /// Runs of white space count as one space.
  private func words(_ raw: String) -> [MathExpression] {
    var text = ""
    for scalar in raw.unicodeScalars {
      if scalar.properties.isWhitespace || scalar == "~" {
        if !text.hasSuffix(" ") { text += " " }
      } else if !"\\{}^".unicodeScalars.contains(scalar) {
        // The writer leaves these out: text must not leave its braces.
        text.unicodeScalars.append(scalar)
      }
    }
    return text.isEmpty ? [] : [MathExpression(.text(text))]
  }
}
