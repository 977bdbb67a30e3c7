import Foundation
import NeuralNetwork

/// What one person's voice changes in a model: some tensors in place of the model's own.
///
/// It is kept beside the model, in `voices/NAME.safetensors`, and belongs to the weights that it was
/// learnt from: with others it is refused.
public struct VoiceAdaptation: Sendable {
  /// The tensors that differ, by name.
  public let tensors: [String: Safetensors.Tensor]
  /// The checksum of the weights that it was learnt from.
  public let base: String

  private static let baseKey = "base"

  /// Makes an adaptation of its parts.
  package init(tensors: [String: Safetensors.Tensor], base: String) {
    self.tensors = tensors
    self.base = base
  }

  /// Where a voice is kept.
  ///
  /// - Throws: ``VoiceError/badName(_:)`` unless the name is letters, digits, hyphens and underscores.
  public static func path(_ name: String, model directory: String) throws -> String {
    let isPlain = name.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
      default: false
      }
    }
    guard !name.isEmpty, name.utf8.count <= 64, isPlain else { throw VoiceError.badName(name) }
    return "\(directory)/voices/\(name).safetensors"
  }

  /// The voices that a model has, sorted.
  public static func names(model directory: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/voices")) ?? []
    return files.filter { $0.hasSuffix(".safetensors") }.map { String($0.dropLast(12)) }.sorted()
  }

  /// Reads a voice of a model whose weights have the checksum `weights`.
  ///
  /// - Throws: ``VoiceError``, or `SafetensorsError` for a damaged file.
  public static func load(
    _ name: String, model directory: String, weights: String
  ) throws -> VoiceAdaptation {
    let path = try path(name, model: directory)
    guard FileManager.default.fileExists(atPath: path) else {
      throw VoiceError.unknown(name, known: names(model: directory))
    }
    let file = try Safetensors(contentsOf: path)
    let base = file.metadata[baseKey] ?? ""
    guard base == weights else {
      throw VoiceError.otherModel(path: path)
    }
    return VoiceAdaptation(tensors: file.tensors, base: base)
  }

  /// The file's bytes.
  public func data() -> Data {
    Safetensors(tensors: tensors, metadata: [Self.baseKey: base]).data()
  }
}

/// Why a voice cannot be used.
public enum VoiceError: Error, CustomStringConvertible, Equatable {
  /// The name would not do as a file's.
  case badName(String)
  /// Nobody enrolled under this name.
  case unknown(String, known: [String])
  /// It was learnt from other weights.
  case otherModel(path: String)

  /// One line: what was found and what to do.
  public var description: String {
    switch self {
    case .badName(let name):
      "voice “\(name)”: wanted a name of letters, digits, hyphens and underscores"
    case .unknown(let name, let known):
      "no voice “\(name)”"
        + (known.isEmpty ? "" : " (there are \(known.joined(separator: ", ")))")
        + "; dictex enroll \(name) makes it"
    case .otherModel(let path):
      "\(path): was learnt from other weights than the model has now; enrol again"
    }
  }
}
