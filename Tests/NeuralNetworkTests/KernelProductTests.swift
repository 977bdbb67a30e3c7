import CKernels
import COpenBLAS
import NeuralNetwork
import Testing

/// Products against OpenBLAS `cblas_sgemm` (Debian libopenblas 0.3.21).
///
/// Sums of k products of values in [−1, 1] differ by at most about k · 2⁻²⁴ between orders of summing.
@Suite("Packed products equal OpenBLAS")
struct KernelProductTests {
  /// C[m, n] = C₀ + A · B by OpenBLAS.
  private func reference(
    _ a: [Float], _ b: [Float], _ c: [Float], m: Int, n: Int, k: Int
  ) -> [Float] {
    var c = c
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a, Int32(k), b,
      Int32(n), 1, &c, Int32(n))
    return c
  }

  private func transposed(_ a: [Float], rows: Int, columns: Int) -> [Float] {
    (0..<(rows * columns)).map { a[$0 % rows * columns + $0 / rows] }
  }

  /// bfloat16, nearest even, by another way than the kernel: through the neighbours' distances.
  private func rounded(_ x: Float) -> Float {
    let down = Float(bitPattern: x.bitPattern & 0xFFFF_0000)
    let up = Float(bitPattern: (x.bitPattern & 0xFFFF_0000) &+ 0x1_0000)
    let (below, above) = (abs(Double(x) - Double(down)), abs(Double(up) - Double(x)))
    if below == above { return down.bitPattern & 0x1_0000 == 0 ? down : up }
    return below < above ? down : up
  }

  /// All remainders of the tiles' 8 and 6 rows and some of their 48 and 16 columns, odd and even depths, more
  /// than one block of rows and of depth.
  static let sizes: [(m: Int, n: Int, k: Int)] =
    (1...15).map { ($0, 48 + $0, 2 * $0 + 1) }
    + [1, 2, 15, 16, 17, 31, 33, 47, 48, 49, 95, 96, 97].map { (3, $0, 5) }
    + [(17, 100, 64), (16, 192, 48), (8, 48, 1), (5, 50, 3071), (9, 49, 3073), (3, 51, 6147)]
    + [(49, 20, 513), (103, 33, 1030), (96, 49, 512)]

  @Test(
    "in float32, with A stored by rows or by columns, B by rows or by columns", arguments: sizes)
  func float32(m: Int, n: Int, k: Int) {
    var generator = SplitMix64(state: UInt64(m * 1000 + n * 10 + k))
    let (a, b, c) = (
      generator.values(m * k), generator.values(k * n), generator.values(m * n)
    )
    let tolerance = Float(k) * 3e-7 + 1e-6
    let (aColumns, bColumns) = (
      transposed(a, rows: m, columns: k), transposed(b, rows: k, columns: n)
    )
    var packed = [Float](repeating: .nan, count: kernels_packed_count(k, n))
    var packedColumns = packed
    kernels_pack_float32(k, n, b, n, 1, &packed)
    kernels_pack_float32(k, n, bColumns, 1, k, &packedColumns)
    for i in 0..<((n + 47) / 48 * 48 * k) { #expect(packed[i] == packedColumns[i]) }
    for accumulate in [false, true] {
      let expected = reference(
        a, b, accumulate ? c : Array(repeating: 0, count: m * n), m: m, n: n, k: k)
      var (byRows, byColumns) = (c, c)
      kernels_multiply_float32(m, n, k, a, k, 1, packed, &byRows, n, accumulate ? 1 : 0)
      kernels_multiply_float32(m, n, k, aColumns, 1, m, packed, &byColumns, n, accumulate ? 1 : 0)
      #expect(byRows == byColumns)
      #expect(zip(byRows, expected).allSatisfy { abs($0 - $1) <= tolerance })
    }
  }

  @Test("in bytes: exact sums of the rounded rows, whatever the number of rows", arguments: sizes)
  func int8(m: Int, n: Int, k: Int) {
    var generator = SplitMix64(state: UInt64(m * 1000 + n * 10 + k + 2))
    let x = generator.values(m * k)
    let weight = generator.values(n * k).map { Int8(($0 * 127).rounded()) }
    let scale = generator.values(n).map { abs($0) + 0.01 }
    let start = generator.values(m * n)
    let even = k + (k & 1)
    var packed = [Int8](repeating: 99, count: kernels_packed_count_int8(k, n))
    kernels_pack_int8(k, n, weight, &packed)
    var rounded = [Int16](repeating: 99, count: m * even)
    var rowScale = [Float](repeating: 0, count: m)
    for row in 0..<m {
      rounded.withUnsafeMutableBufferPointer { target in
        x.withUnsafeBufferPointer { source in
          guard let source = source.baseAddress, let target = target.baseAddress else { return }
          rowScale[row] = kernels_quantize(k, source + row * k, target + row * even)
        }
      }
      let values = x[(row * k)..<(row * k + k)]
      let largest = values.reduce(0) { max($0, abs($1)) }
      #expect(abs(rowScale[row] * 32_767 - largest) <= largest * 3e-7)
      for (column, value) in values.enumerated() {
        let error = abs(Float(rounded[row * even + column]) * rowScale[row] - value)
        #expect(error <= rowScale[row] * 0.51)
      }
    }
    var together = start
    kernels_multiply_int8(m, n, k, rounded, even, rowScale, packed, scale, &together, n)
    // Sums of up to 512 products are exact and then added in float32, in this order.
    var expected = start
    for row in 0..<m {
      for column in 0..<n {
        for block in stride(from: 0, to: k, by: 512) {
          let sum = (block..<min(block + 512, k)).reduce(0) {
            $0 + Int(rounded[row * even + $1]) * Int(weight[column * k + $1])
          }
          expected[row * n + column] += Float(sum) * (rowScale[row] * scale[column])
        }
      }
    }
    #expect(together == expected)
    var single = Array(start[..<n])
    kernels_multiply_int8(1, n, k, rounded, even, rowScale, packed, scale, &single, n)
    #expect(single == Array(expected[..<n]))
  }

  @Test("in bfloat16, of the rounded factors", arguments: sizes)
  func bfloat16(m: Int, n: Int, k: Int) {
    guard kernels_has_bfloat16() != 0 else { return }
    var generator = SplitMix64(state: UInt64(m * 1000 + n * 10 + k + 1))
    let (a, b, c) = (
      generator.values(m * k), generator.values(k * n), generator.values(m * n)
    )
    let even = k + (k & 1)
    var packed = [UInt16](repeating: 0xFFFF, count: kernels_packed_count(k, n))
    var packedColumns = packed
    kernels_pack_bfloat16(k, n, b, n, 1, &packed)
    kernels_pack_bfloat16(k, n, transposed(b, rows: k, columns: n), 1, k, &packedColumns)
    #expect(packed == packedColumns)
    var (rows, rowsTransposed) = (
      [UInt16](repeating: 0xFFFF, count: m * even), [UInt16](repeating: 0xFFFF, count: m * even)
    )
    kernels_round_rows(m, k, a, k, &rows)
    kernels_round_transposed(k, m, transposed(a, rows: m, columns: k), m, &rowsTransposed)
    #expect(rows == rowsTransposed)
    for accumulate in [false, true] {
      let expected = reference(
        a.map(rounded), b.map(rounded), accumulate ? c : Array(repeating: 0, count: m * n), m: m,
        n: n, k: k)
      var found = c
      kernels_multiply_bfloat16(m, n, even, rows, even, packed, &found, n, accumulate ? 1 : 0)
      let tolerance = Float(k) * 3e-7 + 1e-6
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance })
    }
  }

  @Test("and nothing is written outside of C")
  func strides() {
    let (m, n, k, stride) = (11, 53, 7, 64)
    var generator = SplitMix64(state: 3)
    let (a, b) = (generator.values(m * k), generator.values(k * n))
    var packed = [Float](repeating: 0, count: kernels_packed_count(k, n))
    kernels_pack_float32(k, n, b, n, 1, &packed)
    var c = [Float](repeating: 77, count: (m + 2) * stride)
    c.withUnsafeMutableBufferPointer {
      kernels_multiply_float32(
        m, n, k, a, k, 1, packed, $0.baseAddress.unsafelyUnwrapped + stride, stride, 0)
    }
    let expected = reference(a, b, Array(repeating: 0, count: m * n), m: m, n: n, k: k)
    for (i, value) in c.enumerated() {
      let (row, column) = (i / stride - 1, i % stride)
      if row >= 0, row < m, column < n {
        #expect(abs(value - expected[row * n + column]) < 1e-5)
      } else {
        #expect(value == 77)
      }
    }
  }

  @Test("A row's bits do not depend on the rows beside it", arguments: Precision.allCases)
  func rowsAlone(precision: Precision) {
    let precision = precision.available
    let (m, n, k) = (21, 61, 33)
    var generator = SplitMix64(state: 4)
    let (a, b) = (generator.values(m * k), generator.values(k * n))
    let workspace = Workspace()
    let packed = workspace.pack(b, k: k, n: n, rowStride: n, columnStride: 1, precision: precision)
    var (together, alone) = (
      [Float](repeating: 0, count: m * n), [Float](repeating: 0, count: m * n)
    )
    workspace.multiply(a, rows: m, by: packed, into: &together, accumulate: false)
    a.withUnsafeBufferPointer { a in
      alone.withUnsafeMutableBufferPointer { c in
        for i in 0..<m {
          workspace.multiply(
            a.baseAddress.unsafelyUnwrapped + i * k, rows: 1, by: packed,
            into: c.baseAddress.unsafelyUnwrapped + i * n, accumulate: false)
        }
      }
    }
    #expect(together == alone)
  }

  @Test("Rounding to bfloat16 takes the nearest, ties to even; infinities and NaN stay")
  func rounding() {
    var generator = SplitMix64(state: 6)
    var values = (0..<4000).map { _ in
      Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
    }
    .filter { $0.isFinite && abs($0) < 3e38 }
    // Ties and their neighbours.
    for high in [UInt32(0x3F80), 0x3F81, 0xBF80, 0xBF81, 0x0001, 0x7F00] {
      for low in [UInt32(0x7FFF), 0x8000, 0x8001, 0, 0xFFFF] {
        values.append(Float(bitPattern: high << 16 | low))
      }
    }
    var found = [UInt16](repeating: 0, count: values.count + values.count % 2)
    kernels_round_rows(1, values.count, values, values.count, &found)
    for (value, half) in zip(values, found) {
      #expect(
        Float(bitPattern: UInt32(half) << 16).bitPattern == rounded(value).bitPattern, "\(value)")
    }
    let special: [Float] = [
      .infinity, -.infinity, .nan, -.nan, Float(bitPattern: 0x7F80_0001), -0.0,
    ]
    var halves = [UInt16](repeating: 0, count: 6)
    kernels_round_rows(1, 6, special, 6, &halves)
    let back = halves.map { Float(bitPattern: UInt32($0) << 16) }
    #expect(back[0] == .infinity && back[1] == -.infinity)
    #expect(back[2].isNaN && back[3].isNaN && back[4].isNaN)
    #expect(back[5].bitPattern == special[5].bitPattern)
  }
}
