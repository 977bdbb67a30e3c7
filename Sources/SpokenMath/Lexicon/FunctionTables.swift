/// How functions, big operators, accents, delimiters and units are said.
enum FunctionTables {
  /// Functions whose argument needs no bracket: `sin x`.
  static let functions: [(name: String, phrases: [String])] = [
    ("sin", ["sine", "sin"]), ("cos", ["cosine", "cos", "cosin"]), ("tan", ["tangent", "tan"]),
    ("cot", ["cotangent", "cot", "cotan"]), ("sec", ["secant", "sec"]),
    ("csc", ["cosecant", "csc", "cosec"]),
    ("sinh", ["hyperbolic sine", "sinh", "sine hyperbolic", "sinch", "hyperbolic sin", "shine"]),
    ("cosh", ["hyperbolic cosine", "cosh", "cosine hyperbolic", "hyperbolic cos"]),
    ("tanh", ["hyperbolic tangent", "tanh", "tangent hyperbolic", "hyperbolic tan"]),
    ("coth", ["hyperbolic cotangent", "coth"]), ("sech", ["hyperbolic secant", "sech"]),
    ("csch", ["hyperbolic cosecant", "csch", "cosech"]),
    ("arcsin", ["arc sine", "arcsine", "arcsin", "arc sin"]),
    (
      "arccos",
      [
        "arc cosine", "arccosine", "arccos", "arc cos",
      ]
    ),
    (
      "arctan",
      [
        "arc tangent", "arctangent", "arctan", "arc tan",
      ]
    ),
    ("arccot", ["arc cotangent", "arccotangent", "arccot"]),
    ("arcsec", ["arc secant", "arcsecant", "arcsec"]),
    ("arccsc", ["arc cosecant", "arccosecant"]),
    ("arcsinh", ["arc hyperbolic sine", "arcsinh", "arc sinh"]),
    ("arccosh", ["arc hyperbolic cosine", "arccosh", "arc cosh"]),
    ("arctanh", ["arc hyperbolic tangent", "arctanh", "arc tanh"]),
    ("log", ["log", "logarithm", "logarithm of"]),
    (
      "ln",
      [
        "natural log", "natural logarithm", "ln", "lawn", "natural logarithmic", "log natural",
        "log base e", "logarithm base e",
      ]
    ),
    ("exp", ["exponential", "exponential of", "exp", "exponential function"]),
    ("det", ["determinant", "det"]), ("dim", ["dimension", "dim"]),
    ("ker", ["kernel", "ker"]), ("deg", ["degree of", "deg"]),
    ("gcd", ["greatest common divisor", "gcd", "g c d"]),
    ("lcm", ["least common multiple", "lcm"]),
    ("max", ["maximum", "max"]), ("min", ["minimum", "min"]),
    ("sup", ["supremum", "soup", "least upper bound"]),
    ("inf", ["infimum", "inf", "greatest lower bound"]),
    ("limsup", ["lim sup", "limsup", "limit superior", "limit supremum", "limit sup"]),
    ("liminf", ["lim inf", "liminf", "limit inferior", "limit infimum", "limit inf"]),
    ("argmax", ["arg max", "argmax", "arg maximum", "argument max", "argument of the maximum"]),
    ("argmin", ["arg min", "argmin", "arg minimum", "argument min", "argument of the minimum"]),
    ("arg", ["arg", "argument"]),
    ("tr", ["trace"]), ("rank", ["rank"]), ("sgn", ["signum", "sgn"]), ("sign", ["sign"]),
    ("span", ["span"]), ("diag", ["diag", "diagonal"]), ("supp", ["support", "supp"]),
    ("div", ["divergence", "div"]), ("curl", ["curl"]), ("erf", ["error function", "erf"]),
    ("erfc", ["erfc"]),
    ("Re", ["real part", "re"]), ("Im", ["imaginary part"]), ("Res", ["residue"]),
    ("Var", ["variance", "var"]), ("Cov", ["covariance", "cov"]),
    ("Hom", ["hom", "homomorphisms"]),
    ("im", ["image"]), ("vol", ["volume"]),
    ("id", ["identity map", "identity function", "identity"]),
    ("Ad", ["adjoint action"]), ("Pr", ["probability"]), ("Li", ["polylogarithm"]),
    ("coker", ["cokernel"]), ("sinc", ["sinc"]), ("Aut", ["automorphisms"]),
    ("End", ["endomorphisms"]), ("Spec", ["spectrum"]), ("dist", ["distance"]),
    ("diam", ["diameter"]), ("const", ["a constant", "constant", "const"]), ("area", ["area"]),
    ("length", ["length"]), ("size", ["size"]),
  ]

  /// Those that take what follows into `sin x`, without “of” and without brackets.
  static let elementary: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
    "arcsin", "arccos", "arctan", "arccot", "arcsec", "arccsc", "arcsinh", "arccosh", "arctanh",
    "log", "ln", "exp", "det", "ker", "dim", "deg", "tr",
  ]

  /// Those of an angle.
  static let trigonometric: Set<String> = ["sin", "cos", "tan", "cot", "sec", "csc"]

  /// Those that take limits below: `max` over x.
  static let limited: Set<String> = [
    "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin", "lim", "det", "gcd",
  ]

  static let big: [(symbol: Symbol, phrases: [String])] = [
    (.sum, ["sum", "summation", "sigma summation", "summation of", "sum of"]),
    (.prod, ["product", "pi product", "product of"]),
    (.coprod, ["coproduct"]),
    (
      .int,
      [
        "integral", "integral of", "integral sign", "indefinite integral", "definite integral",
        "indefinite integral of", "definite integral of", "integrate", "int", "improper integral",
      ]
    ),
    (
      .iint,
      [
        "double integral", "double integral of", "surface integral", "double integrals",
        "integral integral",
      ]
    ),
    (.iiint, ["triple integral", "triple integral of", "volume integral"]),
    (
      .oint,
      [
        "contour integral", "closed integral", "contour integral of", "closed line integral",
        "line integral", "closed integral of", "line integral of", "circular integral",
        "closed path integral", "loop integral", "closed contour integral", "circle integral",
      ]
    ),
    (.oiint, ["closed surface integral"]),
    (.bigcup, ["union", "big union", "big cup", "union of", "unions"]),
    (.bigcap, ["intersection", "big intersection", "big cap", "intersection of"]),
    (.bigsqcup, ["disjoint union", "big disjoint union"]),
    (.bigodot, ["big circle dot"]), (.biguplus, ["big multiset union"]),
    (.bigoplus, ["direct sum", "big direct sum", "big o plus", "direct sum of"]),
    (.bigotimes, ["tensor product", "big tensor", "tensor product of"]),
    (.bigvee, ["big vee", "big or"]), (.bigwedge, ["big wedge", "big and"]),
  ]

  static let accents: [(accent: MathExpression.Accent, phrases: [String])] = [
    (
      .hat,
      [
        "hat", "circumflex", "wide hat", "widehat", "caret", "with hat", "with a hat", "hatted",
        "with caret",
      ]
    ),
    (
      .bar,
      [
        "bar", "overline", "overbar", "over bar", "conjugate", "complex conjugate", "with a bar",
        "line over", "horizontal bar", "with bar", "with bar above", "with a line over it",
        "over line",
        "closure", "with overline", "barred", "bar over",
      ]
    ),
    (
      .tilde,
      [
        "tilde", "wide tilde", "twiddle", "with a tilde", "with tilde", "widetilde", "squiggle",
        "tilda",
      ]
    ),
    (
      .vector,
      [
        "vector", "vec", "with arrow on top", "with an arrow on top", "overrightarrow",
        "over arrow",
        "with arrow", "vector arrow", "with vector arrow", "with an arrow above", "arrow over",
        "with arrow above", "over right arrow", "with right arrow",
      ]
    ),
    (.dot, ["with a dot", "over dot", "overdot", "with dot", "with dot above", "dotted"]),
    (
      .doubleDot,
      [
        "double dot", "double dots", "with two dots", "double overdot", "umlaut", "two dots",
        "ddot",
      ]
    ),
    (.tripleDot, ["triple dots above", "with three dots"]),
    (.check, ["check", "caron", "wide check"]), (.breve, ["breve"]), (.acute, ["acute"]),
    (.grave, ["grave"]), (.ring, ["ring above", "over ring", "overcircle"]),
    (.underline, ["underline", "underlined", "underbar", "under bar", "under line"]),
    (.leftArrow, ["over left arrow", "with left arrow above"]),
    (.overbrace, ["overbrace", "over brace"]), (.underbrace, ["underbrace", "under brace"]),
    (.boxed, ["boxed"]), (.cancelled, ["crossed out", "cancelled"]),
  ]

  static let units: [(unit: String, phrases: [String])] = [
    ("km", ["kilometers", "kilometer", "kilometres", "kilometre"]),
    ("cm", ["centimeters", "centimeter", "centimetres", "centimetre"]),
    ("mm", ["millimeters", "millimeter", "millimetres", "millimetre"]),
    ("m", ["meters", "meter", "metres", "metre"]),
    ("kg", ["kilograms", "kilogram"]), ("g", ["grams", "gram"]),
    ("s", ["seconds"]), ("ms", ["milliseconds"]), ("h", ["hours"]), ("hr", ["hour"]),
    ("mi", ["miles", "mile"]), ("gal", ["gallons", "gallon"]), ("in", ["inches", "inch"]),
    ("ft", ["feet", "foot"]), ("N", ["newtons", "newton"]), ("J", ["joules", "joule"]),
    ("W", ["watts", "watt"]), ("V", ["volts", "volt"]), ("Hz", ["hertz"]), ("Pa", ["pascals"]),
    ("K", ["kelvin", "kelvins"]), ("L", ["liters", "liter", "litres", "litre"]),
    ("eV", ["electron volts", "electronvolts"]), ("MeV", ["mega electron volts", "mev"]),
    ("GeV", ["giga electron volts", "gev"]), ("keV", ["kilo electron volts", "kev"]),
    ("TeV", ["tera electron volts", "tev"]), ("kHz", ["kilohertz", "khz"]),
    ("MHz", ["megahertz", "mhz"]), ("GHz", ["gigahertz", "ghz"]), ("kpc", ["kiloparsecs", "kpc"]),
    ("Mpc", ["megaparsecs", "mpc"]), ("mol", ["moles"]), ("rad", ["radians", "radian"]),
    ("lb", ["pounds"]), ("oz", ["ounces"]), ("min", ["minutes"]), ("dB", ["decibels"]),
  ]
}
