import Audio
import Recognition
import SpokenMath
import Typesetting

/// What a recording says: the hypotheses of its words and the formulas they can be read as.
public struct Dictation: Sendable {
  /// Length of the recording in seconds.
  public let duration: Double
  /// What was heard, likeliest first.
  public let transcripts: [Transcript]
  /// The formulas it can be, best first and each once; empty when there is no formula.
  public let interpretations: [Interpretation]
  /// Why there is no formula; nil when there is one.
  public let refusal: NoFormula?
  /// What was odd about the recording, say that it is cut off; nil when nothing was.
  public var warning: String?

  package init(
    duration: Double, transcripts: [Transcript], interpretations: [Interpretation],
    refusal: NoFormula?
  ) {
    self.duration = duration
    self.transcripts = transcripts
    self.interpretations = interpretations
    self.refusal = interpretations.isEmpty ? refusal ?? .noWords : nil
  }

  /// The formula as LaTeX, without dollar signs; nil when there is none.
  public var latex: String? { interpretations.first?.latex }

  /// The words behind the formula or, when there is none, the likeliest words.
  public var words: [TimedWord] {
    interpretations.first?.transcript.words ?? transcripts.first?.words ?? []
  }
}

/// One formula that a recording can be, with the words and the score that led to it.
public struct Interpretation: Sendable {
  /// The words.
  public let transcript: Transcript
  /// How they are read.
  public let reading: Reading
  /// Acoustic, language and reading score together; a natural-log probability, not normalised.
  public let score: Double

  package init(transcript: Transcript, reading: Reading, score: Double) {
    self.transcript = transcript
    self.reading = reading
    self.score = score
  }

  /// The formula as LaTeX, without dollar signs.
  public var latex: String { LaTeXWriter().latex(reading.expression) }

  /// The formula as presentation MathML.
  public var mathML: String { MathMLWriter().mathML(reading.expression, display: true) }
}

extension [Interpretation] {
  /// Sorts by score and keeps the best way to each formula; equal scores keep their order.
  package func bestOfEachFormula() -> [Interpretation] {
    var seen: Set<MathExpression> = []
    return enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
      .filter { seen.insert($0.reading.expression).inserted }
  }
}

extension SpokenWord {
  /// A recognised word as the grammar takes it.
  init(_ word: TimedWord) {
    self.init(word.text, start: word.start, end: word.end)
  }
}
