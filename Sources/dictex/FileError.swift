/// Why a file that a command reads or writes is of no use.
enum FileError: Error, CustomStringConvertible {
  /// It cannot be written.
  case cannotWrite(path: String, reason: String)
  /// It cannot be read.
  case cannotRead(path: String, reason: String)

  /// One line: which file and why.
  var description: String {
    switch self {
    case .cannotWrite(let path, let reason): return "\(path): cannot be written: \(reason)"
    case .cannotRead(let path, let reason): return "\(path): cannot be read: \(reason)"
    }
  }
}
