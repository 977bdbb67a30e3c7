import Foundation
import NeuralNetwork
import Testing

/// Logits `[T, V]` of one sequence.
private struct Case {
  var logits: [Float]
  let frames: Int
  let symbols: Int
  let labels: [Int]
  var blank = 0

  init(frames: Int, symbols: Int, labels: [Int], blank: Int = 0, seed: UInt64? = nil) {
    self.frames = frames
    self.symbols = symbols
    self.labels = labels
    self.blank = blank
    var generator = SplitMix64(state: seed ?? 0)
    logits =
      seed == nil
      ? Array(repeating: 0.25, count: frames * symbols)
      : generator.values(frames * symbols, in: -3...3)
  }

  func result() -> (loss: Double, gradient: [Float]) {
    var gradient = [Float](repeating: .nan, count: frames * symbols)
    let loss = CTCLoss(blank: blank).loss(
      logits: logits, gradient: &gradient, frames: frames, stride: symbols, symbols: symbols,
      labels: labels)
    return (loss, gradient)
  }

  /// −ln of the sum over all V^T paths, each merged and stripped of blanks as the definition says.
  func enumerated() -> Double {
    let probabilities = (0..<frames).map { t in
      let row = logits[(t * symbols)..<((t + 1) * symbols)].map { exp(Double($0)) }
      let sum = row.reduce(0, +)
      return row.map { $0 / sum }
    }
    var total = 0.0
    var path = [Int](repeating: 0, count: frames)
    while true {
      var spelled: [Int] = []
      for t in 0..<frames where path[t] != blank && (t == 0 || path[t] != path[t - 1]) {
        spelled.append(path[t])
      }
      if spelled == labels {
        total += path.enumerated().reduce(1) { $0 * probabilities[$1.offset][$1.element] }
      }
      guard let t = path.firstIndex(where: { $0 < symbols - 1 }) else { break }
      path[t] += 1
      for earlier in 0..<t { path[earlier] = 0 }
    }
    return -log(total)
  }
}

@Suite("CTC loss")
struct CTCLossTests {
  @Test("Uniform logits, V = 4, T = 3, two distinct labels: five paths of 4³, so −ln(5/4³)")
  func twoDistinctLabels() {
    let loss = Case(frames: 3, symbols: 4, labels: [1, 2]).result().loss
    #expect(abs(loss - -log(5.0 / 64)) < 1e-6)
  }

  @Test("Uniform logits, one label, T = 3: six paths of V³")
  func oneLabel() {
    // a--, -a-, --a, aa-, -aa, aaa
    let loss = Case(frames: 3, symbols: 4, labels: [3]).result().loss
    #expect(abs(loss - -log(6.0 / 64)) < 1e-6)
  }

  @Test("A repeated label needs a blank: T = 3 leaves one path, T = 2 none")
  func repeatedLabel() {
    let fits = Case(frames: 3, symbols: 4, labels: [2, 2]).result()
    #expect(abs(fits.loss - 3 * log(4.0)) < 1e-6)
    let tooLong = Case(frames: 2, symbols: 4, labels: [2, 2]).result()
    #expect(tooLong.loss == .infinity)
    #expect(tooLong.gradient.allSatisfy { $0 == 0 })
  }

  @Test("A label that cannot fit has infinite loss and zero gradient")
  func tooLong() {
    for frames in 0...4 {
      let result = Case(frames: frames, symbols: 7, labels: [1, 2, 3, 4, 5], seed: 8).result()
      #expect(result.loss == .infinity)
      #expect(result.gradient.allSatisfy { $0 == 0 })
    }
  }

  @Test("No labels: every frame is blank")
  func noLabels() {
    #expect(abs(Case(frames: 5, symbols: 4, labels: []).result().loss - 5 * log(4.0)) < 1e-6)
    #expect(Case(frames: 0, symbols: 4, labels: []).result().loss == 0)
  }

  @Test("Symbols that do not exist are refused, not read")
  func foreignLabels() {
    #expect(Case(frames: 3, symbols: 4, labels: [4], seed: 1).result().loss == .infinity)
    #expect(Case(frames: 3, symbols: 4, labels: [-1], seed: 1).result().loss == .infinity)
  }

  @Test("The sum over all paths, one by one, wherever the blank stands", arguments: 0..<3)
  func enumeration(blank: Int) {
    var generator = SplitMix64(state: UInt64(blank))
    for frames in 1...6 {
      for length in 0...min(4, frames) {
        let symbols = 3
        let others = (0..<symbols).filter { $0 != blank }
        let labels = (0..<length).map { _ in others[Int.random(in: 0..<2, using: &generator)] }
        let example = Case(
          frames: frames, symbols: symbols, labels: labels, blank: blank, seed: generator.next())
        let (found, expected) = (example.result().loss, example.enumerated())
        if expected == .infinity {
          #expect(found == .infinity)
        } else {
          // float32 log-softmax: 1e-7 a frame.
          #expect(abs(found - expected) < 1e-5, "T \(frames), labels \(labels)")
        }
      }
    }
  }

  @Test("The gradient equals finite differences", arguments: [[], [1], [1, 2, 2, 3], [3, 3, 3]])
  func finiteDifferences(labels: [Int]) {
    let example = Case(frames: 7, symbols: 4, labels: labels, seed: 31)
    let gradient = example.result().gradient
    for i in example.logits.indices {
      let expected = derivative(step: 0.05) { h in
        var shifted = example
        shifted.logits[i] += h
        return shifted.result().loss
      }
      // float32 logits near 3 leave 1e-7 · 3 / 0.05 of noise in the differences.
      #expect(abs(Double(gradient[i]) - expected) < 5e-5, "logit \(i)")
    }
  }

  @Test("Each frame's gradient sums to zero, for probabilities sum to one")
  func gradientSums() {
    let example = Case(frames: 40, symbols: 29, labels: [5, 5, 6, 28, 1], seed: 2)
    let gradient = example.result().gradient
    for t in 0..<40 { #expect(abs(gradient[(t * 29)..<((t + 1) * 29)].reduce(0, +)) < 1e-5) }
  }

  @Test("A sequence inside a batch [T, N, V] gives what it gives alone")
  func stride() {
    let alone = Case(frames: 9, symbols: 5, labels: [1, 2, 4], seed: 77)
    let (batch, row) = (3, 15)
    var logits = [Float](repeating: 100, count: 9 * row)
    for t in 0..<9 {
      for k in 0..<5 { logits[t * row + 5 + k] = alone.logits[t * 5 + k] }
    }
    var gradient = [Float](repeating: -9, count: 9 * row)
    let loss = logits.withUnsafeBufferPointer { logits in
      gradient.withUnsafeMutableBufferPointer { gradient in
        CTCLoss(blank: 0).loss(
          logits: logits.baseAddress.unsafelyUnwrapped + 5,
          gradient: gradient.baseAddress.unsafelyUnwrapped + 5, frames: 9, stride: batch * 5,
          symbols: 5, labels: [1, 2, 4])
      }
    }
    #expect(loss == alone.result().loss)
    for t in 0..<9 {
      for k in 0..<5 {
        #expect(gradient[t * row + 5 + k] == alone.result().gradient[t * 5 + k])
        #expect(gradient[t * row + k] == -9 && gradient[t * row + 10 + k] == -9)
      }
    }
  }

  @Test("Adding a constant to a frame's logits changes nothing; far-off logits stay finite")
  func shiftsAndExtremes() {
    let example = Case(frames: 6, symbols: 4, labels: [1, 2], seed: 3)
    var shifted = example
    for k in 0..<4 { shifted.logits[8 + k] += 64 }
    #expect(abs(shifted.result().loss - example.result().loss) < 1e-4)
    var extreme = example
    extreme.logits = extreme.logits.map { $0 * 1000 }
    let result = extreme.result()
    #expect(result.loss.isFinite && result.gradient.allSatisfy(\.isFinite))
  }

  @Test("A long sequence agrees with itself cut by certainty")
  func longSequence() {
    // Two halves joined by a certain label: the losses add.
    let (left, right) = (
      Case(frames: 150, symbols: 5, labels: [1, 2, 3], seed: 5),
      Case(frames: 151, symbols: 5, labels: [3, 1, 1], seed: 6)
    )
    var joined = Case(frames: 302, symbols: 5, labels: [1, 2, 3, 4, 3, 1, 1], seed: 0)
    func forbidden(_ logits: [Float]) -> [Float] {
      logits.enumerated().map { $0.offset % 5 == 4 ? -10000 : $0.element }
    }
    var (l, r) = (left, right)
    l.logits = forbidden(left.logits)
    r.logits = forbidden(right.logits)
    joined.logits = l.logits + [0, 0, 0, 0, 10000] + r.logits
    #expect(abs(joined.result().loss - l.result().loss - r.result().loss) < 1e-3)
  }
}

@Suite("CTC loss of broken logits")
struct CTCLossOfBrokenLogitsTests {
  @Test(
    "A logit that is NaN or +∞ gives NaN, so that it is not taken for a long label",
    arguments: [Float.nan, .infinity])
  func notANumber(value: Float) {
    for place in [0, 5, 11] {
      var logits = [Float](repeating: 0, count: 12)
      logits[place] = value
      let loss = CTCLoss(blank: 0).loss(
        logits: logits, gradient: nil, frames: 3, stride: 4, symbols: 4, labels: [1, 2])
      #expect(loss.isNaN)
    }
  }
}
