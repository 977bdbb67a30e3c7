import Foundation
import Subprocess

/// Runs a speech engine once, with an end to its patience.
struct EngineProcess: Sendable {
  let engine: SpeechEngine
  /// After this many seconds the engine and all it started are killed.
  let timeLimit: Double

  /// Has the engine write `values.output`.
  ///
  /// The engine is started directly, never through a shell, in a session of its own; what it
  /// prints is thrown away but for the end of its complaints, which go into the error.
  ///
  /// - Throws: `SynthesisError.engineFailed` or `.engineTimedOut`, or `CancellationError`.
  func run(_ values: CommandTemplate.Values) async throws {
    let complaints = values.output + ".err"
    defer { unlink(complaints) }
    let descriptor = open(complaints, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SynthesisError.unwritable(path: complaints, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    let ended = try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
      group.addTask { try await start(values, descriptor) }
      group.addTask {
        try await Task.sleep(for: .seconds(timeLimit))
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    try Task.checkCancellation()
    guard let ended else {
      throw SynthesisError.engineTimedOut(
        engine: engine.name, voice: values.voice, seconds: timeLimit)
    }
    guard ended.isSuccess else {
      throw failure(values, "ended with \(Self.words(for: ended))" + lastLine(complaints))
    }
    var status = stat()
    guard stat(values.output, &status) == 0, status.st_size > 0 else {
      throw failure(values, "wrote no sound" + lastLine(complaints))
    }
  }

  private func start(
    _ values: CommandTemplate.Values, _ complaints: Int32
  ) async throws -> TerminationStatus {
    var platform = PlatformOptions()
    platform.createSession = true
    platform.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100))
    ]
    let arguments = Arguments(engine.command.arguments(values))
    let error = FileDescriptorOutput.fileDescriptor(
      .init(rawValue: complaints), closeAfterSpawningProcess: false)
    do {
      if engine.command.takesTextAsArgument {
        return try await Subprocess.run(
          .path(.init(engine.executable)), arguments: arguments, platformOptions: platform,
          input: .none, output: .discarded, error: error
        ).terminationStatus
      }
      return try await Subprocess.run(
        .path(.init(engine.executable)), arguments: arguments, platformOptions: platform,
        input: .string(values.text + "\n"), output: .discarded, error: error
      ).terminationStatus
    } catch let error as SubprocessError {
      throw failure(values, "cannot run \(engine.executable): \(error)")
    }
  }

  private static func words(for status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "exit status \(code)"
    case .signaled(let signal): "signal \(signal)"
    }
  }

  private func failure(_ values: CommandTemplate.Values, _ reason: String) -> SynthesisError {
    .engineFailed(engine: engine.name, voice: values.voice, reason: reason)
  }

  /// The last thing the engine complained of, of at most the last 4 KiB.
  private func lastLine(_ path: String) -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
    defer { try? handle.close() }
    let end = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: end > 4_096 ? end - 4_096 : 0)
    let text = String(decoding: (try? handle.read(upToCount: 4_096)) ?? Data(), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    return line.map { ": " + printable($0.trimmingCharacters(in: .whitespaces), limit: 200) } ?? ""
  }
}
