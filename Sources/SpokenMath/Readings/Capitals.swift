/// Guesses which letters are capitals, where the transcript has no case.
///
/// Recognisers write one case. Whether a letter is a capital follows from its place: sets, matrices and
/// random variables are capitals, indices and variables of integration are not. The log-odds of each
/// trait of a place are counted (``CapitalPriors``); they are summed for each place and averaged over
/// the places of one letter, because one letter means one thing in a formula.
struct Capitals {
  /// How far the log-odds must lie above even before a letter is raised, ln 2 (two in three): in doubt
  /// it stays as said.
  private static let margin: Float = 0.7

  /// One letter of the formula, in all its places.
  private struct Letter {
    var sites: [Int] = []
    var sum: Float = 0
    var logOdds: Float { sum / Float(sites.count) - Capitals.margin }
  }

  private let lowercase: MathExpression
  private let letters: [Letter]
  private let siteCount: Int

  /// Weighs the letters of a formula written in small letters.
  init(of expression: MathExpression) {
    lowercase = expression
    let sites = LetterSites(expression).sites
    siteCount = sites.count
    var order: [UInt16: Int] = [:]
    var letters: [Letter] = []
    for (index, site) in sites.enumerated() {
      // What a letter is an element of is decided alone: “i in I”.
      let key = UInt16(site.letter) << 1 | (site.followsMembership ? 1 : 0)
      let place = order[key] ?? letters.count
      if place == letters.count {
        letters.append(Letter())
        order[key] = place
      }
      letters[place].sites.append(index)
      letters[place].sum += CapitalPriors.logOdds(of: site)
    }
    self.letters = letters
  }

  /// The number of the letter that is nearest to even; nil where there is none.
  var mostDoubtful: Int? {
    letters.indices.min { abs(letters[$0].logOdds) < abs(letters[$1].logOdds) }
  }

  /// The formula with the capitals it most likely has, and the guesses made.
  ///
  /// - Parameter flip: The number of a letter to take the other way.
  func guessed(flip: Int? = nil) -> (expression: MathExpression, decisions: [Decision]) {
    var isCapital = [Bool](repeating: false, count: siteCount)
    var decisions: [Decision] = []
    for (index, letter) in letters.enumerated() {
      let choice = (letter.logOdds > 0) != (index == flip)
      for site in letter.sites { isCapital[site] = choice }
      decisions.append(
        Decision(
          heuristic: .letterIsCapital, probability: Self.logistic(Double(letter.logOdds)),
          choice: choice))
    }
    return (LetterSites.capitalized(lowercase, where: isCapital), decisions)
  }

  /// 1 / (1 + e⁻ˣ), with the power by repeated squaring so that no library is needed.
  private static func logistic(_ x: Double) -> Double {
    var power = 1 - max(-20, min(20, x)) / 1024
    for _ in 0..<10 { power *= power }
    return 1 / (1 + power)
  }
}
