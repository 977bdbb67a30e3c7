/// Why a browser did not do what a test asked.
enum BrowserError: Error, CustomStringConvertible {
  case notInstalled
  /// The browser is gone; with the last lines of its log.
  case ended(String)
  case tookTooLong(String, seconds: Double)
  /// A command was refused, with DevTools' message.
  case refused(String)
  /// A script threw.
  case exception(String)
  case notReached(condition: String, seconds: Double, detail: String)
  case notClickable(String)

  var description: String {
    switch self {
    case .notInstalled: "chromium is not installed"
    case .ended(let log): "the browser has ended: \(log)"
    case .tookTooLong(let method, let seconds): "\(method) took more than \(seconds) s"
    case .refused(let message): "the browser refused: \(message)"
    case .exception(let text): "the script threw: \(text)"
    case .notReached(let condition, let seconds, let detail):
      "waited \(seconds) s for \(condition)\n\(detail)"
    case .notClickable(let why): "nothing to click: \(why)"
    }
  }
}
