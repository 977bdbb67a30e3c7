import Evaluation
import Foundation
import SpokenMath
import Testing
import Typesetting

// Oracle: /work/shared/pairs/latex_equal.py, which defines the two levels. It is run, not copied.
@Suite("Formula comparison agrees with the definition of its levels")
struct FormulaOracleTests {
  static let folder = "/work/shared/pairs"

  static let driver = """
    import sys, json
    sys.path.insert(0, sys.argv[1])
    import latex_equal as L
    for line in open(sys.argv[2]):
        a, b = json.loads(line)
        try: print(int(L.equal(a, b, "strict")), int(L.equal(a, b, "lenient")))
        except Exception: print("error")
    """

  @Test("on labels changed at random, the verdicts agree for at least 99 % of the pairs")
  func changedLabels() throws {
    guard let labels = Self.labels() else {
      print("skipped: \(Self.folder) is not here")
      return
    }
    var generator = SplitMix64(state: 20_261_123)
    var pairs: [[String]] = []
    // Every fourth label unless all are asked for: debug builds are slow.
    let step = ProcessInfo.processInfo.environment["DICTEX_VERBOSE"] == nil ? 4 : 1
    for number in stride(from: 0, to: labels.count, by: step) {
      let label = labels[number]
      // Lines of working without an environment are lines of working to us, signs to the oracle.
      if label.contains("\\\\") { continue }
      let kinds = LabelChange.allCases
      for kind in [kinds[(number / step) % kinds.count], .rewritten] {
        let changed = kind.apply(
          to: label, other: labels[(number + 1) % labels.count], using: &generator)
        if let changed { pairs.append([label, changed]) }
      }
    }
    try compare(pairs)
  }

  @Test("on what our parser makes of the spoken words, the verdicts agree for at least 99 %")
  func predictions() throws {
    guard let utterances = Self.utterances() else {
      print("skipped: \(Self.folder) is not here")
      return
    }
    let step = ProcessInfo.processInfo.environment["DICTEX_VERBOSE"] == nil ? 16 : 1
    let parser = SpokenMathParser()
    var pairs: [[String]] = []
    for number in stride(from: 0, to: utterances.count, by: step) {
      let words = utterances[number].plain.split(separator: " ").map { SpokenWord(String($0)) }
      guard words.count < 60, !utterances[number].latex.contains("\\\\"),
        let reading = try? parser.readings(of: words, limit: 1).first
      else { continue }
      pairs.append([utterances[number].latex, LaTeXWriter().latex(reading.expression)])
    }
    try compare(pairs)
  }

  private func compare(_ pairs: [[String]]) throws {
    guard let verdicts = try Self.verdicts(on: pairs) else {
      print("skipped: python3 does not run here")
      return
    }
    for level in FormulaComparison.Level.allCases {
      var agreed = [true: 0, false: 0]
      var total = [true: 0, false: 0]
      var differing: [String] = []
      for (pair, verdict) in zip(pairs, verdicts) {
        guard let verdict else { continue }
        let wanted = level == .strict ? verdict.strict : verdict.lenient
        let ours = FormulaComparison.equal(pair[0], pair[1], level: level)
        total[wanted, default: 0] += 1
        agreed[wanted, default: 0] += ours == wanted ? 1 : 0
        if ours != wanted {
          differing.append("\(wanted ? "=" : "≠") \(pair[0])\n  \(pair[1])")
        }
      }
      print(
        "\(level): agrees on \(agreed[true] ?? 0) of \(total[true] ?? 0) equal pairs, "
          + "\(agreed[false] ?? 0) of \(total[false] ?? 0) unequal pairs")
      if ProcessInfo.processInfo.environment["DICTEX_VERBOSE"] != nil {
        print(differing.joined(separator: "\n"))
      }
      for kind in [true, false] {
        let share = Double(agreed[kind] ?? 0) / Double(max(1, total[kind] ?? 0))
        #expect(share >= 0.99, "\(level), pairs that are \(kind ? "equal" : "unequal")")
      }
    }
  }

  @Test("the oracle's own handmade pairs are judged as it judges them")
  func handmadePairs() throws {
    let script = """
      import sys, json
      sys.path.insert(0, sys.argv[1])
      import latex_equal as L
      for t in L.TESTS: print(json.dumps([t[0], t[1], str(t[2]), str(t[3])]))
      """
    guard FileManager.default.fileExists(atPath: Self.folder),
      let output = try Self.python(script, ["-"])
    else {
      print("skipped: \(Self.folder) or python3 is not here")
      return
    }
    for line in output.split(separator: "\n") {
      let pair = try JSONDecoder().decode([String].self, from: Data(line.utf8))
      guard pair.count == 4 else { continue }
      for (a, b) in [(pair[0], pair[1]), (pair[1], pair[0])] {
        #expect(
          FormulaComparison.equal(a, b, level: .strict) == (pair[2] == "1"),
          "strict: \(a) and \(b)")
        #expect(
          FormulaComparison.equal(a, b, level: .lenient) == (pair[3] == "1"),
          "lenient: \(a) and \(b)")
      }
    }
  }

  private struct Pair: Decodable {
    var plain: String
    var latex: String
  }

  private static func labels() -> [String]? { utterances()?.map(\.latex) }

  private static func utterances() -> [Pair]? {
    guard
      let text = try? String(contentsOfFile: folder + "/natural-dev.jsonl", encoding: .utf8)
    else { return nil }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Pair.self, from: Data($0.utf8))
    }
  }

  private static func verdicts(
    on pairs: [[String]]
  ) throws -> [(strict: Bool, lenient: Bool)?]? {
    let path = NSTemporaryDirectory() + "dictex-pairs-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let encoder = JSONEncoder()
    let lines = try pairs.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    guard let output = try python(driver, [path]) else { return nil }
    return output.split(separator: "\n").map { line in
      line == "error" ? nil : (line.hasPrefix("1"), line.hasSuffix("1"))
    }
  }

  private static func python(_ script: String, _ arguments: [String]) throws -> String? {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", script, folder] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
