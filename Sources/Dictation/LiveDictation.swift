import Audio
import Editing
import Recognition
import SpokenMath

/// A dictation under way: samples in, formulas out, each ended by a pause.
///
/// What is final equals, bit for bit, what ``DictationPipeline/transcribe(_:)`` gives for the same
/// samples. Where formulas end does not depend on how the samples were cut into pieces.
///
/// A formula ends when no letter was heard for a while after words. Words that plainly want more ("the
/// square root of") are waited for longer: thinking takes time.
public final class LiveDictation {
  /// When a formula ends.
  public struct Options: Sendable, Equatable {
    /// Seconds without a letter that end a formula.
    public var pause = 0.8
    /// The same after words that want more.
    public var thinkingPause = 2.5
    /// The same after a command that ends a line, such as "accept".
    public var closingPause = 0.35
    /// Seconds after which a formula ends whatever is said.
    public var longest = 60.0

    /// Makes the usual options.
    public init() {}
  }

  /// What happened while samples were taken.
  public enum Event: Sendable {
    /// Other words are likeliest now.
    case partial([TimedWord])
    /// A formula ended, or words that are none; the seconds of the stream that it covers, and what the
    /// network heard.
    case final(Dictation, seconds: ClosedRange<Double>, Posteriors)
  }

  /// Why a model cannot hear live.
  public struct NoLexicon: Error, CustomStringConvertible {
    /// One line: what is missing.
    public var description: String {
      "live dictation needs the beam search: the model has no lexicon.txt, or --decoder is greedy"
    }
  }

  private let pipeline: DictationPipeline
  private let decoder: BeamSearchDecoder
  private let options: Options
  private let sampleRate: Double
  /// Decisions fall after each block of so many samples, counted from the start of an utterance.
  private let blockLength: Int

  private var waiting: [Float] = []
  private var utterance: Utterance
  /// Samples of the stream before the utterance.
  private var consumed = 0

  /// What is known of the words since the last formula.
  private struct Utterance {
    let sound: AcousticStream
    let search: BeamSearchStream
    var samples: [Float] = []
    var heard: [Float] = []
    /// Rows since a letter was likeliest; nil before the first.
    var rowsOfQuiet: Int?
    var words: [TimedWord] = []
    /// Seconds of quiet that would end it.
    var pause = 0.0
  }

  /// Starts to listen.
  ///
  /// - Throws: ``NoLexicon``, or what the front end throws.
  public init(_ pipeline: DictationPipeline, options: Options = Options()) throws {
    guard case .beamSearch(let decoder) = pipeline.decoder else { throw NoLexicon() }
    self.pipeline = pipeline
    self.decoder = decoder
    self.options = options
    sampleRate = pipeline.acousticModel.sampleRate
    blockLength = Int(0.03 * sampleRate)
    utterance = try Self.utterance(pipeline.acousticModel, decoder)
  }

  /// Takes samples at the model's rate and tells what they changed.
  public func push(_ samples: some Collection<Float>) throws -> [Event] {
    waiting += samples
    var events: [Event] = []
    var start = 0
    while waiting.count - start >= blockLength {
      try take(Array(waiting[start..<(start + blockLength)]), &events)
      start += blockLength
    }
    waiting.removeFirst(start)
    return events
  }

  /// Ends the stream: what was said last is final.
  public func finish() throws -> [Event] {
    var events: [Event] = []
    let rest = waiting
    waiting = []
    try take(rest, &events)
    if !utterance.words.isEmpty { events.append(try end()) }
    return events
  }

  // MARK: - Blocks

  private func take(_ block: [Float], _ events: inout [Event]) throws {
    let rows = hear(block)
    if let event = partial(rows) { events.append(event) }
    let seconds = Double(utterance.samples.count) / sampleRate
    let quiet = utterance.rowsOfQuiet.map { Double($0) * rows.secondsPerFrame } ?? 0
    if utterance.words.isEmpty {
      // Silence and noise pass by; what was heard just now may be the start of a word.
      if seconds > 4, utterance.rowsOfQuiet == nil || quiet > options.pause {
        try restart(keeping: Int(0.5 * sampleRate))
      }
    } else if quiet >= utterance.pause || seconds >= options.longest {
      events.append(try end())
    }
  }

  @discardableResult
  private func hear(_ samples: [Float]) -> Posteriors {
    utterance.samples += samples
    let rows = samples.withUnsafeBufferPointer { utterance.sound.push($0) }
    rows.logProbabilities.withUnsafeBufferPointer { utterance.search.push($0) }
    utterance.heard += rows.logProbabilities
    countQuiet(rows)
    return rows
  }

  /// Counts the rows since a letter was likeliest.
  private func countQuiet(_ rows: Posteriors) {
    let vocabulary = pipeline.acousticModel.vocabulary
    let count = rows.symbolCount
    rows.logProbabilities.withUnsafeBufferPointer { values in
      for row in 0..<rows.frameCount {
        let best = indexOfMaximum(
          UnsafeBufferPointer(rebasing: values[(row * count)..<((row + 1) * count)]))
        if best == vocabulary.blank || best == vocabulary.wordBoundary {
          utterance.rowsOfQuiet = utterance.rowsOfQuiet.map { $0 + 1 }
        } else {
          utterance.rowsOfQuiet = 0
        }
      }
    }
  }

  private func partial(_ rows: Posteriors) -> Event? {
    guard rows.frameCount > 0 else { return nil }
    let words = utterance.search.partial().words
    guard words.map(\.text) != utterance.words.map(\.text) else { return nil }
    utterance.words = words
    let reading = try? pipeline.parser.readings(of: words.map(SpokenWord.init), limit: 1).first
    utterance.pause = pause(after: words.map(\.text), reading)
    return .partial(words)
  }

  /// Seconds of quiet that end an utterance of these words.
  private func pause(after words: [String], _ reading: Reading?) -> Double {
    let commands = EditCommandReader()
    if commands.closing(words) != nil { return min(options.closingPause, options.pause) }
    let wantsMore = reading?.expression.wantsMore ?? false
    return wantsMore || commands.wantsMore(words) ? options.thinkingPause : options.pause
  }

  private func end() throws -> Event {
    let rows = utterance.sound.finish()
    rows.logProbabilities.withUnsafeBufferPointer { utterance.search.push($0) }
    let waveform = Waveform(samples: utterance.samples, sampleRate: sampleRate)
    let dictation = DictationPipeline.interpret(
      utterance.search.finish(), of: SoundSummary(of: waveform), with: pipeline.parser)
    let start = Double(consumed) / sampleRate
    let heard = Posteriors(
      logProbabilities: utterance.heard + rows.logProbabilities, symbolCount: rows.symbolCount,
      secondsPerFrame: rows.secondsPerFrame)
    try restart(keeping: 0)
    return .final(dictation, seconds: start...(start + waveform.duration), heard)
  }

  /// Begins another utterance with the last samples of this one.
  private func restart(keeping count: Int) throws {
    let kept = utterance.samples.suffix(count)
    consumed += utterance.samples.count - kept.count
    utterance = try Self.utterance(pipeline.acousticModel, decoder)
    if !kept.isEmpty { hear(Array(kept)) }
  }

  private static func utterance(
    _ model: AcousticModel, _ decoder: BeamSearchDecoder
  ) throws -> Utterance {
    Utterance(
      sound: try model.makeStream(),
      search: decoder.makeStream(secondsPerFrame: model.secondsPerFrame))
  }
}

extension MathExpression {
  /// Whether it plainly is not yet all: a root of nothing, a fraction over nothing, a sign at the end.
  var wantsMore: Bool {
    switch kind {
    case .row(let nodes): return nodes.last?.wantsMore ?? false
    case .fraction(_, let denominator): return denominator.isEmpty || denominator.wantsMore
    case .root(let radicand, _): return radicand.isEmpty || radicand.wantsMore
    case .scripts(let base, let lower, let upper, _):
      if let last = upper ?? lower, last.isEmpty || last.wantsMore { return true }
      return base.wantsMore
    case .fenced(_, let content, let close):
      return close == .none || content.isEmpty || content.wantsMore
    case .function: return true
    case .symbol(let symbol):
      return [.binary, .relation, .big].contains(symbol.role) || symbol == .comma
    case .negated: return true
    default: return false
    }
  }
}
