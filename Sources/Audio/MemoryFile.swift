import CSndFile

/// Bytes in memory that libsndfile reads as though they were a file.
final class MemoryFile {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Opens the bytes for reading; this object must outlive the handle.
  func open(_ information: inout SF_INFO) -> OpaquePointer? {
    var callbacks = SF_VIRTUAL_IO(
      get_filelen: { sf_count_t(MemoryFile.from($0)?.bytes.count ?? 0) },
      seek: { offset, origin, user in
        MemoryFile.from(user)?.seek(Int(offset), origin) ?? -1
      },
      read: { destination, count, user in
        MemoryFile.from(user)?.read(into: destination, Int(count)) ?? 0
      },
      write: { _, _, _ in 0 },
      tell: { sf_count_t(MemoryFile.from($0)?.position ?? 0) })
    return sf_open_virtual(
      &callbacks, Int32(SFM_READ), &information, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func from(_ user: UnsafeMutableRawPointer?) -> MemoryFile? {
    user.map { Unmanaged<MemoryFile>.fromOpaque($0).takeUnretainedValue() }
  }

  private func seek(_ offset: Int, _ origin: Int32) -> sf_count_t {
    let start: Int
    switch origin {
    case 0: start = 0  // SEEK_SET
    case 1: start = position  // SEEK_CUR
    default: start = bytes.count  // SEEK_END
    }
    let (target, overflow) = start.addingReportingOverflow(offset)
    if overflow || target < 0 { return -1 }
    position = target
    return sf_count_t(position)
  }

  private func read(into destination: UnsafeMutableRawPointer?, _ count: Int) -> sf_count_t {
    let available = min(count, bytes.count - min(position, bytes.count))
    guard let destination, available > 0 else { return 0 }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress {
        destination.copyMemory(from: base + position, byteCount: available)
      }
    }
    position += available
    return sf_count_t(available)
  }
}
