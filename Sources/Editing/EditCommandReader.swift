import SpokenMath

/// Finds out whether words are a command, and which.
///
///     command = fixed | change | delete | select | wrap | insert | append | choose
///     change  = ("change" | "replace" | "make" | "turn") target ("to" | "into" | "with" | "by" | "") words
///             | target "should be" words
///     delete  = ("delete" | "remove" | "erase" | "scratch") target
///     select  = ("select" | "go to" | "move to") target
///     wrap    = "put" wrapping "around" target | "wrap" target "in" wrapping
///     insert  = ("insert" | "put" | "add") words ("before" | "after") target
///     append  = ("append" | "add") words
///     choose  = ("choose" | "number" | "option" | "take") number
///     target  = "that" | "it" | ["the"] part | words
///
/// Where a joining word could stand at several places ("change x to the n to y") each is tried, the
/// last first, and the caller says which fits.
public struct EditCommandReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The commands that the words may be, likeliest first; none if they are no command.
  public func commands(in words: [String]) -> [EditCommand] {
    let text = words.joined(separator: " ")
    if let fixed = Self.fixed[text] { return [fixed] }
    guard let verb = words.first else { return [] }
    let rest = Array(words.dropFirst())
    var commands = should(words)
    switch verb {
    case "change", "turn": commands += splits(rest, ["to", "into", "two", "too"], Self.change)
    case "replace": commands += splits(rest, ["with", "by"], Self.change)
    case "make": commands += make(rest)
    case "delete", "remove", "erase", "scratch", "cancel":
      commands += Self.target(rest).map { [.delete($0)] } ?? []
    case "select": commands += Self.target(rest).map { [.select($0)] } ?? []
    case "go", "move":
      if rest.first == "to" {
        commands += Self.target(Array(rest.dropFirst())).map { [.select($0)] } ?? []
      }
    case "wrap", "enclose": commands += splits(rest, ["in"]) { Self.wrap($0, in: $1) }
    case "put":
      commands += splits(rest, ["around", "round"]) { Self.wrap($1, in: $0) } + insert(rest)
    case "insert": commands += insert(rest)
    case "add": commands += insert(rest) + (rest.isEmpty ? [] : [.append(rest)])
    case "append": commands += rest.isEmpty ? [] : [.append(rest)]
    case "choose", "number", "option", "take":
      if let number = Self.number(rest) { commands.append(.choose(number)) }
    default: break
    }
    return commands
  }

  /// A command that may end the line of a formula in the same breath ("x plus one next line"), and the
  /// words before it; nil if the words end in none.
  public func closing(_ words: [String]) -> Closing? {
    for count in [1, 2] where words.count > count {
      let end = words.suffix(count).joined(separator: " ")
      if let command = Self.closings[end] {
        return Closing(count: words.count - count, command: command)
      }
    }
    return nil
  }

  /// How a line of words ends.
  public struct Closing: Hashable, Sendable {
    /// How many words stand before the command.
    public var count: Int
    /// What is asked for at the end.
    public var command: EditCommand
  }

  /// Whether the words begin a command that is not yet all ("change x squared to").
  public func wantsMore(_ words: [String]) -> Bool {
    guard let verb = words.first, commands(in: words).isEmpty else { return false }
    return Self.verbs.contains(verb) || words.suffix(2) == ["should", "be"]
  }

  private static let verbs: Set<String> = [
    "change", "replace", "delete", "remove", "select", "wrap", "put", "insert", "add", "choose",
  ]

  private static let closings: [String: EditCommand] = [
    "accept": .accept, "accept that": .accept, "next line": .nextLine, "new line": .nextLine,
    "scratch that": .scratch,
  ]

  private static let fixed: [String: EditCommand] = [
    "undo": .undo, "undo that": .undo, "take that back": .undo, "redo": .redo, "redo that": .redo,
    "scratch that": .scratch, "delete that": .delete(.that), "clear": .clear, "clear all": .clear,
    "start over": .clear, "clear that": .clear, "where am i": .whereAmI,
    "read that back": .readBack, "read it back": .readBack, "read that": .readBack,
    "say that again": .readBack, "next line": .nextLine, "new line": .nextLine, "accept": .accept,
    "accept that": .accept, "deselect": .deselect, "select nothing": .deselect,
    "select all": .select(.part(.everything)), "stop listening": .listen(false),
    "stop dictation": .listen(false), "go to sleep": .listen(false),
    "start listening": .listen(true), "start dictation": .listen(true),
    "copy": .copy, "copy that": .copy, "copy the formula": .copy, "save that": .export,
    "save document": .export, "save the document": .export,
  ]

  private static func change(_ words: [String], _ new: [String]) -> EditCommand? {
    guard let target = target(words), !new.isEmpty else { return nil }
    return .change(target, to: new)
  }

  /// Reads "the denominator should be two a".
  private func should(_ words: [String]) -> [EditCommand] {
    words.indices.reversed().compactMap { place in
      guard words[place...].starts(with: ["should", "be"]) else { return nil }
      return Self.change(Array(words[..<place]), Array(words[(place + 2)...]))
    }
  }

  /// "make the exponent three", "make that y": the target is a part or what was last touched.
  private func make(_ words: [String]) -> [EditCommand] {
    words.indices.dropFirst().reversed().compactMap { place in
      let target = Self.target(Array(words[..<place]))
      if case .words = target { return nil }
      return Self.change(Array(words[..<place]), Array(words[place...]))
    }
  }

  private static func wrap(_ words: [String], in round: [String]) -> EditCommand? {
    guard let target = target(words), let wrapping = wrapping(round) else { return nil }
    return .wrap(target, in: wrapping)
  }

  private func insert(_ words: [String]) -> [EditCommand] {
    [("after", EditCommand.Side.after), ("before", .before)].flatMap { joint, side in
      splits(words, [joint]) { new, words in
        Self.target(words).flatMap { new.isEmpty ? nil : .insert(new, side, of: $0) }
      }
    }
  }

  /// The commands for each place where one of the joining words stands, the last first.
  private func splits(
    _ words: [String], _ joints: Set<String>, _ make: ([String], [String]) -> EditCommand?
  ) -> [EditCommand] {
    words.indices.reversed().compactMap { place in
      guard joints.contains(words[place]) else { return nil }
      return make(Array(words[..<place]), Array(words[(place + 1)...]))
    }
  }

  private static func target(_ words: [String]) -> EditCommand.Target? {
    if words.isEmpty { return nil }
    if [["that"], ["it"], ["this"], ["the", "selection"]].contains(words) { return .that }
    if let part = FormulaPart(words: words) { return .part(part) }
    return .words(words)
  }

  private static func wrapping(_ words: [String]) -> EditCommand.Wrapping? {
    let name = words.filter { !["a", "an", "the"].contains($0) }.joined(separator: " ")
    switch name {
    case "parentheses", "parens", "parenthesis", "brackets", "round brackets": return .parentheses
    case "square brackets": return .brackets
    case "braces", "curly brackets", "curly braces": return .braces
    case "absolute value", "absolute value bars", "bars", "absolute bars": return .bars
    case "square root", "root", "radical": return .squareRoot
    case "hat": return .hat
    case "bar": return .bar
    default: return nil
    }
  }

  private static func number(_ words: [String]) -> Int? {
    let words = words.first == "number" ? Array(words.dropFirst()) : words
    guard words.count == 1 else { return nil }
    return numbers.firstIndex(of: words[0]).map { $0 + 1 }
  }

  private static let numbers = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
  ]
}

// MARK: - What can be said

extension EditCommandReader {
  /// What can be said while nothing else counts.
  public static let waking = fixed.filter { $0.value == .listen(true) }.keys.sorted().map(split)

  /// Every command that needs no words of the person's own and that fits a formula, in words.
  ///
  /// - Parameters:
  ///   - formula: The formula as it stands.
  ///   - choices: How many choices there are.
  ///   - takesLoneNumbers: Whether a number alone chooses one.
  /// - Returns: The commands, each as its words.
  public static func phrases(
    for formula: MathExpression, choices: Int, takesLoneNumbers: Bool = false
  ) -> [[String]] {
    if formula.isEmpty {
      return fixed.filter { $0.value.fitsEmptyFormula }.keys.sorted().map(split)
    }
    var phrases = fixed.keys.sorted()
    for name in FormulaPart.names where name.part.lastPlace(in: formula, scope: nil) != nil {
      phrases += ["select the ", "delete the "].map { $0 + name.words }
    }
    for wrapping in ["a square root", "parentheses", "brackets", "absolute value bars"] {
      phrases.append("wrap that in " + wrapping)
    }
    phrases += ["put brackets around that", "put parentheses around that"]
    for number in numbers.prefix(choices) {
      phrases += ["choose " + number, "number " + number, "option " + number]
      if takesLoneNumbers { phrases.append(number) }
    }
    return phrases.map(split)
  }

  private static func split(_ phrase: String) -> [String] {
    phrase.split(separator: " ").map(String.init)
  }
}

extension EditCommand {
  fileprivate var fitsEmptyFormula: Bool {
    switch self {
    case .undo, .redo, .scratch, .listen, .export: true
    default: false
    }
  }
}
