/// Scratch memory that is handed out in order and taken back all at once.
///
/// A training step allocates nothing from the system once the largest batch has been seen.
public final class Workspace {
  private struct Chunk {
    let base: UnsafeMutableRawPointer
    let capacity: Int
  }

  /// A place in the workspace to return to.
  package struct Mark {
    fileprivate let chunk: Int
    fileprivate let used: Int
  }

  private static let alignment = 64
  private static let chunkCapacity = 32 << 20
  private var chunks: [Chunk] = []
  private var current = 0
  private var used = 0

  /// Makes an empty workspace.
  public init() {}

  deinit {
    for chunk in chunks { chunk.base.deallocate() }
  }

  package var mark: Mark { Mark(chunk: current, used: used) }

  /// Takes back everything handed out since the mark.
  package func release(to mark: Mark) {
    current = mark.chunk
    used = mark.used
  }

  /// Takes back everything.
  public func reset() {
    current = 0
    used = 0
  }

  /// Uninitialised floats, aligned to a cache line.
  public func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    elements(count, of: Float.self)
  }

  /// Floats that are all zero.
  public func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
    let pointer = floats(count)
    pointer.update(repeating: 0, count: count)
    return pointer
  }

  /// Uninitialised bfloat16 values.
  package func halves(_ count: Int) -> UnsafeMutablePointer<UInt16> {
    elements(count, of: UInt16.self)
  }

  /// Uninitialised values of any trivial type.
  package func elements<Element: BitwiseCopyable>(
    _ count: Int, of type: Element.Type
  ) -> UnsafeMutablePointer<Element> {
    bytes(count * MemoryLayout<Element>.stride).bindMemory(to: type, capacity: count)
  }

  private func bytes(_ count: Int) -> UnsafeMutableRawPointer {
    let needed = (max(count, 1) + Self.alignment - 1) / Self.alignment * Self.alignment
    while current < chunks.count {
      if used + needed <= chunks[current].capacity {
        defer { used += needed }
        return chunks[current].base + used
      }
      current += 1
      used = 0
    }
    let capacity = max(needed, Self.chunkCapacity)
    chunks.append(
      Chunk(
        base: .allocate(byteCount: capacity, alignment: Self.alignment), capacity: capacity))
    used = needed
    return chunks[current].base
  }
}
