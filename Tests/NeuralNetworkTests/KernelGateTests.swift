import CKernels
import Foundation
import NeuralNetwork
import Testing

/// Element-wise kernels against double-precision libm.
@Suite("Element-wise kernels")
struct KernelGateTests {
  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// From tiny to beyond saturation, both signs.
  private let arguments: [Float] =
    stride(from: -30, through: 30, by: 0.037).map { Float($0) }
    + [0, -0.0, 1e-20, -1e-8, 1e-4, 88, -88, 200, -200, 3e38, -3e38]

  @Test("Sigmoid and tanh, seen through the LSTM's gates, are right to 2.5e-7")
  func activations() {
    let h = arguments.count
    let zeros = [Float](repeating: 0, count: h)
    var gates = arguments + arguments + arguments + arguments
    var (cell, hidden) = (zeros, zeros)
    kernels_lstm_forward(1, h, &gates, zeros, &cell, &hidden)
    for (j, x) in arguments.enumerated() {
      let (s, t) = (sigmoid(Double(x)), tanh(Double(x)))
      for gate in [0, 1, 3] { #expect(abs(Double(gates[gate * h + j]) - s) < 2.5e-7, "σ(\(x))") }
      #expect(abs(Double(gates[2 * h + j]) - t) < 2.5e-7, "tanh(\(x))")
      #expect(abs(Double(cell[j]) - s * t) < 5e-7)
      #expect(abs(Double(hidden[j]) - s * tanh(s * t)) < 7e-7)
    }
  }

  @Test("Log-softmax is right to 3e-7 of its value, also far from zero")
  func logSoftmax() {
    var generator = SplitMix64(state: 1)
    for width in [1, 2, 5, 16, 29, 33] {
      for scale in [Float(1), 20, 1000] {
        let x = generator.values(3 * width, in: -scale...scale)
        var y = [Float](repeating: 0, count: 3 * width)
        kernels_log_softmax(3, width, x, &y)
        for t in 0..<3 {
          let row = x[(t * width)..<((t + 1) * width)].map(Double.init)
          let largest = row.max() ?? 0
          let offset = largest + log(row.reduce(0) { $0 + exp($1 - largest) })
          for j in 0..<width {
            #expect(
              abs(Double(y[t * width + j]) - (row[j] - offset)) < 3e-7 * Double(max(scale, 4)))
          }
        }
      }
    }
  }

  @Test(
    "LSTM and GRU steps agree with their formulas, whatever the vector remainder",
    arguments: [1, 3, 15, 16, 17, 40])
  func recurrentSteps(h: Int) {
    var generator = SplitMix64(state: UInt64(h))
    let n = 3
    let (x, before) = (generator.values(4 * n * h, in: -3...3), generator.values(n * h))
    var (gates, cell, hidden) = (x, before, before)
    kernels_lstm_forward(n, h, &gates, before, &cell, &hidden)
    let (fromInput, fromHidden) = (
      generator.values(3 * n * h, in: -3...3), generator.values(3 * n * h, in: -3...3)
    )
    var (a, newState) = (fromInput, before)
    kernels_gru_forward(n, h, &a, fromHidden, before, &newState)
    for b in 0..<n {
      for j in 0..<h {
        func gate(_ g: Int) -> Double { Double(x[(b * 4 + g) * h + j]) }
        let old = Double(before[b * h + j])
        let c = sigmoid(gate(1)) * old + sigmoid(gate(0)) * tanh(gate(2))
        #expect(abs(Double(cell[b * h + j]) - c) < 1e-6)
        #expect(abs(Double(hidden[b * h + j]) - sigmoid(gate(3)) * tanh(c)) < 1e-6)
        func both(_ g: Int) -> (Double, Double) {
          (Double(fromInput[(b * 3 + g) * h + j]), Double(fromHidden[(b * 3 + g) * h + j]))
        }
        let (r, z) = (sigmoid(both(0).0 + both(0).1), sigmoid(both(1).0 + both(1).1))
        let candidate = tanh(both(2).0 + r * both(2).1)
        #expect(abs(Double(newState[b * h + j]) - ((1 - z) * candidate + z * old)) < 1e-6)
      }
    }
  }

  @Test("Sums, fills and the rectifier do what they say")
  func simple() {
    var generator = SplitMix64(state: 9)
    let (rows, width) = (5, 37)
    let x = generator.values(rows * width)
    var sums = [Float](repeating: 1, count: width)
    kernels_add_columns(rows, width, x, &sums)
    for j in 0..<width {
      let expected = (0..<rows).reduce(1.0) { $0 + Double(x[$1 * width + j]) }
      #expect(abs(Double(sums[j]) - expected) < 1e-6)
    }
    let squares = x.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(kernels_sum_of_squares(x.count, x) - squares) < 1e-12 * squares)
    var y = x
    kernels_add(x.count, x, &y)
    #expect(zip(x, y).allSatisfy { 2 * $0 == $1 })
    kernels_rectify(x.count, x, &y)
    #expect(zip(x, y).allSatisfy { max($0, 0) == $1 })
    kernels_fill_rows(rows, width, sums, &y)
    #expect((0..<(rows * width)).allSatisfy { y[$0] == sums[$0 % width] })
  }
}
