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
  /// Letters whose log-odds lie nearer to even than this are offered the other way.
  private static let doubt: Float = 2

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

  /// The formula with the capitals it most likely has.
  ///
  /// These guesses lower no score: every reading of the words has the same letters.
  func guessed() -> MathExpression {
    LetterSites.capitalized(lowercase, where: isCapital(flip: nil))
  }

  /// The formula with the most doubtful letter the other way, and how much less likely that is.
  ///
  /// - Returns: Nil where no letter is in doubt: none within seven to one.
  func alternative() -> (expression: MathExpression, decision: Decision)? {
    guard let flip = letters.indices.min(by: { distance($0) < distance($1) }),
      distance(flip) < Self.doubt
    else { return nil }
    let odds = letters[flip].logOdds
    let decision = Decision(
      heuristic: .letterIsCapital, probability: Self.logistic(Double(odds)), choice: odds <= 0)
    return (LetterSites.capitalized(lowercase, where: isCapital(flip: flip)), decision)
  }

  private func distance(_ letter: Int) -> Float { abs(letters[letter].logOdds) }

  private func isCapital(flip: Int?) -> [Bool] {
    var isCapital = [Bool](repeating: false, count: siteCount)
    for (index, letter) in letters.enumerated() {
      for site in letter.sites { isCapital[site] = (letter.logOdds > 0) != (index == flip) }
    }
    return isCapital
  }

  /// 1 / (1 + e⁻ˣ), with the power by repeated squaring so that no library is needed.
  private static func logistic(_ x: Double) -> Double {
    var power = 1 - max(-20, min(20, x)) / 1024
    for _ in 0..<10 { power *= power }
    return 1 / (1 + power)
  }
}
