import Audio
import Foundation
import FrontEnd
import Testing

/// Seeded noise (xorshift64*), so that every run sees the same samples.
struct Noise {
  var state: UInt64

  mutating func next() -> Float {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Float(Int64(bitPattern: state &* 0x2545_F491_4F6C_DD1D) >> 40) / 8_388_608
  }

  mutating func samples(_ count: Int) -> [Float] { (0..<count).map { _ in next() } }
}

private func wave(_ samples: [Float]) -> Waveform { Waveform(samples: samples, sampleRate: 16_000) }

@Suite("Log-mel features")
struct LogMelTests {
  @Test(
    "n samples give 1 + (n − 400) / 160 frames, and none below 400",
    arguments: [(0, 0), (1, 0), (399, 0), (400, 1), (559, 1), (560, 2), (561, 2), (16_000, 98)])
  func frameCount(samples: Int, frames: Int) throws {
    let frontEnd = try LogMelFrontEnd()
    let noise = Waveform(samples: [Float](repeating: 0.1, count: samples), sampleRate: 16_000)
    #expect(try frontEnd.spectrogram(of: noise).frameCount == frames)
    #expect(frontEnd.frameCount(sampleCount: samples) == frames)
  }

  @Test("A stream cut anywhere equals the whole, bit for bit", arguments: [1, 2, 3])
  func streaming(seed: UInt64) throws {
    var noise = Noise(state: seed)
    let samples = noise.samples(7_321)
    let frontEnd = try LogMelFrontEnd()
    let whole = try frontEnd.spectrogram(of: wave(samples)).values
    let stream = try frontEnd.makeStream()
    var streamed: [Float] = []
    var start = 0
    while start < samples.count {
      let sizes = [1, 7, 159, 160, 161, 399, 400, 401, 1_023]
      let size = sizes[Int((noise.next() + 1) * 4.49)]
      streamed += stream.push(Array(samples[start..<min(start + size, samples.count)]))
      start += size
    }
    #expect(streamed.map(\.bitPattern) == whole.map(\.bitPattern))
  }

  @Test("A stream equals the whole where the hop is longer than the window")
  func longHop() throws {
    var noise = Noise(state: 5)
    let samples = noise.samples(4_000)
    let frontEnd = try LogMelFrontEnd(
      configuration: FrontEndConfiguration(windowLength: 200, hopLength: 333, melBands: 40))
    let whole = try frontEnd.spectrogram(of: wave(samples)).values
    let stream = try frontEnd.makeStream()
    let pieces = stride(from: 0, to: samples.count, by: 97).flatMap { start in
      stream.push(Array(samples[start..<min(start + 97, samples.count)]))
    }
    #expect(pieces == whole)
    #expect(whole.count == 40 * (1 + (4_000 - 200) / 333))
  }

  @Test("Digital silence is the logarithm of the floor")
  func silence() throws {
    let values = try LogMelFrontEnd().spectrogram(of: wave([Float](repeating: 0, count: 800)))
      .values
    #expect(values.allSatisfy { $0 == log(Float(1e-8)) })
  }

  @Test("Twice the amplitude adds ln 4 to every band")
  func gain() throws {
    var noise = Noise(state: 11)
    let samples = noise.samples(1_000)
    let frontEnd = try LogMelFrontEnd()
    let quiet = try frontEnd.spectrogram(of: wave(samples))
    let loud = try frontEnd.spectrogram(of: wave(samples.map { 2 * $0 }))
    // Doubling is exact in binary, so only the two logarithms round.
    for (a, b) in zip(quiet.values, loud.values) { #expect(abs(b - a - log(Float(4))) < 4e-6) }
  }

  @Test("A constant added to the sound changes nothing that can be heard")
  func constant() throws {
    var noise = Noise(state: 12)
    let samples = noise.samples(1_000).map { 0.1 * $0 }
    let frontEnd = try LogMelFrontEnd()
    let plain = try frontEnd.spectrogram(of: wave(samples))
    let shifted = try frontEnd.spectrogram(of: wave(samples.map { $0 + 0.4 }))
    // Adding 0.4 rounds the samples at 3e-8.
    for (a, b) in zip(plain.values, shifted.values) { #expect(abs(a - b) < 1e-3) }
  }

  @Test("A tone is loudest in the band around its frequency", arguments: [250.0, 1_000, 4_000])
  func tone(frequency: Double) throws {
    let samples = (0..<400).map { Float(sin(2 * .pi * frequency * Double($0) / 16_000)) }
    let row = try LogMelFrontEnd().spectrogram(of: wave(samples)).values
    let loudest = row.indices.max { row[$0] < row[$1] }
    let (low, high) = (mel(fromHertz: 20), mel(fromHertz: 7_600))
    let nearest = (mel(fromHertz: frequency) - low) / (high - low) * 81 - 1
    #expect(abs(Double(try #require(loudest)) - nearest) <= 1)
  }

  @Test(
    "No sample, however wild, makes a feature that is not finite",
    arguments: [
      Float.nan, .infinity, -.infinity, 3e38, 1e30, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
    ])
  func wild(sample: Float) throws {
    var samples = [Float](repeating: 0.01, count: 1_200)
    for i in stride(from: 5, to: 1_200, by: 3) { samples[i] = i % 2 == 0 ? sample : -sample }
    let values = try LogMelFrontEnd().spectrogram(of: wave(samples)).values
    #expect(values.allSatisfy { $0.isFinite })
  }

  @Test("A recording at another rate is refused, with both rates named")
  func rate() throws {
    let waveform = Waveform(samples: [0], sampleRate: 8_000)
    #expect(throws: FrontEndError.sampleRateMismatch(found: 8_000, wanted: 16_000)) {
      try LogMelFrontEnd().spectrogram(of: waveform)
    }
  }

  @Test("Many threads on one front end get the same bits")
  func threads() async throws {
    var noise = Noise(state: 21)
    let sound = wave(noise.samples(3_000))
    let frontEnd = try LogMelFrontEnd()
    let alone = try frontEnd.spectrogram(of: sound)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          // A fresh front end plans while the others transform.
          let fresh = try LogMelFrontEnd()
          return try frontEnd.spectrogram(of: sound) == alone
            && fresh.spectrogram(of: sound) == alone
        }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }
}

@Suite("Settings of the front end")
struct ConfigurationTests {
  @Test("Every senseless setting is refused by name")
  func refusals() {
    let cases: [(FrontEndConfiguration, String)] = [
      (FrontEndConfiguration(sampleRate: .nan), "sample_rate"),
      (FrontEndConfiguration(sampleRate: 0), "sample_rate"),
      (FrontEndConfiguration(windowLength: 513), "window"),
      (FrontEndConfiguration(windowLength: -1), "window"),
      (FrontEndConfiguration(hopLength: 0), "hop"),
      (FrontEndConfiguration(fftLength: 1 << 20), "fft_length"),
      (FrontEndConfiguration(fftLength: .max), "fft_length"),
      (FrontEndConfiguration(melBands: 0), "mel_bands"),
      (FrontEndConfiguration(melBands: 300), "mel_bands"),
      (FrontEndConfiguration(lowestFrequency: -1), "lowest_frequency"),
      (FrontEndConfiguration(lowestFrequency: .nan), "lowest_frequency"),
      (FrontEndConfiguration(highestFrequency: 8_001), "highest_frequency"),
      (FrontEndConfiguration(lowestFrequency: 500, highestFrequency: 400), "highest_frequency"),
      (FrontEndConfiguration(powerFloor: 0), "power_floor"),
    ]
    for (configuration, name) in cases {
      let error = #expect(throws: FrontEndError.self) {
        _ = try LogMelFrontEnd(configuration: configuration)
      }
      #expect(error?.description.contains(name) == true, "\(name)")
    }
  }

  @Test("Telephone settings work: 8 kHz, 40 bands, an odd window")
  func telephone() throws {
    let configuration = FrontEndConfiguration(
      sampleRate: 8_000, windowLength: 201, hopLength: 80, fftLength: 256, melBands: 40,
      highestFrequency: 4_000)
    let frontEnd = try LogMelFrontEnd(configuration: configuration)
    let waveform = Waveform(samples: [Float](repeating: 0.5, count: 1_000), sampleRate: 8_000)
    let spectrogram = try frontEnd.spectrogram(of: waveform)
    #expect(spectrogram.frameCount == 1 + (1_000 - 201) / 80)
    #expect(spectrogram.secondsPerFrame == 0.01)
  }
}

@Suite("Feature normalisation")
struct NormalizationTests {
  private let spectrogram = Spectrogram(
    values: [1, 10, 5, 3, 30, 5, 8, 20, 5], bandCount: 3, secondsPerFrame: 0.01)

  @Test("Estimates the mean and the deviation of each band over all frames")
  func estimate() throws {
    let half = Spectrogram(values: [0, 40, 5], bandCount: 3, secondsPerFrame: 0.01)
    let found = try FeatureNormalization.estimate(from: [spectrogram, half])
    #expect(found.mean == [3, 25, 5])
    #expect(abs(found.standardDeviation[0] - Float(9.5).squareRoot()) < 1e-6)
    #expect(abs(found.standardDeviation[1] - Float(125).squareRoot()) < 1e-5)
    #expect(found.standardDeviation[2] == FeatureNormalization.smallestDeviation)
  }

  @Test("Gives every band mean 0 and variance 1; a constant band becomes 0")
  func apply() throws {
    var normalized = spectrogram
    try FeatureNormalization.estimate(from: [spectrogram]).apply(to: &normalized)
    for band in 0..<2 {
      let column = stride(from: band, to: 9, by: 3).map { normalized.values[$0] }
      #expect(abs(column.reduce(0, +)) < 1e-6)
      #expect(abs(column.reduce(0) { $0 + $1 * $1 } - 3) < 1e-5)
    }
    #expect(stride(from: 2, to: 9, by: 3).allSatisfy { normalized.values[$0] == 0 })
  }

  @Test("Nothing has no mean")
  func nothing() {
    let empty = Spectrogram(values: [], bandCount: 3, secondsPerFrame: 0.01)
    #expect(throws: FrontEndError.noFrames) { try FeatureNormalization.estimate(from: []) }
    #expect(throws: FrontEndError.noFrames) { try FeatureNormalization.estimate(from: [empty]) }
  }
}
