import CWebAssets
import NIOCore
import NIOHTTP1

/// Answers requests for the page's files, and refuses all others.
final class PageHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// How long a client may take for a request, and stay without one.
  static let patience = TimeAmount.seconds(10)

  private let admission: Admission
  private let isFull: @Sendable () -> Bool
  private var deadline: Scheduled<Void>?
  private var head: HTTPRequestHead?

  /// Makes a handler for one connection.
  init(_ admission: Admission, isFull: @escaping @Sendable () -> Bool) {
    self.admission = admission
    self.isFull = isFull
  }

  func handlerAdded(context: ChannelHandlerContext) { wait(context) }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      // A refusal does not wait for a body that may never come.
      if let refusal = refusal(of: head) {
        refuse(refusal, head, context)
      } else {
        self.head = head
      }
    case .body: break
    case .end:
      if let head { answer(head, context) }
      head = nil
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A refused upgrade arrives as a request afterwards; what is no HTTP has been answered with 400.
    if error is HTTPParserError { context.close(promise: nil) }
  }

  private func refusal(of head: HTTPRequestHead) -> HTTPResponseStatus? {
    guard head.headers.contains(name: "upgrade") else { return admission.refusal(of: head) }
    // Requests for a socket only come here if they got none.
    return admission.socketRefusal(of: head) ?? (isFull() ? .serviceUnavailable : .badRequest)
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard let asset = Self.assets[head.uri] else { return refuse(.notFound, head, context) }
    var headers = Self.headers
    headers.add(name: "content-type", value: asset.type)
    let body = UnsafeRawBufferPointer(start: asset.bytes, count: asset.size)
    respond(.ok, headers, head, context.channel.allocator.buffer(bytes: body), context)
  }

  private func refuse(
    _ status: HTTPResponseStatus, _ head: HTTPRequestHead, _ context: ChannelHandlerContext
  ) {
    var headers = Self.headers
    headers.add(name: "content-type", value: "text/plain; charset=utf-8")
    if status == .methodNotAllowed { headers.add(name: "allow", value: "GET, HEAD") }
    if status == .upgradeRequired { headers.add(name: "sec-websocket-version", value: "13") }
    headers.add(name: "connection", value: "close")
    let text = "\(status.code) \(status.reasonPhrase)\n"
    respond(status, headers, head, context.channel.allocator.buffer(string: text), context)
  }

  private func respond(
    _ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ request: HTTPRequestHead,
    _ body: ByteBuffer, _ context: ChannelHandlerContext
  ) {
    var headers = headers
    headers.add(name: "content-length", value: "\(body.readableBytes)")
    let staysOpen = request.isKeepAlive && !headers.contains(name: "connection")
    if !staysOpen { headers.replaceOrAdd(name: "connection", value: "close") }
    context.write(
      wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))),
      promise: nil)
    if request.method != .HEAD {
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let done = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
    if staysOpen {
      wait(context)
    } else {
      let context = context.loopBound
      done.futureResult.whenComplete { _ in context.value.close(promise: nil) }
    }
  }

  /// Closes the connection unless a whole request comes in time.
  private func wait(_ context: ChannelHandlerContext) {
    deadline?.cancel()
    let bound = context.loopBound
    deadline = context.eventLoop.scheduleTask(in: Self.patience) {
      bound.value.close(promise: nil)
    }
  }

  // MARK: - Files

  private struct Asset: @unchecked Sendable {
    // Constant memory of the program.
    let bytes: UnsafePointer<UInt8>
    let size: Int
    let type: String
  }

  private static let assets: [String: Asset] = {
    var count = 0
    let first = web_assets(&count)
    var assets: [String: Asset] = [:]
    for asset in UnsafeBufferPointer(start: first, count: count) {
      assets[String(cString: asset.path)] = Asset(
        bytes: asset.bytes, size: asset.size, type: String(cString: asset.type))
    }
    return assets
  }()

  /// Nothing from elsewhere, nothing kept, nobody else's frame.
  private static let headers = HTTPHeaders([
    (
      "content-security-policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        + "font-src 'self' data:; img-src 'self' data: blob:; connect-src 'self'; "
        + "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "microphone=(self), clipboard-write=(self)"),
    ("cache-control", "no-store"),
  ])
}
