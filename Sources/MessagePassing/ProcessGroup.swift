import Foundation
import Synchronization

/// The processes that `mpirun` started together, which work on parts of one task.
///
/// Open MPI (its library `libmpi.so.40`, versions 3 to 5) is loaded when a program was started by its
/// `mpirun`, and only then: without it the package builds and runs as ever. Every method is a collective
/// operation: all processes call the same ones in the same order, each from one thread at a time.
public final class ProcessGroup: Sendable {
  /// This process's number, from 0.
  public let rank: Int
  /// How many processes there are.
  public let count: Int
  private let library: Library

  /// The group that this process belongs to; nil if it was started alone.
  ///
  /// - Throws: ``ProcessGroupError`` if `mpirun` started it and Open MPI cannot be used.
  public static func current() throws -> ProcessGroup? {
    try joined.withLock { joined in
      if joined == nil, let size = environment("OMPI_COMM_WORLD_SIZE"), size > 1 {
        joined = try ProcessGroup()
      }
      return joined
    }
  }

  private static let joined = Mutex<ProcessGroup?>(nil)

  private static func environment(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private init() throws {
    library = try Library()
    var provided: Int32 = 0
    try library.check(library.start(nil, nil, Library.serialized, &provided), "MPI_Init_thread")
    var (rank, count): (Int32, Int32) = (0, 0)
    try library.check(library.rank(library.world, &rank), "MPI_Comm_rank")
    try library.check(library.size(library.world, &count), "MPI_Comm_size")
    (self.rank, self.count) = (Int(rank), Int(count))
  }

  /// Whether this process prints and writes for all.
  public var isFirst: Bool { rank == 0 }

  /// Replaces values by their sums over all processes, the same bits everywhere.
  ///
  /// - Parameter values: As many in every process.
  /// - Throws: ``ProcessGroupError/failed(function:code:)``.
  public func sum(_ values: UnsafeMutableBufferPointer<Float>) throws {
    try eachPart(of: values, length: Library.largestPart) { start, length in
      try sum(start, count: length, of: library.float)
    }
  }

  /// The sums of values over all processes.
  ///
  /// - Parameter values: As many in every process.
  /// - Returns: As many sums.
  /// - Throws: ``ProcessGroupError/failed(function:code:)``.
  public func sum(_ values: [Double]) throws -> [Double] {
    var sums = values
    try sums.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      try sum(base, count: Int32(buffer.count), of: library.double)
    }
    return sums
  }

  /// A sum in the first process and a copy: some all-reduce algorithms round differently in each process.
  private func sum(
    _ values: UnsafeMutableRawPointer, count: Int32, of type: UnsafeMutableRawPointer
  ) throws {
    try library.check(
      library.reduce(
        isFirst ? library.inPlace : values, values, count, type, library.sum, 0, library.world),
      "MPI_Reduce")
    try library.check(library.broadcast(values, count, type, 0, library.world), "MPI_Bcast")
  }

  /// Gives every process the first one's values.
  ///
  /// - Parameter values: As many in every process.
  /// - Throws: ``ProcessGroupError/failed(function:code:)``.
  public func broadcast(_ values: UnsafeMutableBufferPointer<Float>) throws {
    try eachPart(of: values, length: Library.largestPart) { start, length in
      try library.check(
        library.broadcast(start, length, library.float, 0, library.world), "MPI_Bcast")
    }
  }

  /// Collects every process's bytes in the first one.
  ///
  /// - Parameter data: This process's bytes, at most 2 GiB in all.
  /// - Returns: The bytes of each process, by rank; nil in all processes but the first.
  /// - Throws: ``ProcessGroupError/failed(function:code:)``.
  public func gather(_ data: Data) throws -> [Data]? {
    var lengths = [Double](repeating: 0, count: count)
    lengths[rank] = Double(data.count)
    let sizes = try sum(lengths).map { Int32($0) }
    let offsets = sizes.indices.map { sizes[..<$0].reduce(0, +) }
    var all = Data(count: Int(sizes.reduce(0, +)))
    try all.withUnsafeMutableBytes { target in
      try data.withUnsafeBytes { source in
        try library.check(
          library.gather(
            source.baseAddress, Int32(source.count), library.byte, target.baseAddress, sizes,
            offsets, library.byte, 0, library.world), "MPI_Gatherv")
      }
    }
    guard isFirst else { return nil }
    return zip(offsets, sizes).map { all[Int($0)..<Int($0 + $1)] }
  }

  /// Leaves the group, when all processes are done.
  public static func finish() {
    joined.withLock { joined in
      guard let group = joined else { return }
      _ = group.library.finalize()
      joined = nil
    }
  }

  /// Ends all processes at once, for one that failed alone.
  public static func abort(code: Int32) {
    joined.withLock { joined in
      guard let group = joined else { return }
      _ = group.library.abort(group.library.world, code)
    }
  }

  private func eachPart(
    of values: UnsafeMutableBufferPointer<Float>, length: Int,
    _ body: (UnsafeMutablePointer<Float>, Int32) throws -> Void
  ) throws {
    guard let base = values.baseAddress else { return }
    for start in stride(from: 0, to: values.count, by: length) {
      try body(base + start, Int32(min(length, values.count - start)))
    }
  }
}

/// Why processes cannot work together.
public enum ProcessGroupError: Error, CustomStringConvertible, Equatable {
  /// The library is missing or another one.
  case unloadable(String)
  /// A function of it failed.
  case failed(function: String, code: Int)

  /// One line for people.
  public var description: String {
    switch self {
    case .unloadable(let reason):
      "started by mpirun, but Open MPI cannot be used (\(reason)); install libopenmpi3, or start one process"
    case .failed(let function, let code): "\(function) failed with code \(code)"
    }
  }
}

/// The functions and constants of Open MPI that are used (MPI 3.1; `mpi.h` of Open MPI 4.1.4).
private struct Library: @unchecked Sendable {
  typealias Handle = UnsafeMutableRawPointer
  typealias Start =
    @convention(c) (Handle?, Handle?, Int32, UnsafeMutablePointer<Int32>) -> Int32
  typealias Ask = @convention(c) (Handle, UnsafeMutablePointer<Int32>) -> Int32
  typealias Reduce =
    @convention(c) (Handle?, Handle?, Int32, Handle, Handle, Int32, Handle) -> Int32
  typealias Broadcast = @convention(c) (Handle?, Int32, Handle, Int32, Handle) -> Int32
  typealias Gather =
    @convention(c) (
      UnsafeRawPointer?, Int32, Handle, Handle?, UnsafePointer<Int32>, UnsafePointer<Int32>, Handle,
      Int32, Handle
    ) -> Int32
  typealias Abort = @convention(c) (Handle, Int32) -> Int32
  typealias Finalize = @convention(c) () -> Int32

  /// MPI_THREAD_SERIALIZED.
  static let serialized: Int32 = 2
  /// Numbers in one message.
  static let largestPart = 1 << 24

  /// MPI_IN_PLACE is the address 1.
  let inPlace = Handle(bitPattern: 1)
  let start: Start
  let rank: Ask
  let size: Ask
  let reduce: Reduce
  let broadcast: Broadcast
  let gather: Gather
  let abort: Abort
  let finalize: Finalize
  let world: Handle
  let float: Handle
  let double: Handle
  let byte: Handle
  let sum: Handle

  init() throws {
    // Its own plug-ins look for its symbols among the global ones.
    guard let library = dlopen("libmpi.so.40", RTLD_NOW | RTLD_GLOBAL) else {
      throw ProcessGroupError.unloadable(dlerror().map { String(cString: $0) } ?? "unknown")
    }
    func symbol(_ name: String) throws -> Handle {
      guard let symbol = dlsym(library, name) else {
        throw ProcessGroupError.unloadable("libmpi.so.40 has no \(name)")
      }
      return symbol
    }
    start = unsafeBitCast(try symbol("MPI_Init_thread"), to: Start.self)
    rank = unsafeBitCast(try symbol("MPI_Comm_rank"), to: Ask.self)
    size = unsafeBitCast(try symbol("MPI_Comm_size"), to: Ask.self)
    reduce = unsafeBitCast(try symbol("MPI_Reduce"), to: Reduce.self)
    broadcast = unsafeBitCast(try symbol("MPI_Bcast"), to: Broadcast.self)
    gather = unsafeBitCast(try symbol("MPI_Gatherv"), to: Gather.self)
    abort = unsafeBitCast(try symbol("MPI_Abort"), to: Abort.self)
    finalize = unsafeBitCast(try symbol("MPI_Finalize"), to: Finalize.self)
    world = try symbol("ompi_mpi_comm_world")
    float = try symbol("ompi_mpi_float")
    double = try symbol("ompi_mpi_double")
    byte = try symbol("ompi_mpi_byte")
    sum = try symbol("ompi_mpi_op_sum")
  }

  func check(_ code: Int32, _ function: String) throws {
    if code != 0 { throw ProcessGroupError.failed(function: function, code: Int(code)) }
  }
}
