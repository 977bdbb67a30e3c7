import Editing
import Foundation
import SpokenMath
import Typesetting

/// Vocabulary of the grammar: bytes become words of it, since random letters hardly ever are.
private let vocabulary: [String] = {
  var words = Set<String>()
  for entry in PhraseCatalogue.entries {
    for phrase in entry.phrases { words.formUnion(phrase.split(separator: " ").map(String.init)) }
  }
  for phrase in EditCommandReader.phrases(for: MathExpression(.number("1")), choices: 3) {
    words.formUnion(phrase)
  }
  return words.sorted()
}()

/// The words that bytes stand for: text if the first byte is even, else two bytes name a word.
private func words(of bytes: [UInt8]) -> [SpokenWord] {
  guard let first = bytes.first else { return [] }
  let rest = bytes.dropFirst().prefix(1_200)
  if first & 1 == 0 {
    return String(decoding: rest, as: UTF8.self).lowercased()
      .split(whereSeparator: \.isWhitespace).map { SpokenWord(String($0)) }
  }
  let pairs = Array(rest)
  return stride(from: 0, to: pairs.count - 1, by: 2).map {
    SpokenWord(vocabulary[(Int(pairs[$0]) << 8 | Int(pairs[$0 + 1])) % vocabulary.count])
  }
}

/// Transcripts: grammar, prose, editing; whatever is written can be read back and said.
func attackWords(_ bytes: [UInt8]) {
  let spoken = words(of: bytes)
  let convention: Convention =
    (bytes.first ?? 0) & 2 == 0 ? .lecture : .smallestGroup
  let parser = SpokenMathParser(convention: convention)
  if let readings = try? parser.readings(of: spoken) {
    require(!readings.isEmpty, "no reading and no error")
    for reading in readings { checkOutputs(of: reading.expression) }
  }
  let reader = ProseReader(convention: convention)
  for case .formula(let reading, _) in reader.segments(of: spoken) {
    checkOutputs(of: reading.expression)
  }
  var editor = FormulaEditor(parser: parser)
  for line in spoken.split(whereSeparator: { $0.text == "comma" }).prefix(8) {
    let texts = line.map(\.text)
    let commands = EditCommandReader().commands(in: texts)
    if commands.isEmpty {
      try? editor.dictate([FormulaEditor.Wording(Array(line))])
    } else {
      _ = try? editor.apply(commands)
    }
  }
  checkOutputs(of: editor.formula)
}

/// LaTeX: what is read can be written, read again, and is then the same.
func attackLaTeX(_ bytes: [UInt8]) {
  let text = String(decoding: bytes.prefix(4_096), as: UTF8.self)
  guard let expression = try? LaTeXReader().expression(of: text) else { return }
  checkOutputs(of: expression)
}

private func checkOutputs(of expression: MathExpression) {
  let latex = LaTeXWriter().latex(expression)
  checkLaTeX(latex)
  _ = MathMLWriter().mathML(expression)
  _ = UnicodeWriter().text(expression)
  _ = MathSpeaker().words(of: expression)
}

/// Braces balance, and no command is one that could read files or define others.
private func checkLaTeX(_ latex: String) {
  var depth = 0
  var command: [UInt8]?
  for byte in Array(latex.utf8) + [0x20] {
    require(byte >= 0x20 && byte != 0x7F, "control character in \(latex)")
    if let name = command {
      if (byte | 0x20) >= 0x61, (byte | 0x20) <= 0x7A {
        command?.append(byte)
        continue
      }
      require(
        !dangerous.contains(String(decoding: name, as: UTF8.self)), "dangerous command in \(latex)")
      command = nil
      if name.isEmpty { continue }
    }
    switch byte {
    case UInt8(ascii: "\\"): command = []
    case UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "}"):
      depth -= 1
      require(depth >= 0, "brace closed too often in \(latex)")
    default: break
    }
  }
  require(depth == 0, "braces do not balance in \(latex)")
}

private let dangerous: Set = [
  "input", "include", "write", "immediate", "def", "edef", "gdef", "let", "csname", "catcode",
  "href",
  "url", "openin", "openout", "read", "special", "directlua", "usepackage", "newcommand",
]
