import SpokenMath

/// What each command means to the reader: the writer's tables turned round, and other names.
enum LaTeXReaderTables {
  /// What a command stands for.
  enum Meaning {
    case symbol(Symbol)
    case negated(Symbol)
    case letter(String)
    case styledLetter(String, MathExpression.FontStyle)
    case function(String)
    case space(MathExpression.Space)
    case accent(MathExpression.Accent)
    case font(MathExpression.FontStyle)
    case fontSwitch(MathExpression.FontStyle)
    case text
    case fraction
    case binomial
    case ignored
    case ignoredWithArguments(Int)
    case ignoredWithLength
    case transparent
  }

  static let commands: [String: Meaning] = {
    var table: [String: Meaning] = [:]
    for symbol in Symbol.allCases.reversed() {
      let latex = LaTeXTables.latex(symbol)
      if latex.hasPrefix("\\"), !latex.hasPrefix("\\text{") {
        table[String(latex.dropFirst())] = .symbol(symbol)
      }
    }
    for symbol in Symbol.allCases {
      let latex = LaTeXTables.negated(symbol)
      if LaTeXTables.negations[symbol] != nil, !latex.hasPrefix("\\not\\") {
        table[String(latex.dropFirst())] = .negated(symbol)
      }
    }
    for name in greek { table[name] = .letter(name) }
    for name in greek where name.first?.isUppercase == true { table["var" + name] = .letter(name) }
    for (name, letter) in LaTeXTables.latinLookalikes { table[name] = .letter(letter) }
    for name in LaTeXTables.functionCommands { table[name] = .function(name) }
    for (accent, command) in LaTeXTables.accents.sorted(by: { $0.value < $1.value }) {
      table[String(command.dropFirst())] = .accent(accent)
    }
    for (accent, command) in LaTeXTables.wideAccents {
      table[String(command.dropFirst())] = .accent(accent)
    }
    for (font, command) in LaTeXTables.fonts {
      table[String(command.dropFirst())] = .font(font)
    }
    for (name, symbol) in symbolSynonyms { table[name] = .symbol(symbol) }
    for (name, symbol) in negatedSynonyms { table[name] = .negated(symbol) }
    for (name, function) in functionSynonyms { table[name] = .function(function) }
    for (name, accent) in accentSynonyms { table[name] = .accent(accent) }
    for (name, font) in fontSynonyms { table[name] = .font(font) }
    for (name, font) in fontSwitches { table[name] = .fontSwitch(font) }
    for name in numberSets { table[name.command] = .styledLetter(name.letter, .blackboard) }
    for name in textCommands { table[name] = .text }
    for name in ["frac", "dfrac", "tfrac", "cfrac"] { table[name] = .fraction }
    for name in ["binom", "dbinom", "tbinom"] { table[name] = .binomial }
    for name in ignored { table[name] = .ignored }
    for name in ignoredWithArgument { table[name] = .ignoredWithArguments(1) }
    table["rule"] = .ignoredWithArguments(2)
    for name in ["kern", "mkern", "hskip", "mskip", "vskip"] { table[name] = .ignoredWithLength }
    for name in ["mathord", "mathbin", "mathrel", "mathopen", "mathclose", "mathpunct"] {
      table[name] = .transparent
    }
    for name in ["mathinner", "mathop", "ensuremath", "smash", "mathit", "mathnormal"] {
      table[name] = .transparent
    }
    for name in [",", ";", ":", ">", "thinspace", "medspace", "thickspace", "enspace"] {
      table[name] = .space(.thin)
    }
    table["quad"] = .space(.quad)
    table["qquad"] = .space(.doubleQuad)
    return table
  }()

  static let greek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta",
    "iota", "kappa", "varkappa", "lambda", "mu", "nu", "xi", "pi", "varpi", "rho", "varrho",
    "sigma", "varsigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "digamma",
    "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
  ]

  private static let symbolSynonyms: [String: Symbol] = [
    "le": .leq, "leqslant": .leq, "ge": .geq, "geqslant": .geq, "lt": .less, "gt": .greater,
    "rightarrow": .to, "longrightarrow": .to, "gets": .leftarrow, "longleftarrow": .leftarrow,
    "longleftrightarrow": .leftrightarrow, "longmapsto": .mapsto, "land": .wedge, "lor": .vee,
    "lnot": .neg, "implies": .implies, "Longrightarrow": .implies, "iff": .equivalent,
    "Longleftrightarrow": .equivalent, "impliedby": .impliedBy, "Longleftarrow": .impliedBy,
    "dots": .ldots, "dotsc": .ldots, "dotso": .ldots, "textellipsis": .ldots,
    "mathellipsis": .ldots, "dotsb": .cdots, "dotsm": .cdots, "dotsi": .cdots,
    "varnothing": .emptyset, "lbrace": .openBrace, "rbrace": .closeBrace,
    "lbrack": .openBracket, "rbrack": .closeBracket, "lparen": .openParenthesis,
    "rparen": .closeParenthesis, "vert": .bar, "lvert": .bar, "rvert": .bar, "mvert": .bar,
    "Vert": .doubleBar, "lVert": .doubleBar, "rVert": .doubleBar, "backslash": .setminus,
    "smallsetminus": .setminus, "hslash": .hbar, "square": .square, "restriction": .bar,
    "colon": .colon, "vcentcolon": .colon, "coloneqq": .colonEquals, "coloneq": .colonEquals,
    "eqqcolon": .equalsColon, "owns": .ni, "degree": .degree, "textdegree": .degree,
    "intop": .int, "smallint": .int, "dag": .dagger, "ddag": .ddagger, "bigstar": .star,
    "infin": .infty, "exist": .exists, "isin": .isIn, "sub": .subset, "grad": .nabla,
    "del": .partial, "part": .partial, "slash": .slash, "minus": .minus, "cdotp": .cdot,
    "centerdot": .cdot, "thicksim": .sim, "thickapprox": .approx, "And": .ampersand,
    "textbar": .bar, "textless": .less, "textgreater": .greater, "textasciitilde": .sim,
    "bigcirc": .circ, "leadsto": .rightsquigarrow, "bigtriangleup": .triangle,
    "textunderscore": .underscore,
  ]

  private static let negatedSynonyms: [String: Symbol] = [
    "ne": .equals, "neq": .equals, "notin": .isIn, "nexists": .exists, "notni": .ni,
    "nleq": .leq, "ngeq": .geq, "nless": .less, "ngtr": .greater, "nmid": .mid, "nsim": .sim,
    "ncong": .cong, "nparallel": .parallel, "nsubseteq": .subseteq, "nsupseteq": .supseteq,
    "nrightarrow": .to, "nprec": .prec, "nsucc": .succ, "nvdash": .vdash,
  ]

  private static let functionSynonyms: [String: String] = [
    "mod": "mod", "Tr": "tr", "tr": "tr", "lcm": "lcm", "sgn": "sgn", "sign": "sgn",
    "argmax": "argmax", "argmin": "argmin", "Var": "Var", "Cov": "Cov", "rank": "rank",
    "diag": "diag", "sech": "sech", "csch": "csch", "tg": "tan", "ctg": "cot", "arctg": "arctan",
    "cosec": "csc", "arcsinh": "arcsinh", "arccosh": "arccosh", "arctanh": "arctanh",
    "arccot": "arccot", "erf": "erf", "curl": "curl", "sinc": "sinc", "Res": "Res",
    "supp": "supp", "Re": "Re", "Im": "Im", "injlim": "injlim", "projlim": "projlim",
    "varlimsup": "limsup", "varliminf": "liminf",
  ]

  private static let accentSynonyms: [String: MathExpression.Accent] = [
    "widehat": .hat, "widetilde": .tilde, "overline": .bar, "overrightarrow": .vector,
    "widecheck": .check, "underbar": .underline, "cancel": .cancelled, "Bar": .bar, "Hat": .hat,
    "Tilde": .tilde, "Vec": .vector, "Dot": .dot,
  ]

  private static let fontSynonyms: [String: MathExpression.FontStyle] = [
    "bm": .bold, "boldsymbol": .bold, "pmb": .bold, "mathbold": .bold, "symbf": .bold,
    "mathbfit": .bold, "textbf": .bold, "mathscr": .script, "EuScript": .script,
    "Bbb": .blackboard, "mathds": .blackboard, "mathbbm": .blackboard, "frak": .fraktur,
    "textsf": .sansSerif, "texttt": .typewriter, "mathup": .roman, "symrm": .roman,
    "textit": .italic, "emph": .italic,
  ]

  private static let fontSwitches: [String: MathExpression.FontStyle] = [
    "bf": .bold, "bfseries": .bold, "boldmath": .bold, "cal": .script, "scr": .script,
    "rm": .roman, "it": .italic, "mit": .italic, "sf": .sansSerif, "tt": .typewriter,
  ]

  private static let numberSets: [(command: String, letter: String)] = [
    ("R", "R"), ("N", "N"), ("Z", "Z"), ("Q", "Q"), ("C", "C"), ("reals", "R"), ("Reals", "R"),
  ]

  private static let textCommands = [
    "text", "textrm", "mbox", "hbox", "textup", "textnormal", "fbox", "textsc",
  ]

  private static let ignored = [
    "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits",
    "nonumber", "notag", "noindent", "null", "relax", "strut", "protect", "mathstrut", "hfill",
    "allowbreak", "nobreak", "break", "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl",
    "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm", "Bigm", "biggm", "Biggm", "middle", "!",
    "negthinspace", "space", "enskip", " ", "tiny", "small", "large", "Large", "normalsize",
    "scriptsize", "footnotesize", "/", "-", "\n", "\t",
  ]

  private static let ignoredWithArgument = [
    "hspace", "vspace", "mspace", "label", "tag", "phantom", "hphantom", "vphantom", "color",
    "ref", "eqref", "cite", "footnote",
  ]
}
