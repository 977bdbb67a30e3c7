import Foundation

/// A headless Chromium that a test drives by the DevTools protocol.
///
/// Commands and events are JSON that ends with a NUL, on the browser's file descriptors 3 and 4
/// (`--remote-debugging-pipe`). Protocol: https://chromedevtools.github.io/devtools-protocol/
actor Browser {
  /// What the pages hear.
  enum Microphone {
    /// Chromium's own sound: a short beep every second.
    case beeps
    /// A WAV, once from its start whenever a page opens the microphone.
    ///
    /// It must end with a tenth of a second of zeros, since Chromium repeats the last 10 ms for
    /// ever, and should start with a second of silence, since a page may listen late.
    case recording(path: String)
    /// A microphone that the user does not let pages use.
    case denied
  }

  /// What happened on a page, workers included, in order.
  struct Record: Sendable {
    /// Every console message, such as "log: ready".
    var console: [String] = []
    /// Warnings and errors, of the console or the browser, and exceptions that nothing caught.
    var problems: [String] = []
    /// The URL of every request and WebSocket.
    var requests: [String] = []
    /// How many documents have loaded.
    var loads = 0
  }

  /// Where Chromium is: `CHROMIUM` in the environment, else the first in the search path.
  static let executable: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["CHROMIUM"] { return path }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return ["chromium", "chromium-browser", "google-chrome"].lazy
      .flatMap { name in folders.lazy.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Starts a browser, and ends it, all its processes and its profile after `body`.
  static func with<Result>(
    _ microphone: Microphone = .beeps, isolation: isolated (any Actor)? = #isolation,
    _ body: (Browser) async throws -> sending Result
  ) async throws -> sending Result {
    let browser = Browser()
    do {
      try await browser.start(microphone)
      let result = try await body(browser)
      await browser.close()
      return result
    } catch {
      await browser.close()
      throw error
    }
  }

  private let profile = FileManager.default.temporaryDirectory
    .appendingPathComponent("dictex-browser-\(getpid())-\(UUID().uuidString)")
  private let process = Process()
  private let commands = Pipe()
  private let events = Pipe()

  private var isRunning = false
  /// Whether the browser holds its end of the events no more.
  private var hasEnded = true
  private var outgoing = Data()
  private var incoming = Data()
  private var lastCommand = 0
  private var pending: [Int: CheckedContinuation<JSON, any Error>] = [:]
  private var records: [String: Record] = [:]
  /// The page's session, by a worker's session.
  private var pageOfWorker: [String: String] = [:]

  // MARK: - Pages

  /// Opens a tab and loads `url`.
  func open(_ url: String) async throws -> Page {
    let target = try await call("Target.createTarget", ["url": "about:blank"])["targetId"]
    let attached = try await call(
      "Target.attachToTarget", ["targetId": target, "flatten": true])
    let page = Page(browser: self, session: attached["sessionId"].string ?? "")
    records[page.session] = Record()
    for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
      _ = try await call("\(domain).enable", session: page.session)
    }
    _ = try await call(
      "Target.setAutoAttach",
      ["autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true],
      session: page.session)
    try await page.load(url)
    return page
  }

  /// What happened so far on the page of a session.
  func record(of session: String) -> Record {
    records[session] ?? Record()
  }

  // MARK: - Commands

  /// Sends a command and awaits its result.
  ///
  /// - Throws: `BrowserError` when it is refused, takes too long, or the browser has ended.
  func call(
    _ method: String, _ parameters: JSON = [:], session: String? = nil,
    within seconds: Double = 60
  ) async throws -> JSON {
    guard isRunning else { throw BrowserError.ended(log()) }
    lastCommand += 1
    let number = lastCommand
    let limit = Task {
      try await Task.sleep(for: .seconds(seconds))
      answer(number, with: .failure(BrowserError.tookTooLong(method, seconds: seconds)))
    }
    defer { limit.cancel() }
    var message: [String: JSON] = [
      "id": .number(Double(number)), "method": .string(method), "params": parameters,
    ]
    message["sessionId"] = session.map(JSON.string)
    outgoing += try JSONEncoder().encode(JSON.object(message)) + [0]
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        pending[number] = continuation
        flush()
      }
    } onCancel: {
      Task { await answer(number, with: .failure(CancellationError())) }
    }
  }

  /// Writes what the pipe takes, and the rest soon: a browser that hangs must not block the test.
  private func flush() {
    let descriptor = commands.fileHandleForWriting.fileDescriptor
    while isRunning, !outgoing.isEmpty {
      let count = outgoing.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else {
        Task {
          try await Task.sleep(for: .milliseconds(5))
          flush()
        }
        return
      }
      outgoing = outgoing.dropFirst(count)
    }
  }

  private func answer(_ number: Int, with result: Result<JSON, any Error>) {
    pending.removeValue(forKey: number)?.resume(with: result)
  }

  // MARK: - Events

  private func receive(_ data: Data) {
    let pieces = data.split(separator: 0, omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      if index > 0 {  // a NUL came before this piece
        if let message = try? JSONDecoder().decode(JSON.self, from: incoming) { receive(message) }
        incoming = Data()
      }
      incoming += piece
    }
  }

  private func receive(_ message: JSON) {
    if let number = message["id"].number {
      let refusal = message["error"]["message"].string.map(BrowserError.refused)
      answer(Int(number), with: refusal.map { .failure($0) } ?? .success(message["result"]))
    } else if let session = message["sessionId"].string {
      let page = pageOfWorker[session] ?? session
      if message["method"] == "Target.attachedToTarget" {
        attach(toWorker: message["params"]["sessionId"].string ?? "", of: page)
      }
      records[page, default: Record()].add(
        message["method"].string ?? "", message["params"])
    }
  }

  private func attach(toWorker session: String, of page: String) {
    pageOfWorker[session] = page
    Task {
      for domain in ["Runtime", "Log", "Network"] {
        _ = try? await call("\(domain).enable", session: session)
      }
      _ = try? await call("Runtime.runIfWaitingForDebugger", session: session)
    }
  }

  // MARK: - Start and end

  private func start(_ microphone: Microphone) async throws {
    guard let executable = Browser.executable else { throw BrowserError.notInstalled }
    try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Browser.script, executable, profile.path] + flags(microphone)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["HOME": profile.path]) { _, new in new }
    // As file handles, not pipes: this process stays a reader of its commands, so that writing
    // to a dead browser raises no SIGPIPE.
    process.standardInput = commands.fileHandleForReading
    process.standardOutput = events.fileHandleForWriting
    process.standardError = FileHandle.nullDevice
    let descriptor = commands.fileHandleForWriting.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    // Another process that a test starts must not keep the pipe, and with it the browser, alive.
    for end in [descriptor, events.fileHandleForReading.fileDescriptor] {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    try process.run()
    try events.fileHandleForWriting.close()
    (isRunning, hasEnded) = (true, false)

    let (stream, continuation) = AsyncStream.makeStream(of: Data.self)
    events.fileHandleForReading.readabilityHandler = { handle in
      let data = handle.availableData
      continuation.yield(data)
      guard data.isEmpty else { return }
      handle.readabilityHandler = nil
      continuation.finish()
    }
    Task {
      for await data in stream { receive(data) }
      hasEnded = true
      fail()
    }
    let version = try await call("Browser.getVersion")
    guard version["product"].string != nil else { throw BrowserError.ended(log()) }
    if case .denied = microphone {
      let permission: JSON = ["name": "microphone"]
      _ = try await call(
        "Browser.setPermission", ["permission": permission, "setting": "denied"])
    }
  }

  /// Runs the browser, and removes its profile once both it and the test have ended.
  ///
  /// The browser ends by itself when the test's end of descriptor 3 is gone.
  private static let script = """
    profile=$1; shift
    "$0" "$@" 3<&0 4>&1 </dev/null >"$profile/log" 2>&1
    exec >/dev/null
    cat
    rm -rf "$profile"
    """

  private func flags(_ microphone: Microphone) -> [String] {
    var flags = [
      "--headless", "--remote-debugging-pipe", "--user-data-dir=\(profile.path)/data",
      "--no-first-run", "--no-default-browser-check", "--disable-sync",
      "--disable-background-networking", "--disable-component-update",
      "--disable-breakpad", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
      // Continuous integration runs as root; the tests open only pages of their own.
      "--no-sandbox",
      // Nothing but this machine can be reached.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
      "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required",
      "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
      "--lang=en-US", "--force-color-profile=srgb", "--password-store=basic",
    ]
    switch microphone {
    case .beeps: flags.append("--use-fake-ui-for-media-stream")
    case .recording(let path):
      flags.append("--use-fake-ui-for-media-stream")
      flags.append("--use-file-for-fake-audio-capture=\(path)%noloop")
    case .denied: break
    }
    return flags
  }

  /// The last lines that the browser printed.
  private func log() -> String {
    let log = (try? String(contentsOf: profile.appendingPathComponent("log"), encoding: .utf8))
    return (log ?? "").split(separator: "\n").suffix(5).joined(separator: "\n")
  }

  /// Fails every command that still waits.
  private func fail() {
    isRunning = false
    let error = BrowserError.ended(log())
    for number in pending.keys { answer(number, with: .failure(error)) }
  }

  /// Kills every process of the browser and removes its profile.
  private func close() async {
    fail()
    try? commands.fileHandleForWriting.close()
    let group = process.processIdentifier
    if group > 0 { kill(-group, SIGKILL) }
    for _ in 0..<250 {  // Processes take a while to die, and may write until then.
      try? FileManager.default.removeItem(at: profile)
      if hasEnded, !FileManager.default.fileExists(atPath: profile.path) { return }
      // In a task of its own, as this one may be cancelled.
      await Task { try? await Task.sleep(for: .milliseconds(20)) }.value
    }
  }
}
