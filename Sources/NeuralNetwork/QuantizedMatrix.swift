import CKernels

/// Weights of one byte, `weight[n, k]` = whole numbers from −127 to 127 times a scale for each row, packed.
///
/// A product rounds its left factor's rows to 16 bits, 1/32 767 of each row's largest magnitude, and sums
/// whole numbers without error: the bits of a result are the same on every processor.
struct QuantizedMatrix {
  private let k: Int
  private let n: Int
  private let packed: UnsafePointer<Int8>
  private let scales: UnsafePointer<Float>

  /// Packs weights that are exactly such products, as those read from an int8 file are; else nil.
  init?(_ weight: UnsafePointer<Float>, k: Int, n: Int, storage: Workspace) {
    var numbers = [Int8](repeating: 0, count: n * k)
    var scales = [Float](repeating: 0, count: n)
    for row in 0..<n {
      let values = UnsafeBufferPointer(start: weight + row * k, count: k)
      guard let scale = Self.scale(of: values) else { return nil }
      scales[row] = scale
      for (column, value) in values.enumerated() where scale > 0 {
        numbers[row * k + column] = Int8((value / scale).rounded())
      }
    }
    let packed = storage.elements(kernels_packed_count_int8(k, n), of: Int8.self)
    kernels_pack_int8(k, n, numbers, packed)
    let kept = storage.floats(n)
    kept.update(from: scales, count: n)
    (self.k, self.n, self.packed, self.scales) = (k, n, UnsafePointer(packed), UnsafePointer(kept))
  }

  /// The scale of which all values are whole multiples up to 127, bit for bit.
  private static func scale(of values: UnsafeBufferPointer<Float>) -> Float? {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return 0 }
    let near = largest / 127
    // The quotient of a rounded product may be off by one unit in the last place.
    return [near, near.nextUp, near.nextDown].first { scale in
      values.allSatisfy { value in
        let number = (value / scale).rounded()
        return abs(number) <= 127 && number * scale == value
      }
    }
  }

  /// `c[rows, n] += a[rows, k] · weightᵀ`.
  func multiply(
    _ a: UnsafePointer<Float>, rows: Int, into c: UnsafeMutablePointer<Float>, workspace: Workspace
  ) {
    let mark = workspace.mark
    let stride = k + (k & 1)
    let rounded = workspace.elements(rows * stride, of: Int16.self)
    let rowScales = workspace.floats(rows)
    for row in 0..<rows {
      rowScales[row] = kernels_quantize(k, a + row * k, rounded + row * stride)
    }
    kernels_multiply_int8(rows, n, k, rounded, stride, rowScales, packed, scales, c, n)
    workspace.release(to: mark)
  }
}

/// The right-hand factor of a network's products when it only computes: bytes where the weights are such.
enum InferenceMatrix {
  case quantized(QuantizedMatrix)
  case packed(PackedMatrix)

  /// Packs the transpose of `weight[n, k]`.
  init(
    transposing weight: UnsafePointer<Float>, k: Int, n: Int, precision: Precision,
    storage: Workspace
  ) {
    if let matrix = QuantizedMatrix(weight, k: k, n: n, storage: storage) {
      self = .quantized(matrix)
    } else {
      self = .packed(storage.packTransposed(weight, k: k, n: n, precision: precision))
    }
  }

  /// `c[rows, n] += a[rows, k] · weightᵀ`.
  func multiply(
    _ a: UnsafePointer<Float>, rows: Int, into c: UnsafeMutablePointer<Float>, workspace: Workspace
  ) {
    switch self {
    case .quantized(let matrix): matrix.multiply(a, rows: rows, into: c, workspace: workspace)
    case .packed(let matrix):
      workspace.multiply(a, rows: rows, by: matrix, into: c, accumulate: true)
    }
  }
}
