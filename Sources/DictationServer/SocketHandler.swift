import NIOCore
import NIOWebSocket

/// One page's socket: whole, checked messages go to the inbox; pings, limits and closing are done here.
///
/// RFC 6455: client frames are masked (5.1), no extension is agreed on, so no reserved bit is set (5.2),
/// control frames may stand between fragments (5.4), text is UTF-8 (5.6), close codes (7.4).
final class SocketHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// Bytes that a frame, and a message of several frames, may have.
  static let messageLimit = 1 << 16
  private static let fragmentLimit = 64
  private static let pingInterval = TimeAmount.seconds(20)
  /// Pings without any answer that end a session.
  private static let silentPings = 3
  /// Pings without any message between them that end a session: an hour.
  private static let idlePings = 180
  /// The close code of a session that nobody used; the page then does not come back by itself.
  private static let unused = WebSocketErrorCode(codeNumber: 4000)

  private let inbox: Inbox
  private let closed: @Sendable () -> Void
  private var fragments: ByteBuffer?
  private var fragmentKind = WebSocketOpcode.binary
  private var fragmentCount = 0
  private var isClosing = false
  private var unanswered = 0
  private var idle = 0
  private var pinging: RepeatedTask?

  /// Makes a handler.
  ///
  /// - Parameters:
  ///   - inbox: Where messages go.
  ///   - closed: Called once, when the connection is gone.
  init(_ inbox: Inbox, closed: @escaping @Sendable () -> Void) {
    self.inbox = inbox
    self.closed = closed
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let boundContext = context.loopBound
    pinging = context.eventLoop.scheduleRepeatedTask(
      initialDelay: Self.pingInterval, delay: Self.pingInterval
    ) { _ in bound.value.ping(boundContext.value) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    pinging?.cancel()
    inbox.close()
    closed()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Frames that are too long or malformed have been answered by NIO's own handler.
    if !(error is NIOWebSocketError) { context.close(promise: nil) }
    isClosing = true
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    if isClosing { return }
    unanswered = 0
    guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
      return close(.protocolError, context)
    }
    switch frame.opcode {
    case .text, .binary: begin(frame, context)
    case .continuation: proceed(frame, context)
    case .ping:
      // A client that does not read its answers gets no more of them.
      guard context.channel.isWritable else { return close(.policyViolation, context) }
      send(.pong, frame.unmaskedData, context)
    case .pong: break
    case .connectionClose: answerClose(frame.unmaskedData, context)
    default: close(.protocolError, context)
    }
  }

  // MARK: - Messages

  private func begin(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    guard fragments == nil else { return close(.protocolError, context) }
    if frame.fin { return deliver(frame.opcode, frame.unmaskedData, context) }
    fragments = frame.unmaskedData
    fragmentKind = frame.opcode
    fragmentCount = 1
  }

  private func proceed(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    guard var whole = fragments else { return close(.protocolError, context) }
    fragments = nil
    var data = frame.unmaskedData
    fragmentCount += 1
    guard whole.readableBytes + data.readableBytes <= Self.messageLimit,
      fragmentCount <= Self.fragmentLimit
    else { return close(.messageTooLarge, context) }
    whole.writeBuffer(&data)
    if frame.fin {
      deliver(fragmentKind, whole, context)
    } else {
      fragments = whole
    }
  }

  private func deliver(
    _ kind: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext
  ) {
    idle = 0
    let bytes = Array(data.readableBytesView)
    var message = Inbox.Message.sound(bytes)
    if kind == .text {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return close(.dataInconsistentWithMessage, context)
      }
      message = .text(text)
    }
    if !inbox.put(message) { close(.policyViolation, context) }
  }

  // MARK: - Control

  private func ping(_ context: ChannelHandlerContext) {
    unanswered += 1
    idle += 1
    if idle > Self.idlePings { return close(Self.unused, context) }
    guard unanswered <= Self.silentPings, context.channel.isWritable else {
      return context.close(promise: nil)
    }
    send(.ping, ByteBuffer(), context)
  }

  private func answerClose(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
    var data = data
    guard data.readableBytes > 0 else { return close(nil, context) }
    let code = data.readInteger(as: UInt16.self)
    let reason = Array(data.readableBytesView)
    let isAllowed = code.map { code in
      (1000...1003).contains(code) || (1007...1014).contains(code) || (3000...4999).contains(code)
    }
    guard isAllowed == true, String(validating: reason, as: UTF8.self) != nil else {
      return close(.protocolError, context)
    }
    close(code.map { WebSocketErrorCode(codeNumber: Int($0)) }, context)
  }

  private func close(_ code: WebSocketErrorCode?, _ context: ChannelHandlerContext) {
    isClosing = true
    var data = context.channel.allocator.buffer(capacity: 2)
    if let code { data.write(webSocketErrorCode: code) }
    let sent = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)),
      promise: sent)
    let bound = context.loopBound
    sent.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
    // A client that does not read never lets that be sent.
    context.eventLoop.scheduleTask(in: .seconds(2)) { bound.value.close(promise: nil) }
  }

  private func send(
    _ kind: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext
  ) {
    context.writeAndFlush(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: kind, data: data)), promise: nil)
  }
}
