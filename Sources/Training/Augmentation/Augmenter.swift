import Foundation

/// Changes recordings at random, so that a network meets more voices, rooms and microphones.
///
/// Everything follows from the seed: the same recording, description and seed give the same
/// samples. It keeps no state, so several threads may call it at once.
public struct Augmenter: Sendable {
  /// Every chance and range.
  public let description: AugmentationDescription
  /// Samples a second, in hertz.
  public let sampleRate: Double
  private let noise: [[Float]]
  private let rooms: [[Float]]

  /// Makes an augmenter.
  ///
  /// - Parameters:
  ///   - description: Every chance and range.
  ///   - sampleRate: Samples a second of the recordings, noise and rooms, in hertz.
  ///   - noise: Recorded noise to draw from; silent recordings are left out.
  ///   - rooms: Recorded impulse responses to draw from; silent ones are left out.
  public init(
    description: AugmentationDescription, sampleRate: Double = 16_000, noise: [[Float]] = [],
    rooms: [[Float]] = []
  ) {
    self.description = description
    self.sampleRate = sampleRate
    self.noise = noise.map(Self.sound).filter { SpeechLevel.power(of: $0) > 0 }
    self.rooms = rooms.map(Self.sound).compactMap(RoomResponse.aligned)
  }

  /// Changes a recording.
  ///
  /// - Parameters:
  ///   - samples: The recording; what is not finite counts as 0.
  ///   - seed: Decides every change.
  /// - Returns: The changed recording: finite, no peak above 1, often of another length.
  public func augmented(_ samples: [Float], seed: UInt64) -> [Float] {
    var sound = Self.sound(samples)
    guard !sound.isEmpty else { return sound }
    for (stage, change) in Self.stages.enumerated() {
      // A stream for each stage: switching one off leaves the others as they were.
      var random = SeededRandom(seed: seed, stream: UInt64(stage))
      change(self)(&sound, &random)
    }
    limit(&sound)
    return sound
  }

  /// The stages, in the order in which sound meets them: mouth, pauses, room, microphone, line.
  private static let stages:
    [@Sendable (Augmenter) -> (inout [Float], inout SeededRandom) -> Void] = [
      { $0.changeSpeed }, { $0.changeTempo }, { $0.trim }, { $0.pad }, { $0.placeInRoom },
      { $0.addNoise }, { $0.shapeResponse }, { $0.limitBand }, { $0.distort }, { $0.changeLevel },
    ]

  // MARK: - Mouth

  private func changeSpeed(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.speedProbability) else { return }
    sound = SpeedChange(factor: random.uniform(in: description.speed)).applied(to: sound)
  }

  private func changeTempo(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.tempoProbability) else { return }
    let change = TempoChange(
      factor: random.uniform(in: description.tempo), sampleRate: sampleRate)
    sound = change.applied(to: sound)
  }

  // MARK: - Pauses

  private func trim(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.trimProbability) else { return }
    let speech = SpeechLevel.speechRange(of: sound, sampleRate: sampleRate)
    let start = Int(Double(speech.lowerBound) * random.uniform())
    let end = sound.count - Int(Double(sound.count - speech.upperBound) * random.uniform())
    sound = Array(sound[start..<end])
  }

  private func pad(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.paddingProbability) else { return }
    let before = Int(random.uniform(in: description.padding) * sampleRate)
    let after = Int(random.uniform(in: description.padding) * sampleRate)
    let padded = [Float](unsafeUninitializedCapacity: before + sound.count + after) { out, count in
      count = out.count
      out.initialize(repeating: 0)
      sound.withUnsafeBufferPointer { source in
        for index in source.indices { out[before + index] = source[index] }
      }
    }
    sound = padded
  }

  // MARK: - Room

  private func placeInRoom(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.roomProbability) else { return }
    let response: [Float]
    if !rooms.isEmpty && random.chance(description.recordedRoomShare) {
      response = rooms[random.integer(below: rooms.count)]
    } else {
      response = RoomResponse.synthetic(
        decay: random.uniform(in: description.roomDecay),
        directToReverberant: random.uniform(in: description.directToReverberant),
        sampleRate: sampleRate, random: &random)
    }
    sound = FastConvolution.shared.convolved(sound, with: response, delay: 0)
  }

  private func addNoise(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.noiseProbability) else { return }
    let speechPower = SpeechLevel.power(of: sound)
    guard speechPower > 0 else { return }
    let added: [Float]
    if !noise.isEmpty && random.chance(description.recordedNoiseShare) {
      let recording = noise[random.integer(below: noise.count)]
      added = Noise.excerpt(of: recording, count: sound.count, random: &random)
    } else {
      let kind = Noise.Kind.allCases[random.integer(below: Noise.Kind.allCases.count)]
      added = Noise.generated(
        kind, count: sound.count, sampleRate: sampleRate, random: &random)
    }
    let ratio = pow(10, random.uniform(in: description.signalToNoise) / 10)
    Noise.mix(added, into: &sound, power: speechPower / ratio)
  }

  // MARK: - Microphone and line

  private func shapeResponse(_ sound: inout [Float], _ random: inout SeededRandom) {
    if random.chance(description.tiltProbability) {
      let decibels = random.uniform(in: description.tilt)
      let pivot = random.uniform(in: 500...2_500)
      Biquad.highShelf(frequency: pivot, decibels: decibels, sampleRate: sampleRate)
        .filter(&sound)
    }
    if random.chance(description.highPassProbability) {
      let edge = random.uniform(in: description.highPass)
      Biquad.highPass(frequency: edge, sampleRate: sampleRate).filter(&sound)
    }
  }

  private func limitBand(_ sound: inout [Float], _ random: inout SeededRandom) {
    if random.chance(description.telephoneProbability) {
      TelephoneLine(sampleRate: sampleRate).transmit(&sound)
    } else if random.chance(description.lowPassProbability) {
      LowPass(edge: random.uniform(in: description.lowPass), sampleRate: sampleRate)
        .filter(&sound)
    }
  }

  private func distort(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.distortionProbability) else { return }
    let drive = Float(pow(10, random.uniform(in: description.overdrive) / 20))
    Overdrive(drive: drive, isHard: random.chance(0.5)).apply(to: &sound)
  }

  private func changeLevel(_ sound: inout [Float], _ random: inout SeededRandom) {
    guard random.chance(description.gainProbability) else { return }
    let gain = Float(pow(10, random.uniform(in: description.gain) / 20))
    SpeechLevel.scale(&sound, by: gain)
  }

  private func limit(_ sound: inout [Float]) {
    let peak = SpeechLevel.peak(of: sound)
    if peak > 1 { SpeechLevel.scale(&sound, by: 1 / peak) }
  }

  /// A copy of outside samples that no filter can be broken by.
  private static func sound(_ samples: [Float]) -> [Float] {
    samples.map { $0.isFinite ? min(max($0, -100), 100) : 0 }
  }
}
