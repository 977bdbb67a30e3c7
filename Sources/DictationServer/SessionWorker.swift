import Audio
import Dictation
import Editing
import Foundation
import SpokenMath
import Typesetting

/// One page's session: messages of its inbox in, messages for the page out, one after the other.
struct SessionWorker {
  /// Takes the JSON of a message, and whether a newer one makes it worthless.
  typealias Output = @Sendable (String, _ isPassing: Bool) -> Void

  private let list: FormulaList
  private let output: Output
  private let session: DictationSession
  private let modelRate: Double
  private var sound: Sound?
  private var saidNoStart = false
  /// Numbers in the list of the formulas that this session accepted.
  private var accepted: [Int] = []
  /// Samples heard, at the model's rate.
  private var position = 0

  /// Sound that is coming in.
  private struct Sound {
    let resampler: Resampler
    var raw = RawSamples()
  }

  private init(
    _ pipeline: DictationPipeline, options: DictationSession.Options, list: FormulaList,
    output: @escaping Output
  ) throws {
    self.list = list
    self.output = output
    session = try DictationSession(pipeline, options: options)
    modelRate = pipeline.acousticModel.sampleRate
  }

  /// Works until the inbox ends; a formula that was not accepted then goes to the list.
  static func run(
    _ pipeline: DictationPipeline, options: DictationSession.Options, list: FormulaList,
    inbox: Inbox, output: @escaping Output
  ) async {
    do {
      var worker = try SessionWorker(pipeline, options: options, list: list, output: output)
      let watcher = await list.watch { _ = inbox.put(.listChanged) }
      await worker.sendList()
      worker.sendState()
      for await message in inbox.messages {
        await worker.take(message)
        inbox.took(message)
      }
      await list.stopWatching(watcher)
      await worker.keepRest()
    } catch {
      output(PageMessage.error("\(error)").json, false)
    }
  }

  // MARK: - Messages

  private mutating func take(_ message: Inbox.Message) async {
    do {
      switch message {
      case .sound(let bytes): try await hear(bytes)
      case .text(let text): try await obey(text)
      case .listChanged: await sendList()
      }
    } catch {
      output(PageMessage.error("\(error)").json, false)
    }
  }

  private mutating func obey(_ text: String) async throws {
    let request: PageRequest
    do {
      request = try JSONDecoder().decode(PageRequest.self, from: Data(text.utf8))
    } catch {
      throw Refusal("not understood: wanted an object such as {\"type\": \"say\", \"text\": \"x\"}")
    }
    switch request.type {
    case .start: try start(request.rate)
    case .stop:
      guard let sound else { throw Refusal("stop without start") }
      self.sound = nil
      let rest = sound.resampler.finish()
      position += rest.count
      await show(try session.push(rest) + session.finish())
    case .say:
      let words = (request.text ?? "").lowercased().split(whereSeparator: \.isWhitespace)
      guard (1...200).contains(words.count) else { throw Refusal("say: wanted 1 to 200 words") }
      await show(session.say(words.map(String.init)))
    case .listen:
      session.listen(request.value ?? true)
      sendState()
    case .open:
      let entries = await list.entries
      guard let entry = entries.first(where: { $0.id == request.id }),
        let formula = try? LaTeXReader().expression(of: entry.latex)
      else { throw Refusal("open: the list has no such formula") }
      await keepRest()
      session.begin(with: formula)
      sendState()
    case .remove: try await list.remove(request.id ?? 0)
    case .export:
      output(
        PageMessage.document(LaTeXDocument.text(of: await list.entries.map(\.latex))).json, false)
    }
  }

  private mutating func start(_ rate: Double?) throws {
    guard sound == nil else { throw Refusal("start: sound is coming in already") }
    let rate = rate ?? modelRate
    guard (8_000...192_000).contains(rate) else {
      throw Refusal("start: rate is \(rate), wanted 8000 to 192000 samples a second")
    }
    sound = Sound(resampler: try Resampler(from: rate, to: modelRate))
  }

  private mutating func hear(_ bytes: [UInt8]) async throws {
    guard var sound else {
      if saidNoStart { return }
      saidNoStart = true
      throw Refusal("sound before start was not heard")
    }
    let samples = sound.raw.samples(bytes)
    self.sound = sound
    let ready = sound.resampler.process(samples)
    position += ready.count
    await show(try session.push(ready))
  }

  private struct Refusal: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  // MARK: - What the page sees

  private mutating func show(_ events: [DictationSession.Event]) async {
    for event in events {
      switch event {
      case .hearing(let words, let preview):
        sendState(hearing: words.joined(separator: " "), preview: preview)
      case .turn(let turn): sendState(turn: view(of: turn))
      case .finished(let finished):
        await keep(finished.formula)
        sendState()
      case .reopened:
        if let id = accepted.popLast() { await inList { try await list.remove(id) } }
        sendState()
      }
    }
  }

  private func sendState(
    hearing: String? = nil, preview: MathExpression? = nil, turn: PageMessage.Turn? = nil
  ) {
    let isPassing = hearing != nil
    let formula = FormulaView(
      preview ?? session.formula, highlighted: preview ?? session.highlightedFormula,
      isSpoken: !isPassing)
    let choices = session.choices.count > 1 ? session.choices : []
    let state = PageMessage.State(
      formula: formula, choices: isPassing ? nil : choices.map { FormulaView($0) },
      isListening: session.isListening, hearing: hearing, isPreview: preview != nil,
      at: Double(position) / modelRate, turn: turn)
    output(PageMessage.state(state).json, isPassing)
  }

  private func view(of turn: DictationSession.Turn) -> PageMessage.Turn {
    var view = PageMessage.Turn(said: turn.words.joined(separator: " "), meaning: "mathematics")
    switch turn.meaning {
    case .mathematics: break
    case .command(let command):
      view.meaning = "command"
      view.answer = turn.answer?.joined(separator: " ")
      view.action = command == .copy ? "copy" : command == .export ? "export" : nil
    case .nothing(let reason):
      view.meaning = "nothing"
      view.answer = reason
    }
    let start = turn.seconds?.lowerBound ?? 0
    view.ends = turn.dictation?.words.map { start + $0.end }
    return view
  }

  // MARK: - The list

  private mutating func keep(_ formula: MathExpression) async {
    let latex = LaTeXWriter().latex(formula)
    await inList { accepted.append(try await list.add(latex)) }
  }

  /// Keeps what was worked on and never accepted, unless the list has it.
  private mutating func keepRest() async {
    let latex = LaTeXWriter().latex(session.formula)
    let isKnown = await list.entries.contains { $0.latex == latex }
    if !session.formula.isEmpty, !isKnown { await keep(session.formula) }
  }

  private func inList(_ change: () async throws -> Void) async {
    do { try await change() } catch { output(PageMessage.error("\(error)").json, false) }
  }

  private func sendList() async { output(await list.message(), false) }
}
