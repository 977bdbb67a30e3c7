import NIOHTTP1
import Testing

@testable import DictationServer

@Suite("Who may talk to the server")
struct AdmissionTests {
  private let admission = Admission(port: 8765, token: "secret")

  private func head(
    _ uri: String = "/", method: HTTPMethod = .GET, host: String? = "127.0.0.1:8765",
    _ more: [(String, String)] = []
  ) -> HTTPRequestHead {
    var headers = HTTPHeaders(more)
    if let host { headers.add(name: "Host", value: host) }
    return HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: headers)
  }

  private func socket(
    _ uri: String = "/session?token=secret", origin: String? = "http://127.0.0.1:8765",
    version: String = "13", host: String = "127.0.0.1:8765"
  ) -> HTTPRequestHead {
    var more = [("Upgrade", "websocket"), ("Sec-WebSocket-Key", "x")]
    more.append(("Sec-WebSocket-Version", version))
    if let origin { more.append(("Origin", origin)) }
    return head(uri, host: host, more)
  }

  @Test("This machine's names are let in", arguments: ["127.0.0.1", "localhost", "[::1]"])
  func ours(name: String) {
    #expect(admission.refusal(of: head(host: "\(name):8765")) == nil)
  }

  @Test(
    "Other names and ports are not, wherever they lead",
    arguments: [
      "evil.example", "evil.example:8765", "127.0.0.1.nip.io:8765", "127.0.0.1:8766",
      "127.0.0.1@evil.example:8765", "localhost.evil.example:8765", "127.0.0.1", "",
    ])
  func others(host: String) {
    #expect(admission.refusal(of: head(host: host)) == .misdirectedRequest)
  }

  @Test("One host is named, no more and no less")
  func oneHost() {
    #expect(admission.refusal(of: head(host: nil)) == .badRequest)
    #expect(admission.refusal(of: head("/", [("Host", "127.0.0.1:8765")])) == .badRequest)
  }

  @Test("Nothing is taken but requests without a body")
  func methods() {
    #expect(admission.refusal(of: head(method: .POST)) == .methodNotAllowed)
    #expect(admission.refusal(of: head("http://evil.example/")) == .badRequest)
    #expect(admission.refusal(of: head("/", [("Content-Length", "5")])) == .payloadTooLarge)
    #expect(admission.refusal(of: head("/", [("Transfer-Encoding", "x")])) == .payloadTooLarge)
    #expect(admission.refusal(of: head("/", [("Content-Length", "0")])) == nil)
  }

  @Test("A page with the key gets a session; a program, which names no origin, too")
  func sessions() {
    #expect(admission.socketRefusal(of: socket()) == nil)
    #expect(admission.socketRefusal(of: socket(origin: nil)) == nil)
    let local = socket(origin: "http://localhost:8765", host: "localhost:8765")
    #expect(admission.socketRefusal(of: local) == nil)
  }

  @Test(
    "Pages of others get none",
    arguments: [
      "http://evil.example", "null", "", "https://127.0.0.1:8765", "http://127.0.0.1:8766",
      "http://127.0.0.1:8765.evil.example", "http://localhost:8765", "file://",
    ])
  func origins(origin: String) {
    #expect(admission.socketRefusal(of: socket(origin: origin)) == .forbidden)
  }

  @Test("Without the key there is no session")
  func keys() {
    for uri in ["/session", "/session?token=", "/session?token=secres", "/session?secret"] {
      #expect(admission.socketRefusal(of: socket(uri)) == .unauthorized)
    }
    #expect(admission.socketRefusal(of: socket("/other?token=secret")) == .notFound)
    #expect(admission.socketRefusal(of: socket(version: "8")) == .upgradeRequired)
  }

  @Test("Keys are 128 random bits")
  func makesKeys() {
    let keys = Set((0..<100).map { _ in WebServer.makeToken() })
    #expect(keys.count == 100 && keys.allSatisfy { $0.count == 32 })
  }
}
