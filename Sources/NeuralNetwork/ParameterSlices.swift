import Dispatch

/// Cuts flat arrays of parameters into slices that threads work on side by side.
///
/// The number of slices is fixed, so sums over slices do not depend on the number of cores.
public enum ParameterSlices {
  /// Slices of every array; some are empty when there are fewer parameters.
  public static let count = 32

  /// Calls `body` for each slice, on several threads at once.
  ///
  /// - Parameters:
  ///   - count: Parameters in all.
  ///   - body: Takes the number of the slice and its range of parameters.
  public static func forEach(count: Int, _ body: @Sendable (Int, Range<Int>) -> Void) {
    // Multiples of 16 floats: no two threads write to one cache line.
    let length = ((count + Self.count - 1) / Self.count + 15) / 16 * 16
    DispatchQueue.concurrentPerform(iterations: Self.count) { slice in
      let start = min(count, slice * length)
      body(slice, start..<min(count, start + length))
    }
  }
}
