import NIOHTTP1

/// Who may talk to the server: this machine's own pages with the token, nobody else's.
///
/// A page of another site can make a browser send requests here. `Host` tells names that were bent to
/// this address (DNS rebinding), `Origin` tells pages of others, and the token tells programs that only
/// know the port. A client that is no browser sends no `Origin`: with the token it may come in.
struct Admission: Sendable {
  /// The port that the server listens on.
  let port: Int
  /// What the opened address carries; nobody without it gets a session.
  let token: String
  /// Host names, without port, beside those of this machine.
  var otherHosts: Set<String> = []

  /// Where the page's socket is.
  static let socketPath = "/session"

  /// Why any request is refused, or nil.
  func refusal(of head: HTTPRequestHead) -> HTTPResponseStatus? {
    guard head.version == .http1_1 || head.version == .http1_0 else {
      return .httpVersionNotSupported
    }
    guard head.method == .GET || head.method == .HEAD else { return .methodNotAllowed }
    guard head.uri.hasPrefix("/"), head.uri.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return .badRequest
    }
    let hosts = head.headers["host"]
    guard hosts.count == 1 else { return .badRequest }
    guard isOurs(hosts[0]) else { return .misdirectedRequest }
    guard head.headers["transfer-encoding"].isEmpty,
      head.headers["content-length"].allSatisfy({ $0 == "0" })
    else { return .payloadTooLarge }
    let origins = head.headers["origin"]
    guard origins.count <= 1, origins.allSatisfy({ $0 == "http://" + hosts[0] }) else {
      return .forbidden
    }
    return nil
  }

  /// Why a request for a socket is refused, or nil.
  func socketRefusal(of head: HTTPRequestHead) -> HTTPResponseStatus? {
    if let refusal = refusal(of: head) { return refusal }
    let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] == Self.socketPath else { return .notFound }
    guard parts.count == 2, isToken(parts[1]) else { return .unauthorized }
    guard head.headers["sec-websocket-version"] == ["13"] else { return .upgradeRequired }
    guard head.headers["sec-websocket-key"].count == 1 else { return .badRequest }
    return nil
  }

  /// Whether this is what the page calls itself; a name that resolves here is not enough.
  private func isOurs(_ host: String) -> Bool {
    let names = ["127.0.0.1", "localhost", "[::1]"] + otherHosts
    return names.contains { host.lowercased() == "\($0):\(port)" }
  }

  /// Compares in a time that does not tell how much is right.
  private func isToken(_ query: Substring) -> Bool {
    let given = Array(query.utf8)
    let wanted = Array("token=\(token)".utf8)
    guard given.count == wanted.count else { return false }
    return zip(given, wanted).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
