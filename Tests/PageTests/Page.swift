import Foundation

/// A tab of a `Browser`, and what a person can do to it.
struct Page: Sendable {
  /// An element as assistive technology meets it.
  struct AccessibleNode: Sendable, Equatable {
    let role: String
    let name: String
  }

  /// A key that is held while another is pressed; the values are DevTools' bits.
  struct Modifiers: OptionSet, Sendable {
    let rawValue: Int
    static let alt = Modifiers(rawValue: 1)
    static let control = Modifiers(rawValue: 2)
    static let meta = Modifiers(rawValue: 4)
    static let shift = Modifiers(rawValue: 8)
  }

  let browser: Browser
  let session: String

  /// What happened so far.
  var record: Browser.Record {
    get async { await browser.record(of: session) }
  }

  @discardableResult
  private func call(
    _ method: String, _ parameters: JSON = [:], within seconds: Double = 60
  ) async throws -> JSON {
    try await browser.call(method, parameters, session: session, within: seconds)
  }

  // MARK: - Documents

  /// Loads a URL; one that differs only after the `#` loads nothing.
  func load(_ url: String) async throws {
    let loads = await record.loads
    let answer = try await call("Page.navigate", ["url": .string(url)])
    if let error = answer["errorText"].string { throw BrowserError.refused("\(url): \(error)") }
    if answer["loaderId"] != .null { try await waitForLoad(after: loads) }
  }

  /// Loads the document again.
  func reload() async throws {
    let loads = await record.loads
    try await call("Page.reload")
    try await waitForLoad(after: loads)
  }

  /// Closes the tab.
  func close() async throws {
    try await call("Page.close")
  }

  private func waitForLoad(after loads: Int, seconds: Double = 60) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while await record.loads == loads {
      guard ContinuousClock.now < end else {
        throw BrowserError.tookTooLong("loading", seconds: seconds)
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  // MARK: - Scripts

  /// The value of an expression, or what its promise resolves to.
  ///
  /// - Throws: `BrowserError.exception` with the text of what the script throws.
  func evaluate<Value: Decodable>(
    _ javaScript: String, as type: Value.Type = Value.self, within seconds: Double = 60
  ) async throws -> Value {
    let answer = try await call(
      "Runtime.evaluate",
      ["expression": .string(javaScript), "awaitPromise": true, "returnByValue": true],
      within: seconds)
    if answer["exceptionDetails"] != .null {
      throw BrowserError.exception(Browser.Record.message(of: answer["exceptionDetails"]))
    }
    let value = try JSONEncoder().encode(answer["result"]["value"])
    return try JSONDecoder().decode(type, from: value)
  }

  /// Runs a script for its effect.
  func run(_ javaScript: String, within seconds: Double = 60) async throws {
    _ = try await evaluate("(async () => { \(javaScript)\n })()", as: JSON.self, within: seconds)
  }

  /// Waits until an expression is true.
  ///
  /// - Throws: `BrowserError.notReached` with the start of the page's text.
  func wait(until condition: String, seconds: Double = 30) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    var failure = ""
    repeat {
      do {
        if try await evaluate("!!(\(condition))", within: seconds) { return }
        failure = ""
      } catch BrowserError.exception(let text) {
        failure = "\(text)\n"
      } catch BrowserError.refused(let text) {  // by a document that is just being replaced
        failure = "\(text)\n"
      } catch let error as BrowserError {
        guard case .tookTooLong = error else { throw error }
        failure = "\(error)\n"
      }
      try await Task.sleep(for: .milliseconds(50))
    } while ContinuousClock.now < end
    let text = try? await evaluate(
      "document.body.innerText.slice(0, 500)", as: String.self, within: 5)
    throw BrowserError.notReached(
      condition: condition, seconds: seconds, detail: failure + "The page says: \(text ?? "")")
  }

  // MARK: - Mouse and keys

  /// Clicks the middle of the first element that a CSS selector finds.
  ///
  /// - Throws: `BrowserError.notClickable` if there is none or another element covers it.
  func click(_ selector: String) async throws {
    let quoted = String(decoding: try JSONEncoder().encode(selector), as: UTF8.self)
    let point = try await evaluate(
      """
      (() => {
        const element = document.querySelector(\(quoted))
        if (!element) return 'no element matches'
        element.scrollIntoView({block: 'nearest', behavior: 'instant'})
        const box = element.getBoundingClientRect()
        const x = box.x + box.width / 2, y = box.y + box.height / 2
        const top = document.elementFromPoint(x, y)
        if (element.contains(top) || top?.closest('label')?.control === element) return {x, y}
        return `it is under ${top?.outerHTML.slice(0, 200)}`
      })()
      """, as: JSON.self)
    if let why = point.string { throw BrowserError.notClickable("\(selector): \(why)") }
    for type in ["mouseMoved", "mousePressed", "mouseReleased"] {
      try await call(
        "Input.dispatchMouseEvent",
        [
          "type": .string(type), "x": point["x"], "y": point["y"],
          "button": type == "mouseMoved" ? "none" : "left", "clickCount": 1,
        ])
    }
  }

  /// Presses and lets go a key: a character, or a name such as "Enter" or "ArrowLeft".
  func press(_ key: String, _ modifiers: Modifiers = []) async throws {
    try await keyDown(key, modifiers)
    try await keyUp(key, modifiers)
  }

  /// Types a text, key by key.
  func type(_ text: String) async throws {
    for character in text { try await press(character == "\n" ? "Enter" : String(character)) }
  }

  /// Presses a key and holds it.
  func keyDown(_ key: String, _ modifiers: Modifiers = []) async throws {
    try await dispatch(Key(key), modifiers, isDown: true)
  }

  /// Lets a key go.
  func keyUp(_ key: String, _ modifiers: Modifiers = []) async throws {
    try await dispatch(Key(key), modifiers, isDown: false)
  }

  private func dispatch(_ key: Key, _ modifiers: Modifiers, isDown: Bool) async throws {
    // A shortcut enters no text.
    let text = modifiers.subtracting(.shift).isEmpty ? key.text : ""
    try await call(
      "Input.dispatchKeyEvent",
      [
        "type": !isDown ? "keyUp" : text.isEmpty ? "rawKeyDown" : "keyDown",
        "key": .string(key.name), "code": .string(key.code),
        "windowsVirtualKeyCode": .number(Double(key.number)),
        "modifiers": .number(Double(modifiers.rawValue)),
        "text": .string(isDown ? text : ""),
      ])
  }

  // MARK: - Looks

  /// Sets the size of the view in CSS pixels, and the screen's pixels per CSS pixel.
  func setViewport(width: Int, height: Int, scale: Double = 1) async throws {
    try await call(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(width)), "height": .number(Double(height)),
        "deviceScaleFactor": .number(scale), "mobile": false,
      ])
  }

  /// Sets media features by their CSS names, such as `["prefers-color-scheme": "dark"]`.
  ///
  /// Features that are not named go back to their defaults.
  func emulate(_ features: [String: String]) async throws {
    let list = features.map { JSON.object(["name": .string($0.key), "value": .string($0.value)]) }
    try await call("Emulation.setEmulatedMedia", ["features": .array(list)])
  }

  /// Writes what the view shows, or the whole page, as a PNG.
  func screenshot(to path: String, fullPage: Bool = false) async throws {
    var parameters: [String: JSON] = ["format": "png"]
    if fullPage {
      let size = try await call("Page.getLayoutMetrics")["cssContentSize"]
      parameters["captureBeyondViewport"] = true
      parameters["clip"] = [
        "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1,
      ]
    }
    let image = try await call("Page.captureScreenshot", .object(parameters))["data"].string ?? ""
    try (Data(base64Encoded: image) ?? Data()).write(to: URL(fileURLWithPath: path))
  }

  /// The accessibility tree's nodes in document order, without those that it ignores.
  func accessibilityTree() async throws -> [AccessibleNode] {
    try await call("Accessibility.getFullAXTree")["nodes"].array
      .filter { $0["ignored"].bool != true }
      .map {
        AccessibleNode(
          role: $0["role"]["value"].string ?? "", name: $0["name"]["value"].string ?? "")
      }
  }
}
