import Foundation
import Testing
import Training

@Suite("The shipped model on the samples", .enabled(if: Package.hasSamples, "needs the model"))
struct SampleTests {
  @Test("evaluate --json reports fractions, and most samples give their formula")
  func evaluation() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await CommandLineTool.run([
      "evaluate", Package.samples, "--json", "--by", "speaker", "--trn", folder.path,
    ])
    #expect(outcome.code == 0)
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let wordErrorRate = try #require(report["wordErrorRate"] as? Double)
    let formulaAccuracy = try #require(report["formulaAccuracy"] as? Double)
    #expect(wordErrorRate < 0.1)
    #expect(formulaAccuracy > 0.7)
    for side in ["reference", "hypothesis"] {
      let text = try String(contentsOfFile: "\(folder.path)/\(side).trn", encoding: .utf8)
      #expect(text.split(separator: "\n").count == report["utterances"] as? Int)
    }
  }

  @Test("The four formulas on which the hackathon demo ended come out right")
  func hackathonFormulas() async throws {
    let wanted = ["25a^{3}b^{2}c", "3x^{2}-5xy-2y^{2}", "4(x+y)^{3}", "20x^{3}"]
    let samples = try Manifest.read(path: Package.samples)
    for formula in wanted {
      let sample = try #require(
        samples.first {
          $0.latex?.filter { !"{} ".contains($0) } == formula.filter { !"{}".contains($0) }
        },
        "no sample of \(formula)")
      let outcome = try await CommandLineTool.run(["transcribe", sample.path])
      let printed = outcome.output.filter { !"{} \n".contains($0) }
        .replacing("\\left", with: "").replacing("\\right", with: "")
      #expect(printed == formula.filter { !"{}".contains($0) })
    }
  }
}
