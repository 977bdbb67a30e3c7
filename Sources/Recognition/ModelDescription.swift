import DurableFiles
import Foundation
import FrontEnd
import NeuralNetwork

/// A model on one page of YAML: how sound becomes features, and the network's layers.
///
/// The sections `train` and `augmentation` of the same page belong to the Training target.
public struct ModelDescription: Sendable, Equatable {
  /// How sound becomes features.
  public var frontEnd: FrontEndConfiguration
  /// The layers, from features to logits.
  public var network: [LayerDescription]

  /// The sections that a page may have.
  package static let sections = ["frontend", "network", "train", "augmentation"]

  /// Reads a page.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - symbolCount: What `size: vocabulary` means.
  /// - Throws: ``DescriptionError`` with the line.
  public init(contentsOf path: String, symbolCount: Int) throws {
    try self.init(text: Self.text(of: path), path: path, symbolCount: symbolCount)
  }

  /// Reads a page from text; `path` only serves messages.
  public init(text: String, path: String, symbolCount: Int) throws {
    let page = try StrictYAML(text: text, path: path)
    let sections = try page.mapping(allowed: Self.sections)
    frontEnd = try Self.frontEnd(sections["frontend"])
    guard let layers = sections["network"] else { throw page.fail("has no section \"network\"") }
    network = try layers.sequence().map { try Self.layer($0, symbolCount: symbolCount) }
  }

  package static func text(of path: String) throws -> String {
    do {
      return try RegularFile.text(path, limit: 1 << 20)
    } catch {
      throw DescriptionError(path: path, line: nil, reason: error.reason)
    }
  }

  private static func frontEnd(_ section: StrictYAML?) throws -> FrontEndConfiguration {
    var configuration = FrontEndConfiguration()
    guard let section else { return configuration }
    let entries = try section.mapping(allowed: [
      "sample_rate", "window", "hop", "mel_bands", "lowest_frequency", "highest_frequency",
    ])
    if let rate = try entries["sample_rate"]?.number(in: 4_000...96_000) {
      configuration.sampleRate = rate
    }
    let rate = configuration.sampleRate
    if let window = try entries["window"]?.duration(in: 0.005...0.2) {
      configuration.windowLength = Int((window * rate).rounded())
    }
    if let hop = try entries["hop"]?.duration(in: 0.001...0.1) {
      configuration.hopLength = Int((hop * rate).rounded())
    }
    configuration.fftLength = 1
    while configuration.fftLength < configuration.windowLength { configuration.fftLength *= 2 }
    if let bands = try entries["mel_bands"]?.integer(in: 8...256) { configuration.melBands = bands }
    if let low = try entries["lowest_frequency"]?.number(in: 0...1_000) {
      configuration.lowestFrequency = low
    }
    if let high = try entries["highest_frequency"]?.number(in: 1_000...48_000) {
      configuration.highestFrequency = high
    }
    do { try configuration.validate() } catch { throw section.fail("frontend: \(error)") }
    return configuration
  }

  private static func layer(_ entry: StrictYAML, symbolCount: Int) throws -> LayerDescription {
    let kinds = ["convolution", "normalization", "rectifier", "lstm", "gru", "dropout", "linear"]
    if let name = entry.node.scalar?.string {
      switch name {
      case "normalization": return .normalization
      case "rectifier": return .rectifier
      default:
        throw entry.fail(
          "unknown layer \"\(name.prefix(40))\"; known: \(kinds.joined(separator: ", "))")
      }
    }
    let mapping = try entry.mapping(allowed: kinds)
    guard mapping.count == 1, let (kind, value) = mapping.first else {
      throw entry.fail("\(entry.name) names \(mapping.count) layers; wanted one")
    }
    func pair(_ entries: [String: StrictYAML], _ key: String) throws -> (frames: Int, bins: Int) {
      guard let list = try entries[key]?.sequence(), list.count == 2 else {
        throw value.fail("\(kind) wants \"\(key)\": [frames, bins]")
      }
      return (try list[0].integer(in: 1...1_000), try list[1].integer(in: 1...1_000))
    }
    func size(_ key: String = "size") throws -> StrictYAML {
      guard let size = try value.mapping(allowed: [key])[key] else {
        throw value.fail("\(kind) wants \"\(key)\"")
      }
      return size
    }
    switch kind {
    case "convolution":
      let entries = try value.mapping(allowed: ["channels", "kernel", "stride"])
      guard let channels = entries["channels"] else {
        throw value.fail("convolution wants \"channels\"")
      }
      return .convolution(
        channels: try channels.integer(in: 1...4_096), kernel: try pair(entries, "kernel"),
        stride: try pair(entries, "stride"))
    case "lstm": return .lstm(size: try size().integer(in: 1...4_096))
    case "gru": return .gru(size: try size().integer(in: 1...4_096))
    case "dropout": return .dropout(rate: try size("rate").number(in: 0...0.95))
    case "linear":
      let size = try size()
      return .linear(
        size: size.node.scalar?.string == "vocabulary"
          ? symbolCount : try size.integer(in: 1...65_536))
    default: throw entry.fail("\(kind) takes no settings; write \"- \(kind)\"")
    }
  }
}
