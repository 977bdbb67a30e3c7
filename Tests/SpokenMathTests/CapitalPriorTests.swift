import Foundation
import SpokenMath
import Testing
import Typesetting

/// Capitals are guessed from counted log-odds.
///
/// To count anew, write the letters of the development pairs with their places, then fit:
/// `DICTEX_LETTER_SITES=/tmp/sites.tsv swift test --filter CapitalPriorTests`, then
/// `Benchmarks/capital-priors.py /tmp/sites.tsv`.
@Suite("Capital priors")
struct CapitalPriorTests {
  @Test("every line of the table is a trait and its log-odds")
  func table() {
    let lines = CapitalPriors.table.split(separator: "\n")
    #expect(lines.count > 500)
    for line in lines {
      let words = line.split(separator: " ")
      let trait = LetterTrait(name: words.dropLast())
      #expect(trait?.name == words.dropLast().joined(separator: " "), "\(line)")
      #expect(words.last.flatMap { Float($0) } != nil, "\(line)")
    }
  }

  @Test(
    "places that are capitals by custom",
    arguments: [
      ("x in a", "x \\in A"), ("a union b", "A \\cup B"),
      ("the variance of x", "\\operatorname{Var}(X)"),
      ("f of x equals x squared", "f(x) = x^{2}"),
      ("the integral from a to b of f of x d x", "\\int_{a}^{b} f(x)dx"),
      ("capital x equals y", "X = y"),
    ])
  func customs(said: String, latex: String) throws {
    #expect(try best(said) == latex)
  }

  @Test("the least certain letter is offered the other way")
  func alternative() throws {
    let words = "a equals b".split(separator: " ").map { SpokenWord(String($0)) }
    let readings = try SpokenMathParser().readings(of: words, limit: 4)
    let formulas = readings.map { LaTeXWriter().latex($0.expression) }
    #expect(Set(formulas).count > 1)
    #expect(Set(formulas.map { $0.lowercased() }).count == 1)
  }

  @Test("the letters of the development pairs are written for counting")
  func sites() throws {
    guard let path = ProcessInfo.processInfo.environment["DICTEX_LETTER_SITES"] else { return }
    let pairs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared/pairs/natural-dev.jsonl")
    var out = ""
    for line in try String(contentsOf: pairs, encoding: .utf8).split(separator: "\n") {
      let pair = try JSONDecoder().decode(Pair.self, from: Data(line.utf8))
      guard let tree = try? LaTeXReader().expression(of: pair.latex) else { continue }
      var isCapital: [Bool] = []
      let sites = LetterSites(lowercased(tree, &isCapital)).sites
      try #require(sites.count == isCapital.count)
      for (site, capital) in zip(sites, isCapital) {
        out += "\(pair.tier)\t\(pair.plain)\t\(capital ? 1 : 0)\t\(site.letter)\t"
        out += "\(site.followsMembership ? 1 : 0)\t"
        out += site.traits.map(\.name).joined(separator: ",") + "\n"
      }
    }
    try out.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private struct Pair: Decodable {
    var tier: String, plain: String, latex: String
  }

  private func best(_ said: String) throws -> String {
    let words = said.split(separator: " ").map { SpokenWord(String($0)) }
    let readings = try SpokenMathParser().readings(of: words, limit: 1)
    return readings.first.map { LaTeXWriter().latex($0.expression) } ?? ""
  }

  /// The formula in small letters, as a recogniser writes it, and which were capitals.
  private func lowercased(
    _ expression: MathExpression, _ isCapital: inout [Bool]
  ) -> MathExpression {
    var capitals: [Bool] = []
    collect(expression, &capitals)
    isCapital = capitals
    return small(expression)
  }

  private func small(_ expression: MathExpression) -> MathExpression {
    var result = expression
    result.kind = expression.kind.mapped { small($0) }
    if case .identifier(let letter) = expression.kind, let name = Self.smallName(letter) {
      result.kind = .identifier(.init(name, style: letter.style))
    }
    if case .scripts(let base, let lower, let upper?, let primes) = expression.kind,
      upper == MathExpression(.identifier(.init("T")))
    {
      // “transpose” is said: its letter is no guess.
      result.kind = .scripts(
        base: small(base), subscript: lower.map(small), superscript: upper, primes: primes)
    }
    return result
  }

  private func collect(_ expression: MathExpression, _ capitals: inout [Bool]) {
    if case .identifier(let letter) = expression.kind, let name = Self.smallName(letter) {
      capitals.append(name != letter.name)
    }
    if case .scripts(let base, let lower, let upper?, _) = expression.kind,
      upper == MathExpression(.identifier(.init("T")))
    {
      collect(base, &capitals)
      if let lower { collect(lower, &capitals) }
      return
    }
    for child in expression.kind.children { collect(child, &capitals) }
  }

  private static func smallName(_ letter: MathExpression.Identifier) -> String? {
    guard letter.style == .italic || letter.style == .bold else { return nil }
    let name = letter.name.prefix(1).lowercased() + letter.name.dropFirst()
    return LetterCode.code(of: name) == nil ? nil : name
  }
}

extension MathExpression.Kind {
  /// The nodes inside, in reading order.
  fileprivate var children: [MathExpression] {
    var children: [MathExpression] = []
    _ = mapped { child in
      children.append(child)
      return child
    }
    return children
  }
}
