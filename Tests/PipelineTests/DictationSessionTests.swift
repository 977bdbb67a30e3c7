import Audio
import Dictation
import Editing
import SpokenMath
import Testing
import Typesetting

@Suite("A dictation session")
struct DictationSessionTests {
  private func latex(_ session: DictationSession) -> String {
    LaTeXWriter().latex(session.formula)
  }

  private func say(_ text: String, to session: DictationSession) -> [DictationSession.Event] {
    session.say(text.split(separator: " ").map(String.init))
  }

  private func meaning(_ events: [DictationSession.Event]) -> DictationSession.Turn.Meaning? {
    for case .turn(let turn) in events { return turn.meaning }
    return nil
  }

  @Test("Mathematics and commands come through one grammar")
  func oneGrammar() {
    let session = DictationSession()
    #expect(meaning(say("x squared", to: session)) == .mathematics)
    #expect(
      meaning(say("change x squared to x cubed", to: session))
        == .command(.change(.words(["x", "squared"]), to: ["x", "cubed"])))
    #expect(latex(session) == "x^{3}")
    #expect(meaning(say("undo", to: session)) == .command(.undo))
    #expect(latex(session) == "x^{2}")
  }

  @Test("What cannot be done says why and changes nothing")
  func nothing() {
    let session = DictationSession()
    _ = say("x squared", to: session)
    #expect(
      meaning(say("delete the denominator", to: session))
        == .nothing("the formula has no denominator"))
    #expect(meaning(say("blorb", to: session)) == .nothing("“blorb” is no formula"))
    #expect(latex(session) == "x^{2}")
  }

  @Test("A formula that is accepted is done; undo takes it up again, with all its past")
  func acceptAndReopen() {
    let session = DictationSession()
    _ = say("a plus b", to: session)
    let events = say("accept", to: session)
    guard case .finished(let finished)? = events.last else {
      Issue.record("nothing is done: \(events)")
      return
    }
    #expect(finished.number == 1 && LaTeXWriter().latex(finished.formula) == "a + b")
    #expect(session.formula.isEmpty)
    guard case .reopened(let reopened)? = say("undo", to: session).last else {
      Issue.record("nothing was taken up again")
      return
    }
    #expect(reopened == finished && latex(session) == "a + b")
    _ = say("undo", to: session)
    #expect(session.formula.isEmpty)
  }

  @Test("A command may end the line in the same breath")
  func closing() {
    let session = DictationSession()
    let events = say("x plus one next line", to: session)
    guard case .finished(let finished)? = events.last else {
      Issue.record("nothing is done: \(events)")
      return
    }
    #expect(LaTeXWriter().latex(finished.formula) == "x + 1" && session.formula.isEmpty)
    _ = say("y", to: session)
    _ = say("equals two scratch that", to: session)
    #expect(latex(session) == "y")
  }

  @Test("There is nothing to accept at the start")
  func acceptNothing() {
    let session = DictationSession()
    #expect(meaning(session.perform(.accept)) == .nothing("nothing is selected or was just said"))
  }

  @Test("A lone number chooses where there is a choice, and is a number elsewhere")
  func loneNumber() {
    let session = DictationSession()
    _ = say("a over b plus c", to: session)
    let choices = session.choices
    #expect(choices.count > 1)
    #expect(meaning(say("two", to: session)) == .command(.choose(2)))
    #expect(session.formula == choices[1])
    _ = say("clear", to: session)
    _ = say("x plus", to: session)
    #expect(meaning(say("two", to: session)) == .mathematics)
    #expect(latex(session) == "x + 2")
  }

  @Test("With a formula for each pause, the next one begins another, but commands mend the last")
  func pauseEndsFormula() {
    var options = DictationSession.Options()
    options.pauseEndsFormula = true
    let session = DictationSession(options: options)
    _ = say("x squared", to: session)
    _ = say("change x to z", to: session)
    #expect(latex(session) == "z^{2}")
    guard case .finished? = say("y", to: session).first else {
      Issue.record("the first formula is not done")
      return
    }
    #expect(latex(session) == "y")
    _ = say("the square root of", to: session)
    _ = say("two", to: session)
    #expect(latex(session) == "\\sqrt{2}")
  }

  @Test("What is selected is told and marked")
  func selection() {
    let session = DictationSession()
    _ = say("x plus one over two", to: session)
    guard case .turn(let turn)? = say("select the denominator", to: session).first else {
      Issue.record("nothing was said")
      return
    }
    #expect(turn.answer == ["selected", "two", "in", "the", "denominator"])
    let mathML = MathMLWriter().mathML(session.highlightedFormula)
    #expect(mathML.contains("<mrow class=\"selected\"><mn>2</mn></mrow>"))
    #expect(!MathMLWriter().mathML(session.formula).contains("selected"))
  }

  @Test("A formula of the list can be taken up")
  func begin() throws {
    let session = DictationSession()
    session.begin(with: try LaTeXReader().expression(of: "\\frac{a}{b}"))
    _ = say("change b to c", to: session)
    #expect(latex(session) == "\\frac{a}{c}")
  }

  @Test("Whoever is not listening hears only that they should", .enabled(if: Package.hasSamples))
  func notListening() throws {
    let session = try DictationSession(DictationPipeline(modelDirectory: Package.model))
    session.listen(false)
    let samples = try AudioFile.readRecording(
      path: Package.root + "/samples/circle-area.flac", sampleRate: 16_000
    ).waveform.samples
    let events = try session.push(samples) + session.finish()
    #expect(events.isEmpty && session.formula.isEmpty)
    session.listen(true)
    var turns = 0
    for case .turn(let turn) in try session.push(samples) + session.finish() {
      turns += 1
      #expect(turn.meaning == .mathematics && turn.dictation?.latex == latex(session))
    }
    #expect(turns == 1)
  }

  @Test("A formula on one line of Unicode")
  func unicode() throws {
    let latex = "x = \\frac{-b \\pm \\sqrt{b^{2} - 4ac}}{2a}"
    let formula = try LaTeXReader().expression(of: latex)
    #expect(UnicodeWriter().text(formula) == "x = (−b ± √(b² − 4ac))/(2a)")
    let written = [
      "\\sum_{i = 1}^{n} a_{i}": "∑ᵢ₌₁ⁿ aᵢ", "\\sin x": "sin x", "e^{i \\pi} + 1": "e^(iπ) + 1",
      "\\hat{x} \\leq \\vec{y}": "x̂ ≤ y⃗", "\\int_{0}^{1} x dx": "∫₀¹ xdx", "-x": "−x",
      "a, b": "a, b", "\\sqrt[3]{27}": "³√27", "\\frac{\\frac{a}{b}}{c}": "(a/b)/c",
    ]
    for (latex, text) in written {
      #expect(UnicodeWriter().text(try LaTeXReader().expression(of: latex)) == text)
    }
  }

  @Test("A script in a script in a script is written once, not twice at each level")
  func deepUnicode() throws {
    // Found by fuzzing: the work doubled with each level, and no terminal ever saw the line.
    let latex = String(repeating: "x^{", count: 60) + "y" + String(repeating: "}", count: 60)
    let text = UnicodeWriter().text(try LaTeXReader().expression(of: latex))
    #expect(text.count { $0 == "x" } + text.count { $0 == "ˣ" } == 60)
  }
}
