import Audio
import Dictation
import DictationServer
import Foundation

/// The page's server in this process, on a free port, with a list of its own.
final class TestServer: Sendable {
  let server: WebServer
  let list: FormulaList
  /// The file of the list.
  let listPath: String

  private static let pipeline = Result {
    try DictationPipeline(modelDirectory: root + "/models/dictex")
  }

  /// The package's folder.
  static let root: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.path
  }()

  static let hasModel = FileManager.default.fileExists(
    atPath: root + "/models/dictex/weights.safetensors")

  /// Starts a server for `body` and stops it afterwards.
  static func with<Result>(
    sessions: Int = 8, _ body: (TestServer) async throws -> Result
  ) async throws -> Result {
    let test = try await TestServer(sessions: sessions)
    do {
      let result = try await body(test)
      await test.stop()
      return result
    } catch {
      await test.stop()
      throw error
    }
  }

  private init(sessions: Int) async throws {
    listPath = NSTemporaryDirectory() + "/dictex-list-\(UUID().uuidString).jsonl"
    list = try FormulaList(path: listPath)
    var options = WebServer.Options()
    options.port = 0
    options.sessionLimit = sessions
    server = try await WebServer.start(Self.pipeline.get(), list: list, options: options)
  }

  private func stop() async {
    await server.stop()
    try? FileManager.default.removeItem(atPath: listPath)
  }

  /// The address without its key.
  var origin: String { "http://127.0.0.1:\(server.port)" }
}

/// Recordings one after the other, as a WAV for the browser's microphone.
struct SpokenScript {
  private var samples: [Float] = []

  /// Begins with silence: the page opens the microphone a little after the browser starts it.
  init(silence seconds: Double) { pause(seconds) }

  /// Adds silence.
  mutating func pause(_ seconds: Double) {
    samples += Array(repeating: 0, count: Int(seconds * 16_000))
  }

  /// Adds the fixture of these words, and a pause that ends them.
  mutating func say(_ words: String, pause seconds: Double = 1.6) throws {
    let name = words.replacingOccurrences(of: " ", with: "-")
    let path = TestServer.root + "/Tests/PageTests/Fixtures/\(name).flac"
    samples += try AudioFile.readRecording(path: path, sampleRate: 16_000).waveform.samples
    pause(seconds)
  }

  /// Writes the WAV to a temporary file and gives its path.
  func write() throws -> String {
    let path = NSTemporaryDirectory() + "/dictex-script-\(UUID().uuidString).wav"
    try WaveFileWriter.write(Waveform(samples: samples, sampleRate: 16_000), to: path)
    return path
  }
}
