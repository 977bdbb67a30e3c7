import CSndFile
import Foundation

/// The bytes of a source as libsndfile sees them: from the first sound on, with a mended header.
///
/// It owns the source's descriptor.
final class VirtualFile {
  private let source: AudioSource
  /// Where the file begins for libsndfile; what stands before, such as tags, is hidden.
  private let start: Int
  /// Bytes that are shown in place of those at an offset of the source.
  private let patch: (offset: Int, bytes: [UInt8])?
  /// Whether `LIST` is shown as `JUNK`, as long as the header is read.
  ///
  /// libsndfile 1.2.0 walks through a list as far as its size says, 4 GB beyond the end of the file:
  /// 123 bytes keep it busy for more than five minutes. Nothing in a list is sound.
  private var hidesLists: Bool
  private var position = 0

  init(
    _ source: AudioSource, start: Int = 0, patch: (offset: Int, bytes: [UInt8])? = nil,
    hidesLists: Bool = false
  ) {
    self.source = source
    self.start = start
    self.patch = patch
    self.hidesLists = hidesLists
  }

  deinit { source.close() }

  /// Opens the bytes for reading; this object must outlive the handle.
  func open(_ information: inout SF_INFO) -> OpaquePointer? {
    var callbacks = SF_VIRTUAL_IO(
      get_filelen: { sf_count_t(VirtualFile.from($0)?.length ?? 0) },
      seek: { offset, origin, user in
        VirtualFile.from(user)?.seek(Int(offset), origin) ?? -1
      },
      read: { destination, count, user in
        VirtualFile.from(user)?.read(into: destination, Int(count)) ?? 0
      },
      write: { _, _, _ in 0 },
      tell: { sf_count_t(VirtualFile.from($0)?.position ?? 0) })
    defer { hidesLists = false }
    return sf_open_virtual(
      &callbacks, Int32(SFM_READ), &information, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func from(_ user: UnsafeMutableRawPointer?) -> VirtualFile? {
    user.map { Unmanaged<VirtualFile>.fromOpaque($0).takeUnretainedValue() }
  }

  private var length: Int { max(0, source.length - start) }

  private func seek(_ offset: Int, _ origin: Int32) -> sf_count_t {
    let base =
      switch origin {
      case SEEK_SET: 0
      case SEEK_CUR: position
      default: length
      }
    let (target, overflow) = base.addingReportingOverflow(offset)
    if overflow || target < 0 || target > Int.max / 2 { return -1 }
    position = target
    return sf_count_t(position)
  }

  private func read(into destination: UnsafeMutableRawPointer?, _ count: Int) -> sf_count_t {
    guard let destination, count > 0 else { return 0 }
    let buffer = UnsafeMutableRawBufferPointer(start: destination, count: count)
    let got = source.read(into: buffer, at: start + position)
    if let patch { show(patch.bytes, at: patch.offset, in: buffer[..<got]) }
    if hidesLists { hideLists(in: buffer[..<got]) }
    position += got
    return sf_count_t(got)
  }

  /// Shows `JUNK` for each `LIST`, however few of its bytes are read at a time.
  private func hideLists(in buffer: Slice<UnsafeMutableRawBufferPointer>) {
    let first = max(start, start + position - 3)
    let window = source.bytes(buffer.count + 6, at: first)
    for i in window.indices.dropLast(3) where window[i..<i + 4].elementsEqual("LIST".utf8) {
      show(Array("JUNK".utf8), at: first + i, in: buffer)
    }
  }

  /// Writes bytes over those of the source at `offset`, as far as `buffer` holds them.
  private func show(
    _ bytes: [UInt8], at offset: Int, in buffer: Slice<UnsafeMutableRawBufferPointer>
  ) {
    for (i, byte) in bytes.enumerated() {
      let place = offset + i - start - position
      if buffer.indices.contains(place) { buffer.base[place] = byte }
    }
  }
}
