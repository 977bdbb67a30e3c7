import SpokenMath

/// What each sign, letter, accent and delimiter is called in LaTeX: the allow-list of the writer.
package enum LaTeXTables {
  /// Functions with a command of their own; every other name becomes `\operatorname{…}`.
  package static let functionCommands: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos",
    "arctan", "log", "ln", "lg", "exp", "lim", "limsup", "liminf", "max", "min", "sup", "inf",
    "det", "dim", "ker", "deg", "gcd", "hom", "arg", "Pr",
  ]

  /// Functions that carry their condition below them.
  package static let limitFunctions: Set<String> = [
    "lim", "limsup", "liminf", "max", "min", "sup", "inf", "argmax", "argmin",
  ]

  /// Signs whose LaTeX is not a backslash and the raw value.
  package static let symbolExceptions: [Symbol: String] = [
    .degree: "^{\\circ}", .percent: "\\%", .factorial: "!", .doubleFactorial: "!!",
    .question: "?", .ampersand: "\\&", .hash: "\\#", .dollar: "\\$", .at: "\\text{@}",
    .underscore: "\\_", .quotation: "\\text{\"}", .euro: "\\text{EUR}", .plus: "+", .minus: "-",
    .slash: "/", .equals: "=", .less: "<", .greater: ">", .colonEquals: ":=",
    .equalsColon: "=:", .comma: ",", .semicolon: ";", .colon: ":", .period: ".", .bar: "|",
    .doubleBar: "\\|", .openParenthesis: "(", .closeParenthesis: ")", .openBracket: "[",
    .closeBracket: "]", .openBrace: "\\{", .closeBrace: "\\}", .openAngle: "\\langle",
    .closeAngle: "\\rangle", .openFloor: "\\lfloor", .closeFloor: "\\rfloor",
    .openCeiling: "\\lceil", .closeCeiling: "\\rceil", .oiint: "\\oint", .square: "\\Box",
    .rightsquigarrow: "\\leadsto",
  ]

  /// Negations with a command of their own; the others are `\not` and the sign.
  package static let negations: [Symbol: String] = [
    .equals: "\\neq", .isIn: "\\notin", .exists: "\\nexists", .subset: "\\not\\subset",
    .subseteq: "\\nsubseteq", .less: "\\nless", .greater: "\\ngtr", .leq: "\\nleq",
    .geq: "\\ngeq", .sim: "\\nsim", .cong: "\\ncong", .mid: "\\nmid", .parallel: "\\nparallel",
  ]

  package static let accents: [MathExpression.Accent: String] = [
    .hat: "\\hat", .bar: "\\bar", .tilde: "\\tilde", .vector: "\\vec", .dot: "\\dot",
    .doubleDot: "\\ddot", .tripleDot: "\\dddot", .check: "\\check", .breve: "\\breve",
    .acute: "\\acute", .grave: "\\grave", .ring: "\\mathring", .leftArrow: "\\overleftarrow",
    .overbrace: "\\overbrace", .underline: "\\underline", .underbrace: "\\underbrace",
    .boxed: "\\boxed", .cancelled: "\\not",
  ]

  package static let wideAccents: [MathExpression.Accent: String] = [
    .hat: "\\widehat", .bar: "\\overline", .tilde: "\\widetilde", .vector: "\\overrightarrow",
  ]

  package static let fonts: [MathExpression.FontStyle: String] = [
    .roman: "\\mathrm", .bold: "\\mathbf", .script: "\\mathcal", .fraktur: "\\mathfrak",
    .blackboard: "\\mathbb", .sansSerif: "\\mathsf", .typewriter: "\\mathtt",
  ]

  package static let delimiters: [MathExpression.Delimiter: String] = [
    .openParenthesis: "(", .closeParenthesis: ")", .openBracket: "[", .closeBracket: "]",
    .openBrace: "\\{", .closeBrace: "\\}", .openAngle: "\\langle", .closeAngle: "\\rangle",
    .openFloor: "\\lfloor", .closeFloor: "\\rfloor", .openCeiling: "\\lceil",
    .closeCeiling: "\\rceil", .bar: "|", .doubleBar: "\\|", .none: ".",
  ]

  package static let environments: [MathExpression.MatrixStyle: String] = [
    .plain: "matrix", .parentheses: "pmatrix", .brackets: "bmatrix", .braces: "Bmatrix",
    .bars: "vmatrix", .doubleBars: "Vmatrix", .cases: "cases", .aligned: "aligned",
  ]

  /// Capital Greek letters that look like Latin ones and have no command.
  package static let latinLookalikes: [String: String] = [
    "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I",
    "Kappa": "K", "Mu": "M", "Nu": "N", "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X",
    "omicron": "o",
  ]

  package static func latex(_ symbol: Symbol) -> String {
    symbolExceptions[symbol] ?? "\\" + symbol.rawValue
  }

  package static func negated(_ symbol: Symbol) -> String {
    negations[symbol] ?? "\\not" + latex(symbol)
  }

  package static func function(_ name: String) -> String {
    if functionCommands.contains(name) { return "\\" + name }
    if name == "argmax" { return "\\arg\\max" }
    if name == "argmin" { return "\\arg\\min" }
    let letters = name.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }
    return "\\operatorname{" + String(String.UnicodeScalarView(letters)) + "}"
  }

  package static func latex(_ identifier: MathExpression.Identifier) -> String {
    let letter: String
    if let latin = latinLookalikes[identifier.name] {
      letter = latin
    } else if identifier.name.count == 1 {
      letter = identifier.name
    } else {
      letter = "\\" + identifier.name
    }
    guard let font = fonts[identifier.style] else { return letter }
    if identifier.style == .bold, letter.hasPrefix("\\") { return "\\boldsymbol{" + letter + "}" }
    return font + "{" + letter + "}"
  }

  package static func accent(_ accent: MathExpression.Accent, wide: Bool) -> String {
    (wide ? wideAccents[accent] : nil) ?? accents[accent] ?? "\\bar"
  }

  package static func latex(_ delimiter: MathExpression.Delimiter) -> String {
    delimiters[delimiter] ?? "."
  }

  package static func environment(_ style: MathExpression.MatrixStyle) -> String {
    environments[style] ?? "matrix"
  }

  package static func space(_ space: MathExpression.Space) -> String {
    switch space {
    case .thin: return "\\,"
    case .quad: return "\\quad "
    case .doubleQuad: return "\\qquad "
    }
  }

  /// Keeps letters, digits, spaces and plain punctuation, so that text cannot leave its braces.
  package static func escaped(_ words: String) -> String {
    var out = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "%", "&", "#", "$", "_": out += "\\" + String(scalar)
      case "\\", "{", "}", "^", "~": continue
      case "\n", "\t": out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// Whether delimiters round this should grow.
  package static func isTall(_ expression: MathExpression) -> Bool {
    switch expression.kind {
    case .fraction, .binomial, .matrix, .root, .over, .under: return true
    case .row(let nodes): return nodes.contains(where: isTall)
    case .scripts(let base, let lower, let upper, _):
      if case .symbol(let symbol) = base.kind, symbol.role == .big { return true }
      return isTall(base) || (upper.map(isTall) ?? false) || (lower.map(isTall) ?? false)
    case .symbol(let symbol): return symbol.role == .big
    case .fenced(_, let inner, _), .accent(_, let inner): return isTall(inner)
    default: return false
    }
  }
}
