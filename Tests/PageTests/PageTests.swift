import Foundation
import Testing

@Suite(
  "The page", .serialized, .timeLimit(.minutes(4)),
  .enabled(if: Browser.executable != nil, "needs chromium: .ci/install-packages chromium"),
  .enabled(if: TestServer.hasModel, "needs the model"))
struct PageTests {
  /// Leaves a picture for a person to look at, where `SCREENSHOTS` names a folder.
  private func picture(_ page: Page, _ name: String) async throws {
    guard let folder = ProcessInfo.processInfo.environment["SCREENSHOTS"] else { return }
    try await page.screenshot(to: "\(folder)/\(name).png", fullPage: true)
  }

  private func formula(_ page: Page) async throws -> String {
    try await page.evaluate("document.getElementById('latex').textContent")
  }

  /// Waits until something was said and taken for what it should be, and gives the formula then.
  private func formula(_ page: Page, after turn: String) async throws -> String {
    do {
      try await page.wait(until: "turns['\(turn)'] !== undefined", seconds: 30)
    } catch {
      let heard: String = try await page.evaluate("JSON.stringify(turns)")
      throw NotHeard(description: "wanted \(turn), heard \(heard)")
    }
    return try await page.evaluate("turns['\(turn)']")
  }

  private struct NotHeard: Error, CustomStringConvertible {
    let description: String
  }

  private func latex(is latex: String) -> String {
    let quoted = latex.replacingOccurrences(of: "\\", with: "\\\\")
    return "document.getElementById('latex').textContent === '\(quoted)'"
  }

  @Test("By voice alone: begin, dictate, choose, correct, undo, next line; a reload keeps the list")
  func byVoice() async throws {
    // On a machine that others use Chromium drops sound now and then: one word that was not heard as it
    // should be is excused, once.
    do { try await speak() } catch is NotHeard { try await speak() }
  }

  private func speak() async throws {
    var script = SpokenScript(silence: 3)
    try script.say("start listening")
    try script.say("a over b plus c", pause: 2.5)
    try script.say("two", pause: 2.5)
    try script.say("change c to d", pause: 2.5)
    try script.say("undo", pause: 2.5)
    try script.say("next line", pause: 3)
    let recording = try script.write()
    defer { try? FileManager.default.removeItem(atPath: recording) }
    try await TestServer.with { server in
      try await Browser.with(.recording(path: recording)) { browser in
        let page = try await browser.open(server.server.address)
        try await page.wait(until: "condition.textContent.startsWith('Not listening')", seconds: 20)
        // Everything that was taken for something, and the formula after it.
        try await page.run(
          """
          window.turns = {}
          new MutationObserver(() => { turns[heard.textContent] = latex.textContent })
            .observe(heard, {childList: true})
          """)
        try await page.wait(until: "condition.textContent === 'Listening.'", seconds: 20)
        let first = try await formula(page, after: "Mathematics: a over b plus c")
        #expect(["\\frac{a}{b} + c", "\\frac{a}{b + c}"].contains(first))
        #expect(try await page.evaluate("choices.children.length >= 2"))
        try await picture(page, "readings")
        let chosen = try await formula(page, after: "Command: two")
        #expect(chosen != first)
        let changed = [
          "\\frac{a}{b + c}": "\\frac{a}{b + d}", "\\frac{a}{b} + c": "\\frac{a}{b} + d",
        ]
        #expect(try await formula(page, after: "Command: change c to d") == changed[chosen])
        #expect(try await formula(page, after: "Command: undo") == chosen)
        try await page.wait(until: "list.children.length === 1", seconds: 20)
        #expect(try await formula(page).isEmpty)
        #expect(await server.list.entries.map(\.latex) == [chosen])
        try await picture(page, "accepted")
        try await page.reload()
        try await page.wait(until: "list.children.length === 1", seconds: 20)
        #expect(await page.record.problems.isEmpty)
      }
    }
  }

  @Test("By keyboard alone: type, choose, undo, redo, accept, take from the list again")
  func byKeyboard() async throws {
    try await TestServer.with { server in
      try await Browser.with(.denied) { browser in
        let page = try await browser.open(server.server.address)
        try await page.wait(until: "condition.textContent === 'Ready.'", seconds: 20)
        try await page.run("words.focus()")
        try await page.type("a over b plus c")
        try await page.press("Enter")
        try await page.wait(until: "choices.children.length > 1", seconds: 20)
        let first = try await formula(page)
        let second: String = try await page.evaluate(
          "choices.children[1].firstChild.getAttribute('aria-label')")
        #expect(second.hasPrefix("2: ") && second.contains("a over b"))
        try await page.press("2", .alt)
        try await page.wait(until: "latex.textContent !== '\(first.replacing("\\", with: "\\\\"))'")
        let chosen = try await formula(page)
        // Undo by key works wherever the focus is, but for the field, whose own undo it is.
        try await page.press("Tab")
        try await page.press("z", .control)
        try await page.wait(until: latex(is: first))
        try await page.press("z", [.control, .shift])
        try await page.wait(until: latex(is: chosen))
        try await page.press("Enter", .control)
        try await page.wait(until: "list.children.length === 1")
        try await page.run("list.querySelectorAll('button')[1].focus()")
        try await page.press("Enter")
        try await page.wait(until: latex(is: chosen))
        let told: String = try await page.evaluate("announcement.textContent")
        #expect(told.hasPrefix("a"))
        try await page.run("words.focus()")
        try await page.type("select the denominator")
        try await page.press("Enter")
        try await page.wait(until: "document.querySelectorAll('.selected').length > 0")
        try await picture(page, "selected")
        try await page.type("delete the exponent")
        try await page.press("Enter")
        try await page.wait(until: "announcement.textContent === 'the formula has no exponent'")
        #expect(await page.record.problems.isEmpty)
      }
    }
  }

  @Test("Formulas are copied as LaTeX, MathML and picture, and saved as a document")
  func copies() async throws {
    try await TestServer.with { server in
      try await server.list.add("\\sqrt{x}")
      try await Browser.with(.denied) { browser in
        let page = try await browser.open(server.server.address)
        try await page.wait(until: "list.children.length === 1", seconds: 20)
        // What is copied and saved, instead of a clipboard and a download that no test can see.
        try await page.run(
          """
          window.copied = []
          navigator.clipboard.writeText = async text => { copied.push(text) }
          navigator.clipboard.write = async ([item]) => { window.png = await item.getType('image/png') }
          const make = URL.createObjectURL
          URL.createObjectURL = blob => { blob.text().then(t => window.saved = t); return make(blob) }
          """)
        try await page.run("words.focus()")
        try await page.type("x over two")
        try await page.press("Enter")
        try await page.wait(until: latex(is: "\\frac{x}{2}"))
        try await page.click("[data-copy=latex]")
        try await page.click("[data-copy=mathml]")
        try await page.wait(until: "copied.length === 2")
        let copied = try await page.evaluate("copied", as: [String].self)
        #expect(copied.first == "\\frac{x}{2}" && copied.last?.hasPrefix("<math ") == true)
        try await page.click("[data-copy=picture]")
        try await page.wait(until: "announcement.textContent === 'Copied the picture.'")
        let ink: Int = try await page.evaluate(
          """
          (async () => {
            const image = await createImageBitmap(png)
            const canvas = new OffscreenCanvas(image.width, image.height)
            const context = canvas.getContext('2d')
            context.drawImage(image, 0, 0)
            const {data} = context.getImageData(0, 0, image.width, image.height)
            return data.filter((value, index) => index % 4 === 0 && value < 64).length
          })()
          """)
        #expect(ink > 300)
        try await page.run("words.focus()")
        try await page.type("save the document")
        try await page.press("Enter")
        try await page.wait(until: "window.saved !== undefined")
        let saved: String = try await page.evaluate("saved")
        #expect(saved.hasPrefix("\\documentclass") && saved.contains("\\sqrt{x}"))
        #expect(await page.record.problems.isEmpty)
      }
    }
  }

  @Test("Nobody without the key gets in, and nothing comes from elsewhere")
  func key() async throws {
    try await TestServer.with { server in
      try await Browser.with(.denied) { browser in
        let page = try await browser.open(server.origin)
        try await page.wait(until: "condition.textContent.startsWith('Open the')", seconds: 20)
        let keyed = try await browser.open(server.server.address)
        try await keyed.wait(until: "condition.textContent === 'Ready.'", seconds: 20)
        #expect(try await keyed.evaluate("location.href === '\(server.origin)/'"))
        let origins = await page.record.requests + keyed.record.requests
        #expect(origins.count > 8)
        let ours = [server.origin, server.origin.replacing("http:", with: "ws:"), "data:"]
        for url in origins { #expect(ours.contains { url.hasPrefix($0) }, "\(url)") }
      }
    }
  }

  @Test(
    "axe-core finds no fault, in light, dark and very large type",
    .enabled(if: Axe.isInstalled, "needs axe-core: .ci/fetch-axe .build/axe.min.js"),
    arguments: ["light", "dark", "huge"])
  func accessibility(look: String) async throws {
    try await TestServer.with { server in
      try await server.list.add("E = mc^{2}")
      try await Browser.with(.denied) { browser in
        let page = try await browser.open(server.server.address)
        try await page.setViewport(width: 1000, height: 1200)
        try await page.wait(until: "list.children.length === 1", seconds: 20)
        if look == "huge" {
          try await page.run("size.value = 'huge'; size.onchange()")
        } else {
          try await page.emulate(["prefers-color-scheme": look])
        }
        try await page.run("words.focus()")
        try await page.type("a over b plus c squared")
        try await page.press("Enter")
        try await page.wait(until: "choices.children.length > 1", seconds: 20)
        try await page.type("select the denominator")
        try await page.press("Enter")
        try await page.wait(until: "document.querySelectorAll('.selected').length > 0")
        #expect(try await axeViolations(in: page) == [])
        try await picture(page, "look-\(look)")
        // Nothing is wider than the window, however large the type.
        #expect(
          try await page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
      }
    }
  }
}
