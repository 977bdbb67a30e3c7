import Foundation
import SpokenMath
import Testing
import Typesetting

/// Any formula, said or written, and read again.
///
/// `DICTEX_ROUND_TRIPS=100000 swift test -c release --filter RoundTripTests` reads that many.
@Suite("Round trips")
struct RoundTripTests {
  private static let count =
    ProcessInfo.processInfo.environment["DICTEX_ROUND_TRIPS"].flatMap { Int($0) } ?? 2000
  /// How many pieces the trees are dealt to, so that tests run side by side.
  private static let pieces = 4
  /// More failures of one kind tell nothing new.
  private static let mostReported = 5

  /// Trees of depth 1 to 4, a fourth of each; the seed is the tree's number.
  private func trees(_ piece: Int) -> some Sequence<(seed: Int, tree: MathExpression)> {
    stride(from: piece, to: Self.count, by: Self.pieces).lazy.map { seed in
      var random = RandomFormula(seed: UInt64(seed))
      return (seed, random.formula(depth: 1 + seed / Self.pieces % 4))
    }
  }

  private func reading(_ words: [String]) throws -> MathExpression? {
    try SpokenMathParser().readings(of: words.map { SpokenWord($0) }).first?.expression
  }

  @Test("tree → verbose words → the same tree, and the words are words", arguments: 0..<pieces)
  func speech(piece: Int) throws {
    let speaker = MathSpeaker(verbosity: .verbose)
    var failures = 0
    for (seed, tree) in trees(piece) where failures < Self.mostReported {
      let words = speaker.words(of: tree)
      let areWords = words.allSatisfy { word in
        word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x27 }
      }
      if try !areWords || reading(words) != tree {
        failures += 1
        Issue.record("seed \(seed): \(words.joined(separator: " "))")
      }
    }
  }

  @Test("tree → LaTeX → the same tree → verbose words → the same tree", arguments: 0..<pieces)
  func latex(piece: Int) throws {
    let speaker = MathSpeaker(verbosity: .verbose)
    var failures = 0
    for (seed, tree) in trees(piece) where failures < Self.mostReported {
      let latex = LaTeXWriter().latex(tree)
      let read = try LaTeXReader().expression(of: latex)
      if try read != tree || reading(speaker.words(of: read)) != read {
        failures += 1
        Issue.record("seed \(seed): \(latex)")
      }
    }
  }

  @Test("brief and natural speech are words too, and the parser refuses none of its own trees")
  func shortSpeech() throws {
    for (seed, tree) in trees(0).prefix(200) {
      for verbosity in [SpeechVerbosity.brief, .natural] {
        let words = MathSpeaker(verbosity: verbosity).words(of: tree)
        let areWords = words.allSatisfy { word in
          word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x27 }
        }
        #expect(areWords, "seed \(seed): \(words)")
      }
    }
  }

  @Test("the corpus: LaTeX → tree → verbose words → the same tree")
  func corpus() throws {
    for file in try corpusFiles() {
      for line in try corpusLines(file) {
        let tree = try LaTeXReader().expression(of: line.latex)
        let words = MathSpeaker(verbosity: .verbose).words(of: tree)
        #expect(try reading(words) == tree, "\(line.latex): \(words.joined(separator: " "))")
      }
    }
  }

  // MARK: - One by one

  /// `x`, this and `y` in a row, said and read.
  private func survives(_ kind: MathExpression.Kind) throws -> Bool {
    let x = MathExpression(.identifier(.init("x")))
    let y = MathExpression(.identifier(.init("y")))
    let row = MathExpression.row([x, MathExpression(kind), y])
    return try reading(MathSpeaker(verbosity: .verbose).words(of: row)) == row
  }

  @Test("every sign can be said, struck through or not", arguments: Symbol.allCases)
  func sign(symbol: Symbol) throws {
    #expect(try survives(.symbol(symbol)))
    #expect(try survives(.negated(symbol)))
  }

  @Test("every two delimiters can be said", arguments: MathExpression.Delimiter.allCases)
  func delimiters(open: MathExpression.Delimiter) throws {
    let a = MathExpression(.identifier(.init("a")))
    for close in MathExpression.Delimiter.allCases {
      #expect(try survives(.fenced(open: open, a, close: close)), "\(close)")
    }
  }

  @Test("every mark, style, space and table can be said")
  func rest() throws {
    let a = MathExpression(.identifier(.init("a")))
    for accent in MathExpression.Accent.allCases { #expect(try survives(.accent(accent, a))) }
    for style in MathExpression.FontStyle.allCases {
      for name in ["a", "B", "alpha", "Gamma", "varepsilon", "1"] where style != .italic {
        #expect(try survives(.identifier(.init(name, style: style))), "\(style) \(name)")
      }
    }
    for space in MathExpression.Space.allCases { #expect(try survives(.space(space))) }
    for style in MathExpression.MatrixStyle.allCases {
      #expect(try survives(.matrix(rows: [[a, .empty], [.empty, a]], style: style)), "\(style)")
    }
  }

  @Test(
    "texts, names and numbers are spelled so that they come back",
    arguments: [
      MathExpression.Kind.text(" if "), .text("if"), .text(" or "), .text(""), .text(" "),
      .text("Let x be, the end text."), .text("kHz ABC d's"), .text("word the 2nd"),
      .text("a-b  (c)"), .text(" then "), .upright("km"), .upright("H2O"), .upright("word"),
      .function("End"), .function("foo"), .function("lim"), .function("const"), .number("007"),
      .number(".5"), .number("5."), .number("1000000"), .number("1000.001"),
      .number("123456789012345678901"), .number("21"), .number("0.05"),
    ])
  func spelling(kind: MathExpression.Kind) throws {
    #expect(try survives(kind))
  }
}
