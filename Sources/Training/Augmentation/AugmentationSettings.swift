extension AugmentationDescription {
  /// The names of the settings in a description file, in alphabetical order.
  public static var keys: [String] { settings.keys.sorted() }

  /// Sets one setting by its name in a description file.
  ///
  /// - Parameters:
  ///   - key: One of `keys`.
  ///   - values: One number, or lower and upper end of a range; a range may be a single number.
  /// - Throws: `AugmentationError` if the name, the count or a value is not what the key takes.
  public mutating func set(_ key: String, to values: [Double]) throws(AugmentationError) {
    guard let setting = Self.settings[key] else { throw .unknownKey(key) }
    let allowed = setting.allowed
    guard values.allSatisfy({ allowed.contains($0) }) else {
      throw .outOfRange(key: key, found: values, allowed: allowed)
    }
    switch (setting, values.count) {
    case (.number(let path, _), 1):
      self[keyPath: path] = values[0]
    case (.count(let path, _), 1):
      guard let count = Int(exactly: values[0]) else { throw .notWhole(key: key, found: values[0]) }
      self[keyPath: path] = count
    case (.range(let path, _), 1):
      self[keyPath: path] = values[0]...values[0]
    case (.range(let path, _), 2):
      guard values[0] <= values[1] else { throw .reversed(key: key, found: values) }
      self[keyPath: path] = values[0]...values[1]
    case (.range, let count):
      throw .wrongCount(key: key, found: count, wanted: "1 or 2 numbers")
    case (_, let count):
      throw .wrongCount(key: key, found: count, wanted: "1 number")
    }
  }

  typealias Path<Value> = WritableKeyPath<AugmentationDescription, Value> & Sendable

  enum Setting: Sendable {
    case number(Path<Double>, ClosedRange<Double>)
    case range(Path<ClosedRange<Double>>, ClosedRange<Double>)
    case count(Path<Int>, ClosedRange<Double>)

    var allowed: ClosedRange<Double> {
      switch self {
      case .number(_, let allowed), .range(_, let allowed), .count(_, let allowed): allowed
      }
    }
  }

  static let settings: [String: Setting] = [
    "speed_probability": .number(\.speedProbability, 0...1),
    "speed": .range(\.speed, 0.5...2),
    "tempo_probability": .number(\.tempoProbability, 0...1),
    "tempo": .range(\.tempo, 0.5...2),
    "trim_probability": .number(\.trimProbability, 0...1),
    "padding_probability": .number(\.paddingProbability, 0...1),
    "padding": .range(\.padding, 0...10),
    "room_probability": .number(\.roomProbability, 0...1),
    "room_decay": .range(\.roomDecay, 0.05...1.5),
    "direct_to_reverberant": .range(\.directToReverberant, -20...60),
    "recorded_room_share": .number(\.recordedRoomShare, 0...1),
    "noise_probability": .number(\.noiseProbability, 0...1),
    "signal_to_noise": .range(\.signalToNoise, -20...100),
    "recorded_noise_share": .number(\.recordedNoiseShare, 0...1),
    "tilt_probability": .number(\.tiltProbability, 0...1),
    "tilt": .range(\.tilt, -30...30),
    "high_pass_probability": .number(\.highPassProbability, 0...1),
    "high_pass": .range(\.highPass, 20...2_000),
    "low_pass_probability": .number(\.lowPassProbability, 0...1),
    "low_pass": .range(\.lowPass, 1_000...8_000),
    "telephone_probability": .number(\.telephoneProbability, 0...1),
    "distortion_probability": .number(\.distortionProbability, 0...1),
    "overdrive": .range(\.overdrive, 0...40),
    "gain_probability": .number(\.gainProbability, 0...1),
    "gain": .range(\.gain, -60...40),
    "warp_probability": .number(\.warpProbability, 0...1),
    "warp": .range(\.warp, 0.5...2),
    "frequency_masks": .count(\.frequencyMasks, 0...20),
    "frequency_mask_width": .count(\.frequencyMaskWidth, 0...200),
    "time_masks": .count(\.timeMasks, 0...50),
    "time_mask_width": .count(\.timeMaskWidth, 0...1_000),
    "time_mask_share": .number(\.timeMaskShare, 0...1),
  ]
}

/// What is wrong with a setting of augmentation.
public enum AugmentationError: Error, Equatable, CustomStringConvertible {
  /// No setting has this name.
  case unknownKey(String)
  /// A value is not a number that the setting takes.
  case outOfRange(key: String, found: [Double], allowed: ClosedRange<Double>)
  /// A number of things is not whole.
  case notWhole(key: String, found: Double)
  /// A range ends before it begins.
  case reversed(key: String, found: [Double])
  /// There are too many numbers, or too few.
  case wrongCount(key: String, found: Int, wanted: String)

  /// One line: the setting, what was found and what was wanted.
  public var description: String {
    switch self {
    case .unknownKey(let key):
      let known = AugmentationDescription.keys.joined(separator: ", ")
      return "augmentation has no setting \(printable(key)); it has \(known)"
    case .outOfRange(let key, let found, let allowed):
      let wanted = "\(allowed.lowerBound) to \(allowed.upperBound)"
      return "augmentation \(key): found \(found), wanted values from \(wanted)"
    case .notWhole(let key, let found):
      return "augmentation \(key): found \(found), wanted a whole number"
    case .reversed(let key, let found):
      return "augmentation \(key): found \(found), wanted the lower number first"
    case .wrongCount(let key, let found, let wanted):
      return "augmentation \(key): found \(found) numbers, wanted \(wanted)"
    }
  }
}
