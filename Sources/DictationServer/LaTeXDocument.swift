/// A document that LaTeX can set: a line for each formula.
enum LaTeXDocument {
  /// The document's text.
  static func text(of formulas: [String]) -> String {
    let lines = formulas.map { "\\[\n  \($0)\n\\]\n" }.joined()
    return """
      \\documentclass{article}
      \\usepackage{amsmath,amssymb,cancel}
      \\begin{document}
      \(lines)\\end{document}

      """
  }
}
