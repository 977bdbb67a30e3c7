import Foundation
import SpokenMath
import Testing
import Typesetting

@Suite("LaTeX that people wrote is read and written back")
struct LaTeXReaderCorpusTests {
  static let path = "/work/shared/pairs/natural-dev.jsonl"

  private struct Pair: Decodable {
    var latex: String
  }

  @Test("every label that is read is written as LaTeX that is read as the same tree")
  func labelsRoundTrip() throws {
    guard let text = try? String(contentsOfFile: Self.path, encoding: .utf8) else {
      print("skipped: \(Self.path) is not here")
      return
    }
    let decoder = JSONDecoder()
    var read = 0
    var labels = 0
    var changed: [String] = []
    var rejected: [String] = []
    for line in text.split(separator: "\n") {
      let latex = try decoder.decode(Pair.self, from: Data(line.utf8)).latex
      labels += 1
      let tree: MathExpression
      do {
        tree = try LaTeXReader().expression(of: latex)
      } catch {
        rejected.append("\(latex)\n    \(error)")
        continue
      }
      read += 1
      let written = LaTeXWriter().latex(tree)
      if (try? LaTeXReader().expression(of: written)) != tree {
        changed.append("\(latex)\n    \(written)")
      }
    }
    if ProcessInfo.processInfo.environment["DICTEX_VERBOSE"] != nil {
      print("rejected:\n" + rejected.joined(separator: "\n"))
      print("changed:\n" + changed.joined(separator: "\n"))
    }
    print("read \(read) of \(labels) labels, \(changed.count) changed by writing")
    #expect(Double(read) >= 0.97 * Double(labels))
    #expect(changed.isEmpty, "\(changed.prefix(5).joined(separator: "\n"))")
  }
}
