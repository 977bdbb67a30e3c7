import ArgumentParser
import Dictation
import DictationServer
import Foundation
import Synchronization

/// The `dictex-server` command: the local page.
@main
struct DictexServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dictex-server",
    abstract: "Dictate and edit formulas on a page in your browser; nothing leaves this machine.",
    discussion: """
      Prints the address to open. The part after # is this start's key: without it no page gets a \
      session. Formulas that you accept are kept in a file and are there again on the next start. \
      Ctrl-C ends the server.

      Examples:
        dictex-server
        dictex-server --port 9000 --list thesis.jsonl
        dictex-server --pause 1.5 --my-words words.txt
      """,
    version: "0.1.0")

  @Option(help: "Port on this machine; 0 takes any that is free.")
  var port = WebServer.Options().port

  @Option(help: "Address to listen on; another than 127.0.0.1 or ::1 lets other machines in.")
  var host = WebServer.Options().host

  @Option(
    help: ArgumentHelp(
      "File of the formulas so far (default: dictex/formulas.jsonl in $XDG_DATA_HOME or ~/.local/share).",
      valueName: "file"), completion: .file())
  var list: String?

  @Option(help: "Seconds without a letter that end what you say.")
  var pause = LiveDictation.Options().pause

  @Option(help: "The same after words that plainly want more.")
  var thinkingPause = LiveDictation.Options().thinkingPause

  @Option(help: "Pages that may be open at once.")
  var sessions = WebServer.Options().sessionLimit

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Model directory (default: $DICTEX_MODEL, models/dictex here or beside the program).",
      valueName: "dir"), completion: .directory)
  var modelDirectory: String?

  @Option(
    name: .customLong("my-words"),
    help: ArgumentHelp(
      "Your own words, a phrase a line; after a tab the LaTeX that the phrase stands for.",
      valueName: "file"), completion: .file())
  var words: String?

  @Option(help: "Hear the voice that `dictex enroll` learnt under this name.")
  var voice: String?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port is \(port), wanted 0 to 65535.")
    }
    guard (1...1_000).contains(sessions) else {
      throw ValidationError("--sessions is \(sessions), wanted 1 to 1000.")
    }
    for (value, name) in [(pause, "--pause"), (thinkingPause, "--thinking-pause")]
    where !(0.1...60).contains(value) {
      throw ValidationError("\(name) is \(value), wanted seconds from 0.1 to 60.")
    }
    guard ["127.0.0.1", "::1", "localhost"].contains(host) else {
      throw ValidationError("--host is \(host), wanted 127.0.0.1, ::1 or localhost.")
    }
  }

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    Self.allowManyConnections()
    let personal = try words.map(PersonalWords.init(contentsOf:)) ?? .none
    let pipeline = try DictationPipeline(
      modelDirectory: ModelLocation.find(path: modelDirectory), personal: personal, voice: voice)
    var options = WebServer.Options()
    options.host = host
    options.port = port
    options.sessionLimit = sessions
    options.dictation.live.pause = pause
    options.dictation.live.thinkingPause = max(pause, thinkingPause)
    let formulas = try FormulaList(path: Self.listPath(list))
    let server: WebServer
    do {
      server = try await WebServer.start(pipeline, list: formulas, options: options)
    } catch {
      throw CannotListen(
        description: "cannot listen on \(host):\(port): \(error); --port 0 takes a free port")
    }
    print(server.address)
    fflush(nil)
    await Self.interruption()
    await server.stop()
  }

  static func main() async {
    do {
      var command = try parseAsRoot()
      if let command = command as? DictexServer {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess { exit(withError: error) }
      let isUsage = code == .validationFailure
      let hint = isUsage ? " (see dictex-server --help)" : ""
      FileHandle.standardError.write(Data("dictex-server: \(message(for: error))\(hint)\n".utf8))
      Foundation.exit(isUsage ? 2 : code.rawValue)
    }
  }

  private struct CannotListen: Error, CustomStringConvertible {
    let description: String
  }

  /// The file of formulas, its folder made if need be.
  private static func listPath(_ named: String?) throws -> String {
    if let named { return named }
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.local/share"
    try FileManager.default.createDirectory(
      atPath: base + "/dictex", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    return base + "/dictex/formulas.jsonl"
  }

  /// Returns on Ctrl-C or SIGTERM.
  private static func interruption() async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let once = Once(continuation)
      for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { once.resume() }
        source.resume()
        once.keep(source)
      }
    }
  }

  /// Lets as many files be open as the system allows: each connection is one.
  private static func allowManyConnections() {
    var limit = rlimit()
    #if canImport(Glibc)
      let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let files = RLIMIT_NOFILE
    #endif
    guard getrlimit(files, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    _ = setrlimit(files, &limit)
  }
}

/// A continuation that the first of several signals resumes.
private final class Once: Sendable {
  private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []
  private let continuation: Mutex<CheckedContinuation<Void, Never>?>

  init(_ continuation: CheckedContinuation<Void, Never>) {
    self.continuation = Mutex(continuation)
  }

  /// Keeps a source alive; called before any signal can come through it.
  func keep(_ source: any DispatchSourceSignal) { sources.append(source) }

  func resume() {
    let waiting = continuation.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    waiting?.resume()
  }
}
