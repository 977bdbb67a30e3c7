import CKernels

/// y = W x + b for each frame; W has shape `[size, width]`, as in PyTorch's `nn.Linear`.
package struct Linear: Layer {
  private let input: FeatureShape
  private let size: Int

  package init(input: FeatureShape, size: Int) {
    self.input = input
    self.size = size
  }

  package var output: FeatureShape { FeatureShape(bins: 1, channels: size) }

  package var parameters: [Parameter] {
    let bound = 1 / Float(input.width).squareRoot()
    return [
      Parameter("weight", [size, input.width], .uniform(bound)),
      Parameter("bias", [size], .constant(0)),
    ]
  }

  package func forward(_ x: Activation, _ pass: Pass) -> (Activation, BackwardPass) {
    let (width, size) = (input.width, size)
    let weight = pass.parameters[0]
    let workspace = pass.workspace
    let y = Activation(
      values: workspace.floats(x.rows * size), frames: x.frames, width: size, lengths: x.lengths)
    let packed = workspace.packTransposed(weight, k: width, n: size, precision: pass.precision)
    kernels_fill_rows(x.rows, size, pass.parameters[1], y.values)
    workspace.multiply(x.values, rows: x.rows, by: packed, into: y.values, accumulate: true)
    return (
      y,
      { dy in
        workspace.addTransposedProduct(
          dy.values, m: size, x.values, n: width, rows: x.rows, into: pass.gradients[0],
          precision: pass.precision)
        kernels_add_columns(x.rows, size, dy.values, pass.gradients[1])
        let dx = x.with(workspace.floats(x.count))
        if pass.wantsInputGradient {
          let packed = workspace.pack(
            weight, k: size, n: width, rowStride: width, columnStride: 1, precision: pass.precision)
          workspace.multiply(
            dy.values, rows: x.rows, by: packed, into: dx.values, accumulate: false)
        }
        return dx
      }
    )
  }

  package func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer {
    let size = size
    let bias = parameters[1]
    let packed = storage.packTransposed(
      parameters[0], k: input.width, n: size, precision: precision)
    return RowwiseLayer(width: size) { x, y, rows, workspace in
      kernels_fill_rows(rows, size, bias, y)
      workspace.multiply(x, rows: rows, by: packed, into: y, accumulate: true)
    }
  }
}
