import Foundation

/// A picture of a training: loss and validation word error rates against steps, as SVG.
struct LearningCurves {
  /// One line of a picture.
  struct Curve {
    var name: String
    var points: [(step: Int, value: Double)]
  }

  var totalSteps: Int
  var loss: Curve
  var errorRates: [Curve]

  private static let width = 760.0
  private static let height = 300.0
  private static let margin = 56.0
  private static let colors = ["#0b6e99", "#b3441e", "#3d7a37", "#7a3d78"]

  /// The whole picture.
  var svg: String {
    let full = 2 * Self.height
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(full))" \
      font-family="sans-serif" font-size="12">
      <rect width="100%" height="100%" fill="white"/>
      \(panel("Loss per symbol (nats)", [loss], top: 0))
      \(panel("Validation word error rate, greedy (%)", errorRates.map { curve in
        Curve(name: curve.name, points: curve.points.map { ($0.step, 100 * $0.value) })
      }, top: Self.height))
      </svg>

      """
  }

  private func panel(_ title: String, _ curves: [Curve], top: Double) -> String {
    let highest = max(curves.flatMap { $0.points.map(\.value) }.max() ?? 1, 1e-9)
    let (left, right) = (Self.margin, Self.width - 16)
    let (ceiling, floor) = (top + 34, top + Self.height - 34)
    func x(_ step: Int) -> Double {
      left + (right - left) * Double(step) / Double(max(1, totalSteps))
    }
    func y(_ value: Double) -> Double { floor - (floor - ceiling) * value / highest }
    func number(_ value: Double) -> String { String(format: "%.4g", value) }
    var parts = ["<text x=\"\(left)\" y=\"\(top + 20)\" font-size=\"14\">\(title)</text>"]
    for tick in 0...4 {
      let value = highest * Double(tick) / 4
      let step = totalSteps * tick / 4
      parts.append(
        "<line x1=\"\(left)\" x2=\"\(right)\" y1=\"\(y(value))\" y2=\"\(y(value))\" stroke=\"#ddd\"/>"
          + "<text x=\"\(left - 6)\" y=\"\(y(value) + 4)\" text-anchor=\"end\">\(number(value))</text>"
          + "<text x=\"\(x(step))\" y=\"\(floor + 18)\" text-anchor=\"middle\">\(step)</text>")
    }
    for (index, curve) in curves.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      let points = curve.points.map { String(format: "%.1f,%.1f", x($0.step), y($0.value)) }
      parts.append(
        "<polyline fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.5\" points=\"\(points.joined(separator: " "))\"/>"
      )
      if curves.count > 1, let last = curve.points.last {
        parts.append(
          "<text x=\"\(right - 4)\" y=\"\(ceiling + 16 * Double(index + 1))\" text-anchor=\"end\" fill=\"\(color)\">"
            + "\(Self.escaped(curve.name)): \(number(last.value))</text>")
      }
    }
    return parts.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }
}
