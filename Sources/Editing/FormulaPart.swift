import SpokenMath
import Typesetting

/// A part of a formula by name: "the numerator", "the last term".
public enum FormulaPart: String, Sendable, CaseIterable {
  case numerator, denominator, exponent, subscripted, base, radicand, degree, contents
  case lowerLimit, upperLimit, firstTerm, lastTerm, leftSide, rightSide, fraction, root, everything

  /// What people call it.
  static let names: [(words: String, part: FormulaPart)] = [
    ("numerator", .numerator), ("top", .numerator), ("denominator", .denominator),
    ("bottom", .denominator), ("exponent", .exponent), ("power", .exponent),
    ("superscript", .exponent), ("subscript", .subscripted), ("index", .subscripted),
    ("base", .base), ("radicand", .radicand), ("inside of the root", .radicand),
    ("degree", .degree), ("argument", .contents), ("inside of the brackets", .contents),
    ("inside of the parentheses", .contents), ("contents", .contents),
    ("lower limit", .lowerLimit), ("lower bound", .lowerLimit), ("upper limit", .upperLimit),
    ("upper bound", .upperLimit), ("first term", .firstTerm), ("last term", .lastTerm),
    ("left side", .leftSide), ("left hand side", .leftSide), ("right side", .rightSide),
    ("right hand side", .rightSide), ("fraction", .fraction), ("root", .root),
    ("square root", .root), ("whole thing", .everything), ("whole formula", .everything),
    ("everything", .everything), ("formula", .everything),
  ]

  /// What it is called.
  var spoken: String { Self.names.first { $0.part == self }?.words ?? rawValue }

  /// The part with this name, with or without "the" before.
  init?(words: some Collection<String>) {
    let words = words.first == "the" ? Array(words.dropFirst()) : Array(words)
    let name = words.joined(separator: " ")
    guard let found = Self.names.first(where: { $0.words == name }) else { return nil }
    self = found.part
  }

  /// Where the last such part of a formula is.
  ///
  /// - Parameters:
  ///   - formula: The formula.
  ///   - scope: Where to look; nil for everywhere.
  /// - Returns: The place, or nil if the formula has no such part there.
  func lastPlace(in formula: MathExpression, scope: TreePlace?) -> TreePlace? {
    let whole = scope ?? .whole(of: formula)
    switch self {
    case .everything: return whole
    case .firstTerm: return formula.terms(at: whole).first
    case .lastTerm: return formula.terms(at: whole).last
    case .leftSide, .rightSide:
      guard let nodes = formula[whole], let relation = nodes.firstIndex(where: \.isRelation) else {
        return nil
      }
      let start = whole.range.lowerBound
      return TreePlace(
        path: whole.path,
        range: self == .leftSide
          ? start..<(start + relation) : (start + relation + 1)..<whole.range.upperBound)
    default: return lastInside(formula, scope: scope)
    }
  }

  /// The last holder of nodes that is this part of what is above it.
  private func lastInside(_ formula: MathExpression, scope: TreePlace?) -> TreePlace? {
    var last: TreePlace?
    formula.forEachNode { path, node in
      guard let place = place(in: node, at: path, of: formula) else { return }
      if let scope, !formula.contains(place, in: scope) { return }
      last = place
    }
    return last
  }

  private func place(
    in node: MathExpression, at path: [Int], of formula: MathExpression
  ) -> TreePlace? {
    func child(_ index: Int) -> TreePlace? {
      let children = node.children
      guard children.indices.contains(index) else { return nil }
      return TreePlace(path: path + [index], range: 0..<children[index].nodes.count)
    }
    switch (self, node.kind) {
    case (.numerator, .fraction), (.radicand, .root), (.contents, .fenced): return child(0)
    case (.denominator, .fraction): return child(1)
    case (.degree, .root(_, let degree?)): return degree.isEmpty ? nil : child(1)
    case (.base, .scripts): return child(0)
    case (.subscripted, .scripts(_, let lower?, _, _)),
      (.lowerLimit, .scripts(_, let lower?, _, _)):
      return lower.isEmpty ? nil : child(1)
    case (.exponent, .scripts(_, let lower, _?, _)), (.upperLimit, .scripts(_, let lower, _?, _)):
      return child(lower == nil ? 1 : 2)
    case (.fraction, .fraction), (.root, .root): return formula.place(ofNode: path)
    default: return nil
    }
  }
}

extension MathExpression {
  /// The terms at a place: what stands between plus, minus and relations, each with its sign.
  func terms(at place: TreePlace) -> [TreePlace] {
    guard let nodes = self[place] else { return [] }
    var terms: [TreePlace] = []
    var start = 0
    func close(_ end: Int) {
      guard end > start else { return }
      terms.append(
        TreePlace(
          path: place.path,
          range: (place.range.lowerBound + start)..<(place.range.lowerBound + end)))
    }
    for (index, node) in nodes.enumerated() {
      if node.isRelation {
        close(index)
        start = index + 1
      } else if node.isSign, index > start {
        close(index)
        start = index
      }
    }
    close(nodes.count)
    return terms
  }

  var isSign: Bool {
    switch kind {
    case .symbol(.plus), .symbol(.minus), .symbol(.pm), .symbol(.mp): true
    default: false
    }
  }

  var isRelation: Bool {
    switch kind {
    case .symbol(let symbol): symbol.role == .relation
    case .negated: true
    default: false
    }
  }

  /// Every node with its path, outer ones before inner ones, earlier ones before later ones.
  func forEachNode(path: [Int] = [], _ body: ([Int], MathExpression) -> Void) {
    body(path, self)
    for (index, child) in children.enumerated() {
      child.forEachNode(path: path + [index], body)
    }
  }

  /// The place of the node at the end of a path, among its neighbours.
  func place(ofNode path: [Int]) -> TreePlace {
    if let index = path.last, case .row = node(at: path.dropLast())?.kind {
      return TreePlace(path: Array(path.dropLast()), range: index..<(index + 1))
    }
    return TreePlace(path: path, range: 0..<1)
  }
}
