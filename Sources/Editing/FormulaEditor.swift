import SpokenMath

/// A formula that grows and changes by voice: its tree, what is selected, and every state before.
///
/// Edits work on the tree, never on text. What cannot be done leaves everything as it was and says
/// why.
public struct FormulaEditor: Sendable {
  /// What a command did.
  public enum Outcome: Hashable, Sendable {
    /// The formula or the selection is another now.
    case changed
    /// Something to be said to the person: where they are, what the formula is.
    case answer([String])
    /// For the session: the formula is done, and perhaps another begins.
    case accepted, nextLine
    /// For the session: whether what is said counts from now on.
    case listening(Bool)
    /// For the interface: copy or save what there is.
    case handedOn
  }

  /// Why a command could not be done.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing before, or nothing after, to go to.
    case nothingToUndo, nothingToRedo
    /// The formula has no such words.
    case notFound([String])
    /// The formula has no such part.
    case noPart(FormulaPart)
    /// There is nothing that "that" could be.
    case nothingMeant
    /// What was last said has no reading with this number.
    case noReading(Int)
    /// The words to put in are no formula.
    case unreadable([String])

    /// One line: what was wanted and is not there.
    public var description: String {
      switch self {
      case .nothingToUndo: "there is nothing to undo"
      case .nothingToRedo: "there is nothing to redo"
      case .notFound(let words): "the formula has no “\(words.joined(separator: " "))”"
      case .noPart(let part): "the formula has no \(part.spoken)"
      case .nothingMeant: "nothing is selected or was just said"
      case .noReading(let number): "what was last said has no reading \(number)"
      case .unreadable(let words): "“\(words.joined(separator: " "))” is no formula"
      }
    }
  }

  private struct State: Hashable, Sendable {
    var formula = MathExpression.empty
    var selection: TreePlace?
    /// What was last said or changed.
    var touched: TreePlace?
    /// The words of what was last said, if more of them would be read together with it.
    var said: [SpokenWord] = []
    /// What else what was touched may be, best first.
    var choices: [MathExpression] = []
  }

  /// What was perhaps said.
  public struct Wording: Hashable, Sendable {
    /// The words.
    public var words: [SpokenWord]
    /// The natural logarithm of how likely they are, up to a constant.
    public var score: Double

    /// Makes a wording.
    public init(_ words: [SpokenWord], score: Double = 0) {
      self.words = words
      self.score = score
    }
  }

  private static let historyLimit = 200
  private static let saidLimit = 400
  private static let choiceLimit = 9
  /// Nats by which a choice may be less likely than the best.
  private static let choiceMargin = 8.0

  let parser: SpokenMathParser
  private var state = State()
  private var past: [State] = []
  private var future: [State] = []

  /// Starts with a formula, or with none.
  public init(_ formula: MathExpression = .empty, parser: SpokenMathParser = SpokenMathParser()) {
    self.parser = parser
    state.formula = formula
  }

  /// The formula as it stands.
  public var formula: MathExpression { state.formula }
  /// What is selected, if anything is.
  public var selection: TreePlace? { state.selection }

  /// Whether there is something to undo.
  public var canUndo: Bool { !past.isEmpty }

  /// The formula with ``MathExpression/highlight`` as the word range of every selected node.
  public var highlightedFormula: MathExpression {
    guard let selection, let nodes = formula[selection] else { return formula }
    return formula.replacing(
      selection,
      with: nodes.map { MathExpression($0.kind, wordRange: MathExpression.highlight) })
  }

  /// What was last said may be each of these, the likeliest first.
  public var choices: [MathExpression] { state.choices }

  /// Takes more words of the formula: they take the place of what is selected, or go on after what
  /// was said before ("a", "over b"), or go to the end.
  ///
  /// - Parameter wordings: What was perhaps said; the one that makes the likeliest formula counts, the
  ///   others are choices.
  /// - Throws: `.unreadable` if none is a formula.
  public mutating func dictate(_ wordings: [Wording]) throws(Failure) {
    if state.selection == nil, !state.said.isEmpty, let place = state.touched {
      let longer = wordings.filter { state.said.count + $0.words.count <= Self.saidLimit }
      let candidates = candidates(longer.map { Wording(state.said + $0.words, score: $0.score) })
      if !candidates.isEmpty { return putLikeliest(of: candidates, at: place) }
    }
    let candidates = candidates(wordings)
    if candidates.isEmpty { throw .unreadable(wordings.first?.words.map(\.text) ?? []) }
    putLikeliest(of: candidates, at: state.selection ?? end)
  }

  /// Takes more words of the formula that were typed, or said beyond doubt.
  ///
  /// - Throws: `.unreadable` if the words are no formula.
  public mutating func dictate(_ words: [String]) throws(Failure) {
    try dictate([Wording(words.map { SpokenWord($0) })])
  }

  /// Does the first of some commands that can be done.
  ///
  /// - Parameter commands: What the words may mean, likeliest first; at least one.
  /// - Returns: What was done.
  /// - Throws: Why the likeliest could not be done, if none can.
  @discardableResult
  public mutating func apply(_ commands: [EditCommand]) throws(Failure) -> Outcome {
    var first: Failure?
    for command in commands {
      do { return try apply(command) } catch { first = first ?? error }
    }
    throw first ?? .nothingMeant
  }

  /// Does one command.
  @discardableResult
  public mutating func apply(_ command: EditCommand) throws(Failure) -> Outcome {
    switch command {
    case .undo, .scratch:
      guard let before = past.popLast() else { throw .nothingToUndo }
      future.append(state)
      state = before
    case .redo:
      guard let after = future.popLast() else { throw .nothingToRedo }
      past.append(state)
      state = after
    case .clear: put([], at: .whole(of: formula))
    case .change(let target, let words):
      let place = try place(of: target)
      let old = formula[place] ?? []
      put(try nodes(of: words).map { $0.withLetters(as: old) }, at: place)
    case .delete(let target): delete(try place(of: target))
    case .select(let target):
      let place = try place(of: target)
      remember { $0.selection = place }
    case .deselect: remember { $0.selection = nil }
    case .wrap(let target, let wrapping):
      let place = try place(of: target)
      put([wrapping.around(.row(formula[place] ?? []))], at: place)
    case .insert(let words, let side, let target):
      let place = try place(of: target)
      let at = side == .before ? place.range.lowerBound : place.range.upperBound
      put(try nodes(of: words), at: TreePlace(path: place.path, range: at..<at))
    case .append(let words):
      put(try nodes(of: words), at: end)
    case .whereAmI: return .answer(whereabouts)
    case .readBack:
      let nodes = state.selection.flatMap { formula[$0] } ?? formula.nodes
      return .answer(MathSpeaker().words(of: .row(nodes)))
    case .nextLine: return .nextLine
    case .accept: return .accepted
    case .listen(let listening): return .listening(listening)
    case .copy, .export: return .handedOn
    case .choose(let number):
      guard let place = state.touched, choices.indices.contains(number - 1) else {
        throw .noReading(number)
      }
      // What follows goes on after the choice: read again together it would be the likeliest again.
      put(choices[number - 1].nodes, at: place, choices: choices)
    }
    return .changed
  }

  // MARK: - Parts

  /// Changes the state and keeps the one before.
  private mutating func remember(_ change: (inout State) -> Void) {
    let before = state
    change(&state)
    past.append(before)
    if past.count > Self.historyLimit { past.removeFirst() }
    future = []
  }

  /// The place after everything.
  private var end: TreePlace {
    TreePlace(path: [], range: formula.nodes.count..<formula.nodes.count)
  }

  /// Puts the first of some candidates, at least one, in a place.
  private mutating func putLikeliest(of candidates: [Candidate], at place: TreePlace) {
    var choices: [MathExpression] = []
    let least = candidates[0].score - Self.choiceMargin
    for candidate in candidates where candidate.score >= least {
      let choice = MathExpression.row(candidate.nodes)
      if !choices.contains(choice) { choices.append(choice) }
    }
    put(
      candidates[0].nodes, at: place, said: candidates[0].words,
      choices: Array(choices.prefix(Self.choiceLimit)))
  }

  /// Puts nodes in a place; `said` are the words of them that may be read again with what follows.
  private mutating func put(
    _ nodes: [MathExpression], at wanted: TreePlace, said: [SpokenWord] = [],
    choices: [MathExpression] = []
  ) {
    let (nodes, place) = joined(nodes, at: wanted)
    remember { state in
      state.formula = state.formula.replacing(place, with: nodes)
      let start = place.range.lowerBound
      let touched = TreePlace(path: place.path, range: start..<(start + nodes.count))
      state.touched = state.formula[touched] == nil ? nil : touched
      state.selection = nil
      // Words whose script went to what stood before cannot be read again without it.
      let isWhole = state.touched?.range.lowerBound == wanted.range.lowerBound
      state.said = isWhole ? said : []
      state.choices = isWhole ? choices : []
    }
  }

  /// A script without a base ("squared") goes to what stands before it.
  private func joined(
    _ nodes: [MathExpression], at place: TreePlace
  ) -> ([MathExpression], TreePlace) {
    let before = place.range.lowerBound - 1
    guard case .scripts(let base, let lower, let upper, let primes) = nodes.first?.kind,
      base.isEmpty, before >= 0,
      let previous = formula[TreePlace(path: place.path, range: before..<(before + 1))]?.first
    else { return (nodes, place) }
    let scripted = MathExpression(
      .scripts(base: previous, subscript: lower, superscript: upper, primes: primes))
    return (
      [scripted] + nodes.dropFirst(),
      TreePlace(path: place.path, range: before..<place.range.upperBound)
    )
  }

  /// Takes nodes out; a script, a root's degree or a term that is left empty goes too.
  private mutating func delete(_ place: TreePlace) {
    remember { state in
      var formula = state.formula.replacing(place, with: [])
      if let above = place.path.indices.last {
        formula = formula.changing(place.path[..<above], \.withoutEmptyScripts)
      }
      // What stood first may leave a plus in front.
      formula = formula.changing(place.path) { holder in
        guard place.range.lowerBound == 0, case .symbol(.plus) = holder.nodes.first?.kind else {
          return holder
        }
        return .row(Array(holder.nodes.dropFirst()))
      }
      state.formula = formula
      state.selection = nil
      state.touched = nil
      state.said = []
      state.choices = []
    }
  }

  private func place(of target: EditCommand.Target) throws(Failure) -> TreePlace {
    switch target {
    case .that:
      guard
        let place = state.selection ?? state.touched
          ?? (formula.isEmpty ? nil : .whole(of: formula))
      else { throw .nothingMeant }
      return place
    case .part(let part):
      guard
        let place = part.lastPlace(in: formula, scope: state.selection)
          ?? part.lastPlace(in: formula, scope: nil)
      else { throw .noPart(part) }
      return place
    case .words(let words):
      let wanted = try nodes(of: words)
      guard
        let place = formula.lastPlace(of: wanted, in: state.selection)
          ?? formula.lastPlace(of: wanted)
      else { throw .notFound(words) }
      return place
    }
  }

  /// What is selected, and what it is part of, from the inside out.
  private var whereabouts: [String] {
    guard let selection = state.selection, let nodes = formula[selection] else {
      return formula.isEmpty
        ? ["at", "the", "start"] : ["at", "the", "end", "of"] + MathSpeaker().words(of: formula)
    }
    var words = MathSpeaker().words(of: .row(nodes))
    var path = selection.path
    while let index = path.popLast() {
      guard let name = formula.node(at: path)?.nameOfChild(index) else { continue }
      words += ["in", "the"] + name.split(separator: " ").map(String.init)
    }
    return words
  }
}

extension MathExpression {
  /// Without scripts and degrees that are empty.
  fileprivate var withoutEmptyScripts: MathExpression {
    func full(_ node: MathExpression?) -> MathExpression? { node?.isEmpty == true ? nil : node }
    switch kind {
    case .scripts(let base, let lower, let upper, let primes):
      if full(lower) == nil, full(upper) == nil, primes == 0 { return base }
      return MathExpression(
        .scripts(base: base, subscript: full(lower), superscript: full(upper), primes: primes))
    case .root(let radicand, let degree):
      return MathExpression(.root(radicand, degree: full(degree)))
    default: return self
    }
  }

  /// What its child with this number is called, or nil where that says nothing.
  fileprivate func nameOfChild(_ index: Int) -> String? {
    switch kind {
    case .fraction: index == 0 ? "numerator" : "denominator"
    case .root: index == 0 ? "root" : "degree"
    case .scripts(_, let lower, _, _):
      index == 0 ? "base" : index == 1 && lower != nil ? "subscript" : "exponent"
    case .fenced: "brackets"
    default: nil
    }
  }
}
