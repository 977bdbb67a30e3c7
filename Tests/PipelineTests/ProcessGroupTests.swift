import Foundation
import Testing

// One at a time: Open MPI 4.1 trips over its own folder in /tmp when two start at once.
@Suite("Several processes of mpirun", .serialized)
struct ProcessGroupTests {
  /// Runs `dictex` in two processes; nil, with a message, where there is no Open MPI.
  private func pair(_ arguments: String) async throws -> CommandLineTool.Outcome? {
    let outcome = try await CommandLineTool.shell(
      """
      command -v mpirun > /dev/null || exit 99
      export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
      mpirun -n 2 --oversubscribe --bind-to none "$DICTEX" \(arguments)
      """)
    if outcome.code == 99 {
      print("skipped: no mpirun")
      return nil
    }
    return outcome
  }

  @Test("Two processes train what one trains, bit for bit, and go on where one stopped")
  func train() async throws {
    let folder = try TemporaryFolder()
    let page = """
      frontend: {sample_rate: 8000, window: 25ms, hop: 10ms, mel_bands: 20, highest_frequency: 3800}
      network:
        - convolution: {channels: 12, kernel: [5, 20], stride: [3, 1]}
        - rectifier
        - dropout: {rate: 0.1}
        - lstm: {size: 16}
        - linear: {size: vocabulary}
      train: {seed: 1, precision: float32, epochs: 2, batch_seconds: 30, shards: 2, validation_steps: 2}
      """
    let model = try folder.file("model.yaml", Array(page.utf8))
    func command(_ output: String) -> String {
      "train \(model) --data \(Package.samples) --validate \(Package.samples) --output \(folder.path)/\(output)"
    }
    guard let two = try await pair(command("two")) else { return }
    #expect(two.code == 0, "\(two.errors)")
    #expect(two.output == folder.path + "/two/best\n")
    let one = try await CommandLineTool.shell("\"$DICTEX\" \(command("one"))")
    #expect(one.code == 0, "\(one.errors)")
    for file in ["checkpoint.safetensors", "last/weights.safetensors"] {
      let contents = ["one", "two"].map {
        FileManager.default.contents(atPath: "\(folder.path)/\($0)/\(file)")
      }
      #expect(contents[0] != nil && contents[0] == contents[1], "\(file) differs")
    }
    let again = try #require(try await pair(command("two") + " --resume"))
    #expect(again.code == 0, "\(again.errors)")
  }

  @Test("More processes than shards are refused")
  func tooMany() async throws {
    let folder = try TemporaryFolder()
    let page = try String(contentsOfFile: Package.model + "/model.yaml", encoding: .utf8)
      .replacing("shards: 16", with: "shards: 1")
    let model = try folder.file("model.yaml", Array(page.utf8))
    let outcome = try await pair(
      "train \(model) --data \(Package.samples) --validate \(Package.samples) --output \(folder.path)/run"
    )
    guard let outcome else { return }
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("1 of each batch for 2 processes"))
  }

  @Test(
    "Two processes transcribe and evaluate what one does, in order",
    .enabled(if: Package.hasSamples))
  func share() async throws {
    let samples = ["euler", "quadratic-formula", "circle-area"].map {
      "\(Package.root)/samples/\($0).flac"
    }.joined(separator: " ")
    guard let two = try await pair("transcribe \(samples) /nowhere.wav") else { return }
    let one = try await CommandLineTool.shell("\"$DICTEX\" transcribe \(samples) /nowhere.wav")
    #expect(one.code == 1 && two.code == 1)
    #expect(one.output == two.output && one.outputLines.count == 4)
    #expect(two.errors.contains("/nowhere.wav"))

    let list = "evaluate --limit 5 --json \(Package.samples)"
    let both = try #require(try await pair(list))
    let alone = try await CommandLineTool.shell("\"$DICTEX\" \(list)")
    #expect(try counts(both.output) == counts(alone.output))
  }

  /// The report without what differs from run to run: times and memory.
  private func counts(_ json: String) throws -> NSDictionary {
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return NSDictionary(
      dictionary: try #require(object).filter {
        !["realTimeFactor", "peakMemoryBytes"].contains($0.key)
      })
  }
}
