import Foundation
import FrontEnd
import Testing

@testable import Training

@Suite("Masks and settings of augmentation")
struct AugmentationMaskTests {
  private func masked(
    _ description: AugmentationDescription, frames: Int = 120, bands: Int = 40, seed: UInt64
  ) -> [Float] {
    var values = [Float](repeating: 1, count: frames * bands)
    values.withUnsafeMutableBufferPointer {
      Augmenter(description: description).maskSpectrogram(
        $0, frames: frames, bands: bands, seed: seed)
    }
    return values
  }

  /// The lengths of the runs of zeros.
  private func runs(_ isMasked: [Bool]) -> [Int] {
    isMasked.split(separator: false).map(\.count)
  }

  @Test("hide whole bands and whole frames, as many and as wide as described", arguments: 0..<40)
  func masks(seed: UInt64) {
    let description = Signal.only {
      $0.frequencyMasks = 2
      $0.frequencyMaskWidth = 6
      $0.timeMasks = 3
      $0.timeMaskWidth = 10
      $0.timeMaskShare = 1
    }
    let values = masked(description, seed: seed)
    let bands = (0..<40).map { band in (0..<120).allSatisfy { values[$0 * 40 + band] == 0 } }
    let frames = (0..<120).map { frame in (0..<40).allSatisfy { values[frame * 40 + $0] == 0 } }
    #expect(runs(bands).count <= 2 && bands.count { $0 } <= 12)
    #expect(runs(frames).count <= 3 && frames.count { $0 } <= 30)
    for index in values.indices {
      #expect((values[index] == 0) == (bands[index % 40] || frames[index / 40]))
    }
    #expect(values == masked(description, seed: seed))
  }

  @Test("reach every width from 0 to the limit, and every place")
  func spread() {
    let description = Signal.only {
      $0.timeMasks = 1
      $0.timeMaskWidth = 4
      $0.timeMaskShare = 1
    }
    var widths = Set<Int>()
    var places = Set<Int>()
    for seed in 0..<2_000 {
      let values = masked(description, frames: 9, bands: 1, seed: UInt64(seed))
      widths.insert(values.count { $0 == 0 })
      places.formUnion(values.indices.filter { values[$0] == 0 })
    }
    #expect(widths == Set(0...4))
    #expect(places == Set(0..<9))
  }

  @Test("cover at most their share of a short recording, and bear odd shapes")
  func share() {
    let description = Signal.only {
      $0.timeMasks = 1
      $0.timeMaskWidth = 100
      $0.timeMaskShare = 0.2
      $0.frequencyMasks = 1
      $0.frequencyMaskWidth = 0
    }
    for seed in 0..<50 {
      let values = masked(description, frames: 10, bands: 3, seed: UInt64(seed))
      #expect(values.count { $0 == 0 } <= 6)
      #expect(masked(description, frames: 0, bands: 0, seed: UInt64(seed)).isEmpty)
      #expect(masked(.init(), frames: 1, bands: 1, seed: UInt64(seed)).count == 1)
    }
  }

  @Test("a setting takes its numbers by name")
  func settings() throws {
    var description = AugmentationDescription()
    try description.set("speed", to: [0.9, 1.1])
    try description.set("gain", to: [-3])
    try description.set("time_masks", to: [4])
    try description.set("noise_probability", to: [0.25])
    #expect(description.speed == 0.9...1.1)
    #expect(description.gain == -3...(-3))
    #expect(description.timeMasks == 4)
    #expect(description.noiseProbability == 0.25)
    #expect(AugmentationDescription.keys.count == 32)
  }

  private static let wrongSettings: [(String, [Double], String)] = [
    ("sped", [1.0], "no setting sped"), ("speed", [0.0, 1], "wanted values from 0.5 to 2.0"),
    ("speed", [.nan], "found [nan]"), ("speed", [1.2, 0.9], "the lower number first"),
    ("speed", [], "found 0 numbers, wanted 1 or 2 numbers"), ("gain", [1, 2, 3], "found 3"),
    ("noise_probability", [1.5], "0.0 to 1.0"), ("noise_probability", [0, 1], "wanted 1 number"),
    ("time_masks", [1.5], "whole number"), ("time_masks", [.infinity], "0.0 to 50.0"),
  ]

  @Test(
    "a wrong setting is refused by name",
    arguments: wrongSettings)
  func refusesSettings(key: String, values: [Double], message: String) {
    var description = AugmentationDescription()
    let error = #expect(throws: AugmentationError.self) { try description.set(key, to: values) }
    #expect(error?.description.contains(message) == true)
    #expect(description == AugmentationDescription())
  }
}

@Suite("Seeded randomness")
struct SeededRandomTests {
  @Test("follows xoshiro256** seeded by SplitMix64")
  func reference() {
    // Oracle: the two algorithms written in Python 3.11 from their authors' C at prng.di.unimi.it.
    var random = SeededRandom(seed: 7)
    var other = SeededRandom(seed: 7, stream: 1)
    #expect(
      (0..<3).map { _ in random.next() } == [
        0x20d88aec1bf4b11, 0x9a78c214be207f4e, 0x2dde4e64d1f3f06d,
      ])
    #expect(
      (0..<3).map { _ in other.next() } == [
        0x2816997309fd700e, 0x2160744305f3201e, 0x75de7646247c37ee,
      ])
  }

  @Test("has the moments of its distributions")
  func moments() {
    var random = SeededRandom(seed: 1)
    let count = 40_000
    let normal = (0..<count).map { _ in random.normal() }
    let mean = normal.reduce(0, +) / Double(count)
    let variance = normal.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    // Standard errors 0.005 and 0.007: five of them.
    #expect(abs(mean) < 0.025 && abs(variance - 1) < 0.035)
    let uniform = (0..<count).map { _ in random.uniform(in: -2...6) }
    #expect(uniform.allSatisfy { (-2...6).contains($0) })
    #expect(abs(uniform.reduce(0, +) / Double(count) - 2) < 0.06)
    var faces = [Int](repeating: 0, count: 6)
    for _ in 0..<6_000 { faces[random.integer(below: 6)] += 1 }
    #expect(faces.allSatisfy { abs($0 - 1_000) < 150 })
    #expect(random.integer(below: 0) == 0 && random.integer(below: -3) == 0)
  }

  @Test("shuffles into a permutation, the same for the same seed")
  func shuffle() {
    var first = Array(0..<100)
    var second = Array(0..<100)
    var random = SeededRandom(seed: 5)
    var again = random
    random.shuffle(&first)
    again.shuffle(&second)
    #expect(first == second && first != Array(0..<100) && first.sorted() == Array(0..<100))
  }

  @Test(
    "A longer vocal tract moves a formant down and leaves the highest band",
    arguments: [0.85, 1, 1.15])
  func warp(factor: Double) throws {
    let configuration = FrontEndConfiguration()
    let frontEnd = try LogMelFrontEnd(configuration: configuration)
    func features(_ hertz: Double) throws -> [Float] {
      let samples = (0..<1_600).map {
        Float(0.5 * sin(2 * Double.pi * hertz * Double($0) / 16_000))
      }
      return try samples.withUnsafeBufferPointer { try frontEnd.features(of: $0) }
    }
    func peak(_ values: [Float]) -> Int {
      let row = values[(5 * configuration.melBands)..<(6 * configuration.melBands)]
      return row.indices.max { row[$0] < row[$1] }.map { $0 - row.startIndex } ?? 0
    }
    let description = Signal.only {
      $0.warpProbability = 1
      $0.warp = factor...factor
    }
    for hertz in [500.0, 1_500, 3_000] {
      var warped = try features(hertz)
      warped.withUnsafeMutableBufferPointer {
        Augmenter(description: description).warpSpectrogram(
          $0, configuration: configuration, seed: 1)
      }
      #expect(abs(peak(warped) - peak(try features(hertz / factor))) <= 1)
      if factor == 1 {
        #expect(zip(warped, try features(hertz)).allSatisfy { abs($0 - $1) < 1e-3 })
      }
    }
    let positions = Augmenter(description: description).warpedBands(
      by: factor, configuration: configuration)
    #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 })
    #expect(abs(try #require(positions.last) - 79) < 0.5)
  }
}
