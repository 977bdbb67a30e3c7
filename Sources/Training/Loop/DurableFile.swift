import Foundation

/// Writes that leave either the old file or the new one, whatever happens in between.
enum DurableFile {
  /// Temporary file, fsync, rename, fsync of the folder.
  static func replace(_ path: String, with data: Data) throws {
    let temporary = path + ".part"
    func fail(_ reason: String = String(cString: strerror(errno))) -> TrainingError {
      unlink(temporary)
      return .unwritable(path: path, reason: reason)
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw TrainingError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    var offset = 0
    while offset < data.count {
      let written = data.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.unsafelyUnwrapped + offset, bytes.count - offset)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        let error = fail()
        close(descriptor)
        throw error
      }
      offset += written
    }
    guard fsync(descriptor) == 0 else {
      let error = fail()
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw fail() }
    guard rename(temporary, path) == 0 else { throw fail() }
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }
}
