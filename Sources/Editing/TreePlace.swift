import SpokenMath

/// Some nodes side by side in a formula: a path to what holds them, and which of its nodes.
///
/// The path counts children in reading order. What holds them is a row, or a single node that stands
/// where a row might.
public struct TreePlace: Hashable, Sendable {
  /// Child after child, from the top.
  public var path: [Int]
  /// Which of the nodes there.
  public var range: Range<Int>

  /// Makes a place.
  public init(path: [Int], range: Range<Int>) {
    self.path = path
    self.range = range
  }

  /// Everything.
  public static func whole(of formula: MathExpression) -> TreePlace {
    TreePlace(path: [], range: 0..<formula.nodes.count)
  }
}

extension MathExpression {
  /// The nodes directly below, in reading order.
  var children: [MathExpression] {
    var children: [MathExpression] = []
    _ = kind.mapped {
      children.append($0)
      return $0
    }
    return children
  }

  /// The node at the end of a path, or nil if there is none.
  func node(at path: some Collection<Int>) -> MathExpression? {
    guard let first = path.first else { return self }
    let children = children
    guard children.indices.contains(first) else { return nil }
    return children[first].node(at: path.dropFirst())
  }

  /// The nodes at a place, or nil if there is no such place.
  public subscript(place: TreePlace) -> [MathExpression]? {
    guard let nodes = node(at: place.path)?.nodes, place.range.lowerBound >= 0,
      place.range.upperBound <= nodes.count
    else { return nil }
    return Array(nodes[place.range])
  }

  /// The formula with other nodes at a place; rows inside rows become one.
  public func replacing(_ place: TreePlace, with nodes: [MathExpression]) -> MathExpression {
    changing(place.path) { holder in
      var all = holder.nodes
      guard place.range.upperBound <= all.count else { return holder }
      all.replaceSubrange(place.range, with: nodes)
      return .row(all)
    }
  }

  /// The formula with the node at the end of a path changed.
  func changing(
    _ path: some Collection<Int>, _ change: (MathExpression) -> MathExpression
  ) -> MathExpression {
    guard let first = path.first else { return change(self) }
    var place = -1
    let changed = kind.mapped { child in
      place += 1
      return place == first ? child.changing(path.dropFirst(), change) : child
    }
    guard case .row(let nodes) = changed else { return MathExpression(changed) }
    return .row(nodes)
  }

  /// Visits every holder of nodes, with its path.
  ///
  /// Holders are the formula itself, and every child that is not just one node of a row. Inner ones
  /// come after outer ones, later ones after earlier ones.
  func forEachHolder(path: [Int] = [], _ body: ([Int], MathExpression) -> Void) {
    body(path, self)
    for (index, child) in children.enumerated() {
      if case .row = kind {
        // A row's nodes are reached through the row; what lies below them is not.
        for (inner, grandchild) in child.children.enumerated() {
          grandchild.forEachHolder(path: path + [index, inner], body)
        }
      } else {
        child.forEachHolder(path: path + [index], body)
      }
    }
  }
}
