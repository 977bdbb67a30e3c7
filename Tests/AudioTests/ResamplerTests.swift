import Audio
import Foundation
import Testing

@Suite("Resampling")
struct ResamplerTests {
  @Test(
    "A tone keeps its amplitude and its place in time at 16 kHz",
    arguments: [
      4_000, 8_000, 11_025, 12_000, 22_050, 24_000, 44_100, 48_000, 96_000, 176_400, 192_000,
    ])
  func tones(rate: Double) throws {
    let count = Int(rate / 2)
    let input = Waveform(samples: tone(440, rate: rate, count: count), sampleRate: rate)
    let output = try resampled(input, to: 16_000)
    let wantedCount = (Double(count) * 16_000 / rate).rounded()
    #expect(abs(Double(output.samples.count) - wantedCount) <= 1)
    #expect(output.sampleRate == 16_000)
    let ideal = tone(440, rate: 16_000, count: output.samples.count)
    // 20 bits of precision, and away from the ends, where the sound begins at once.
    for i in 2_000..<6_000 { #expect(abs(output.samples[i] - ideal[i]) < 2e-5) }
  }

  @Test("What 16 kHz cannot hold is taken away rather than folded back")
  func aliases() throws {
    let input = Waveform(samples: tone(9_000, rate: 48_000, count: 24_000), sampleRate: 48_000)
    let output = try resampled(input, to: 16_000)
    #expect(output.samples[2_000..<6_000].allSatisfy { abs($0) < 1e-5 })
  }

  @Test(
    "A stream cut anywhere equals the whole, bit for bit",
    arguments: [8_000, 11_025, 22_050, 44_100, 48_000, 192_000])
  func streaming(rate: Double) throws {
    let samples = tone(300, rate: rate, count: 30_011)
    let whole = try resampled(Waveform(samples: samples, sampleRate: rate), to: 16_000).samples
    let resampler = try Resampler(from: rate, to: 16_000)
    var streamed: [Float] = []
    var start = 0
    var size = 1
    while start < samples.count {
      streamed += resampler.process(Array(samples[start..<min(start + size, samples.count)]))
      start += size
      size = (size * 31 + 7) % 4_999
    }
    streamed += resampler.finish()
    #expect(streamed.map(\.bitPattern) == whole.map(\.bitPattern))
  }

  @Test("Equal rates change nothing; nothing stays nothing; an ended resampler gives no more")
  func edges() throws {
    let samples: [Float] = [0.25, -3, 1e-9]
    let input = Waveform(samples: samples, sampleRate: 16_000)
    #expect(try resampled(input, to: 16_000) == input)
    let same = try Resampler(from: 16_000, to: 16_000)
    #expect(same.process(samples) == samples)
    #expect(same.finish().isEmpty)
    let empty = Waveform(samples: [], sampleRate: 8_000)
    #expect(try resampled(empty, to: 16_000).samples.isEmpty)
    let ended = try Resampler(from: 8_000, to: 16_000)
    #expect(ended.process([1]).count + ended.finish().count == 2)
    #expect(ended.process([1]).isEmpty)
  }

  @Test("Senseless rates are refused", arguments: [0, -1, Double.nan, .infinity, 1e30])
  func refusals(rate: Double) {
    #expect(throws: AudioError.self) { try Resampler(from: rate, to: 16_000) }
    #expect(throws: AudioError.self) { try Resampler(from: 16_000, to: rate) }
  }
}
