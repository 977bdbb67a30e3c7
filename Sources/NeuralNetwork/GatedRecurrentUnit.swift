import CKernels

/// A forward GRU (Cho et al. 2014), reset after the product, as PyTorch and cuDNN compute it:
///
///     r = σ(W_r x + b_r + U_r h + d_r),    z = σ(W_z x + b_z + U_z h + d_z)
///     n = tanh(W_n x + b_n + r (U_n h + d_n)),    h_t = (1 − z) n + z h_{t−1}
package struct GatedRecurrentUnit: Layer {
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
      Parameter("weight_input", [3 * hidden, inputWidth], .uniform(bound)),
      Parameter("weight_hidden", [3 * hidden, hidden], .uniform(bound)),
      Parameter("bias_input", [3 * hidden], .constant(0)),
      Parameter("bias_hidden", [3 * hidden], .constant(0)),
    ]
  }

  package func forward(_ x: Activation, _ pass: Pass) -> (Activation, BackwardPass) {
    let (h, n) = (hidden, x.batch)
    let workspace = pass.workspace
    let (step, gateStep) = (n * h, 3 * n * h)
    let states = workspace.floats((x.frames + 1) * step)
    states.update(repeating: 0, count: step)
    let fromInput = workspace.floats(x.frames * gateStep)
    let fromHidden = workspace.floats(x.frames * gateStep)
    kernels_fill_rows(x.rows, 3 * h, pass.parameters[2], fromInput)
    kernels_fill_rows(x.rows, 3 * h, pass.parameters[3], fromHidden)
    let mark = workspace.mark
    let inputWeight = workspace.packTransposed(
      pass.parameters[0], k: inputWidth, n: 3 * h, precision: pass.precision)
    workspace.multiply(x.values, rows: x.rows, by: inputWeight, into: fromInput, accumulate: true)
    let hiddenWeight = workspace.packTransposed(
      pass.parameters[1], k: h, n: 3 * h, precision: pass.precision)
    for t in 0..<x.frames {
      workspace.multiply(
        states + t * step, rows: n, by: hiddenWeight, into: fromHidden + t * gateStep,
        accumulate: true)
      kernels_gru_forward(
        n, h, fromInput + t * gateStep, fromHidden + t * gateStep, states + t * step,
        states + (t + 1) * step)
    }
    workspace.release(to: mark)
    let y = Activation(values: states + step, frames: x.frames, width: h, lengths: x.lengths)
    return (
      y,
      { dy in
        backward(dy, x: x, fromInput: fromInput, fromHidden: fromHidden, states: states, pass)
      }
    )
  }

  private func backward(
    _ dy: Activation, x: Activation, fromInput: UnsafeMutablePointer<Float>,
    fromHidden: UnsafeMutablePointer<Float>, states: UnsafeMutablePointer<Float>, _ pass: Pass
  ) -> Activation {
    let (h, n, width) = (hidden, x.batch, inputWidth)
    let workspace = pass.workspace
    let (step, gateStep) = (n * h, 3 * n * h)
    let hiddenWeight = workspace.pack(
      pass.parameters[1], k: 3 * h, n: h, rowStride: h, columnStride: 1, precision: pass.precision)
    for t in stride(from: x.frames - 1, through: 0, by: -1) {
      kernels_gru_backward(
        n, h, fromInput + t * gateStep, fromHidden + t * gateStep, states + t * step,
        dy.values + t * step)
      if t > 0 {
        kernels_add(step, dy.values + t * step, dy.values + (t - 1) * step)
        workspace.multiply(
          fromHidden + t * gateStep, rows: n, by: hiddenWeight, into: dy.values + (t - 1) * step,
          accumulate: true)
      }
    }
    workspace.addTransposedProduct(
      fromInput, m: 3 * h, x.values, n: width, rows: x.rows, into: pass.gradients[0],
      precision: pass.precision)
    workspace.addTransposedProduct(
      fromHidden, m: 3 * h, states, n: h, rows: x.rows, into: pass.gradients[1],
      precision: pass.precision)
    kernels_add_columns(x.rows, 3 * h, fromInput, pass.gradients[2])
    kernels_add_columns(x.rows, 3 * h, fromHidden, pass.gradients[3])
    let dx = x.with(workspace.floats(x.count))
    if pass.wantsInputGradient {
      let inputWeight = workspace.pack(
        pass.parameters[0], k: 3 * h, n: width, rowStride: width, columnStride: 1,
        precision: pass.precision)
      workspace.multiply(
        fromInput, rows: x.rows, by: inputWeight, into: dx.values, accumulate: false)
    }
    return dx
  }

  package func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer {
    Prepared(
      hidden: hidden,
      inputWeight: storage.packTransposed(
        parameters[0], k: inputWidth, n: 3 * hidden, precision: precision),
      hiddenWeight: storage.packTransposed(
        parameters[1], k: hidden, n: 3 * hidden, precision: precision),
      inputBias: parameters[2], hiddenBias: parameters[3])
  }

  private struct Prepared: PreparedLayer {
    let hidden: Int
    let inputWeight: PackedMatrix
    let hiddenWeight: PackedMatrix
    let inputBias: UnsafePointer<Float>
    let hiddenBias: UnsafePointer<Float>
    func makeStream() -> any LayerStream { Stream(layer: self) }
  }

  private final class Stream: LayerStream {
    private let layer: Prepared
    private var state: [Float]

    init(layer: Prepared) {
      self.layer = layer
      state = Array(repeating: 0, count: layer.hidden)
    }

    func push(_ input: Frames, isLast: Bool, workspace: Workspace) -> Frames {
      let h = layer.hidden
      let output = workspace.floats(input.count * h)
      let fromInput = workspace.floats(input.count * 3 * h)
      let fromHidden = workspace.floats(3 * h)
      kernels_fill_rows(input.count, 3 * h, layer.inputBias, fromInput)
      workspace.multiply(
        input.values, rows: input.count, by: layer.inputWeight, into: fromInput, accumulate: true)
      for t in 0..<input.count {
        fromHidden.update(from: layer.hiddenBias, count: 3 * h)
        workspace.multiply(
          state, rows: 1, by: layer.hiddenWeight, into: fromHidden, accumulate: true)
        kernels_gru_forward(1, h, fromInput + t * 3 * h, fromHidden, state, output + t * h)
        state.withUnsafeMutableBufferPointer {
          $0.baseAddress?.update(from: output + t * h, count: h)
        }
      }
      return Frames(values: output, count: input.count)
    }
  }
}
