import Foundation
import NIOCore
import NIOEmbedded
import NIOWebSocket

@testable import DictationServer

/// Bytes of a client after the handshake, or a text message if the first byte is odd.
func attackSocket(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  if first & 1 == 1 {
    _ = try? JSONDecoder().decode(PageRequest.self, from: Data(bytes.dropFirst()))
    return
  }
  let channel = EmbeddedChannel()
  let inbox = Inbox()
  let decoder = ByteToMessageHandler(
    WebSocketFrameDecoder(maxFrameSize: SocketHandler.messageLimit))
  do {
    try channel.pipeline.syncOperations.addHandlers([
      WebSocketFrameEncoder(), decoder, WebSocketProtocolErrorHandler(),
      SocketHandler(inbox) {},
    ])
  } catch { fatalError("\(error)") }
  // The first byte says how the network cuts the stream.
  let size = max(1, Int(first))
  var rest = bytes.dropFirst()
  while !rest.isEmpty {
    _ = try? channel.writeInbound(ByteBuffer(bytes: rest.prefix(size)))
    rest = rest.dropFirst(size)
  }
  // Pings, and the closing of connections that do not answer.
  channel.embeddedEventLoop.advanceTime(by: .minutes(2))
  _ = try? channel.finish()
  channel.embeddedEventLoop.advanceTime(by: .minutes(2))
}
