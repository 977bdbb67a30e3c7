/// How delimiters are said.
enum DelimiterTables {
  private static let openers = ["open", "left", "opening", "begin", "start", "opened", "open the"]
  private static let reversedOpeners = ["open reversed"]
  private static let reversedClosers = ["close reversed"]
  private static let closers = ["close", "right", "closing", "closed", "end", "close the"]

  private static let parentheses = [
    "parenthesis", "parentheses", "paren", "parens", "round bracket", "round brackets", "p'ren",
    "bracket round", "parenthese", "round parenthesis", "parenthesises",
  ]
  private static let brackets = [
    "square bracket", "square brackets", "bracket", "brackets", "box bracket", "square parenthesis",
    "sq bracket", "square",
  ]
  private static let braces = [
    "brace", "braces", "curly brace", "curly bracket", "curly braces", "curly brackets", "curly",
    "set brace", "set bracket", "curly parenthesis", "set braces",
  ]
  private static let angles = [
    "angle bracket", "angle brackets", "angle", "chevron", "angled bracket", "angular bracket",
    "angled brackets", "angular brackets", "chevrons",
  ]

  /// Phrases that open, with what they open.
  static let open: [(MathExpression.Delimiter, [String])] = [
    (
      .openParenthesis,
      said(openers, parentheses) + counted("open") + ["lparen", "open", "l p'ren"]
    ),
    (.openBracket, said(openers, brackets.dropLast())),
    (.openBrace, said(openers, braces) + ["open set", "start set", "startset"]),
    (.openAngle, said(openers, angles)),
    (.openFloor, said(openers, ["floor"])), (.openCeiling, said(openers, ["ceiling", "ceil"])),
    (
      .bar,
      said(openers, ["absolute value", "vertical bar", "modulus", "vertical line"])
        + ["startabsolutevalue"]
    ),
    (.doubleBar, said(openers, ["norm", "double vertical bar", "double bar"])),
    (.closeParenthesis, said(reversedOpeners, ["parenthesis"])),
    (.closeBracket, said(reversedOpeners, ["bracket"])),
    (.closeBrace, said(reversedOpeners, ["brace"])),
    (.closeAngle, said(reversedOpeners, ["angle bracket"])),
    (.closeFloor, said(reversedOpeners, ["floor"])),
    (.closeCeiling, said(reversedOpeners, ["ceiling"])),
    (.none, ["open invisible delimiter"]),
  ]

  /// Phrases that close, with what they close.
  static let close: [(MathExpression.Delimiter, [String])] = [
    (
      .closeParenthesis,
      said(closers, parentheses) + counted("close") + [
        "rparen", "close", "close quantity", "r p'ren",
      ]
    ),
    (.closeBracket, said(closers, brackets.dropLast())),
    (.closeBrace, said(closers, braces) + ["close set", "end set", "endset"]),
    (.closeAngle, said(closers, angles)),
    (.closeFloor, said(closers, ["floor"])), (.closeCeiling, said(closers, ["ceiling", "ceil"])),
    (
      .bar,
      said(closers, ["absolute value", "vertical bar", "modulus", "vertical line", "magnitude"])
        + ["endabsolutevalue"]
    ),
    (.doubleBar, said(closers, ["norm", "double vertical bar", "double bar"])),
    (.openParenthesis, said(reversedClosers, ["parenthesis"])),
    (.openBracket, said(reversedClosers, ["bracket"])),
    (.openBrace, said(reversedClosers, ["brace"])),
    (.openAngle, said(reversedClosers, ["angle bracket"])),
    (.openFloor, said(reversedClosers, ["floor"])),
    (.openCeiling, said(reversedClosers, ["ceiling"])),
    (.none, ["close invisible delimiter"]),
  ]

  /// Phrases that open or close, whichever fits.
  static let either: [(MathExpression.Delimiter, [String])] = [
    (.openParenthesis, parentheses),
    (
      .openBracket,
      [
        "square bracket", "square brackets", "bracket",
        "brackets",
      ]
    ),
    (
      .openBrace,
      [
        "brace", "braces", "curly brace", "curly bracket", "curly braces",
        "curly brackets",
      ]
    ),
    (.openAngle, ["angle bracket", "angle brackets", "chevron"]),
    (
      .bar,
      [
        "vertical bar", "vertical line", "pipe", "vert", "single vertical bar", "mid",
        "modulus sign",
      ]
    ),
    (
      .doubleBar,
      [
        "double vertical bar", "double vertical line", "double bar", "double pipe",
        "double vert",
      ]
    ),
  ]

  private static func said<Names: Sequence<String>>(_ sides: [String], _ names: Names) -> [String] {
    names.flatMap { name in sides.map { $0 + " " + name } }
  }

  /// “open second paren”: screen readers count the parentheses that are open.
  private static func counted(_ side: String) -> [String] {
    ["second", "third", "fourth", "fifth", "sixth"].map { side + " " + $0 + " paren" }
  }
}
