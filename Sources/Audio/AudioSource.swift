import Foundation

/// Where the bytes of a recording come from: a file that stays on disk, or a pipe held in memory.
enum AudioSource {
  /// A regular file, open for reading at its start. The owner closes it.
  case file(descriptor: Int32, length: Int)
  /// All bytes of a pipe, or bytes that were given.
  case memory([UInt8])

  /// Most bytes that are taken from a pipe.
  static let largestPipe = 1 << 30
  /// Seconds that a named pipe may stay without a writer.
  static let patience = 5

  /// Opens a path, or standard input for `-`.
  ///
  /// The file is opened without blocking and examined before one byte is read, so that neither a
  /// pipe without a writer nor a device can hang the program.
  static func open(
    path: String, standardInput: Int32 = STDIN_FILENO
  ) throws -> AudioSource {
    if path.isEmpty || path.utf8.contains(0) {
      throw AudioError.system(path: path, action: "open", reason: "not a file name")
    }
    let isStandardInput = path == "-"
    let descriptor =
      isStandardInput ? dup(standardInput) : Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError(path, "open") }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      defer { Glibc.close(descriptor) }
      throw systemError(path, "examine")
    }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFREG && (!isStandardInput || lseek(descriptor, 0, SEEK_CUR) == 0) {
      return .file(descriptor: descriptor, length: Int(status.st_size))
    }
    defer { Glibc.close(descriptor) }
    // Standard input is whatever the caller connected; a folder still has no bytes.
    guard kind == S_IFIFO || (isStandardInput && kind != S_IFDIR) else {
      throw AudioError.notAFile(path: path, found: name(ofKind: kind))
    }
    if !isStandardInput { try awaitWriter(descriptor, path) }
    return .memory(try readAll(descriptor, path))
  }

  /// Reads bytes from an offset on until the buffer is full or the source ends; gives their number.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    guard let base = buffer.baseAddress, offset >= 0 else { return 0 }
    switch self {
    case .memory(let bytes):
      let count = min(buffer.count, bytes.count - offset)
      guard count > 0 else { return 0 }
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
      }
      return count
    case .file(let descriptor, _):
      var filled = 0
      while filled < buffer.count {
        let got = pread(descriptor, base + filled, buffer.count - filled, off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        filled += got
      }
      return filled
    }
  }

  /// The bytes from an offset on, at most `count`.
  func bytes(_ count: Int, at offset: Int = 0) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
    }
  }

  /// Number of bytes, when the source was opened.
  var length: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .file(_, let length): length
    }
  }

  /// Closes the file, if it is one.
  func close() {
    if case .file(let descriptor, _) = self { Glibc.close(descriptor) }
  }

  private static func awaitWriter(_ descriptor: Int32, _ path: String) throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Int32(patience * 1_000)) > 0 else {
      throw AudioError.silentPipe(path: path, seconds: patience)
    }
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
  }

  /// Reads to the end; refuses after the first block what is no audio, so that an endless stream
  /// of zeros fills no memory.
  private static func readAll(_ descriptor: Int32, _ path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var sniffed = false
    while true {
      let got = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if got < 0 {
        if errno == EINTR { continue }
        throw systemError(path, "read")
      }
      if got == 0 { return bytes }
      bytes.append(contentsOf: block[..<got])
      if bytes.count > largestPipe {
        throw AudioError.tooLong(path: path, limit: "\(largestPipe >> 20) MiB from a pipe")
      }
      if !sniffed && bytes.count >= AudioContainer.sniffLength {
        sniffed = true
        _ = try AudioContainer.sniff(.memory(bytes), path: path)
      }
    }
  }

  private static func name(ofKind kind: mode_t) -> String {
    switch kind {
    case S_IFDIR: "a folder"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    default: "no regular file"
    }
  }
}

/// The error of the system call that failed just now.
func systemError(_ path: String, _ action: String) -> AudioError {
  .system(path: path, action: action, reason: String(cString: strerror(errno)))
}
