/// One trait of a letter's place, packed into 32 bits: a kind and up to two values.
package struct LetterTrait: Hashable, Sendable {
  /// What is looked at.
  package enum Kind: UInt8, CaseIterable, Sendable {
    case bias, letter, role, letterRole, lower, upper, letterLower, letterUpper, previous, next
    case letterPrevious, letterNext, around, rolePrevious, roleNext, primes, letterPrimes, accent
    case letterAccent, head, letterHead, letterAfter, letterBefore, bold, letterBold, count
    case variety, same, custom, bound
  }

  /// Something a place says of its letter wherever else that letter stands.
  package struct Fact: Hashable, Sendable {
    package enum Kind: UInt8, CaseIterable, Sendable {
      case isIndex, isExponent, isBound, isSet, isMember, isVariable, isFunction, isArgument
      case hasCoefficient, hasIndex, hasPrime, isDefined
    }
    let letter: UInt8
    let kind: Kind

    init(_ letter: UInt8, _ kind: Kind) {
      self.letter = letter
      self.kind = kind
    }

    var order: UInt16 { UInt16(letter) << 8 | UInt16(kind.rawValue) }
  }

  /// The trait as a number: kind, first value and second value from the top.
  package let packed: UInt32

  package init(_ kind: Kind, _ first: UInt16, _ second: UInt16 = 0) {
    packed = UInt32(kind.rawValue) << 24 | UInt32(first & 0xFFF) << 12 | UInt32(second & 0xFFF)
  }
}

extension LetterTrait {
  /// What a value of a trait counts.
  private enum Domain { case letter, role, shape, fact, number }

  private static func domains(of kind: Kind) -> [Domain] {
    switch kind {
    case .bias, .bold: return []
    case .letter, .letterPrimes, .letterAccent, .letterBold: return [.letter]
    case .role: return [.role]
    case .letterRole: return [.letter, .role]
    case .lower, .upper, .previous, .next: return [.shape]
    case .letterLower, .letterUpper, .letterPrevious, .letterNext: return [.letter, .shape]
    case .around: return [.shape, .shape]
    case .rolePrevious, .roleNext: return [.role, .shape]
    case .primes, .accent, .variety: return [.number]
    case .head: return [.letter, .role]
    case .letterHead, .letterAfter, .letterBefore: return [.letter, .letter]
    case .count: return [.number, .role]
    case .same: return [.fact, .role]
    case .custom: return [.number]
    case .bound: return [.letter, .role]
    }
  }

  /// The trait in words, as the table of priors writes it: `letterNext n equals`.
  package var name: String {
    guard let kind = Kind(rawValue: UInt8(packed >> 24)) else { return "" }
    let values = [UInt8(packed >> 12 & 0xFF), UInt8(packed & 0xFF)]
    let names = zip(Self.domains(of: kind), values).map { domain, value -> String in
      switch domain {
      case .letter: return LetterCode.name(of: value)
      case .role: return LetterSites.Role(rawValue: value).map { "\($0)" } ?? "?"
      case .shape: return Shape(rawValue: value).map { "\($0)" } ?? "?"
      case .fact: return Fact.Kind(rawValue: value).map { "\($0)" } ?? "?"
      case .number: return "\(value)"
      }
    }
    return (["\(kind)"] + names).joined(separator: " ")
  }

  /// The trait of a name; nil for a name that none has.
  package init?(name: some Collection<Substring>) {
    guard let first = name.first, let kind = Self.kinds[first] else { return nil }
    var values: [UInt16] = []
    for (domain, word) in zip(Self.domains(of: kind), name.dropFirst()) {
      let value: UInt8?
      switch domain {
      case .letter: value = LetterCode.code(named: word)
      case .role: value = Self.roles[word]
      case .shape: value = Self.shapes[word]
      case .fact: value = Self.facts[word]
      case .number: value = UInt8(word)
      }
      guard let value else { return nil }
      values.append(UInt16(value))
    }
    self.init(kind, values.first ?? 0, values.count > 1 ? values[1] : 0)
  }

  private static let kinds = named(Kind.allCases, \.self)
  private static let roles = named(LetterSites.Role.allCases, \.rawValue)
  private static let shapes = named(Shape.allCases, \.rawValue)
  private static let facts = named(Fact.Kind.allCases, \.rawValue)

  private static func named<Case, Value>(
    _ cases: [Case], _ value: (Case) -> Value
  ) -> [Substring: Value] {
    Dictionary(uniqueKeysWithValues: cases.map { (Substring("\($0)"), value($0)) })
  }
}

/// Codes of the letters that have a capital form of their own.
package enum LetterCode {
  /// Stands for a named function where a letter's code is wanted.
  package static let function: UInt8 = 63

  private static let greek = [
    "gamma", "delta", "theta", "lambda", "xi", "pi", "sigma", "upsilon", "phi", "psi", "omega",
  ]

  /// The code of a small letter by its name, from 1; nil where there is no capital.
  package static func code(of name: String) -> UInt8? {
    let bytes = name.utf8
    if bytes.count == 1, let byte = bytes.first {
      return (97...122).contains(byte) ? byte - 96 : nil
    }
    return greek.firstIndex(of: name).map { UInt8(27 + $0) }
  }

  /// The code of the letter that a node is, with scripts or not; 0 for anything else.
  package static func code(of node: MathExpression) -> UInt8 {
    switch node.kind {
    case .identifier(let identifier): return code(of: identifier.name) ?? 0
    case .scripts(let base, _, _, _), .accent(_, let base): return code(of: base)
    default: return 0
    }
  }

  /// The name of a code, as the table of priors writes it.
  static func name(of code: UInt8) -> String {
    switch code {
    case 1...26: return String(UnicodeScalar(code + 96))
    case function: return "function"
    default:
      let index = Int(code) - 27
      return greek.indices.contains(index) ? greek[index] : "none"
    }
  }

  static func code(named name: Substring) -> UInt8? {
    name == "function" ? function : code(of: String(name))
  }

  /// The capital of a letter by its name.
  package static func capital(of name: String) -> String {
    name.count == 1 ? name.uppercased() : name.capitalizedFirst
  }
}

/// What kind of thing stands beside a letter.
package enum Shape: UInt8, CaseIterable, Sendable {
  case edge, number, one, latin, greek, additive, times, equals, order, isIn, subset, union
  case circled, arrow, colon, comma, bar, parentheses, brackets, braces, bars, angles, function
  case fraction, root, big, integral, text, differential, partial, nabla, quantifier, dots
  case infinity, styled, accent, matrix, star, transpose, minusOne, index, sum, list, other

  /// The shape of a node.
  package init(_ node: MathExpression) {
    switch node.kind {
    case .number(let digits): self = digits == "1" ? .one : .number
    case .identifier(let identifier): self = Self.of(identifier)
    case .function: self = .function
    case .symbol(let symbol), .negated(let symbol): self = Self.of(symbol)
    case .fraction, .binomial: self = .fraction
    case .root: self = .root
    case .scripts(let base, _, _, _), .prescripts(let base, _, _): self = Shape(base)
    case .fenced(let open, _, _): self = Self.of(open)
    case .accent: self = .accent
    case .over(_, let base), .under(_, let base): self = Shape(base)
    case .matrix: self = .matrix
    case .text, .upright: self = .text
    case .space: self = .edge
    case .row(let nodes): self = Self.of(nodes)
    }
  }

  /// Whether scripts of it are bounds.
  var isBounded: Bool { self == .big || self == .integral || self == .function }

  var isFunction: Bool { self == .function }

  private static func of(_ nodes: [MathExpression]) -> Shape {
    guard let first = nodes.first else { return .edge }
    if nodes.count == 2, first.kind == .symbol(.minus) {
      return nodes[1].kind == .number("1") ? .minusOne : Shape(nodes[1])
    }
    if nodes.contains(where: { $0.kind == .symbol(.comma) }) { return .list }
    if nodes.contains(where: { $0.kind == .symbol(.plus) || $0.kind == .symbol(.minus) }) {
      return .sum
    }
    return nodes.allSatisfy { LetterCode.code(of: $0) > 0 } ? .index : .other
  }

  private static func of(_ identifier: MathExpression.Identifier) -> Shape {
    if identifier.style != .italic { return .styled }
    if identifier.name.utf8.count > 1 { return .greek }
    switch identifier.name {
    case "d": return .differential
    case "t", "T": return .transpose
    default: return .latin
    }
  }

  private static func of(_ delimiter: MathExpression.Delimiter) -> Shape {
    switch delimiter {
    case .openParenthesis: return .parentheses
    case .openBracket: return .brackets
    case .openBrace: return .braces
    case .openAngle: return .angles
    default: return .bars
    }
  }

  private static func of(_ symbol: Symbol) -> Shape {
    switch symbol {
    case .plus, .minus, .pm, .mp: return .additive
    case .times, .cdot, .slash, .div: return .times
    case .ast, .star, .dagger: return .star
    case .equals, .equiv, .approx, .sim, .simeq, .cong, .colonEquals, .propto: return .equals
    case .less, .greater, .leq, .geq, .ll, .gg: return .order
    case .isIn, .ni: return .isIn
    case .subset, .supset, .subseteq, .supseteq, .subsetneq, .supsetneq: return .subset
    case .cup, .cap, .setminus: return .union
    case .oplus, .otimes, .wedge, .vee, .circ: return .circled
    case .to, .leftarrow, .mapsto, .implies, .impliedBy, .equivalent, .leftrightarrow:
      return .arrow
    case .colon: return .colon
    case .comma, .semicolon: return .comma
    case .mid, .bar: return .bar
    case .int, .iint, .iiint, .oint, .oiint: return .integral
    case .partial: return .partial
    case .nabla: return .nabla
    case .forall, .exists: return .quantifier
    case .ldots, .cdots: return .dots
    case .infty: return .infinity
    default: return symbol.role == .big ? .big : .other
    }
  }
}
