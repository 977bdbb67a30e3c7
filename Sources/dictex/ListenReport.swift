import Dictation
import Microphone
import SpokenMath
import Typesetting

/// What `dictex listen` writes of a session: formulas on standard output, what is going on on the
/// terminal.
struct ListenReport {
  private let session: DictationSession
  private let untilAccept: Bool
  private let json: Bool
  private let partials: Bool
  /// Tells how loud it is, where the sound is a microphone's.
  private var meter: LevelMeter?
  private var screen = LiveScreen()
  private var drawn = ContinuousClock.now
  /// What is being said.
  private var hearing = ""
  private var preview: MathExpression?
  /// Samples taken so far.
  private var position = 0

  /// Starts a report.
  init(
    _ session: DictationSession, untilAccept: Bool, json: Bool, partials: Bool, showsLevel: Bool
  ) {
    self.session = session
    self.untilAccept = untilAccept
    self.json = json
    self.partials = partials
    if showsLevel { meter = LevelMeter() }
  }

  /// Writes what samples changed.
  ///
  /// - Parameters:
  ///   - events: What happened.
  ///   - samples: The samples.
  /// - Throws: `StreamError` if standard output fails.
  mutating func show(_ events: [DictationSession.Event], _ samples: [Float]) throws {
    position += samples.count
    meter?.push(samples)
    for event in events {
      switch event {
      case .hearing(let words, let formula):
        hearing = words.joined(separator: " ")
        preview = formula
        if partials { try write(JSONText.line(Partial(words, formula, position))) }
      case .turn(let turn):
        hearing = ""
        preview = nil
        screen.clear()
        try write(turn)
      case .finished(let finished):
        if untilAccept, !json { try write(LaTeXWriter().latex(finished.formula)) }
        if untilAccept, json { try write(JSONText.line(Done(finished))) }
      case .reopened: break
      }
    }
    let isDue = meter != nil && ContinuousClock.now - drawn >= .milliseconds(100)
    if isDue || !events.isEmpty { draw() }
  }

  private mutating func draw() {
    drawn = .now
    let formula = preview ?? session.formula
    screen.draw(
      [(meter.map { $0.bar() + "  " } ?? "") + hearing]
        + (formula.isEmpty ? [] : [UnicodeWriter().text(formula), LaTeXWriter().latex(formula)]))
  }

  /// Writes the formula that nobody accepted.
  ///
  /// - Throws: `StreamError` if standard output fails.
  mutating func end() throws {
    screen.clear()
    guard untilAccept, !session.formula.isEmpty else { return }
    for event in session.perform(.accept) {
      if case .finished = event { try show([event], []) }
    }
    screen.clear()
  }

  private func write(_ turn: DictationSession.Turn) throws {
    if json {
      try write(JSONText.line(TurnJSON(turn, session.formula)))
    } else {
      switch turn.meaning {
      case .mathematics: if !untilAccept { try write(LaTeXWriter().latex(session.formula)) }
      case .command(let command):
        if let answer = turn.answer {
          Diagnostics.report(answer.joined(separator: " "))
        } else if !untilAccept, command.changesFormula, !session.formula.isEmpty {
          try write(LaTeXWriter().latex(session.formula))
        }
      case .nothing: break
      }
    }
    if case .nothing(let reason) = turn.meaning { Diagnostics.report(reason) }
  }

  private func write(_ line: String) throws {
    try StandardOutput.shared.writeLine(line)
    try StandardOutput.shared.flush()
  }

  /// What is being said.
  private struct Partial: Encodable {
    var partial: String
    var latex: String?
    /// How much sound had come, in seconds.
    var at: Double

    init(_ words: [String], _ formula: MathExpression?, _ position: Int) {
      partial = words.joined(separator: " ")
      latex = formula.map { LaTeXWriter().latex($0) }
      at = rounded(Double(position) / 16_000, places: 3)
    }
  }

  /// A formula that was accepted.
  private struct Done: Encodable {
    var finished: Int
    var latex: String

    init(_ finished: DictationSession.Finished) {
      self.finished = finished.number
      latex = LaTeXWriter().latex(finished.formula)
    }
  }

  /// What was said in one breath.
  private struct TurnJSON: Encodable {
    var latex: String
    var meaning: String
    var said: String
    var start: Double?
    var seconds: Double?
    var words: [DictationJSON.Word]?
    var alternatives: [DictationJSON.Alternative]?
    var answer: String?
    var error: String?

    init(_ turn: DictationSession.Turn, _ formula: MathExpression) {
      latex = LaTeXWriter().latex(formula)
      said = turn.words.joined(separator: " ")
      switch turn.meaning {
      case .mathematics: meaning = "mathematics"
      case .command: meaning = "command"
      case .nothing(let reason):
        meaning = "nothing"
        error = reason
      }
      start = turn.seconds.map { rounded($0.lowerBound, places: 3) }
      seconds = turn.seconds.map { rounded($0.upperBound - $0.lowerBound, places: 3) }
      words = turn.dictation?.words.map(DictationJSON.Word.init)
      alternatives = turn.dictation?.interpretations.prefix(5).map(DictationJSON.Alternative.init)
      answer = turn.answer?.joined(separator: " ")
    }
  }
}
