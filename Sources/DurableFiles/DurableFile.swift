import Foundation

/// Writes that leave either the old file or the new one, whatever happens in between.
public enum DurableFile {
  /// Why a file cannot be written.
  public struct Failure: Error, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The system's word for why.
    public let reason: String
    /// One line: which file and why.
    public var description: String { "\(path): cannot be written: \(reason)" }
  }

  /// Writes a file: temporary file, fsync, rename, fsync of the folder.
  ///
  /// - Parameters:
  ///   - path: The file to make or to replace.
  ///   - data: All its bytes.
  /// - Throws: ``Failure``; the old file is then as it was.
  public static func replace(_ path: String, with data: Data) throws(Failure) {
    let temporary = path + ".part"
    func fail() -> Failure {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      return Failure(path: path, reason: reason)
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(path: path, reason: String(cString: strerror(errno)))
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
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let folder = open(parent, O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }
}
