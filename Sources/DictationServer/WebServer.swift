import Dictation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization

/// The local page and its sessions, over HTTP and WebSocket.
public final class WebServer: Sendable {
  /// What the server allows.
  public struct Options: Sendable {
    /// The address to listen on; anything but loopback lets others in.
    public var host = "127.0.0.1"
    /// The port; 0 takes any that is free.
    public var port = 8765
    /// Pages that may be open at once.
    public var sessionLimit = 8
    /// When what was said is final.
    public var dictation = DictationSession.Options()

    /// Makes the usual options.
    public init() {}
  }

  private static let requestLimit = 16_384
  private static let connectionLimit = 8_192
  private static let unsentLimit = 4 << 20

  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel
  private let token: String

  /// The address to open: it carries the token after `#`, where browsers do not send it on.
  public var address: String {
    let host = channel.localAddress?.ipAddress ?? "127.0.0.1"
    return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/#\(token)"
  }

  /// The port that it listens on.
  public var port: Int { channel.localAddress?.port ?? 0 }

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - pipeline: What hears and reads.
  ///   - list: The formulas so far.
  ///   - options: What is allowed.
  ///   - token: What a page must know; by default 128 random bits.
  /// - Returns: The server, listening.
  /// - Throws: What the system says, if the port cannot be had.
  public static func start(
    _ pipeline: DictationPipeline, list: FormulaList, options: Options = Options(),
    token: String = makeToken()
  ) async throws -> WebServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let counts = Counts(sessionLimit: options.sessionLimit)
    // The port is known after binding; requests that come before wait for it.
    let port = group.next().makePromise(of: Int.self)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelOption(
        .writeBufferWaterMark, value: .init(low: 1 << 16, high: 1 << 18)
      )
      .childChannelInitializer { channel in
        guard counts.connect() else { return channel.close() }
        channel.closeFuture.whenComplete { _ in counts.disconnect() }
        return port.futureResult.flatMap { port in
          let admission = Admission(port: port, token: token)
          return configure(
            channel, admission, counts, pipeline: pipeline, list: list,
            options: options.dictation)
        }
      }
    do {
      let channel = try await bootstrap.bind(host: options.host, port: options.port).get()
      port.succeed(channel.localAddress?.port ?? options.port)
      return WebServer(group: group, channel: channel, token: token)
    } catch {
      port.fail(error)
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private init(group: MultiThreadedEventLoopGroup, channel: any Channel, token: String) {
    self.group = group
    self.channel = channel
    self.token = token
  }

  /// Closes all connections.
  public func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }

  /// 128 random bits in letters and digits.
  public static func makeToken() -> String {
    (0..<2).map { _ in
      let text = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
  }

  // MARK: - One connection

  private static func configure(
    _ channel: any Channel, _ admission: Admission, _ counts: Counts,
    pipeline: DictationPipeline, list: FormulaList, options: DictationSession.Options
  ) -> EventLoopFuture<Void> {
    let upgrader = NIOWebSocketServerUpgrader(
      maxFrameSize: SocketHandler.messageLimit,
      shouldUpgrade: { channel, head in
        let isAllowed = admission.socketRefusal(of: head) == nil && counts.openSession()
        return channel.eventLoop.makeSucceededFuture(isAllowed ? [:] : nil)
      },
      upgradePipelineHandler: { channel, _ in
        let inbox = Inbox()
        let output = Self.output(to: channel)
        Task.detached {
          await SessionWorker.run(
            pipeline, options: options, list: list, inbox: inbox, output: output)
        }
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            SocketHandler(inbox) { counts.closeSession() })
        }
      })
    return channel.eventLoop.makeCompletedFuture {
      let page = PageHandler(admission, isFull: { counts.isFull })
      let pageHandler = NIOLoopBound(page, eventLoop: channel.eventLoop)
      var limits = NIOHTTPDecoderLimitConfiguration()
      limits.maxHeaderFieldSize = requestLimit
      limits.maxHeaderListSize = requestLimit
      limits.maxHeaderFieldCount = 64
      try channel.pipeline.syncOperations.configureHTTPServerPipeline(
        withServerUpgrade: (
          upgraders: [upgrader],
          completionHandler: { context in
            context.pipeline.syncOperations.removeHandler(pageHandler.value, promise: nil)
          }
        ), withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
      try channel.pipeline.syncOperations.addHandler(page)
    }
  }

  /// Sends messages from any thread, in order; one that is soon outdated is left out while others wait.
  private static func output(to channel: any Channel) -> SessionWorker.Output {
    let unsent = Unsent()
    return { text, isPassing in
      let size = text.utf8.count
      let waiting = unsent.bytes.load(ordering: .relaxed)
      if isPassing, waiting > 1 << 16 { return }
      guard waiting + size <= unsentLimit else { return channel.close(promise: nil) }
      unsent.bytes.add(size, ordering: .relaxed)
      let frame = WebSocketFrame(
        fin: true, opcode: .text, data: channel.allocator.buffer(string: text))
      channel.writeAndFlush(frame).whenComplete { _ in
        unsent.bytes.subtract(size, ordering: .relaxed)
      }
    }
  }

  private final class Unsent: Sendable {
    let bytes = Atomic<Int>(0)
  }

  /// How many connections and sessions there are.
  private final class Counts: Sendable {
    private let sessionLimit: Int
    private let counts = Mutex((connections: 0, sessions: 0))

    init(sessionLimit: Int) { self.sessionLimit = sessionLimit }

    var isFull: Bool { counts.withLock { $0.sessions >= sessionLimit } }

    func connect() -> Bool {
      counts.withLock { counts in
        counts.connections += 1
        return counts.connections <= WebServer.connectionLimit
      }
    }

    func disconnect() { counts.withLock { $0.connections -= 1 } }

    func openSession() -> Bool {
      counts.withLock { counts in
        guard counts.sessions < sessionLimit else { return false }
        counts.sessions += 1
        return true
      }
    }

    func closeSession() { counts.withLock { $0.sessions -= 1 } }
  }
}
