import CKernels

/// Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019) and clipping of
/// the gradient's global norm.
public struct Adam: Sendable {
  /// Decay of the first moment.
  public var beta1: Float = 0.9
  /// Decay of the second moment.
  public var beta2: Float = 0.98
  /// Added to the root of the second moment.
  public var epsilon: Float = 1e-8
  /// Fraction of each weight removed a step, times the learning rate.
  public var weightDecay: Float = 0
  /// Largest norm of a gradient; longer ones are scaled down to it.
  public var clip: Float = 5
  /// Steps taken.
  public var step = 0
  /// First moments, flat like the weights.
  public var first: [Float]
  /// Second moments, flat like the weights.
  public var second: [Float]

  /// Starts with zero moments for `count` weights.
  public init(count: Int) {
    first = Array(repeating: 0, count: count)
    second = first
  }

  /// Moves the weights one step against the gradient.
  ///
  /// - Parameters:
  ///   - weights: What is moved.
  ///   - gradient: The gradient, flat like the weights.
  ///   - learningRate: Length of the step.
  ///   - gradientScale: Factor of the gradient, such as one over the batch size.
  /// - Returns: The scaled gradient's norm before clipping. If it is not finite nothing changes.
  @discardableResult
  public mutating func update(
    _ weights: UnsafeMutableBufferPointer<Float>, gradient: UnsafePointer<Float>,
    learningRate: Float, gradientScale: Double = 1
  ) -> Double {
    let norm = Self.norm(of: gradient, count: weights.count) * gradientScale
    guard norm.isFinite else { return norm }
    step += 1
    let scale = Float(gradientScale * (norm > Double(clip) ? Double(clip) / norm : 1))
    let correction1 = 1 / (1 - pow(beta1, step))
    let correction2 = 1 / (1 - pow(beta2, step))
    let (beta1, beta2, epsilon, weightDecay) = (beta1, beta2, epsilon, weightDecay)
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        // Slices are disjoint, so threads never meet.
        nonisolated(unsafe) let (weights, gradient, first, second) = (
          weights, gradient, first, second
        )
        ParameterSlices.forEach(count: weights.count) { _, range in
          let start = range.lowerBound
          kernels_adam(
            range.count, weights.baseAddress.map { $0 + start }, gradient + start,
            first.baseAddress.map { $0 + start }, second.baseAddress.map { $0 + start }, scale,
            learningRate, beta1, beta2, epsilon, weightDecay, correction1, correction2)
        }
      }
    }
    return norm
  }

  /// The Euclidean norm, summed slice by slice in a fixed order.
  private static func norm(of gradient: UnsafePointer<Float>, count: Int) -> Double {
    let squares = UnsafeMutableBufferPointer<Double>.allocate(capacity: ParameterSlices.count)
    defer { squares.deallocate() }
    nonisolated(unsafe) let (shared, source) = (squares, gradient)
    ParameterSlices.forEach(count: count) { slice, range in
      shared[slice] = kernels_sum_of_squares(range.count, source + range.lowerBound)
    }
    return squares.reduce(0, +).squareRoot()
  }

  private func pow(_ base: Float, _ exponent: Int) -> Float {
    var (result, factor, left) = (1.0, Double(base), exponent)
    while left > 0 {
      if left & 1 == 1 { result *= factor }
      factor *= factor
      left >>= 1
    }
    return Float(result)
  }
}

/// Linear warm-up, a plateau, then a cosine to a small fraction of the peak.
public struct LearningRateSchedule: Sendable, Equatable {
  /// Largest learning rate.
  public var peak: Double
  /// Steps until the peak.
  public var warmup: Int
  /// Step at which the decay starts.
  public var hold: Int
  /// Step at which the decay ends.
  public var total: Int
  /// Rate at the end, as a fraction of the peak.
  public var floor: Double

  /// Makes a schedule.
  public init(peak: Double, warmup: Int, hold: Int, total: Int, floor: Double = 0.01) {
    self.peak = peak
    self.warmup = warmup
    self.hold = hold
    self.total = total
    self.floor = floor
  }

  /// The learning rate of step `step`, counted from 0.
  public func rate(at step: Int) -> Double {
    if step < warmup { return peak * Double(step + 1) / Double(warmup) }
    if step <= hold { return peak }
    let progress = min(1, Double(step - hold) / Double(max(1, total - hold)))
    return peak * (floor + (1 - floor) * 0.5 * (1 + _cos(progress * .pi)))
  }

  private func _cos(_ x: Double) -> Double {
    // cos on [0, π] by its Taylor series about π/2, exact to 1e-12: no library differs between machines.
    let y = x - .pi / 2
    var (term, sum) = (y, y)
    for n in 1..<12 {
      term *= -y * y / Double((2 * n) * (2 * n + 1))
      sum += term
    }
    return -sum
  }
}
