import Foundation

/// Reads that neither wait for a named pipe, nor follow a device without end, nor outgrow memory.
public enum RegularFile {
  /// Why a file cannot be read.
  public struct Failure: Error, CustomStringConvertible, Equatable {
    /// The file.
    public let path: String
    /// What was found in place of a file that can be read.
    public let reason: String
    /// One line: which file and why.
    public var description: String { "\(path): \(reason)" }
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - path: A regular file or a link to one.
  ///   - limit: Bytes that it may have; what is beyond is not what the caller reads.
  /// - Returns: Its bytes.
  /// - Throws: ``Failure``.
  public static func contents(_ path: String, limit: Int = 1 << 30) throws(Failure) -> Data {
    func fail(_ reason: String) -> Failure { Failure(path: path, reason: reason) }
    guard !path.utf8.contains(0) else { throw fail("a path cannot hold a zero byte") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw fail("cannot be read: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw fail("cannot be read: \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw fail("is a \(isFolder ? "folder" : "pipe or device"); wanted a file")
    }
    guard status.st_size <= limit else {
      throw fail("has \(status.st_size) bytes; wanted at most \(limit)")
    }
    var data = Data(count: Int(status.st_size))
    var offset = 0
    while offset < data.count {
      let count = data.withUnsafeMutableBytes { bytes in
        read(descriptor, bytes.baseAddress.unsafelyUnwrapped + offset, bytes.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fail("cannot be read: \(String(cString: strerror(errno)))") }
      // It has become shorter since.
      if count == 0 { break }
      offset += count
    }
    return data.prefix(offset)
  }

  /// Reads a whole file of text.
  ///
  /// - Parameters:
  ///   - path: A regular file or a link to one.
  ///   - limit: Bytes that it may have.
  /// - Returns: Its text, without a byte order mark.
  /// - Throws: ``Failure``, also if it is not UTF-8.
  public static func text(_ path: String, limit: Int = 1 << 30) throws(Failure) -> String {
    let data = try contents(path, limit: limit)
    let content = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Failure(path: path, reason: "is not UTF-8; convert the text with iconv -t UTF-8")
    }
    return text
  }
}
