import CKernels

/// y = (x − mean) / √(variance + 1e-5) · scale + shift over the values of each frame
/// (Ba, Kiros and Hinton 2016).
package struct LayerNormalization: Layer {
  package let output: FeatureShape

  package init(input: FeatureShape) { output = input }

  package var parameters: [Parameter] {
    [
      Parameter("scale", [output.width], .constant(1)),
      Parameter("shift", [output.width], .constant(0)),
    ]
  }

  package func forward(_ x: Activation, _ pass: Pass) -> (Activation, BackwardPass) {
    let workspace = pass.workspace
    let y = x.with(workspace.floats(x.count))
    let statistics = workspace.floats(x.rows * 2)
    kernels_normalize(
      x.rows, x.width, x.values, pass.parameters[0], pass.parameters[1], y.values, statistics)
    return (
      y,
      { dy in
        let dx = x.with(workspace.floats(x.count))
        kernels_normalize_backward(
          x.rows, x.width, x.values, pass.parameters[0], statistics, dy.values, dx.values,
          pass.gradients[0], pass.gradients[1])
        return dx
      }
    )
  }

  package func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer {
    let width = output.width
    let (scale, shift) = (parameters[0], parameters[1])
    return RowwiseLayer(width: width) { x, y, rows, workspace in
      let statistics = workspace.floats(rows * 2)
      kernels_normalize(rows, width, x, scale, shift, y, statistics)
    }
  }
}
