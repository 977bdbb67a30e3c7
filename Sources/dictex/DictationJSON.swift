import Dictation
import Recognition

/// What `transcribe --json` prints of a recording.
struct DictationJSON: Encodable {
  struct Word: Encodable {
    var text: String
    var start: Double
    var end: Double
    var confidence: Double

    init(_ word: TimedWord) {
      text = word.text
      start = rounded(word.start, places: 3)
      end = rounded(word.end, places: 3)
      confidence = rounded(word.confidence, places: 4)
    }
  }

  struct Alternative: Encodable {
    var latex: String
    var mathml: String
    var words: String
    var score: Double
    var heuristics: [String]

    init(_ interpretation: Interpretation) {
      latex = interpretation.latex
      mathml = interpretation.mathML
      words = interpretation.transcript.text
      score = rounded(interpretation.score, places: 3)
      heuristics = interpretation.reading.heuristics
    }
  }

  var path: String
  var seconds: Double?
  var latex: String?
  var words: [Word]?
  var alternatives: [Alternative]?
  /// What was odd about the recording.
  var warning: String?
  /// Why there is no formula.
  var error: String?

  init(path: String, error: String) {
    self.path = path
    self.error = error
  }

  init(path: String, _ dictation: Dictation, alternatives count: Int) {
    self.path = path
    seconds = rounded(dictation.duration, places: 3)
    latex = dictation.latex
    words = dictation.words.map(Word.init)
    alternatives = dictation.interpretations.prefix(count).map(Alternative.init)
    warning = dictation.warning
    error = dictation.refusal.map { "\($0)" }
  }
}
