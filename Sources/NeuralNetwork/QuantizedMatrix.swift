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
    let scales = storage.floats(n)
    let isExact = numbers.withUnsafeMutableBufferPointer { numbers in
      guard let base = numbers.baseAddress else { return false }
      return (0..<n).allSatisfy { row in
        scales[row] = kernels_recover_int8(k, weight + row * k, base + row * k)
        return scales[row] >= 0
      }
    }
    guard isExact else { return nil }
    let packed = storage.elements(kernels_packed_count_int8(k, n), of: Int8.self)
    kernels_pack_int8(k, n, numbers, packed)
    (self.k, self.n, self.packed, self.scales) = (
      k, n, UnsafePointer(packed), UnsafePointer(scales)
    )
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
