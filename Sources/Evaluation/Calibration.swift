import Foundation

/// How well confidences foretell which recognised words are right.
public struct Calibration: Hashable, Codable, Sendable {
  /// The words whose confidence lies in one tenth of the range.
  public struct Bin: Hashable, Codable, Sendable {
    /// The least confidence of the bin.
    public let low: Double
    /// The number of words.
    public let words: Int
    /// Their mean confidence.
    public let confidence: Double
    /// The share of them that is right.
    public let accuracy: Double
  }

  /// The bins that hold words, from low confidence to high.
  public let bins: [Bin]
  /// Expected calibration error: the mean distance of accuracy from confidence over the bins, weighted
  /// by their words (Naeini, Cooper and Hauskrecht 2015).
  public let expectedCalibrationError: Double

  private static let binCount = 10

  /// Gathers recognised words with their confidences; nil if there are none.
  init?(_ words: [(confidence: Double, isRight: Bool)]) {
    guard !words.isEmpty else { return nil }
    let grouped = Dictionary(grouping: words) {
      min(Self.binCount - 1, max(0, Int($0.confidence * Double(Self.binCount))))
    }
    bins = grouped.sorted { $0.key < $1.key }.map { index, members in
      let count = Double(members.count)
      return Bin(
        low: Double(index) / Double(Self.binCount), words: members.count,
        confidence: members.reduce(0) { $0 + $1.confidence } / count,
        accuracy: Double(members.count { $0.isRight }) / count)
    }
    let distance = bins.reduce(0) { $0 + Double($1.words) * abs($1.accuracy - $1.confidence) }
    expectedCalibrationError = distance / Double(words.count)
  }

  /// The reliability diagram as SVG: accuracy against confidence, discs as large as their bins.
  public var svg: String {
    let (side, margin) = (320.0, 64.0)
    func x(_ value: Double) -> Double { margin + side * value }
    func y(_ value: Double) -> Double { margin / 2 + side * (1 - value) }
    func number(_ value: Double) -> String { String(format: "%.1f", value) }
    let most = Double(bins.map(\.words).max() ?? 1)
    let ticks = stride(from: 0.0, through: 1.0, by: 0.25).map { tick in
      """
      <text x="\(x(tick))" y="\(y(0) + 18)" text-anchor="middle">\(tick)</text>
      <text x="\(x(0) - 6)" y="\(y(tick) + 4)" text-anchor="end">\(tick)</text>
      """
    }
    let discs = bins.map { bin in
      let radius = 3 + 13 * (Double(bin.words) / most).squareRoot()
      return "<circle cx=\"\(number(x(bin.confidence)))\" cy=\"\(number(y(bin.accuracy)))\" "
        + "r=\"\(number(radius))\" fill=\"#0b6e99\" fill-opacity=\"0.6\">"
        + "<title>\(bin.words) words</title></circle>"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="sans-serif" \
      font-size="12">
      <rect width="100%" height="100%" fill="white"/>
      <rect x="\(x(0))" y="\(y(1))" width="\(side)" height="\(side)" fill="none" stroke="#bbb"/>
      <line x1="\(x(0))" y1="\(y(0))" x2="\(x(1))" y2="\(y(1))" stroke="#bbb"/>
      \(ticks.joined(separator: "\n"))
      <text x="\(x(0.5))" y="\(y(0) + 36)" text-anchor="middle">confidence</text>
      <text x="14" y="\(y(0.5))" text-anchor="middle" \
      transform="rotate(-90 14 \(y(0.5)))">share of words that are right</text>
      \(discs.joined(separator: "\n"))
      </svg>

      """
  }
}
