import SpokenMath

/// The Unicode characters of signs, letters, accents and delimiters.
package enum MathMLTables {
  private static let characters: [Symbol: String] = [
    .infty: "∞", .partial: "∂", .nabla: "∇", .emptyset: "∅", .hbar: "ℏ", .ell: "ℓ", .aleph: "ℵ",
    .beth: "ℶ", .imath: "ı", .jmath: "ȷ", .wp: "℘", .forall: "∀", .exists: "∃", .neg: "¬",
    .top: "⊤", .bot: "⊥", .angle: "∠", .triangle: "△", .square: "□", .diamondsuit: "♢",
    .clubsuit: "♣", .heartsuit: "♡", .spadesuit: "♠", .sharp: "♯", .flat: "♭", .natural: "♮",
    .dagger: "†", .ddagger: "‡", .prime: "′", .degree: "°", .percent: "%", .factorial: "!",
    .doubleFactorial: "!!", .question: "?", .ampersand: "&", .hash: "#", .dollar: "$", .at: "@",
    .underscore: "_", .quotation: "\"", .ldots: "…", .cdots: "⋯", .vdots: "⋮", .ddots: "⋱",
    .checkmark: "✓", .copyright: "©", .pounds: "£", .euro: "€",
    .plus: "+", .minus: "−", .pm: "±", .mp: "∓", .cdot: "⋅", .times: "×", .div: "÷", .slash: "/",
    .ast: "∗", .star: "⋆", .circ: "∘", .bullet: "∙", .cup: "∪", .cap: "∩", .sqcup: "⊔",
    .sqcap: "⊓", .setminus: "∖", .oplus: "⊕", .ominus: "⊖", .otimes: "⊗", .oslash: "⊘",
    .odot: "⊙", .wedge: "∧", .vee: "∨", .amalg: "⨿", .ltimes: "⋉", .rtimes: "⋊", .wr: "≀",
    .diamond: "⋄", .uplus: "⊎", .bmod: "mod",
    .equals: "=", .less: "<", .greater: ">", .leq: "≤", .geq: "≥", .ll: "≪", .gg: "≫",
    .lll: "⋘", .ggg: "⋙", .approx: "≈", .sim: "∼", .simeq: "≃", .cong: "≅", .equiv: "≡",
    .propto: "∝", .asymp: "≍", .doteq: "≐", .triangleq: "≜", .colonEquals: "≔",
    .equalsColon: "≕", .isIn: "∈", .ni: "∋", .subset: "⊂", .supset: "⊃", .subseteq: "⊆",
    .supseteq: "⊇", .subsetneq: "⊊", .supsetneq: "⊋", .sqsubseteq: "⊑", .sqsupseteq: "⊒",
    .mid: "∣", .parallel: "∥", .perp: "⊥", .prec: "≺", .succ: "≻", .preceq: "⪯", .succeq: "⪰",
    .lesssim: "≲", .gtrsim: "≳", .vdash: "⊢", .dashv: "⊣", .models: "⊨", .forces: "⊩",
    .therefore: "∴", .because: "∵", .bowtie: "⋈", .smile: "⌣", .frown: "⌢",
    .to: "→", .leftarrow: "←", .leftrightarrow: "↔", .mapsto: "↦", .hookrightarrow: "↪",
    .hookleftarrow: "↩", .implies: "⇒", .impliedBy: "⇐", .equivalent: "⇔",
    .uparrow: "↑", .downarrow: "↓", .updownarrow: "↕", .doubleUparrow: "⇑", .doubleDownarrow: "⇓",
    .nearrow: "↗", .searrow: "↘", .nwarrow: "↖", .swarrow: "↙", .rightharpoonup: "⇀",
    .rightleftharpoons: "⇌", .twoheadrightarrow: "↠", .rightarrowtail: "↣",
    .rightsquigarrow: "⇝",
    .comma: ",", .semicolon: ";", .colon: ":", .period: ".", .bar: "|", .doubleBar: "‖",
    .openParenthesis: "(", .closeParenthesis: ")", .openBracket: "[", .closeBracket: "]",
    .openBrace: "{", .closeBrace: "}", .openAngle: "⟨", .closeAngle: "⟩", .openFloor: "⌊",
    .closeFloor: "⌋", .openCeiling: "⌈", .closeCeiling: "⌉",
    .sum: "∑", .prod: "∏", .coprod: "∐", .int: "∫", .iint: "∬", .iiint: "∭", .oint: "∮",
    .oiint: "∯", .bigcup: "⋃", .bigcap: "⋂", .bigsqcup: "⨆", .bigoplus: "⨁", .bigotimes: "⨂",
    .bigodot: "⨀", .bigvee: "⋁", .bigwedge: "⋀", .biguplus: "⨄",
  ]

  private static let greek: [String: UInt32] = {
    let names = [
      "alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "iota", "kappa",
      "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon",
      "varphi", "chi", "psi", "omega",
    ]
    var table: [String: UInt32] = [:]
    for (offset, name) in names.enumerated() {
      table[name] = 0x3B1 + UInt32(offset)
      table[name.prefix(1).uppercased() + name.dropFirst()] = 0x391 + UInt32(offset)
    }
    table["epsilon"] = 0x3F5
    table["phi"] = 0x3D5
    table["vartheta"] = 0x3D1
    table["varrho"] = 0x3F1
    table["varpi"] = 0x3D6
    table["varkappa"] = 0x3F0
    table["Epsilon"] = 0x395
    table["Phi"] = 0x3A6
    return table
  }()

  /// Where the styled alphabets start in Unicode: capitals, small letters.
  private static let alphabets: [MathExpression.FontStyle: (capital: UInt32, small: UInt32)] = [
    .bold: (0x1D400, 0x1D41A), .script: (0x1D49C, 0x1D4B6), .fraktur: (0x1D504, 0x1D51E),
    .blackboard: (0x1D538, 0x1D552), .sansSerif: (0x1D5A0, 0x1D5BA),
    .typewriter: (0x1D670, 0x1D68A),
  ]

  /// Letters that Unicode placed elsewhere.
  private static let letterlike: [MathExpression.FontStyle: [String: String]] = [
    .script: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ",
      "g": "ℊ", "o": "ℴ",
    ],
    .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
    .blackboard: [
      "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
    ],
  ]

  package static func character(_ symbol: Symbol) -> String {
    characters[symbol] ?? symbol.rawValue
  }

  package static func letter(_ identifier: MathExpression.Identifier) -> String {
    let name = identifier.name
    if let code = greek[name], let scalar = UnicodeScalar(code) { return String(scalar) }
    if let special = letterlike[identifier.style]?[name] { return special }
    guard let starts = alphabets[identifier.style], let first = name.unicodeScalars.first,
      name.unicodeScalars.count == 1
    else { return name }
    let code: UInt32
    switch first.value {
    case 0x41...0x5A: code = starts.capital + first.value - 0x41
    case 0x61...0x7A: code = starts.small + first.value - 0x61
    case 0x30...0x39 where identifier.style == .blackboard: code = 0x1D7D8 + first.value - 0x30
    case 0x30...0x39 where identifier.style == .bold: code = 0x1D7CE + first.value - 0x30
    default: return name
    }
    return UnicodeScalar(code).map(String.init) ?? name
  }

  package static func functionName(_ name: String) -> String {
    switch name {
    case "argmax": return "arg max"
    case "argmin": return "arg min"
    case "limsup": return "lim sup"
    case "liminf": return "lim inf"
    default: return name
    }
  }

  package static func character(_ delimiter: MathExpression.Delimiter) -> String {
    switch delimiter {
    case .openParenthesis: return "("
    case .closeParenthesis: return ")"
    case .openBracket: return "["
    case .closeBracket: return "]"
    case .openBrace: return "{"
    case .closeBrace: return "}"
    case .openAngle: return "⟨"
    case .closeAngle: return "⟩"
    case .openFloor: return "⌊"
    case .closeFloor: return "⌋"
    case .openCeiling: return "⌈"
    case .closeCeiling: return "⌉"
    case .bar: return "|"
    case .doubleBar: return "‖"
    case .none: return ""
    }
  }

  package static func character(_ accent: MathExpression.Accent) -> String {
    switch accent {
    case .hat: return "^"
    case .bar: return "¯"
    case .tilde: return "~"
    case .vector: return "→"
    case .dot: return "˙"
    case .doubleDot: return "¨"
    case .tripleDot: return "⃛"
    case .check: return "ˇ"
    case .breve: return "˘"
    case .acute: return "´"
    case .grave: return "`"
    case .ring: return "˚"
    case .leftArrow: return "←"
    case .overbrace: return "⏞"
    case .underbrace: return "⏟"
    case .underline: return "_"
    case .boxed, .cancelled: return ""
    }
  }

  package static func width(_ space: MathExpression.Space) -> String {
    switch space {
    case .thin: return "0.167em"
    case .quad: return "1em"
    case .doubleQuad: return "2em"
    }
  }

  package static func fence(_ style: MathExpression.MatrixStyle) -> (String, String) {
    switch style {
    case .plain, .aligned: return ("", "")
    case .parentheses: return ("(", ")")
    case .brackets: return ("[", "]")
    case .braces: return ("{", "}")
    case .bars: return ("|", "|")
    case .doubleBars: return ("‖", "‖")
    case .cases: return ("{", "")
    }
  }

  /// Big operators and limits carry their scripts below and above, integrals beside.
  package static func takesLimits(_ base: MathExpression) -> Bool {
    switch base.kind {
    case .symbol(let symbol):
      return symbol.role == .big
        && ![.int, .iint, .iiint, .oint, .oiint].contains(symbol)
    case .function(let name):
      return [
        "lim", "limsup", "liminf", "max", "min", "sup", "inf", "argmax", "argmin", "det", "gcd",
      ].contains(name)
    default: return false
    }
  }
}
