import Synchronization

/// What a client sent and a session has not yet taken; bounded, in order.
final class Inbox: Sendable {
  /// One message.
  enum Message: Sendable {
    /// A text message.
    case text(String)
    /// Bytes of 16-bit samples; an odd one belongs to the next message.
    case sound([UInt8])
    /// The list of formulas is another now.
    case listChanged

    fileprivate var size: Int {
      switch self {
      case .text(let text): text.utf8.count
      case .sound(let bytes): bytes.count
      case .listChanged: 0
      }
    }
  }

  /// Bytes that may wait: ten seconds of sound at 48 kHz.
  static let capacity = 960_000
  /// Messages that may wait, however short.
  static let messageLimit = 4_096

  /// The messages in order, to be taken by one session.
  let messages: AsyncStream<Message>
  private let continuation: AsyncStream<Message>.Continuation
  private let waiting = Mutex((bytes: 0, count: 0))

  /// Makes an empty inbox.
  init() {
    (messages, continuation) = AsyncStream.makeStream()
  }

  /// Puts a message in.
  ///
  /// - Returns: Whether there was room.
  func put(_ message: Message) -> Bool {
    let hasRoom = waiting.withLock { waiting in
      guard waiting.bytes + message.size <= Self.capacity, waiting.count < Self.messageLimit else {
        return false
      }
      waiting.bytes += message.size
      waiting.count += 1
      return true
    }
    if hasRoom { continuation.yield(message) }
    return hasRoom
  }

  /// Says that a message was taken.
  func took(_ message: Message) {
    waiting.withLock { waiting in
      waiting.bytes -= message.size
      waiting.count -= 1
    }
  }

  /// Ends the messages.
  func close() { continuation.finish() }
}
