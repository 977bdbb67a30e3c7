import Foundation

/// Keeps a second training out of a folder; the system releases it when the process ends.
final class FolderLock {
  private let descriptor: Int32

  init(_ folder: String) throws {
    let path = folder + "/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw TrainingError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw TrainingError.folderInUse(folder)
    }
  }

  deinit { close(descriptor) }
}
