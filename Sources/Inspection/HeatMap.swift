import Foundation

/// A table of numbers as a picture: time to the right, rows from bottom to top.
struct HeatMap {
  /// Shades between the colours of a scale.
  private static let shades = 256

  /// The colours from the smallest to the largest number.
  enum Scale {
    /// Dark blue over green to yellow, evenly perceived (the stops of viridis, CC0).
    case viridis
    /// White to dark blue.
    case ink

    fileprivate var stops: [SIMD3<Double>] {
      switch self {
      case .viridis:
        return [
          [68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37],
        ]
      case .ink: return [[255, 255, 255], [120, 160, 220], [20, 40, 110]]
      }
    }
  }

  private let indices: [UInt8]
  private let width: Int
  private let scale: Scale

  /// Makes a picture.
  ///
  /// - Parameters:
  ///   - values: Shape `[T, K]`; column 0 is drawn at the bottom.
  ///   - columns: `K`.
  ///   - range: The numbers that get the first and the last colour.
  ///   - scale: The colours.
  ///   - widest: The most pixels; longer tables keep the largest of neighbouring numbers.
  init(
    values: [Float], columns: Int, range: ClosedRange<Float>, scale: Scale, widest: Int
  ) {
    let frames = columns == 0 ? 0 : values.count / columns
    let width = max(min(frames, widest), 1)
    var indices = [UInt8](repeating: 0, count: width * max(columns, 1))
    let factor = Float(Self.shades - 1) / max(range.upperBound - range.lowerBound, 1e-9)
    for frame in 0..<frames {
      let x = frame * width / frames
      for column in 0..<columns {
        let value = (values[frame * columns + column] - range.lowerBound) * factor
        let shade = UInt8(min(max(value.isFinite ? value : 0, 0), 255))
        let place = (columns - 1 - column) * width + x
        indices[place] = max(indices[place], shade)
      }
    }
    self.indices = indices
    self.width = width
    self.scale = scale
  }

  /// The picture as the `href` of an image.
  var dataURL: String {
    let png = PNGEncoder.encode(indices: indices, width: width, palette: Self.palette(scale))
    return "data:image/png;base64," + Data(png).base64EncodedString()
  }

  private static func palette(_ scale: Scale) -> [SIMD3<UInt8>] {
    let stops = scale.stops
    return (0..<shades).map { shade in
      let position = Double(shade) / Double(shades - 1) * Double(stops.count - 1)
      let lower = min(Int(position), stops.count - 2)
      let colour = stops[lower] + (stops[lower + 1] - stops[lower]) * (position - Double(lower))
      return SIMD3<UInt8>(colour, rounding: .toNearestOrEven)
    }
  }
}
