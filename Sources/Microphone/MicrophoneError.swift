/// Why there is no live sound, each in one line.
public enum MicrophoneError: Error, Equatable {
  /// There is no such device, or the system keeps it; `reason` is its own word for why.
  case cannotOpen(device: String, reason: String)
  /// Another program has the device.
  case busy(device: String)
  /// The device lacks something without which it is no use here.
  case unfit(device: String, lacks: String, reason: String)
  /// The device was pulled out.
  case unplugged(device: String)
  /// Not one sample came for `seconds`.
  case silent(device: String, seconds: Int)
  /// The device broke down while it was read.
  case failed(device: String, reason: String)
  /// This build has no libasound.
  case notBuiltIn
}

extension MicrophoneError: CustomStringConvertible {
  private static let otherSource = "`arecord … | dictex listen -` takes any other source"

  /// One line: the device, what was found, what was wanted, what to do.
  public var description: String {
    switch self {
    case .cannotOpen(let device, let reason):
      "no microphone \(quoted(device)): \(reason); "
        + "`dictex listen --list-devices` names those there are, and \(Self.otherSource)"
    case .busy(let device):
      "microphone \(quoted(device)): another program uses it; "
        + "close that one, or choose another with --device"
    case .unfit(let device, let lacks, let reason):
      "microphone \(quoted(device)): found no \(lacks) (\(reason)); "
        + (device.hasPrefix("hw:")
          ? "try --device \(quoted("plug" + device)), which converts" : Self.otherSource)
    case .unplugged(let device):
      "microphone \(quoted(device)): it was unplugged; plug it in and start again"
    case .silent(let device, let seconds):
      "microphone \(quoted(device)): no sound came for \(seconds) seconds; "
        + "plug it in again, or choose another with --device"
    case .failed(let device, let reason):
      "microphone \(quoted(device)): reading failed: \(reason); start again, or \(Self.otherSource)"
    case .notBuiltIn:
      "no microphone: this build has no libasound; "
        + "pipe raw 16-bit mono sound at 16000 Hz into `dictex listen -`"
    }
  }
}

/// A name fit for one line of a terminal: control characters escaped, long names cut.
private func quoted(_ name: String) -> String {
  var text = ""
  for scalar in name.unicodeScalars.prefix(100) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      text += scalar.escaped(asASCII: true)
    default: text.unicodeScalars.append(scalar)
    }
  }
  return "“\(text)”"
}
