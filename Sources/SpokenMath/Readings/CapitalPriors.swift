/// The counted log-odds that a letter is a capital, by the traits of its place.
package enum CapitalPriors {
  /// The log-odds of a capital at a place; above 0 a capital is likelier.
  static func logOdds(of site: LetterSites.Site) -> Float {
    let sum = site.traits.reduce(0) { $0 + (weights[$1.packed] ?? 0) }
    return site.isOfCapitals ? max(sum, ofCapitals) : sum
  }

  /// Spaces, matrices and random variables are capitals by convention, though too few were counted
  /// letter by letter: after dim, tr and the like four in five.
  private static let ofCapitals: Float = 1.4

  private static let weights: [UInt32: Float] = {
    var weights: [UInt32: Float] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let last = words.last, let weight = Float(last),
        let trait = LetterTrait(name: words.dropLast())
      else { continue }
      weights[trait.packed] = weight
    }
    return weights
  }()
}
