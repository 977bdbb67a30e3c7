/// Lines for practice in what formulas have too little of: spelled letters, digits, numbers,
/// Greek letters, words easily mistaken for each other, and short formulas.
///
/// The same seed gives the same lines on every machine.
public struct SpokenDrills: Sequence, IteratorProtocol, Sendable {
  private var random: SeededRandom

  /// Starts the lines of a seed.
  public init(seed: UInt64) {
    random = SeededRandom(seed: seed, stream: 0x6472_696C_6C73)
  }

  /// Some lines, each once.
  ///
  /// - Parameters:
  ///   - count: How many, at most 1 000 000.
  ///   - seed: Starts the drawing of lots.
  ///   - excluded: Lines that are not to be among them, such as those of a test list.
  /// - Returns: The lines, no two alike; fewer than `count` if the seed has no more.
  public static func lines(
    _ count: Int, seed: UInt64, excluding excluded: Set<String> = []
  ) -> [SynthesisText] {
    var drills = SpokenDrills(seed: seed)
    var seen = excluded
    var texts: [SynthesisText] = []
    let wanted = Swift.max(0, Swift.min(count, 1_000_000))
    // Short lines repeat: after enough vain draws there are no more.
    for _ in 0..<wanted * 20 where texts.count < wanted {
      let words = drills.line()
      if seen.insert(words.joined(separator: " ")).inserted {
        texts.append(SynthesisText(words: words))
      }
    }
    return texts
  }

  /// The next line's words; there is always one.
  public mutating func next() -> [String]? { line() }

  private mutating func line() -> [String] {
    switch random.uniform() {
    case ..<0.20: return several(2...8) { $0.pick(Self.letters) }
    case ..<0.32: return several(1...8) { $0.digit() }
    case ..<0.44:
      return several(2...7) { $0.random.chance(0.5) ? $0.pick(Self.letters) : $0.digit() }
    case ..<0.54:
      return several(1...5) { $0.pick($0.random.chance(0.75) ? Self.greek : Self.letters) }
    case ..<0.63:
      let group = pick(Self.confusable).map(String.init)
      return several(2...6) { $0.pick(group) }
    case ..<0.68: return [pick(Self.letters + Self.digits + Self.greek + ["oh"])]
    case ..<0.72: return teenOrTy()
    case ..<0.77: return several(1...3) { $0.number() }.flatMap { $0 }
    case ..<0.84: return command()
    case ..<0.95: return shortFormula()
    default: return chain()
    }
  }

  // MARK: - Kinds of line

  /// fifteen and fifty and their like, alone, together, or before a letter.
  private mutating func teenOrTy() -> [String] {
    let place = random.integer(below: Self.tens.count)
    // Tens start at twenty, teens at ten: place 0 pairs twelve with twenty.
    var words = [Self.teens[place + 2], Self.tens[place]]
    if random.chance(0.5) { words.swapAt(0, 1) }
    if random.chance(0.5) { words.removeLast() }
    if random.chance(0.5) { words.append(pick(Self.letters + Self.digits)) }
    return words
  }

  private mutating func command() -> [String] {
    let verb = pick(["enter", "erase", "rubout", "repeat"])
    switch random.uniform() {
    case ..<0.4:
      return [verb] + several(1...7) { $0.random.chance(0.45) ? $0.pick(Self.letters) : $0.digit() }
    case ..<0.6: return [pick(["go", "start", "stop", "yes", "no", "help", verb])]
    case ..<0.8: return [pick(Self.months)] + several(1...3) { $0.belowHundred() }.flatMap { $0 }
    default: return several(2...3) { $0.belowHundred() }.flatMap { $0 }
    }
  }

  private mutating func shortFormula() -> [String] {
    switch random.uniform() {
    case ..<0.3: return variable() + [pick(Self.infix)] + variable()
    case ..<0.45: return variable() + [pick(["squared", "cubed", "prime", "factorial"])]
    case ..<0.55: return belowHundred() + [pick(Self.letters), pick(Self.letters)]
    case ..<0.7:
      let name = [pick(Self.letters), "sub", pick(Self.letters + Self.digits)]
      return random.chance(0.5) ? name : name + [pick(Self.infix)] + variable()
    case ..<0.8: return [pick(["f", "g", "h", "p", "u", "v", "y"]), "of", pick(Self.letters)]
    case ..<0.9: return pick(Self.functions) + (random.chance(0.5) ? ["of"] : []) + variable()
    case ..<0.95: return ["d", pick(["x", "y", "u", "s"]), "d", pick(["x", "t"])]
    default: return ["capital", pick(Self.letters + Self.greek)]
    }
  }

  private mutating func chain() -> [String] {
    several(1...4) { $0.variable() + $0.pick(Self.operators) }.flatMap { $0 } + variable()
  }

  // MARK: - Parts of lines

  private mutating func variable() -> [String] {
    switch random.uniform() {
    case ..<0.55: [pick(Self.letters)]
    case ..<0.8: [pick(Self.greek)]
    default: number()
    }
  }

  private mutating func digit() -> String { random.chance(0.12) ? "oh" : pick(Self.digits) }

  private mutating func belowHundred() -> [String] {
    switch random.uniform() {
    case ..<0.3: [pick(Array(Self.digits.dropFirst()))]
    case ..<0.55: [pick(Self.teens)]
    case ..<0.7: [pick(Self.tens)]
    default: [pick(Self.tens), pick(Array(Self.digits.dropFirst()))]
    }
  }

  private mutating func number() -> [String] {
    switch random.uniform() {
    case ..<0.65: belowHundred()
    case ..<0.75: [pick(Array(Self.digits.dropFirst())), "hundred"]
    case ..<0.85: [pick(Array(Self.digits.dropFirst())), "hundred"] + belowHundred()
    case ..<0.9: [pick(Array(Self.digits.dropFirst())), "thousand"]
    default: belowHundred() + ["point"] + several(1...4) { $0.pick(Self.digits) }
    }
  }

  private mutating func pick<T>(_ choices: [T]) -> T {
    choices[random.integer(below: choices.count)]
  }

  private mutating func several<T>(
    _ counts: ClosedRange<Int>, _ draw: (inout SpokenDrills) -> T
  ) -> [T] {
    let count = counts.lowerBound + random.integer(below: counts.count)
    return (0..<count).map { _ in draw(&self) }
  }
}

// MARK: - Words

extension SpokenDrills {
  static let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
  static let digits = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
  ]
  static let teens = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
  ]
  static let tens = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  static let greek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi",
    "psi", "omega",
  ]
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  /// Letters that sound alike, a group at a time.
  static let confusable = [
    "bdeptvzcg", "mn", "fsx", "ajkh", "iy", "qu", "bp", "dt", "vz", "cz", "gj", "bv", "ea", "uw",
    "lmno", "rli",
  ]
  static let infix = ["plus", "minus", "times", "over", "equals", "dot"]
  static let operators = [
    ["plus"], ["minus"], ["times"], ["over"], ["equals"], ["divided", "by"], ["less", "than"],
    ["greater", "than"], ["plus", "or", "minus"], ["squared", "plus"], ["cubed", "minus"],
    ["sub"], ["to", "the"], ["is", "equal", "to"], ["comma"], ["of"],
  ]
  static let functions = [
    ["sine"], ["cosine"], ["tangent"], ["secant"], ["cosecant"], ["cotangent"], ["log"],
    ["natural", "log"], ["square", "root"], ["cube", "root"], ["arc", "sine"], ["arc", "cosine"],
    ["arc", "tangent"], ["hyperbolic", "sine"], ["hyperbolic", "cosine"], ["limit"], ["sum"],
    ["integral"], ["derivative"], ["exponential"], ["determinant"],
  ]
}
