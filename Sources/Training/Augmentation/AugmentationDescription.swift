/// How training changes its recordings: every chance and every range, with its default.
///
/// A recording goes through the stages in the order of the properties. Each stage acts with its
/// own probability and draws its amount evenly from its range, so probability 0 switches it off.
public struct AugmentationDescription: Sendable, Equatable {
  /// Chance of playing faster or slower, which shifts pitch and formants with the tempo.
  public var speedProbability = 0.6
  /// Speed factor: above 1 is faster, higher and shorter.
  public var speed = 0.85...1.15
  /// Chance of a change of tempo that keeps the pitch.
  public var tempoProbability = 0.3
  /// Tempo factor: above 1 is shorter.
  public var tempo = 0.85...1.2
  /// Chance of cutting the quiet before and after speech; speech itself is never cut.
  public var trimProbability = 0.3
  /// Chance of silence before and after.
  public var paddingProbability = 0.3
  /// Silence added at each end, in seconds.
  public var padding = 0.0...0.5
  /// Chance of a room.
  public var roomProbability = 0.4
  /// Time in which the room's sound decays by 60 dB, in seconds.
  public var roomDecay = 0.1...0.8
  /// Direct sound over reverberation, in decibels.
  public var directToReverberant = -3.0...15.0
  /// Share of rooms taken from recorded impulse responses, where the augmenter has some.
  public var recordedRoomShare = 0.3
  /// Chance of added noise.
  public var noiseProbability = 0.6
  /// Speech over noise, in decibels.
  public var signalToNoise = 5.0...40.0
  /// Share of noise taken from recordings, where the augmenter has some.
  public var recordedNoiseShare = 0.6
  /// Chance of a tilted frequency response.
  public var tiltProbability = 0.4
  /// Treble against bass, in decibels.
  public var tilt = -8.0...8.0
  /// Chance of losing the bass.
  public var highPassProbability = 0.2
  /// Edge of the lost bass, in hertz.
  public var highPass = 60.0...350.0
  /// Chance of losing all treble, as in a recording at a lower rate.
  public var lowPassProbability = 0.2
  /// Edge of the lost treble, in hertz.
  public var lowPass = 3_400.0...7_000.0
  /// Chance of a telephone line: 300 to 3 400 Hz, 8-bit mu-law.
  public var telephoneProbability = 0.08
  /// Chance of an overdriven microphone.
  public var distortionProbability = 0.05
  /// How far the peaks exceed what the microphone takes, in decibels.
  public var overdrive = 2.0...12.0
  /// Chance of another level.
  public var gainProbability = 0.8
  /// Change of level, in decibels; a peak never passes full scale.
  public var gain = -20.0...6.0
  /// Chance of a vocal tract of another length; 0 until its worth is measured.
  public var warpProbability = 0.0
  /// Factor on the frequencies below 4.8 kHz.
  public var warp = 0.85...1.15
  /// Bands of frequencies masked in the features of a recording.
  public var frequencyMasks = 2
  /// Greatest width of a masked band, in mel bands.
  public var frequencyMaskWidth = 15
  /// Spans of time masked in the features of a recording.
  public var timeMasks = 2
  /// Greatest length of a masked span, in frames.
  public var timeMaskWidth = 25
  /// Greatest share of the frames that one masked span may cover.
  public var timeMaskShare = 0.15

  /// Makes a description of the defaults.
  public init() {}

  /// A description that changes nothing.
  public static let none: AugmentationDescription = {
    var description = AugmentationDescription()
    for case .number(let path, _) in settings.values { description[keyPath: path] = 0 }
    description.frequencyMasks = 0
    description.timeMasks = 0
    return description
  }()
}
