import CKernels

/// The arithmetic of matrix products; sums are always float32.
public enum Precision: String, Sendable, CaseIterable {
  /// Single precision.
  case float32
  /// Factors rounded to bfloat16: twice as fast where the processor multiplies them.
  case bfloat16

  /// bfloat16 where this processor multiplies it, else float32.
  public static var fastest: Precision { kernels_has_bfloat16() != 0 ? .bfloat16 : .float32 }

  /// This precision, or float32 where the processor cannot do it.
  package var available: Precision {
    self == .bfloat16 && kernels_has_bfloat16() == 0 ? .float32 : self
  }
}

/// A matrix `[k, n]` packed for use as the right-hand factor of many products.
package struct PackedMatrix {
  package let k: Int
  package let n: Int
  package let precision: Precision
  fileprivate let storage: UnsafeMutableRawPointer

  package static func byteCount(k: Int, n: Int, precision: Precision) -> Int {
    kernels_packed_count(k, n) * (precision == .bfloat16 ? 2 : 4)
  }

  /// Packs `b`, whose element (row, column) stands at `row * rowStride + column * columnStride`.
  package init(
    _ b: UnsafePointer<Float>, k: Int, n: Int, rowStride: Int, columnStride: Int,
    precision: Precision, storage: UnsafeMutableRawPointer
  ) {
    self.k = k
    self.n = n
    self.precision = precision
    self.storage = storage
    switch precision {
    case .float32:
      kernels_pack_float32(
        k, n, b, rowStride, columnStride,
        storage.bindMemory(to: Float.self, capacity: kernels_packed_count(k, n)))
    case .bfloat16:
      kernels_pack_bfloat16(
        k, n, b, rowStride, columnStride,
        storage.bindMemory(to: UInt16.self, capacity: kernels_packed_count(k, n)))
    }
  }

  fileprivate var float32: UnsafePointer<Float> {
    UnsafePointer(storage.assumingMemoryBound(to: Float.self))
  }
  fileprivate var bfloat16: UnsafePointer<UInt16> {
    UnsafePointer(storage.assumingMemoryBound(to: UInt16.self))
  }
}

/// Rows of a left-hand factor `[m, k]`, rounded already where the precision asks for it.
package struct FactorRows {
  package let count: Int
  package let k: Int
  fileprivate let float32: UnsafePointer<Float>
  fileprivate let bfloat16: UnsafeMutablePointer<UInt16>?

  private var stride: Int { k + (k & 1) }

  /// Room for `count` rows, to be filled by ``round(_:at:count:)``.
  package init(
    _ source: UnsafePointer<Float>, count: Int, k: Int, precision: Precision, workspace: Workspace
  ) {
    self.count = count
    self.k = k
    float32 = source
    bfloat16 = precision == .bfloat16 ? workspace.halves(count * (k + (k & 1))) : nil
  }

  /// Brings rows `first ..< first + rows` up to date with the source.
  package func refresh(first: Int, rows: Int) {
    guard let bfloat16 else { return }
    kernels_round_rows(rows, k, float32 + first * k, k, bfloat16 + first * stride)
  }

  /// `c[rows, n] (+)= a[first ..< first + rows, k] · b[k, n]`.
  package func multiply(
    first: Int, rows: Int, by b: PackedMatrix, into c: UnsafeMutablePointer<Float>,
    accumulate: Bool
  ) {
    if let bfloat16 {
      kernels_multiply_bfloat16(
        rows, b.n, stride, bfloat16 + first * stride, stride, b.bfloat16, c, b.n,
        accumulate ? 1 : 0)
    } else {
      kernels_multiply_float32(
        rows, b.n, k, float32 + first * k, k, 1, b.float32, c, b.n, accumulate ? 1 : 0)
    }
  }
}

extension Workspace {
  package func pack(
    _ b: UnsafePointer<Float>, k: Int, n: Int, rowStride: Int, columnStride: Int,
    precision: Precision
  ) -> PackedMatrix {
    let bytes = PackedMatrix.byteCount(k: k, n: n, precision: precision)
    return PackedMatrix(
      b, k: k, n: n, rowStride: rowStride, columnStride: columnStride, precision: precision,
      storage: UnsafeMutableRawPointer(floats((bytes + 3) / 4)))
  }

  /// Packs the transpose of `weight[n, k]`: products with it are `x · weightᵀ`.
  package func packTransposed(
    _ weight: UnsafePointer<Float>, k: Int, n: Int, precision: Precision
  ) -> PackedMatrix {
    pack(weight, k: k, n: n, rowStride: 1, columnStride: k, precision: precision)
  }

  /// `c[m, n] (+)= a[m, k] · b[k, n]`, rounding `a` on the way where `b` is bfloat16.
  package func multiply(
    _ a: UnsafePointer<Float>, rows: Int, by b: PackedMatrix,
    into c: UnsafeMutablePointer<Float>, accumulate: Bool
  ) {
    let mark = mark
    let factor = FactorRows(a, count: rows, k: b.k, precision: b.precision, workspace: self)
    factor.refresh(first: 0, rows: rows)
    factor.multiply(first: 0, rows: rows, by: b, into: c, accumulate: accumulate)
    release(to: mark)
  }

  /// `c[m, n] += a[rows, m]ᵀ · b[rows, n]`: the gradient of a weight.
  package func addTransposedProduct(
    _ a: UnsafePointer<Float>, m: Int, _ b: UnsafePointer<Float>, n: Int, rows: Int,
    into c: UnsafeMutablePointer<Float>, precision: Precision
  ) {
    let mark = mark
    let packed = pack(b, k: rows, n: n, rowStride: n, columnStride: 1, precision: precision)
    switch precision {
    case .float32:
      kernels_multiply_float32(m, n, rows, a, 1, m, packed.float32, c, n, 1)
    case .bfloat16:
      let even = rows + (rows & 1)
      let transposed = halves(m * even)
      kernels_round_transposed(rows, m, a, m, transposed)
      kernels_multiply_bfloat16(m, n, even, transposed, even, packed.bfloat16, c, n, 1)
    }
    release(to: mark)
  }
}
