/// Lists the letters of a formula with what stands round each, and puts capitals where they belong.
///
/// A site is a letter that has a capital form: Latin letters and the Greek ones whose capital differs
/// from a Latin one. Sites come in reading order.
package struct LetterSites {
  /// A letter and the traits of its place, as packed by ``LetterTrait``.
  package struct Site {
    /// The letter's code, see ``LetterCode``.
    package var letter: UInt8
    /// The traits of the place.
    package var traits: [LetterTrait]
    /// Where the letter stands.
    package var role: Role
    /// Whether it comes right after ∈.
    package var followsMembership: Bool
    /// Whether it is what a function of spaces, matrices or random variables is applied to.
    package var isOfCapitals: Bool
  }

  /// Where in the formula a letter stands.
  package enum Role: UInt8, CaseIterable, Sendable {
    case top, argument, parentheses, brackets, braces, bars, numerator, denominator, radicand
    case lower, upper, lowerBound, upperBound, marked, cell, other
  }

  /// The sites found, in reading order.
  package private(set) var sites: [Site] = []
  private var facts: Set<LetterTrait.Fact> = []

  /// Finds the sites of a formula.
  package init(_ expression: MathExpression) {
    visit(expression, Place(role: .top))
    addFacts()
  }

  /// The formula with the letters of some sites as capitals.
  package static func capitalized(
    _ expression: MathExpression, where isCapital: [Bool]
  ) -> MathExpression {
    var index = 0
    return rewritten(expression, isCapital, &index)
  }

  // MARK: - Finding

  /// What stands round a node.
  private struct Place {
    var role: Role
    var previous = Shape.edge
    var next = Shape.edge
    var previousLetter: UInt8 = 0
    var nextLetter: UInt8 = 0
    /// What the parentheses round it are applied to: a letter's code, or 0.
    var head: UInt8 = 0
    var lower = Shape.edge
    var upper = Shape.edge
    var primes = 0
    var accent: UInt8 = 0
    /// Whether both bounds of the operator are there.
    var isBoundOfTwo = false
    /// The custom that speaks for a capital here: 0 for none.
    var custom: Custom?
  }

  /// Customs of writing that hold whatever the letter.
  private enum Custom: UInt16 {
    case besideSetOperator = 1
    case ofSetFunction, transposed, ofMap, expected, element
  }

  /// Signs whose two sides are sets.
  private static let setOperators: Set<Symbol> = [
    .cup, .cap, .setminus, .subset, .subseteq, .supset, .supseteq, .oplus,
  ]
  /// Functions of matrices, spaces and random variables.
  private static let setFunctions: Set<String> = [
    "dim", "tr", "rank", "ker", "Var", "Cov", "Hom", "det", "supp", "diam", "span",
  ]

  private mutating func visit(_ expression: MathExpression, _ place: Place) {
    switch expression.kind {
    case .row(let nodes): visitRow(nodes, place)
    case .identifier(let identifier): visitLetter(identifier, place)
    case .fraction(let top, let bottom):
      visit(top, Place(role: .numerator))
      visit(bottom, Place(role: .denominator))
    case .binomial(let top, let bottom):
      visit(top, Place(role: .numerator))
      visit(bottom, Place(role: .denominator))
    case .root(let radicand, let degree):
      visit(radicand, Place(role: .radicand))
      if let degree { visit(degree, Place(role: .other)) }
    case .scripts(let base, let lower, let upper, let primes):
      var inner = place
      inner.lower = lower.map(Shape.init) ?? .edge
      inner.upper = upper.map(Shape.init) ?? .edge
      inner.primes = primes
      if upper == MathExpression(.identifier(.init("T"))) { inner.custom = .transposed }
      let isBig = Shape(base).isBounded
      visit(base, inner)
      var script = Place(role: isBig ? .lowerBound : .lower, head: LetterCode.code(of: base))
      script.isBoundOfTwo = isBig && lower != nil && upper != nil
      if let lower { visit(lower, script) }
      script.role = isBig ? .upperBound : .upper
      if let upper { visit(upper, script) }
    case .prescripts(let base, let lower, let upper):
      visit(base, place)
      if let lower { visit(lower, Place(role: .lower)) }
      if let upper { visit(upper, Place(role: .upper)) }
    case .fenced(let open, let content, _):
      var inner = Place(role: Self.role(of: open, head: place.head), head: place.head)
      if place.custom == .ofSetFunction || place.custom == .expected { inner.custom = place.custom }
      visit(content, inner)
    case .accent(let accent, let base):
      var inner = place
      inner.role = .marked
      inner.accent = UInt8(1 + (MathExpression.Accent.allCases.firstIndex(of: accent) ?? 0))
      visit(base, inner)
    case .over(let mark, let base), .under(let mark, let base):
      visit(base, place)
      visit(mark, Place(role: .other))
    case .matrix(let rows, _):
      for cell in rows.joined() { visit(cell, Place(role: .cell)) }
    default: break
    }
  }

  private mutating func visitRow(_ nodes: [MathExpression], _ place: Place) {
    let shapes = nodes.map(Shape.init)
    for (index, node) in nodes.enumerated() {
      var inner = Place(role: place.role)
      inner.isBoundOfTwo = place.isBoundOfTwo
      inner.custom = nodes.count == 1 ? place.custom : nil
      if index > 0 {
        inner.previous = shapes[index - 1]
        inner.previousLetter = LetterCode.code(of: nodes[index - 1])
        if case .fenced = node.kind {
          inner.head =
            inner.previousLetter > 0
            ? inner.previousLetter : shapes[index - 1].isFunction ? LetterCode.function : 0
        }
      }
      if index + 1 < nodes.count {
        inner.next = shapes[index + 1]
        inner.nextLetter = LetterCode.code(of: nodes[index + 1])
      }
      if case .fenced = node.kind {} else if place.head > 0 { inner.head = place.head }
      inner.custom = Self.custom(at: index, in: nodes) ?? inner.custom
      visit(node, inner)
    }
  }

  /// The custom that the neighbours in a row speak of.
  private static func custom(at index: Int, in nodes: [MathExpression]) -> Custom? {
    func symbol(_ index: Int) -> Symbol? {
      guard nodes.indices.contains(index) else { return nil }
      switch nodes[index].kind {
      case .symbol(let symbol), .negated(let symbol): return symbol
      default: return nil
      }
    }
    if index > 0 {
      switch nodes[index - 1].kind {
      case .function(let name) where setFunctions.contains(name): return .ofSetFunction
      case .identifier(let letter) where letter.name == "E" && letter.style == .blackboard:
        return .expected
      default: break
      }
    }
    if let before = symbol(index - 1) {
      if before == .isIn { return .element }
      if setOperators.contains(before) { return .besideSetOperator }
      if before == .to, index > 3, symbol(index - 3) == .colon { return .ofMap }
    }
    if let after = symbol(index + 1) {
      if setOperators.contains(after) { return .besideSetOperator }
      if after == .to, symbol(index - 1) == .colon { return .ofMap }
    }
    return nil
  }

  private static func role(of open: MathExpression.Delimiter, head: UInt8) -> Role {
    switch open {
    case .openParenthesis: return head > 0 ? .argument : .parentheses
    case .openBracket: return .brackets
    case .openBrace: return .braces
    default: return .bars
    }
  }

  private mutating func visitLetter(_ identifier: MathExpression.Identifier, _ place: Place) {
    guard identifier.style == .italic || identifier.style == .bold,
      let letter = LetterCode.code(of: identifier.name)
    else { return }
    let (l, r) = (UInt16(letter), UInt16(place.role.rawValue))
    let (previous, next) = (UInt16(place.previous.rawValue), UInt16(place.next.rawValue))
    let (lower, upper) = (UInt16(place.lower.rawValue), UInt16(place.upper.rawValue))
    var traits: [LetterTrait] = [
      .init(.bias, 0), .init(.letter, l), .init(.role, r), .init(.letterRole, l, r),
      .init(.lower, lower), .init(.upper, upper), .init(.letterLower, l, lower),
      .init(.letterUpper, l, upper), .init(.previous, previous), .init(.next, next),
      .init(.letterPrevious, l, previous), .init(.letterNext, l, next),
      .init(.around, previous, next), .init(.rolePrevious, r, previous), .init(.roleNext, r, next),
    ]
    if place.primes > 0 { traits += [.init(.primes, 1), .init(.letterPrimes, l)] }
    if place.accent > 0 {
      traits += [.init(.accent, UInt16(place.accent)), .init(.letterAccent, l)]
    }
    if let custom = place.custom { traits.append(.init(.custom, custom.rawValue)) }
    if place.isBoundOfTwo { traits.append(.init(.bound, l, r)) }
    if place.head > 0 {
      traits += [.init(.head, UInt16(place.head), r), .init(.letterHead, l, UInt16(place.head))]
    }
    if place.previousLetter > 0 {
      traits.append(.init(.letterAfter, l, UInt16(place.previousLetter)))
    }
    if place.nextLetter > 0 { traits.append(.init(.letterBefore, l, UInt16(place.nextLetter))) }
    if identifier.style == .bold { traits += [.init(.bold, 0), .init(.letterBold, l)] }
    sites.append(
      Site(
        letter: letter, traits: traits, role: place.role,
        followsMembership: place.previous == .isIn,
        isOfCapitals: place.custom == .ofSetFunction || place.custom == .expected))
    addFacts(letter, place)
  }

  /// What a place says of the same letter elsewhere in the formula.
  private mutating func addFacts(_ letter: UInt8, _ place: Place) {
    if place.role == .lower { facts.insert(.init(letter, .isIndex)) }
    if place.role == .upper { facts.insert(.init(letter, .isExponent)) }
    if place.role == .lowerBound, place.next == .equals || place.next == .isIn {
      facts.insert(.init(letter, .isBound))
    }
    if place.previous == .isIn { facts.insert(.init(letter, .isSet)) }
    if place.next == .isIn { facts.insert(.init(letter, .isMember)) }
    if place.previous == .differential { facts.insert(.init(letter, .isVariable)) }
    if place.next == .parentheses { facts.insert(.init(letter, .isFunction)) }
    if place.role == .argument { facts.insert(.init(letter, .isArgument)) }
    if place.previous == .number { facts.insert(.init(letter, .hasCoefficient)) }
    if place.lower != .edge { facts.insert(.init(letter, .hasIndex)) }
    if [.union, .subset].contains(place.previous) || [.union, .subset].contains(place.next) {
      facts.insert(.init(letter, .isSet))
    }
    if place.primes > 0 { facts.insert(.init(letter, .hasPrime)) }
    if place.previous == .edge, place.next == .equals {
      facts.insert(.init(letter, .isDefined))
    }
  }

  /// Adds to each site how often its letter occurs and what its other places say.
  private mutating func addFacts() {
    var counts = [Int](repeating: 0, count: 64)
    for site in sites { counts[Int(site.letter)] += 1 }
    let kinds = UInt16(counts.count { $0 > 0 })
    let ordered = facts.sorted { $0.order < $1.order }
    for index in sites.indices {
      let letter = sites[index].letter
      let role = UInt16(sites[index].role.rawValue)
      sites[index].traits.append(.init(.count, UInt16(min(4, counts[Int(letter)])), role))
      sites[index].traits.append(.init(.variety, min(8, kinds)))
      for fact in ordered {
        let kind = UInt16(fact.kind.rawValue)
        if fact.letter == letter {
          sites[index].traits.append(.init(.same, kind, role))
        }
      }
    }
  }

  // MARK: - Writing

  private static func rewritten(
    _ expression: MathExpression, _ isCapital: [Bool], _ index: inout Int
  ) -> MathExpression {
    var result = expression
    guard case .identifier(let identifier) = expression.kind else {
      result.kind = expression.kind.mapped { rewritten($0, isCapital, &index) }
      return result
    }
    guard identifier.style == .italic || identifier.style == .bold,
      LetterCode.code(of: identifier.name) != nil
    else { return expression }
    if index < isCapital.count, isCapital[index] {
      result.kind = .identifier(
        .init(LetterCode.capital(of: identifier.name), style: identifier.style))
    }
    index += 1
    return result
  }
}
