import Foundation

/// axe-core, which finds faults of accessibility; `.ci/fetch-axe` fetches it.
enum Axe {
  /// Where it is: `AXE` in the environment, else `.build/axe.min.js` of the package.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["AXE"] { return path }
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent(".build/axe.min.js").path
  }()

  static let isInstalled = FileManager.default.fileExists(atPath: path)
}

/// The faults that axe-core finds, a line each: rule, impact, what helps, and the elements.
func axeViolations(in page: Page) async throws -> [String] {
  let axe = try String(contentsOfFile: Axe.path, encoding: .utf8)
  // The script ends with its own value, which is too large to come back.
  _ = try await page.evaluate("\(axe);\n0", as: Int.self)
  return try await page.evaluate(
    """
    (async () => {
      const values = [
        'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const {violations} = await axe.run(document, {
        runOnly: {type: 'tag', values}, resultTypes: ['violations']})
      return violations.map(({id, impact, help, nodes}) =>
        `${id} (${impact}): ${help}: ${nodes.map(node => node.html).join(' ')}`
          .replace(/\\s+/g, ' '))
    })()
    """)
}
