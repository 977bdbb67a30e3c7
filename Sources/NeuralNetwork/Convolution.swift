import CKernels

/// A convolution over time and frequency, as a matrix product over patches.
///
/// Output frame t sees input frames `t · stride − (kernel − 1) / 2 …`, zeros outside the sequence
/// ("same" padding: ⌈T / stride⌉ frames); along frequency only whole kernels count ("valid" padding).
/// The weight has shape `[channels, frames, bins, input channels]`.
package struct Convolution: Layer {
  private let input: FeatureShape
  private let channels: Int
  private let kernel: (frames: Int, bins: Int)
  private let stride: (frames: Int, bins: Int)
  package let output: FeatureShape

  package init(
    input: FeatureShape, channels: Int, kernel: (frames: Int, bins: Int),
    stride: (frames: Int, bins: Int)
  ) {
    self.input = input
    self.channels = channels
    self.kernel = kernel
    self.stride = stride
    output = FeatureShape(bins: (input.bins - kernel.bins) / stride.bins + 1, channels: channels)
  }

  package var timeStride: Int { stride.frames }

  package var parameters: [Parameter] {
    let bound = (3 / Float(patch)).squareRoot()  // keeps the variance of unit inputs (LeCun)
    return [
      Parameter(
        "weight", [channels, kernel.frames, kernel.bins, input.channels], .uniform(bound)),
      Parameter("bias", [channels], .constant(0)),
    ]
  }

  /// Values that one output position sees.
  private var patch: Int { kernel.frames * kernel.bins * input.channels }
  private var before: Int { (kernel.frames - 1) / 2 }

  package func forward(_ x: Activation, _ pass: Pass) -> (Activation, BackwardPass) {
    let workspace = pass.workspace
    let frames = (x.frames + stride.frames - 1) / stride.frames
    let lengths = x.lengths.map { ($0 + stride.frames - 1) / stride.frames }
    let positions = frames * x.batch * output.bins
    let patches = workspace.zeros(positions * patch)
    forEachRun(x, frames: frames) { source, target, count in
      (patches + target).update(from: x.values + source, count: count)
    }
    let y = Activation(
      values: workspace.floats(positions * channels), frames: frames, width: output.width,
      lengths: lengths)
    let packed = workspace.packTransposed(
      pass.parameters[0], k: patch, n: channels, precision: pass.precision)
    kernels_fill_rows(positions, channels, pass.parameters[1], y.values)
    workspace.multiply(patches, rows: positions, by: packed, into: y.values, accumulate: true)
    return (
      y,
      { dy in
        workspace.addTransposedProduct(
          dy.values, m: channels, patches, n: patch, rows: positions, into: pass.gradients[0],
          precision: pass.precision)
        kernels_add_columns(positions, channels, dy.values, pass.gradients[1])
        guard pass.wantsInputGradient else { return x }
        let dx = x.with(workspace.zeros(x.count))
        let packed = workspace.pack(
          pass.parameters[0], k: channels, n: patch, rowStride: patch, columnStride: 1,
          precision: pass.precision)
        workspace.multiply(
          dy.values, rows: positions, by: packed, into: patches, accumulate: false)
        forEachRun(x, frames: frames) { source, target, count in
          kernels_add(count, patches + target, dx.values + source)
        }
        return dx
      }
    )
  }

  /// Calls `body` with each run of values that input and patches share.
  ///
  /// It gets the offset in the input, the offset in the patches and the count. Frames past a
  /// sequence's end count as zeros, so a batch equals its singles.
  private func forEachRun(_ x: Activation, frames: Int, body: (Int, Int, Int) -> Void) {
    let run = kernel.bins * input.channels
    for t in 0..<frames {
      for n in 0..<x.batch {
        for tap in 0..<kernel.frames {
          let frame = t * stride.frames - before + tap
          guard frame >= 0, frame < x.lengths[n] else { continue }
          let source = (frame * x.batch + n) * x.width
          let target = (t * x.batch + n) * output.bins * patch + tap * run
          for bin in 0..<output.bins {
            body(source + bin * stride.bins * input.channels, target + bin * patch, run)
          }
        }
      }
    }
  }

  package func prepared(
    _ parameters: [UnsafePointer<Float>], precision: Precision, storage: Workspace
  ) -> PreparedLayer {
    Prepared(
      layer: self,
      weight: storage.packTransposed(
        parameters[0], k: patch, n: channels, precision: precision),
      bias: parameters[1])
  }

  private struct Prepared: PreparedLayer {
    let layer: Convolution
    let weight: PackedMatrix
    let bias: UnsafePointer<Float>
    func makeStream() -> any LayerStream { Stream(self) }
  }

  /// Keeps the input frames that later outputs still need.
  private final class Stream: LayerStream {
    private let prepared: Prepared
    private var kept: [Float] = []
    private var firstKept = 0
    private var nextOutput = 0

    init(_ prepared: Prepared) { self.prepared = prepared }

    func push(_ input: Frames, isLast: Bool, workspace: Workspace) -> Frames {
      let layer = prepared.layer
      let width = layer.input.width
      kept.append(contentsOf: UnsafeBufferPointer(start: input.values, count: input.count * width))
      let available = firstKept + kept.count / width
      // Without more input, an output is complete once its last tap is there.
      let reach = layer.kernel.frames - 1 - layer.before
      let ready =
        isLast
        ? (available + layer.stride.frames - 1) / layer.stride.frames
        : available > reach ? (available - reach - 1) / layer.stride.frames + 1 : 0
      let count = max(0, ready - nextOutput)
      let positions = count * layer.output.bins
      let output = workspace.floats(positions * layer.channels)
      let patches = workspace.zeros(positions * layer.patch)
      let run = layer.kernel.bins * layer.input.channels
      kept.withUnsafeBufferPointer { kept in
        guard let base = kept.baseAddress else { return }
        for t in 0..<count {
          for tap in 0..<layer.kernel.frames {
            let frame = (nextOutput + t) * layer.stride.frames - layer.before + tap
            guard frame >= firstKept, frame < available else { continue }
            let source = base + (frame - firstKept) * width
            for bin in 0..<layer.output.bins {
              (patches + (t * layer.output.bins + bin) * layer.patch + tap * run).update(
                from: source + bin * layer.stride.bins * layer.input.channels, count: run)
            }
          }
        }
      }
      kernels_fill_rows(positions, layer.channels, prepared.bias, output)
      workspace.multiply(
        patches, rows: positions, by: prepared.weight, into: output, accumulate: true)
      nextOutput += count
      let needed = max(firstKept, min(available, nextOutput * layer.stride.frames - layer.before))
      kept.removeFirst((needed - firstKept) * width)
      firstKept = needed
      return Frames(values: output, count: count)
    }
  }
}
