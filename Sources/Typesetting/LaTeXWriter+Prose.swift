import SpokenMath

extension LaTeXWriter {
  /// Returns a text with its formulas between dollar signs: `so $f$ is positive`.
  ///
  /// Prose is written as it was said; what follows the last letter of a formula's words (a comma, a
  /// full stop) stands after the dollar sign.
  ///
  /// - Parameters:
  ///   - segments: The stretches of the text, as `ProseReader` gives them.
  ///   - words: The words of the text.
  /// - Returns: The text, with one space between words.
  public func text(of segments: [ProseReader.Segment], words: [SpokenWord]) -> String {
    var parts: [String] = []
    for segment in segments {
      switch segment {
      case .prose(let range): parts += words[range].map(\.text)
      case .formula(let reading, let range):
        let end = words[range].last?.text.reversed().prefix { ".,;:?".contains($0) } ?? []
        parts.append("$" + latex(reading.expression) + "$" + String(end.reversed()))
      }
    }
    return parts.joined(separator: " ")
  }
}
