/// What each engine must be given for letters, Greek letters and the names of functions.
///
/// Found by reading the engines' own phonemes (`espeak-ng -x -q`, `flite -ps`, festival's
/// `lex.lookup`, Hibari's `G2P`) and, for RHVoice and pico, which show none, by having a
/// recogniser write down what it heard. Engines of 2026 in Debian 12.
extension Respelling {
  /// For an engine of which nothing is known: letters by their names, in English spelling.
  public static let plain = Respelling(
    name: "plain", replacements: letterNames.merging(greek) { $1 }.merging(functions) { $1 })

  /// Nothing is rewritten: for an engine that reads mathematics already.
  public static let none = Respelling(name: "none", replacements: [:], zedShare: 0)

  /// flite, whose lexicon says "co-seen", "toe" for tau and "etta" for eta.
  static let flite = Respelling(
    name: "flite",
    replacements: letterNames.merging(greek) { $1 }.merging(functions) { $1 }
      .merging(letterToSound) { $1 })

  /// festival: as flite, but "aitch" is "ch" to its letter-to-sound rules.
  static let festival = Respelling(
    name: "festival", replacements: flite.replacements.merging(["h": ["h"]]) { $1 })

  /// RHVoice: as flite, but spells "eff" out as "he f f" and swallows "aitch".
  static let rhvoice = Respelling(
    name: "rhvoice", replacements: flite.replacements.merging(["f": ["f"], "h": ["h"]]) { $1 })

  /// pico's American voice, which makes "tell" of tau and drops the end of eta and zeta.
  static let picoAmerican = Respelling(
    name: "pico en-US",
    replacements: plain.replacements.merging(["f": ["f"], "h": ["h"], "cosine": ["co sign"]]) {
      $1
    },
    unsayable: ["tau", "eta", "zeta"])

  /// pico's British voice: "ay" is "eye" to it, and theta "see to".
  static let picoBritish = Respelling(
    name: "pico en-GB",
    replacements: plain.replacements.merging([
      "a": ["ae"], "f": ["f"], "h": ["h"], "tau": ["tore", "tao"], "nu": ["nu"], "mu": ["mu"],
      "eta": ["eeta"], "cosine": ["koe sign"], "arccos": ["arc koe sign"],
      "arccosine": ["arc koe sign"],
    ]) { $1 },
    unsayable: ["theta", "upsilon"], zedShare: 0.5)

  /// espeak-ng: letters are right but for `a`; phonemes stand in double brackets.
  static let espeak = Respelling(
    name: "espeak-ng",
    replacements: [
      "a": ["[[eI]]"], "xi": ["[[ksaI]]", "[[zaI]]"], "eta": ["[[eIt@]]", "eta"],
      "phi": ["phi", "fee"], "psi": ["psi", "[[psaI]]"], "tau": ["tau", "[[tO:]]"],
      "nth": ["[[EnT]]"], "kth": ["[[keIT]]"], "mth": ["[[EmT]]"],
      "sinh": ["[[SaIn]]", "[[sIntS]]"], "tanh": ["[[tantS]]"], "arcsin": ["arc sine"],
      "arccos": ["arc [[koz]]"], "arctan": ["arc tan"], "lim": ["limit"], "sup": ["soup"],
      "iff": ["if and only if"], "bra": ["brah"], "eigenvalue": ["[[aIg@nvalju:]]"],
      "eigenvalues": ["[[aIg@nvalju:z]]"],
    ])

  /// Hibari: knows most of mathematics; phonemes stand in `[word](/…/)`.
  static let hibari = Respelling(
    name: "hibari",
    replacements: [
      "a": ["[a](/ˈA/)"], "xi": ["zye", "[xi](/ksˈI/)"], "psi": ["psi", "[psi](/psˈI/)"],
      "phi": ["phi", "fee"], "eta": ["eta", "[eta](/ˈiTə/)"], "kth": ["kayth"],
      "mth": ["emth"], "ith": ["eyeth"], "jth": ["jayth"], "sinh": ["cinch", "shine"],
      "tanh": ["tanch"], "arcsin": ["arc sine"], "arccos": ["arc cosine"],
      "arctan": ["arc tan"], "csc": ["cosecant"], "lim": ["limit"], "sup": ["soup"],
      "iff": ["if and only if"], "sgn": ["sign"],
    ])

  /// Piper reads espeak's text, with IPA in double brackets.
  static let piper = Respelling(
    name: "piper",
    replacements: [
      "a": ["[[eɪ]]"], "xi": ["[[ksaɪ]]", "[[zaɪ]]"], "eta": ["[[eɪtə]]", "eta"],
      "phi": ["phi", "fee"], "psi": ["psi", "[[psaɪ]]"], "tau": ["tau", "[[tɔː]]"],
      "nth": ["[[ɛnθ]]"], "kth": ["[[keɪθ]]"], "sinh": ["[[ʃaɪn]]", "[[sɪntʃ]]"],
      "tanh": ["[[tæntʃ]]"], "arcsin": ["arc sine"], "arccos": ["arc [[kɑːz]]"],
      "arctan": ["arc tan"], "lim": ["limit"], "sup": ["soup"], "iff": ["if and only if"],
      "bra": ["brah"], "eigenvalue": ["[[aɪɡənvæljuː]]"], "eigenvalues": ["[[aɪɡənvæljuːz]]"],
    ])

  /// All tables, by name.
  public static let named: [String: Respelling] = Dictionary(
    uniqueKeysWithValues: [
      plain, none, flite, festival, rhvoice, picoAmerican, picoBritish, espeak, hibari, piper,
    ].map { ($0.name, $0) })

  // MARK: - Parts of tables

  private static let letterNames: [String: [String]] = Dictionary(
    uniqueKeysWithValues: zip(
      "abcdefghijklmnopqrstuvwxyz".map(String.init),
      [
        "ay", "bee", "see", "dee", "ee", "eff", "jee", "aitch", "eye", "jay", "kay", "ell", "em",
        "en", "oh", "pee", "cue", "are", "ess", "tee", "you", "vee", "double you", "ex", "why",
        "zee",
      ].map { [$0] }))

  private static let greek: [String: [String]] = [
    "psi": ["sigh"], "chi": ["kye"], "xi": ["zye"], "nu": ["new"], "mu": ["mew"],
    "rho": ["row"], "phi": ["fye", "fee"],
  ]

  private static let functions: [String: [String]] = [
    "cosine": ["cosign"], "arccosine": ["arc cosign"], "arccos": ["arc cosign"],
    "arcsine": ["arc sine"], "arcsin": ["arc sine"], "arctangent": ["arc tangent"],
    "arctan": ["arc tan"], "sinh": ["cinch", "shine"], "tanh": ["tanch"], "csc": ["cosecant"],
    "lim": ["limit"], "sup": ["soup"], "sgn": ["sign"], "iff": ["if and only if"],
    "nth": ["enth"], "kth": ["kayth"], "mth": ["emth"], "ith": ["eyeth"], "jth": ["jayth"],
    "eigenvalue": ["eye ghen value"], "eigenvalues": ["eye ghen values"],
    "eigenvector": ["eye ghen vector"], "eigenvectors": ["eye ghen vectors"],
    "naught": ["nawt"], "bra": ["brah"], "ket": ["kett"], "nabla": ["nabbla"],
    "rubout": ["rub out"],
  ]

  private static let letterToSound: [String: [String]] = [
    "tau": ["tao"], "eta": ["ayta"], "theta": ["thayta"], "zeta": ["zayta"], "beta": ["bayta"],
    "secant": ["seecant"], "cosecant": ["co seecant"],
  ]
}
