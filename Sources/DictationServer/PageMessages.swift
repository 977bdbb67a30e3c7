import Dictation
import Foundation
import SpokenMath
import Typesetting

/// What the page sends as text: `{"type": "say", "text": "x squared"}`.
struct PageRequest: Decodable {
  /// What is asked for.
  enum Kind: String, Decodable {
    /// Sound follows, `rate` samples a second.
    case start
    /// No more sound follows; what was said is final.
    case stop
    /// Words in `text`, mathematics or a command, as if they had been heard.
    case say
    /// Whether what is heard counts, in `value`.
    case listen
    /// To work on formula `id` of the list again.
    case open
    /// To take formula `id` out of the list.
    case remove
    /// The list as a document.
    case export
  }

  var type: Kind
  var rate: Double?
  var text: String?
  var value: Bool?
  var id: Int?
}

/// A formula as the page shows it.
struct FormulaView: Encodable {
  var latex: String
  var mathml: String
  /// The formula in words; nil for one that is still being said: finding words that are understood again
  /// takes a hundred times as long as writing it.
  var speech: String?

  init(_ formula: MathExpression, highlighted: MathExpression? = nil, isSpoken: Bool = true) {
    latex = LaTeXWriter().latex(formula)
    mathml = MathMLWriter().mathML(highlighted ?? formula, display: true)
    if isSpoken { speech = MathSpeaker().words(of: formula).joined(separator: " ") }
  }
}

/// What the page is sent.
enum PageMessage: Encodable {
  /// The formula and all about it.
  case state(State)
  /// The formulas so far.
  case list([Entry])
  /// A document to be saved.
  case document(String)
  /// Something went wrong.
  case error(String)

  struct State: Encodable {
    var formula: FormulaView
    /// What was last said may be each of these; nil while something is being said.
    var choices: [FormulaView]?
    var isListening: Bool
    /// What is being said; nil when nothing is.
    var hearing: String?
    /// Whether `formula` is only what it would be if the words ended here.
    var isPreview = false
    /// How much sound had been heard, in seconds.
    var at: Double
    var turn: Turn?
  }

  struct Turn: Encodable {
    var said: String
    /// `mathematics`, `command` or `nothing`.
    var meaning: String
    /// What to say aloud, or why nothing was done.
    var answer: String?
    /// What the page itself is to do: `copy` or `export`.
    var action: String?
    /// When each word ended, in seconds of the sound.
    var ends: [Double]?
  }

  struct Entry: Encodable {
    var id: Int
    var formula: FormulaView
    var time: Double
  }

  private enum Key: CodingKey { case type, state, formulas, text, message }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .state(let state):
      try container.encode("state", forKey: .type)
      try container.encode(state, forKey: .state)
    case .list(let entries):
      try container.encode("list", forKey: .type)
      try container.encode(entries, forKey: .formulas)
    case .document(let text):
      try container.encode("document", forKey: .type)
      try container.encode(text, forKey: .text)
    case .error(let message):
      try container.encode("error", forKey: .type)
      try container.encode(message, forKey: .message)
    }
  }

  /// The message as JSON.
  var json: String {
    let data = (try? JSONEncoder().encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
