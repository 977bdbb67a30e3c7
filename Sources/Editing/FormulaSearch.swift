import SpokenMath

extension MathExpression {
  /// Where some nodes stand side by side: the last place that matches exactly, else the last that
  /// matches but for capitals and fonts, which nobody says.
  ///
  /// - Parameters:
  ///   - wanted: What to look for; at least one node.
  ///   - scope: Where to look; nil for everywhere.
  /// - Returns: The place, or nil if there is none.
  func lastPlace(of wanted: [MathExpression], in scope: TreePlace? = nil) -> TreePlace? {
    let plain = wanted.map(\.plainLetters)
    var exact: TreePlace?
    var alike: TreePlace?
    forEachHolder { path, holder in
      let nodes = holder.nodes
      guard !wanted.isEmpty, nodes.count >= wanted.count else { return }
      for start in 0...(nodes.count - wanted.count) {
        let range = start..<(start + wanted.count)
        let place = TreePlace(path: path, range: range)
        if let scope, !contains(place, in: scope) { continue }
        let found = Array(nodes[range])
        if found == wanted {
          exact = place
        } else if found.map(\.plainLetters) == plain {
          alike = place
        }
      }
    }
    return exact ?? alike
  }

  /// Whether a place lies inside another.
  func contains(_ place: TreePlace, in scope: TreePlace) -> Bool {
    guard place.path.starts(with: scope.path) else { return false }
    if place.path.count == scope.path.count {
      return scope.range.lowerBound <= place.range.lowerBound
        && place.range.upperBound <= scope.range.upperBound
    }
    guard case .row = node(at: scope.path)?.kind else { return true }
    return scope.range.contains(place.path[scope.path.count])
  }

  /// The formula with small italic letters throughout.
  var plainLetters: MathExpression {
    mappingLetters { Identifier($0.name.lowercased()) }
  }

  /// The formula with each letter drawn as the same letter in `model`, where all of them there agree.
  func withLetters(as model: [MathExpression]) -> MathExpression {
    var drawn: [String: Set<Identifier>] = [:]
    for node in model { node.collectLetters(&drawn) }
    return mappingLetters { letter in
      let seen = drawn[letter.name.lowercased()] ?? []
      return seen.count == 1 ? seen.first ?? letter : letter
    }
  }

  private func collectLetters(_ letters: inout [String: Set<Identifier>]) {
    if case .identifier(let letter) = kind {
      letters[letter.name.lowercased(), default: []].insert(letter)
    }
    for child in children { child.collectLetters(&letters) }
  }

  private func mappingLetters(_ change: (Identifier) -> Identifier) -> MathExpression {
    if case .identifier(let letter) = kind {
      return MathExpression(.identifier(change(letter)), wordRange: wordRange)
    }
    return MathExpression(kind.mapped { $0.mappingLetters(change) }, wordRange: wordRange)
  }
}
