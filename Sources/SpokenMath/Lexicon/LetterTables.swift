/// How letters and styles of letters are said.
enum LetterTables {
  /// Greek letters by the LaTeX name, with other ways to say them.
  static let greek: [(name: String, phrases: [String])] = [
    ("alpha", ["alpha"]), ("beta", ["beta"]), ("gamma", ["gamma"]), ("delta", ["delta"]),
    ("epsilon", ["epsilon"]), ("zeta", ["zeta"]), ("eta", ["eta"]), ("theta", ["theta"]),
    ("iota", ["iota"]), ("kappa", ["kappa"]), ("lambda", ["lambda", "lamda"]), ("mu", ["mu"]),
    ("nu", ["nu"]), ("xi", ["xi"]), ("omicron", ["omicron"]), ("pi", ["pi"]), ("rho", ["rho"]),
    ("sigma", ["sigma"]), ("tau", ["tau"]), ("upsilon", ["upsilon"]), ("phi", ["phi"]),
    ("chi", ["chi"]), ("psi", ["psi"]), ("omega", ["omega"]),
    ("digamma", ["digamma"]),
    ("varepsilon", ["varepsilon", "var epsilon", "variant epsilon", "curly epsilon"]),
    ("vartheta", ["vartheta", "var theta", "variant theta", "curly theta"]),
    ("varphi", ["varphi", "var phi", "variant phi", "curly phi"]),
    ("varrho", ["varrho", "var rho"]), ("varsigma", ["varsigma", "var sigma", "final sigma"]),
    ("varpi", ["varpi", "var pi"]), ("varkappa", ["varkappa", "var kappa"]),
  ]

  /// Latin letters that are said with a word.
  static let latin: [(name: String, phrases: [String])] = [
    ("z", ["zed", "zee"]), ("d", ["dee"]), ("a", ["eigh"]),
  ]

  static let styles: [(style: MathExpression.FontStyle, phrases: [String])] = [
    (.bold, ["bold", "boldface", "bold face", "bolded", "bold italic", "bold math"]),
    (
      .script,
      [
        "script", "calligraphic", "curly", "cal", "bold script", "curvy", "fancy", "math cal",
      ]
    ),
    (.fraktur, ["fraktur", "gothic", "frak", "german", "bold fraktur", "mathfrak"]),
    (
      .blackboard,
      [
        "blackboard bold", "blackboard", "double struck", "double-struck", "bb", "open face",
      ]
    ),
    (.sansSerif, ["sans serif", "sans-serif", "sans"]),
    (.typewriter, ["typewriter", "monospace", "mono", "teletype"]),
    (.roman, ["roman", "upright", "normal"]),
  ]

  static let capital = [
    "capital", "cap", "big", "upper", "upper case", "uppercase", "capital letter",
    "upper case letter", "large", "caps",
  ]
  static let lowercase = [
    "lowercase", "lower case", "little", "small", "lower", "lowercase letter",
  ]

  /// Sets with a letter of their own.
  static let namedSets: [(latex: String, phrases: [String])] = [
    (
      "R",
      [
        "real numbers", "reals", "set of real numbers", "set of reals", "set of all real numbers",
        "field of real numbers", "set of the real numbers", "real line",
      ]
    ),
    (
      "N",
      [
        "natural numbers", "naturals", "set of natural numbers", "set of naturals",
        "set of all natural numbers",
      ]
    ),
    (
      "Z",
      [
        "integers", "set of integers", "set of all integers", "integer numbers",
        "set of the integers",
        "set of integer numbers",
      ]
    ),
    (
      "Q",
      [
        "rational numbers", "rationals", "set of rational numbers", "set of rationals",
        "set of all rational numbers",
      ]
    ),
    (
      "C",
      [
        "complex numbers", "complexes", "set of complex numbers", "set of complexes",
        "set of all complex numbers", "complex plane",
      ]
    ),
    ("Z+", ["positive integers", "set of positive integers"]),
    ("R+", ["positive real numbers", "positive reals", "set of positive real numbers"]),
  ]
}
