import CKernels

/// y = max(x, 0).
package struct Rectifier: Layer {
  package let output: FeatureShape

  package init(input: FeatureShape) { output = input }

  package func forward(_ x: Activation, _ pass: Pass) -> (Activation, BackwardPass) {
    let y = x.with(pass.workspace.floats(x.count))
    kernels_rectify(x.count, x.values, y.values)
    return (
      y,
      { dy in
        let dx = x.with(pass.workspace.floats(x.count))
        kernels_rectify_backward(x.count, y.values, dy.values, dx.values)
        return dx
      }
    )
  }

  package func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer {
    let width = output.width
    return RowwiseLayer(width: width) { x, y, rows, _ in kernels_rectify(rows * width, x, y) }
  }
}
