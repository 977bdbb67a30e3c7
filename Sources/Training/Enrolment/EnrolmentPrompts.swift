import Audio
import Foundation

/// What a person reads to enrol: twenty formulas that hold every letter, the digits, and the words that
/// are most easily taken for one another (b d e p t v z, m n, f s x, a j k h, fifteen and fifty, phi and
/// five, nu and new, beta theta eta zeta), in the wording of everyday mathematics.
public enum EnrolmentPrompts {
  /// The lines, in the order in which they are read.
  public static let lines = [
    "b plus d equals e minus p",
    "t squared over v equals z",
    "m sub n plus n sub m",
    "f of s equals x to the s",
    "a times j plus k times h",
    "g of c equals q over u",
    "fifteen plus fifty equals sixty five",
    "thirteen times thirty equals three hundred ninety",
    "phi equals five times psi minus pi",
    "beta plus theta minus eta over zeta",
    "nu squared plus mu squared equals one",
    "the square root of w plus y squared",
    "the integral from zero to infinity of e to the minus x squared d x",
    "the sum from i equals one to n of r to the i",
    "the limit as h goes to zero of f of x plus h",
    "o comma l comma i comma q comma y",
    "the derivative of sine x with respect to x",
    "capital a times capital b is not equal to capital b times capital a",
    "alpha gamma delta epsilon lambda sigma tau omega",
    "two four six eight seven nine zero point one five",
  ]

  /// The recordings of the prompts in a folder: `01.wav`, `02.flac` and so on, numbered as ``lines``.
  ///
  /// - Parameters:
  ///   - folder: Where they are.
  ///   - speaker: Who speaks.
  /// - Returns: Those that are there, in order.
  /// - Throws: `AudioError` if a recording cannot be read, ``TrainingError/noData(_:)`` if there is none.
  public static func recordings(in folder: String, speaker: String) throws -> [Utterance] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let utterances: [Utterance] = try files.sorted().compactMap { file in
      let number = (file as NSString).deletingPathExtension
      guard let line = Int(number), lines.indices.contains(line - 1) else { return nil }
      let path = URL(fileURLWithPath: folder).appendingPathComponent(file).path
      let waveform = try AudioFile.read(path: path, sampleRate: 16_000)
      return Utterance(
        path: path, seconds: waveform.duration, speaker: speaker,
        words: lines[line - 1].split(separator: " ").map(String.init))
    }
    guard !utterances.isEmpty else {
      throw TrainingError.noData(
        "recordings named 01.wav to \(lines.count).wav (or .flac and so on) in \(folder)")
    }
    return utterances
  }
}
