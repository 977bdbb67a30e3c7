/// Why no features could be computed, each in one line.
public enum FrontEndError: Error, Equatable, CustomStringConvertible {
  /// A setting that no front end can work with.
  case configuration(setting: String, found: String, wanted: String)
  /// The recording has another rate than the front end; nothing is resampled here.
  case sampleRateMismatch(found: Double, wanted: Double)
  /// No Fourier transform of this length could be planned, or no memory was left for it.
  case transform(length: Int)
  /// There is no frame to estimate a mean from.
  case noFrames

  /// One line: what was found and what was wanted.
  public var description: String {
    switch self {
    case .configuration(let setting, let found, let wanted):
      "front end: \(setting) is \(found); wanted: \(wanted)"
    case .sampleRateMismatch(let found, let wanted):
      "front end: the recording has \(found) Hz; wanted: \(wanted) Hz"
    case .transform(let length):
      "front end: no Fourier transform of length \(length) could be made"
    case .noFrames:
      "front end: no frame to estimate the normalisation from"
    }
  }
}
