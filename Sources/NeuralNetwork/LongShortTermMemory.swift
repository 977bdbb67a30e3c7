import CKernels

/// A forward LSTM (Hochreiter and Schmidhuber 1997; with forget gates, Gers et al. 2000):
///
///     i, f, g, o = W x_t + U h_{t−1} + b        σ, σ, tanh, σ
///     c_t = f c_{t−1} + i g,    h_t = o tanh c_t
///
/// Gates stand in the order i, f, g, o, as in PyTorch's `weight_ih_l0`; PyTorch's two biases are one.
package struct LongShortTermMemory: Layer {
  private let inputWidth: Int
  private let hidden: Int

  package init(input: FeatureShape, size: Int) {
    inputWidth = input.width
    hidden = size
  }

  package var output: FeatureShape { FeatureShape(bins: 1, channels: hidden) }

  package var parameters: [Parameter] {
    let bound = 1 / Float(hidden).squareRoot()
    return [
      Parameter("weight_input", [4 * hidden, inputWidth], .uniform(bound)),
      Parameter("weight_hidden", [4 * hidden, hidden], .uniform(bound)),
      Parameter("bias", [4 * hidden], .forgetGateOne(hidden: hidden)),
    ]
  }

  package func forward(_ x: Activation, _ pass: Pass) -> (Activation, BackwardPass) {
    let (h, n, width) = (hidden, x.batch, inputWidth)
    let workspace = pass.workspace
    let (step, gateStep) = (n * h, 4 * n * h)
    // Row block t + 1 holds the state after frame t; block 0 is the zero state before the first.
    let states = workspace.floats((x.frames + 1) * step)
    let cells = workspace.floats((x.frames + 1) * step)
    states.update(repeating: 0, count: step)
    cells.update(repeating: 0, count: step)
    let gates = workspace.floats(x.frames * gateStep)

    kernels_fill_rows(x.rows, 4 * h, pass.parameters[2], gates)
    let mark = workspace.mark
    let inputWeight = workspace.packTransposed(
      pass.parameters[0], k: width, n: 4 * h, precision: pass.precision)
    workspace.multiply(x.values, rows: x.rows, by: inputWeight, into: gates, accumulate: true)
    let hiddenWeight = workspace.packTransposed(
      pass.parameters[1], k: h, n: 4 * h, precision: pass.precision)
    let factor = FactorRows(
      states, count: (x.frames + 1) * n, k: h, precision: pass.precision, workspace: workspace)
    factor.refresh(first: 0, rows: n)
    for t in 0..<x.frames {
      let frameGates = gates + t * gateStep
      factor.multiply(
        first: t * n, rows: n, by: hiddenWeight, into: frameGates, accumulate: true)
      kernels_lstm_forward(
        n, h, frameGates, cells + t * step, cells + (t + 1) * step, states + (t + 1) * step)
      factor.refresh(first: (t + 1) * n, rows: n)
    }
    workspace.release(to: mark)

    let y = Activation(
      values: states + step, frames: x.frames, width: h, lengths: x.lengths)
    return (y, { dy in backward(dy, x: x, gates: gates, cells: cells, states: states, pass) })
  }

  /// Backpropagation through time; `gates` becomes the gradient of the pre-activations and `dy` the
  /// gradient of each state, later frames' share included.
  private func backward(
    _ dy: Activation, x: Activation, gates: UnsafeMutablePointer<Float>,
    cells: UnsafeMutablePointer<Float>, states: UnsafeMutablePointer<Float>, _ pass: Pass
  ) -> Activation {
    let (h, n, width) = (hidden, x.batch, inputWidth)
    let workspace = pass.workspace
    let (step, gateStep) = (n * h, 4 * n * h)
    let cellGradient = workspace.zeros(step)
    let hiddenWeight = workspace.pack(
      pass.parameters[1], k: 4 * h, n: h, rowStride: h, columnStride: 1, precision: pass.precision)
    let factor = FactorRows(
      gates, count: x.rows, k: 4 * h, precision: pass.precision, workspace: workspace)
    for t in stride(from: x.frames - 1, through: 0, by: -1) {
      kernels_lstm_backward(
        n, h, gates + t * gateStep, cells + t * step, cells + (t + 1) * step,
        dy.values + t * step, cellGradient)
      factor.refresh(first: t * n, rows: n)
      if t > 0 {
        factor.multiply(
          first: t * n, rows: n, by: hiddenWeight, into: dy.values + (t - 1) * step,
          accumulate: true)
      }
    }
    workspace.addTransposedProduct(
      gates, m: 4 * h, x.values, n: width, rows: x.rows, into: pass.gradients[0],
      precision: pass.precision)
    workspace.addTransposedProduct(
      gates, m: 4 * h, states, n: h, rows: x.rows, into: pass.gradients[1],
      precision: pass.precision)
    kernels_add_columns(x.rows, 4 * h, gates, pass.gradients[2])
    let dx = x.with(workspace.floats(x.count))
    if pass.wantsInputGradient {
      let inputWeight = workspace.pack(
        pass.parameters[0], k: 4 * h, n: width, rowStride: width, columnStride: 1,
        precision: pass.precision)
      factor.multiply(
        first: 0, rows: x.rows, by: inputWeight, into: dx.values, accumulate: false)
    }
    return dx
  }

  package func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer {
    Prepared(
      hidden: hidden,
      inputWeight: InferenceMatrix(
        transposing: parameters[0], k: inputWidth, n: 4 * hidden, precision: precision,
        storage: storage),
      hiddenWeight: InferenceMatrix(
        transposing: parameters[1], k: hidden, n: 4 * hidden, precision: precision,
        storage: storage),
      bias: parameters[2])
  }

  private struct Prepared: PreparedLayer {
    let hidden: Int
    let inputWeight: InferenceMatrix
    let hiddenWeight: InferenceMatrix
    let bias: UnsafePointer<Float>
    func makeStream() -> any LayerStream { Stream(layer: self) }
  }

  private final class Stream: LayerStream {
    private let layer: Prepared
    private var state: [Float]
    private var cell: [Float]

    init(layer: Prepared) {
      self.layer = layer
      state = Array(repeating: 0, count: layer.hidden)
      cell = state
    }

    func push(_ input: Frames, isLast: Bool, workspace: Workspace) -> Frames {
      let h = layer.hidden
      let output = workspace.floats(input.count * h)
      let gates = workspace.floats(input.count * 4 * h)
      kernels_fill_rows(input.count, 4 * h, layer.bias, gates)
      layer.inputWeight.multiply(
        input.values, rows: input.count, into: gates, workspace: workspace)
      let newCell = workspace.floats(h)
      for t in 0..<input.count {
        layer.hiddenWeight.multiply(state, rows: 1, into: gates + t * 4 * h, workspace: workspace)
        kernels_lstm_forward(1, h, gates + t * 4 * h, cell, newCell, output + t * h)
        state.withUnsafeMutableBufferPointer {
          $0.baseAddress?.update(from: output + t * h, count: h)
        }
        cell.withUnsafeMutableBufferPointer { $0.baseAddress?.update(from: newCell, count: h) }
      }
      return Frames(values: output, count: input.count)
    }
  }
}
