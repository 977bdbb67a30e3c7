import Audio
import Editing
import Recognition
import SpokenMath

/// A formula dictated and edited by voice, with no interface: samples or words in, changes out.
///
/// The command line, the page and tests all talk to this. After any event the session's properties
/// hold the whole state: ``formula``, ``selection``, ``choices``, ``isListening``.
public final class DictationSession {
  /// How a session behaves.
  public struct Options: Sendable, Equatable {
    /// When what was said is final.
    public var live = LiveDictation.Options()
    /// Whether what is said after a pause begins another formula; otherwise it goes on with the same
    /// until "accept" or "next line".
    public var pauseEndsFormula = false

    /// Makes the usual options.
    public init() {}
  }

  /// What was said in one breath, and what was made of it.
  public struct Turn: Sendable {
    /// What words may be taken for.
    public enum Meaning: Sendable, Equatable {
      /// More of the formula.
      case mathematics
      /// A command; the formula may have stayed as it was ("where am I").
      case command(EditCommand)
      /// Nothing that could be done; says why.
      case nothing(String)
    }

    /// The words, without what was taken back.
    public var words: [String]
    /// What they were taken for.
    public var meaning: Meaning
    /// What the person asked for, in words.
    public var answer: [String]?
    /// All that was heard; nil where the words were typed.
    public var dictation: Dictation?
    /// Where in the sound it was said, in seconds from its start.
    public var seconds: ClosedRange<Double>?
  }

  /// A formula that is done.
  public struct Finished: Sendable, Equatable {
    /// Its number in the session, from 1.
    public var number: Int
    /// The formula.
    public var formula: MathExpression
  }

  /// What happened.
  public enum Event: Sendable {
    /// Words are being said; what the formula would be if they ended here, or nil if they are a command
    /// or have no reading yet.
    case hearing([String], preview: MathExpression?)
    /// Something was said.
    case turn(Turn)
    /// A formula is done; another begins.
    case finished(Finished)
    /// The formula that was done last is being worked on again.
    case reopened(Finished)
  }

  private let parser: SpokenMathParser
  private let options: Options
  private let live: LiveDictation?
  private let commandSearch: CommandSearch?
  private let reader = EditCommandReader()
  private var editor: FormulaEditor
  /// Formulas that are done, with all that could be undone in them.
  private var done: [FormulaEditor] = []
  /// Whether a lone number would choose among what was just said.
  private var offersChoices = false

  /// Whether what is heard counts; otherwise only "start listening" does.
  public private(set) var isListening = true

  /// Makes a session that hears.
  ///
  /// - Throws: What ``LiveDictation`` throws.
  public init(_ pipeline: DictationPipeline, options: Options = Options()) throws {
    parser = pipeline.parser
    self.options = options
    live = try LiveDictation(pipeline, options: options.live)
    commandSearch = CommandSearch(pipeline)
    editor = FormulaEditor(parser: pipeline.parser)
  }

  /// Makes a session for typed words alone.
  public init(parser: SpokenMathParser = SpokenMathParser(), options: Options = Options()) {
    self.parser = parser
    self.options = options
    live = nil
    commandSearch = nil
    editor = FormulaEditor(parser: parser)
  }

  /// The formula as it stands.
  public var formula: MathExpression { editor.formula }
  /// What is selected, if anything is.
  public var selection: TreePlace? { editor.selection }
  /// The formula with ``MathExpression/highlight`` as the word range of every selected node.
  public var highlightedFormula: MathExpression { editor.highlightedFormula }
  /// What was last said may be each of these, the likeliest first.
  public var choices: [MathExpression] { editor.choices }

  // MARK: - What comes in

  /// Takes samples at the model's rate.
  public func push(_ samples: some Collection<Float>) throws -> [Event] {
    try live?.push(samples).flatMap(events) ?? []
  }

  /// Ends what is being said, as a long pause would.
  public func finish() throws -> [Event] {
    try live?.finish().flatMap(events) ?? []
  }

  /// Takes typed words, mathematics or a command.
  public func say(_ words: [String]) -> [Event] {
    take([.init(words.map { SpokenWord($0) })], heard: nil, at: nil)
  }

  /// Does a command, say of a button.
  public func perform(_ command: EditCommand) -> [Event] {
    act([command], words: [], heard: nil, at: nil)
  }

  /// Begins anew with a formula, say one of a list; what was worked on is forgotten unless finished.
  public func begin(with formula: MathExpression = .empty) {
    editor = FormulaEditor(formula, parser: parser)
    offersChoices = false
  }

  /// Says whether what is heard counts.
  public func listen(_ listening: Bool) { isListening = listening }

  // MARK: - What was said

  private func events(_ event: LiveDictation.Event) -> [Event] {
    switch event {
    case .partial(let words):
      return isListening ? [hearing(words.map(SpokenWord.init))] : []
    case .final(let dictation, let seconds, let posteriors):
      return final(dictation, seconds, posteriors)
    }
  }

  private func final(
    _ dictation: Dictation, _ seconds: ClosedRange<Double>, _ posteriors: Posteriors
  ) -> [Event] {
    let transcripts = dictation.transcripts.map { transcript in
      FormulaEditor.Wording(
        transcript.words.map { word in
          SpokenWord(
            word.text, start: seconds.lowerBound + word.start, end: seconds.lowerBound + word.end)
        }, score: transcript.score)
    }
    let commands =
      commandSearch?.wordings(
        heard: posteriors, formula: formula, choices: choices.count,
        offersChoices: offersChoices, isListening: isListening) ?? []
    let best = transcripts.first?.score ?? -.infinity
    let likeliest = transcripts.first?.words.map(\.text) ?? []
    let isCommand = commands.contains {
      $0.score > best || $0.words.map(\.text) == likeliest
    }
    if !isListening {
      let words = commands.first { $0.score > best }?.words.map(\.text) ?? likeliest
      guard reader.commands(in: words) == [.listen(true)] else { return [] }
    }
    // What is too unclear for mathematics may still be one of the few commands.
    if !isCommand, let refusal = dictation.refusal, refusal.isOfSound {
      return [
        .turn(
          Turn(
            words: likeliest, meaning: .nothing("\(refusal)"), dictation: dictation,
            seconds: seconds))
      ]
    }
    let wordings = (isCommand ? commands.filter { $0.score > best } : []) + transcripts
    return take(wordings, heard: dictation, at: seconds)
  }

  private func hearing(_ spoken: [SpokenWord]) -> Event {
    let words = BreathRepair.repaired(spoken)
    let texts = words.map(\.text)
    guard commands(in: texts).isEmpty, !reader.wantsMore(texts) else {
      return .hearing(spoken.map(\.text), preview: nil)
    }
    var copy = beginsAnother ? FormulaEditor(parser: parser) : editor
    let count = reader.closing(texts)?.count ?? words.count
    let isReadable = (try? copy.dictate([.init(Array(words.prefix(count)))])) != nil
    return .hearing(spoken.map(\.text), preview: isReadable ? copy.formula : nil)
  }

  /// Whether more mathematics would be a formula of its own.
  private var beginsAnother: Bool {
    options.pauseEndsFormula && !formula.isEmpty && selection == nil && !formula.wantsMore
  }

  /// Takes what was perhaps said, likeliest first: the first that can be done counts.
  private func take(
    _ wordings: [FormulaEditor.Wording], heard: Dictation?, at seconds: ClosedRange<Double>?
  ) -> [Event] {
    let wordings = wordings.map {
      FormulaEditor.Wording(BreathRepair.repaired($0.words), score: $0.score)
    }
    var failure: FormulaEditor.Failure?
    for (index, wording) in wordings.enumerated() {
      let words = wording.words.map(\.text)
      let commands = commands(in: words)
      do {
        if commands.isEmpty {
          return try dictate(wordings[index...], words: words, heard: heard, at: seconds)
        }
        return try apply(commands, words: words, heard: heard, at: seconds)
      } catch let error {
        failure = failure ?? error
      }
    }
    let reason = heard?.refusal.map { "\($0)" } ?? failure.map { "\($0)" } ?? "nothing was said"
    return [
      .turn(
        Turn(
          words: wordings.first?.words.map(\.text) ?? [], meaning: .nothing(reason),
          dictation: heard, seconds: seconds))
    ]
  }

  /// What the words ask for; a lone number after something with several readings chooses one.
  private func commands(in words: [String]) -> [EditCommand] {
    let commands = reader.commands(in: words)
    guard commands.isEmpty, offersChoices, words.count == 1,
      case .choose(let number)? = reader.commands(in: ["choose"] + words).first,
      choices.indices.contains(number - 1)
    else { return commands }
    return [.choose(number)]
  }

  /// Takes mathematics, with the command that may stand at its end.
  private func dictate(
    _ wordings: ArraySlice<FormulaEditor.Wording>, words: [String], heard: Dictation?,
    at seconds: ClosedRange<Double>?
  ) throws(FormulaEditor.Failure) -> [Event] {
    let closing = reader.closing(words)
    let mathematics = wordings.compactMap { wording -> FormulaEditor.Wording? in
      let words = wording.words.map(\.text)
      guard commands(in: words).isEmpty else { return nil }
      let other = reader.closing(words)
      guard other?.command == closing?.command else { return nil }
      return .init(Array(wording.words.prefix(other?.count ?? words.count)), score: wording.score)
    }
    var copy = beginsAnother ? FormulaEditor(parser: parser) : editor
    try copy.dictate(mathematics)
    var events: [Event] = []
    if beginsAnother { events.append(shelve()) }
    editor = copy
    offersChoices = choices.count > 1 && !formula.wantsMore
    events.append(
      .turn(Turn(words: words, meaning: .mathematics, dictation: heard, seconds: seconds)))
    if let closing { events += try apply([closing.command], words: [], heard: nil, at: seconds) }
    return events
  }

  // MARK: - Commands

  private func act(
    _ commands: [EditCommand], words: [String], heard: Dictation?, at seconds: ClosedRange<Double>?
  ) -> [Event] {
    do {
      return try apply(commands, words: words, heard: heard, at: seconds)
    } catch let error {
      return [
        .turn(
          Turn(words: words, meaning: .nothing("\(error)"), dictation: heard, seconds: seconds))
      ]
    }
  }

  private func apply(
    _ commands: [EditCommand], words: [String], heard: Dictation?, at seconds: ClosedRange<Double>?
  ) throws(FormulaEditor.Failure) -> [Event] {
    let command = commands.first ?? .undo
    var turn = Turn(words: words, meaning: .command(command), dictation: heard, seconds: seconds)
    if [.undo, .scratch].contains(command), !editor.canUndo, let before = done.popLast() {
      editor = before
      offersChoices = false
      return [.turn(turn), .reopened(Finished(number: done.count + 1, formula: formula))]
    }
    switch try editor.apply(commands) {
    case .changed:
      offersChoices = command.isChoice
      // What is selected is told, or only those who see would know.
      if case .select = command, case .answer(let words) = try editor.apply(.whereAmI) {
        turn.answer = ["selected"] + words
      }
    case .answer(let words): turn.answer = words
    case .accepted, .nextLine:
      if formula.isEmpty { throw .nothingMeant }
      return [.turn(turn), shelve()]
    case .listening(let listening): isListening = listening
    case .handedOn: break
    }
    return [.turn(turn)]
  }

  /// Lays the formula aside as done.
  private func shelve() -> Event {
    done.append(editor)
    let finished = Finished(number: done.count, formula: formula)
    begin()
    return .finished(finished)
  }
}

extension EditCommand {
  fileprivate var isChoice: Bool {
    if case .choose = self { true } else { false }
  }
}
