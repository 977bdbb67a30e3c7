import Foundation
import Testing

/// How long after a sample was recorded what was heard in it stands on the page.
///
/// A measurement, not a test of speed: run it on a quiet machine with a release server,
/// `LATENCY_ADDRESS=… LATENCY_RECORDING=….wav swift test --filter PageLatency`.
@Suite(
  "Latency of the page", .timeLimit(.minutes(10)),
  .enabled(
    if: ProcessInfo.processInfo.environment["LATENCY_ADDRESS"] != nil,
    "a measurement: needs LATENCY_ADDRESS and LATENCY_RECORDING"))
struct PageLatencyTests {
  @Test("From the sample to the screen")
  func sampleToScreen() async throws {
    let environment = ProcessInfo.processInfo.environment
    let address = try #require(environment["LATENCY_ADDRESS"])
    let recording = try #require(environment["LATENCY_RECORDING"])
    let seconds = Double(environment["LATENCY_SECONDS"] ?? "") ?? 60
    try await Browser.with(.recording(path: recording)) { browser in
      let page = try await browser.open(address)
      try await page.wait(until: "condition.textContent.startsWith('Not listening')", seconds: 20)
      try await page.click("#listen")
      try await Task.sleep(for: .seconds(seconds))
      let delays: [Double] = try await page.evaluate(
        """
        performance.getEntriesByName('shown').filter(mark => mark.detail.hearing !== undefined)
          .map(mark => mark.startTime - mark.detail.soundStart - 1000 * mark.detail.at)
          .sort((a, b) => a - b)
        """)
      #expect(delays.count > 20)
      for share in [0.05, 0.5, 0.95, 0.99] where !delays.isEmpty {
        print("p\(Int(share * 100)): \(Int(delays[Int(share * Double(delays.count - 1))])) ms")
      }
      print("\(delays.count) changes on the screen")
      #expect(await page.record.problems.isEmpty)
    }
  }
}
