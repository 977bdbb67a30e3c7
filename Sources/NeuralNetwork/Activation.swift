/// How one frame's values are arranged: `bins` positions along frequency, `channels` values at each.
public struct FeatureShape: Sendable, Equatable {
  /// Positions along the frequency axis.
  public var bins: Int
  /// Values at each position; they stand beside each other in memory.
  public var channels: Int

  /// Makes a shape.
  public init(bins: Int, channels: Int) {
    self.bins = bins
    self.channels = channels
  }

  /// Values a frame.
  public var width: Int { bins * channels }
}

/// A batch of sequences inside the network, shape `[T, N, width]`, living in a ``Workspace``.
///
/// Sequences shorter than `T` are padded at the end; `lengths` says where each really ends. What
/// stands in the padding is arbitrary but finite.
public struct Activation {
  /// The values, a matrix `[T · N, width]`.
  public var values: UnsafeMutablePointer<Float>
  /// Frames of the longest sequence, `T`.
  public var frames: Int
  /// Values a frame.
  public var width: Int
  /// Frames of each sequence, `N` of them.
  public var lengths: [Int]

  /// Makes an activation of values that a workspace holds.
  public init(
    values: UnsafeMutablePointer<Float>, frames: Int, width: Int, lengths: [Int]
  ) {
    self.values = values
    self.frames = frames
    self.width = width
    self.lengths = lengths
  }

  /// Number of sequences, `N`.
  public var batch: Int { lengths.count }
  /// Rows of the matrix `[T · N, width]`.
  public var rows: Int { frames * lengths.count }
  /// Number of values.
  public var count: Int { rows * width }

  /// An activation of the same extent with other values.
  public func with(_ values: UnsafeMutablePointer<Float>) -> Activation {
    Activation(values: values, frames: frames, width: width, lengths: lengths)
  }
}
