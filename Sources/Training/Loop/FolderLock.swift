import DurableFiles
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
      let holder = (try? RegularFile.text(path, limit: 32)).flatMap { Int($0) }
      close(descriptor)
      throw TrainingError.folderInUse(folder, process: holder)
    }
    // Only for the message above; the lock itself ends with the process, whatever stands here.
    ftruncate(descriptor, 0)
    let text = Array("\(getpid())".utf8)
    _ = write(descriptor, text, text.count)
  }

  deinit { close(descriptor) }
}
