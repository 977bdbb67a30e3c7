import Foundation
import Microphone
import Testing

@Suite("Level meter")
struct LevelMeterTests {
  /// A sine that is asymmetric in time: its period, 13.33 samples, divides no block.
  private func tone(_ amplitude: Float, seconds: Double) -> [Float] {
    (0..<Int(seconds * 16_000)).map { index in
      amplitude * Float(sin(2 * .pi * 1_200 * Double(index) / 16_000))
    }
  }

  @Test("A sine has its amplitude as peak and 3.01 dB less as level, however it is cut")
  func sine() {
    var whole = LevelMeter()
    whole.push(tone(0.1, seconds: 0.5))
    // 0.1 s holds 120 whole periods: only single precision is lost.
    #expect(abs(whole.level - -23.01) < 0.01)
    #expect(abs(whole.peak - -20) < 0.1)
    var cut = LevelMeter()
    let samples = tone(0.1, seconds: 0.5)
    for start in stride(from: 0, to: samples.count, by: 480) {
      cut.push(Array(samples[start..<min(start + 480, samples.count)]))
    }
    #expect(abs(cut.level - whole.level) < 1e-4)
    #expect(cut.warning == nil)
  }

  @Test("The level forgets after 100 ms, the peak after 1.5 s")
  func hold() {
    var meter = LevelMeter()
    meter.push(tone(0.5, seconds: 0.2))
    meter.push(tone(0.005, seconds: 0.1))
    #expect(abs(meter.level - -49.03) < 0.01)
    #expect(abs(meter.peak - -6.02) < 0.1)
    for _ in 0..<16 { meter.push(tone(0.005, seconds: 0.1)) }
    #expect(abs(meter.peak - -46.02) < 0.1)
  }

  @Test("The bar has its width, eighths of a cell, a peak mark and a level")
  func bar() {
    var meter = LevelMeter()
    #expect(meter.bar(width: 10) == "▕          ▏ −60 dB")
    meter.push(tone(0.5, seconds: 0.1))
    meter.push(tone(0.1, seconds: 0.1))
    // −23.01 dB is 6.17 of 10 cells from −60 dB up; the peak of −6 dB is in the ninth.
    #expect(meter.bar(width: 10) == "▕██████▏ ╷ ▏ −23 dB")
    for width in [-1, 0, 1, 2, 50] {
      #expect(meter.bar(width: width).count == max(width, 1) + 9)
    }
  }

  @Test("Sound that is cut off is too loud, for a second; a peak that fits is not")
  func clipping() {
    var meter = LevelMeter()
    meter.push([0, 1, 0, -1, 1, 0])
    #expect(meter.warning == nil)
    meter.push(tone(1.5, seconds: 0.1).map { min(max($0, -1), 1) })
    #expect(meter.warning == "too loud")
    #expect(meter.bar(width: 4) == "▕███▉▏ too loud")
    meter.push(tone(0.1, seconds: 1.1))
    #expect(meter.warning == nil)
  }

  @Test("Nothing but zeros for two seconds is no sound; a faint noise is some")
  func digitalSilence() {
    var meter = LevelMeter()
    meter.push([Float](repeating: 0, count: 31_999))
    #expect(meter.warning == nil)
    meter.push([0])
    #expect(meter.bar(width: 3) == "▕   ▏ no sound: is the microphone muted?")
    meter.push([1 / 32_768])
    #expect(meter.warning == nil)
  }

  @Test("Samples that are no numbers break nothing")
  func foreign() {
    var meter = LevelMeter()
    meter.push([.nan, .infinity, -.infinity, 3])
    #expect((-60...0).contains(meter.level))
    #expect(meter.bar(width: 5).count >= 7)
  }
}
