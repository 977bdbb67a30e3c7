extension Browser.Record {
  /// Notes an event of the DevTools protocol.
  mutating func add(_ method: String, _ event: JSON) {
    switch method {
    case "Page.loadEventFired":
      loads += 1
    case "Network.requestWillBeSent":
      requests.append(event["request"]["url"].string ?? "")
    case "Network.webSocketCreated":
      requests.append(event["url"].string ?? "")
    case "Runtime.consoleAPICalled":
      let words = event["args"].array.map(Self.text)
      let message = "\(event["type"].string ?? ""): \(words.joined(separator: " "))"
      console.append(message)
      if ["error", "warning", "assert"].contains(event["type"].string) { problems.append(message) }
    case "Runtime.exceptionThrown":
      problems.append("exception: \(Self.message(of: event["exceptionDetails"]))")
    case "Log.entryAdded":
      let entry = event["entry"]
      guard ["error", "warning"].contains(entry["level"].string) else { break }
      problems.append(
        "\(entry["level"].string ?? ""): \(entry["text"].string ?? "") \(entry["url"].string ?? "")"
      )
    case "Inspector.targetCrashed":
      problems.append("the page crashed")
    default: break
    }
  }

  /// What an uncaught exception says.
  static func message(of details: JSON) -> String {
    let thrown = details["exception"]
    return thrown == .null ? details["text"].string ?? "" : text(thrown)
  }

  /// A `RemoteObject` as text.
  private static func text(_ object: JSON) -> String {
    switch object["value"] {
    case .string(let text): text
    case .number(let number): number.formatted(.number.grouping(.never))
    case .bool(let truth): String(truth)
    default: object["description"].string ?? object["type"].string ?? ""
    }
  }
}
