import SpokenMath

extension LaTeXReaderTables {
  /// What a character beyond ASCII stands for.
  static let unicode: [Unicode.Scalar: Meaning] = {
    var table: [Unicode.Scalar: Meaning] = [
      "°": .symbol(.degree), "ℏ": .symbol(.hbar), "ℓ": .symbol(.ell), "∄": .negated(.exists),
      "≠": .negated(.equals), "∉": .negated(.isIn), "–": .symbol(.minus), "−": .symbol(.minus),
      "µ": .letter("mu"), "ϕ": .letter("phi"), "ϵ": .letter("epsilon"), "ϑ": .letter("vartheta"),
      "\u{A0}": .ignored,
    ]
    for (scalar, symbol) in zip(signs.unicodeScalars, signSymbols) {
      table[scalar] = .symbol(symbol)
    }
    let small = [
      "alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "iota", "kappa",
      "lambda", "mu", "nu", "xi", "o", "pi", "rho", "varsigma", "sigma", "tau", "upsilon",
      "varphi", "chi", "psi", "omega",
    ]
    for (scalar, name) in zip("αβγδεζηθικλμνξοπρςστυφχψω".unicodeScalars, small) {
      table[scalar] = .letter(name)
    }
    let capital = [
      "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
    ]
    for (scalar, name) in zip("ΓΔΘΛΞΠΣΥΦΨΩ".unicodeScalars, capital) {
      table[scalar] = .letter(name)
    }
    for (scalar, name) in zip("ℝℕℤℚℂ".unicodeScalars, ["R", "N", "Z", "Q", "C"]) {
      table[scalar] = .styledLetter(name, .blackboard)
    }
    return table
  }()

  private static let signs = "×÷±∓≤≥≈≡∞∑∏∫∂∇∈⊂⊆∪∩∀∃→←⇒⇔·⋅∘…⋯∅⟨⟩⊕⊗∧∨¬∥⊥∝≅∼‖∖"
  private static let signSymbols: [Symbol] = [
    .times, .div, .pm, .mp, .leq, .geq, .approx, .equiv, .infty, .sum, .prod, .int, .partial,
    .nabla, .isIn, .subset, .subseteq, .cup, .cap, .forall, .exists, .to, .leftarrow, .implies,
    .equivalent, .cdot, .cdot, .circ, .ldots, .cdots, .emptyset, .openAngle, .closeAngle,
    .oplus, .otimes, .wedge, .vee, .neg, .parallel, .perp, .propto, .cong, .sim, .doubleBar,
    .setminus,
  ]

  /// Characters that are scripts by themselves: `²` is `^2`.
  static let superscripts: [Unicode.Scalar: Unicode.Scalar] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁺": "+", "⁻": "-", "ⁿ": "n", "ⁱ": "i",
  ]

  /// Characters that are scripts by themselves: `₁` is `_1`.
  static let subscripts: [Unicode.Scalar: Unicode.Scalar] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "₊": "+", "₋": "-", "ₙ": "n", "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₓ": "x",
  ]

  /// What an ASCII character other than a letter or digit stands for.
  static let ascii: [Unicode.Scalar: Symbol] = [
    "+": .plus, "-": .minus, "*": .ast, "/": .slash, "=": .equals, "<": .less, ">": .greater,
    ",": .comma, ";": .semicolon, ":": .colon, ".": .period, "!": .factorial, "?": .question,
    "|": .bar, "(": .openParenthesis, ")": .closeParenthesis, "[": .openBracket,
    "]": .closeBracket, "\"": .quotation, "@": .at, "`": .quotation, "#": .hash,
  ]

  /// What may stand after `\left` and `\right`.
  static let delimiters: [LaTeXToken: MathExpression.Delimiter] = {
    var table: [LaTeXToken: MathExpression.Delimiter] = [
      .character("<"): .openAngle, .character(">"): .closeAngle, .command("vert"): .bar,
      .command("lvert"): .bar, .command("rvert"): .bar, .command("Vert"): .doubleBar,
      .command("lVert"): .doubleBar, .command("rVert"): .doubleBar,
      .command("parallel"): .doubleBar, .command("mid"): .bar, .command("lbrace"): .openBrace,
      .command("rbrace"): .closeBrace, .command("lbrack"): .openBracket,
      .command("rbrack"): .closeBracket, .character("⟨"): .openAngle,
      .character("⟩"): .closeAngle, .character("‖"): .doubleBar,
    ]
    for (delimiter, latex) in LaTeXTables.delimiters {
      if latex.hasPrefix("\\") {
        table[.command(String(latex.dropFirst()))] = delimiter
      } else if let scalar = latex.unicodeScalars.first {
        table[.character(scalar)] = delimiter
      }
    }
    return table
  }()
}
