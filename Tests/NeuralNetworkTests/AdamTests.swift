import Foundation
import NeuralNetwork
import Testing

@Suite("Adam and its schedule")
struct AdamTests {
  private func updated(
    _ weights: [Float], gradient: [Float], rate: Float, with adam: inout Adam
  ) -> (weights: [Float], norm: Double) {
    var weights = weights
    let norm = weights.withUnsafeMutableBufferPointer {
      adam.update($0, gradient: gradient, learningRate: rate)
    }
    return (weights, norm)
  }

  @Test("The first step moves each weight by the learning rate against its gradient's sign")
  func firstStep() {
    // m̂ = g and v̂ = g², so the step is g / (|g| + ε).
    let gradient: [Float] = [0.5, -2, 1e-3, 0, 3]
    let weights: [Float] = [1, 1, 1, 1, -1]
    var adam = Adam(count: 5)
    let result = updated(weights, gradient: gradient, rate: 0.01, with: &adam)
    for (i, g) in gradient.enumerated() {
      #expect(abs(result.weights[i] - (weights[i] - (g == 0 ? 0 : g < 0 ? -0.01 : 0.01))) < 1e-6)
    }
    #expect(abs(result.norm - (0.25 + 4 + 1e-6 + 9).squareRoot()) < 1e-6)
    #expect(adam.step == 1)
  }

  @Test("Weight decay is decoupled: with no gradient a weight shrinks by rate · decay")
  func weightDecay() {
    var adam = Adam(count: 2)
    adam.weightDecay = 0.1
    #expect(updated([2, -4], gradient: [0, 0], rate: 0.5, with: &adam).weights == [1.9, -3.8])
  }

  @Test(
    "A gradient longer than the clip acts as one of the clip's length; the norm returned is its own"
  )
  func clipping() {
    let gradient: [Float] = [30, -40, 0]
    var (clipped, plain) = (Adam(count: 3), Adam(count: 3))
    clipped.clip = 5
    let norm = updated([0, 0, 0], gradient: gradient, rate: 1, with: &clipped).norm
    _ = updated([0, 0, 0], gradient: [3, -4, 0], rate: 1, with: &plain)
    #expect(norm == 50)
    for (a, b) in zip(clipped.first, plain.first) { #expect(abs(a - b) < 1e-6) }
    for (a, b) in zip(clipped.second, plain.second) { #expect(abs(a - b) < 1e-6) }
  }

  @Test("A gradient that is not finite changes nothing", arguments: [Float.nan, .infinity])
  func notFinite(value: Float) {
    var adam = Adam(count: 2)
    let result = updated([1, 2], gradient: [value, 1], rate: 0.1, with: &adam)
    #expect(result.weights == [1, 2] && adam.step == 0 && adam.first == [0, 0])
    #expect(!result.norm.isFinite)
  }

  @Test("Ten steps agree with the formulas in double precision")
  func formulas() {
    var generator = SplitMix64(state: 12)
    var adam = Adam(count: 37)
    adam.weightDecay = 0.02
    adam.clip = 1000
    var weights = generator.values(37)
    var exact = weights.map(Double.init)
    var (m, v) = ([Double](repeating: 0, count: 37), [Double](repeating: 0, count: 37))
    let (beta1, beta2) = (Double(adam.beta1), Double(adam.beta2))
    for step in 1...10 {
      let gradient = generator.values(37)
      weights = updated(weights, gradient: gradient, rate: 0.02, with: &adam).weights
      for i in 0..<37 {
        let g = Double(gradient[i])
        m[i] = beta1 * m[i] + (1 - beta1) * g
        v[i] = beta2 * v[i] + (1 - beta2) * g * g
        let mean = m[i] / (1 - pow(beta1, Double(step)))
        let square = v[i] / (1 - pow(beta2, Double(step)))
        exact[i] -= 0.02 * (mean / (square.squareRoot() + 1e-8) + 0.02 * exact[i])
      }
    }
    for (a, b) in zip(weights, exact) { #expect(abs(Double(a) - b) < 5e-6) }
  }

  @Test("The learning rate rises linearly, holds, and falls by a cosine to its floor")
  func schedule() {
    let schedule = LearningRateSchedule(peak: 2, warmup: 4, hold: 10, total: 30, floor: 0.1)
    #expect((0..<4).map { schedule.rate(at: $0) } == [0.5, 1, 1.5, 2])
    #expect(schedule.rate(at: 4) == 2 && schedule.rate(at: 10) == 2)
    for step in 10...30 {
      let expected = 2 * (0.1 + 0.9 * 0.5 * (1 + cos(.pi * Double(step - 10) / 20)))
      #expect(abs(schedule.rate(at: step) - expected) < 1e-9)
    }
    #expect(abs(schedule.rate(at: 20) - 1.1) < 1e-9)
    #expect(
      abs(schedule.rate(at: 30) - 0.2) < 1e-9 && abs(schedule.rate(at: 1_000_000) - 0.2) < 1e-9)
    let steep = LearningRateSchedule(peak: 1, warmup: 0, hold: 0, total: 0)
    #expect(steep.rate(at: 0) == 1 && steep.rate(at: 1).isFinite)
  }
}
