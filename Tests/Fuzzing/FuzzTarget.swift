import Foundation

/// A parser under attack: `FUZZ_TARGET` names which, libFuzzer calls it with bytes.
///
/// A target fails by trapping: through memory errors (AddressSanitizer is on), through Swift's own checks,
/// or because a property that holds for all inputs does not (`require`).
enum FuzzTarget: String, CaseIterable {
  case words, latex, manifest, yaml, weights, audio, socket

  static let chosen: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      fatalError("FUZZ_TARGET is \"\(name)\"; wanted one of \(allCases.map(\.rawValue))")
    }
    return target
  }()

  func attack(_ bytes: [UInt8]) {
    switch self {
    case .words: attackWords(bytes)
    case .latex: attackLaTeX(bytes)
    case .manifest: attackManifest(bytes)
    case .yaml: attackYAML(bytes)
    case .weights: attackWeights(bytes)
    case .audio: attackAudio(bytes)
    case .socket: attackSocket(bytes)
    }
  }
}

/// Stops the process, so that libFuzzer keeps the input, unless `condition` holds.
func require(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}
