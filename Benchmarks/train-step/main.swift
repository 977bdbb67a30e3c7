// A worker that compare.py drives: `train-step WEIGHTS` writes the network's first weights and the data to
// WEIGHTS, then takes one training step for each line "float32 1" or "bfloat16 2" (precision, threads) of
// standard input and answers with "loss wall-seconds cpu-seconds".
import Foundation
import NeuralNetwork

let (batch, frames, bins, symbols, threads) = (16, 600, 80, 29, 2)
let network = try Network(
  description: [
    .convolution(channels: 32, kernel: (9, 9), stride: (3, 4)), .normalization, .rectifier,
    .convolution(channels: 256, kernel: (3, 18), stride: (1, 1)), .normalization, .rectifier,
    .lstm(size: 448), .normalization, .lstm(size: 448), .normalization,
    .lstm(size: 448), .normalization, .lstm(size: 448), .normalization,
    .linear(size: symbols),
  ], input: FeatureShape(bins: bins, channels: 1), seed: 1)

/// Features in −2 … 2 from a linear congruential generator (Knuth's MMIX constants).
var state: UInt64 = 1
let features = (0..<(frames * threads * batch * bins)).map { _ in
  state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
  return Float(state >> 40) / Float(1 << 22) - 2
}
/// One sentence of 60 letters for six seconds; the same for every sequence.
let labels = (0..<60).map { 1 + ($0 * $0 + $0 / 7) % (symbols - 1) }

var file = Safetensors(tensors: network.tensors)
file.tensors["features"] = .init(shape: [frames, threads * batch, bins], values: features)
file.metadata = ["labels": labels.map(String.init).joined(separator: " ")]
try file.data().write(to: URL(fileURLWithPath: CommandLine.arguments[1]))

/// One thread's half of the batch, with memory of its own.
final class Shard: @unchecked Sendable {
  let workspace = Workspace()
  let gradient = UnsafeMutableBufferPointer<Float>.allocate(capacity: network.weights.count)
  let input: UnsafeMutablePointer<Float>
  private let inputMemory = Workspace()
  private(set) var loss = 0.0

  init(first: Int) {
    input = inputMemory.floats(frames * batch * bins)
    for t in 0..<frames {
      for i in 0..<(batch * bins) {
        input[t * batch * bins + i] = features[(t * threads * batch + first) * bins + i]
      }
    }
  }

  func run(_ precision: Precision) {
    workspace.reset()
    gradient.update(repeating: 0)
    let (logits, backward) = network.forward(
      Activation(
        values: input, frames: frames, width: bins, lengths: Array(repeating: frames, count: batch)),
      gradients: gradient.baseAddress, workspace: workspace, precision: precision, isTraining: true,
      seed: 0)
    let logitGradient = logits.with(workspace.zeros(logits.count))
    loss = 0
    for n in 0..<batch {
      loss += CTCLoss(blank: 0).loss(
        logits: logits.values + n * symbols, gradient: logitGradient.values + n * symbols,
        frames: logits.lengths[n], stride: batch * symbols, symbols: symbols, labels: labels)
    }
    _ = backward(logitGradient)
  }
}

/// Seconds of processor time that this process has used.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Writes a line at once; `print` would keep it.
func answer(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

let shards = (0..<threads).map { Shard(first: $0 * batch) }
var adam = Adam(count: network.weights.count)
answer("ready")
while let line = readLine() {
  let words = line.split(separator: " ")
  guard words.count == 2, let precision = Precision(rawValue: String(words[0])),
    let count = Int(words[1]), (1...threads).contains(count)
  else { fatalError("wanted precision and threads, found \(line)") }
  let (wall, processor) = (DispatchTime.now().uptimeNanoseconds, processorTime())
  DispatchQueue.concurrentPerform(iterations: count) { shards[$0].run(precision) }
  for shard in shards[1..<count] {
    for i in network.weights.indices { shards[0].gradient[i] += shard.gradient[i] }
  }
  adam.update(
    network.weights, gradient: shards[0].gradient.baseAddress.unsafelyUnwrapped, learningRate: 1e-5)
  let wallSeconds = Double(DispatchTime.now().uptimeNanoseconds - wall) / 1e9
  let loss = shards[..<count].reduce(0) { $0 + $1.loss }
  answer("\(loss) \(wallSeconds) \(processorTime() - processor)")
}
