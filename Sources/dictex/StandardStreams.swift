#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The process's standard input, output and error as file descriptors.
enum StandardStreams {
  /// Keeps files that are opened later from getting descriptor 0, 1 or 2 when one of these is closed.
  ///
  /// A closed descriptor is opened the wrong way round, so that using it fails as it should.
  static func secure() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
    // A file that reaches the limit of its size is an error to report, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Lets writes to a closed pipe fail instead of ending the process: for work worth finishing.
  static func ignoreClosedPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Tells whether a person sees standard error.
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Ends the process.
  static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// Writes all bytes to a descriptor.
  ///
  /// - Returns: 0, or the `errno` that stopped it.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let region = UnsafeRawBufferPointer(rebasing: rest)
        #if canImport(Glibc)
          let count = Glibc.write(descriptor, region.baseAddress, region.count)
        #else
          let count = Darwin.write(descriptor, region.baseAddress, region.count)
        #endif
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }

  /// Reads at most `capacity` bytes of standard input; nil at its end.
  static func readInput(capacity: Int) throws -> [UInt8]? {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      var result = read(0, buffer.baseAddress, capacity)
      while result < 0, errno == EINTR { result = read(0, buffer.baseAddress, capacity) }
      failure = result < 0 ? errno : 0
      count = max(result, 0)
    }
    if failure != 0 { throw StreamError.cannotRead(String(cString: strerror(failure))) }
    return bytes.isEmpty ? nil : bytes
  }
}

/// Why a standard stream failed.
enum StreamError: Error, CustomStringConvertible {
  /// Standard output takes no more.
  case cannotWrite(String)
  /// Standard input gives nothing.
  case cannotRead(String)

  /// One line: which stream and why.
  var description: String {
    switch self {
    case .cannotWrite(let reason): return "cannot write to standard output: \(reason)"
    case .cannotRead(let reason): return "cannot read standard input: \(reason)"
    }
  }
}
