import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The built `dictex` command, run as a person runs it.
enum CommandLineTool {
  /// How a run ended.
  struct Outcome {
    /// The exit code, or 128 and the signal's number.
    let code: Int32
    let output: String
    let errors: String

    var outputLines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }
    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  /// Runs `dictex` and collects what it prints.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await run(path, arguments, input: Array(input.utf8), environment: environment)
  }

  /// Runs a shell line in which `$DICTEX` is the command.
  static func shell(_ line: String) async throws -> Outcome {
    try await run("/bin/bash", ["-c", line], input: [], environment: ["DICTEX": path])
  }

  /// Where the build put the command: beside the test bundle.
  static let path: String = {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appendingPathComponent("dictex").path
  }()

  private static func run(
    _ executable: String, _ arguments: [String], input: [UInt8], environment: [String: String]
  ) async throws -> Outcome {
    var changes: [Environment.Key: String?] = ["DICTEX_MODEL": Package.model]
    for (name, value) in environment { changes[.init(stringLiteral: name)] = value }
    let result = try await Subprocess.run(
      .path(FilePath(executable)), arguments: Arguments(arguments),
      environment: .inherit.updating(changes), input: .array(input),
      output: .string(limit: 1 << 26), error: .string(limit: 1 << 24))
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Outcome(
      code: code, output: result.standardOutput, errors: result.standardError)
  }
}

/// The package's own files.
enum Package {
  /// The package's folder.
  static let root: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.path
  }()

  /// The model that ships with the package.
  static let model = root + "/models/dictex"
  /// The list of sample recordings.
  static let samples = root + "/samples/manifest.tsv"

  static let hasModel = FileManager.default.fileExists(atPath: model + "/weights.safetensors")
  static let hasSamples = hasModel && FileManager.default.fileExists(atPath: samples)
  /// Whether a sanitizer watches: it reserves more addresses than a limit on memory leaves.
  static let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
}

/// A folder that is gone after the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("dictex-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
