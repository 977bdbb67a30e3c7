import Foundation

/// Where the model is when nobody says.
public enum ModelLocation {
  /// A model directory was not found.
  public struct NotFound: Error, CustomStringConvertible {
    /// The places that were looked at.
    public let places: [String]

    /// One line: where it was looked for and what to do.
    public var description: String {
      "no model found (looked for weights.safetensors in \(places.joined(separator: ", "))); "
        + "name one with --model DIR or DICTEX_MODEL"
    }
  }

  /// Finds the model directory.
  ///
  /// The first that counts: `path`, the environment variable `DICTEX_MODEL`, `models/dictex` in the
  /// working directory, beside the executable and in the folders above it (a development build).
  ///
  /// - Throws: `NotFound` if none of these holds `weights.safetensors`.
  public static func find(
    path: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> String {
    if let named = path ?? environment["DICTEX_MODEL"], !named.isEmpty {
      guard holdsModel(named) else { throw NotFound(places: [named]) }
      return named
    }
    let places = defaultPlaces()
    guard let found = places.first(where: holdsModel) else {
      throw NotFound(places: Array(places.prefix(2)))
    }
    return found
  }

  private static func holdsModel(_ directory: String) -> Bool {
    FileManager.default.fileExists(atPath: directory + "/weights.safetensors")
  }

  private static func defaultPlaces() -> [String] {
    var places = ["models/dictex"]
    var folder = executablePath().deletingLastPathComponent()
    for _ in 0..<5 where folder.path != "/" {
      places.append(folder.appendingPathComponent("models/dictex").path)
      folder.deleteLastPathComponent()
    }
    return places
  }

  private static func executablePath() -> URL {
    let name = Bundle.main.executablePath ?? CommandLine.arguments.first ?? ""
    return URL(fileURLWithPath: name).resolvingSymlinksInPath()
  }
}
