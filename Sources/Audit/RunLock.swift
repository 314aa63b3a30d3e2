import Glibc

/// Keeps a second run away. The lock is on a file that is never removed; the kernel drops it when the process ends,
/// however it ends (flock(2)).
final class RunLock {
  private let descriptor: Int32

  init(_ path: String, note: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFailure(path, "open the lock") }
    // A program that is being started by this one holds all that is open for a moment, also a lock that was just given up.
    var code: Int32 = 0
    for attempt in 0..<10 {
      code = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
      guard code == EWOULDBLOCK, attempt < 9 else { break }
      usleep(10_000)
    }
    guard code == 0 else {
      close(descriptor)
      guard code == EWOULDBLOCK else { throw FileFailure(path, "lock it", code: code) }
      throw AuditFailure(.locked, "another run holds the lock \(path); wait for it to end")
    }
    self.descriptor = descriptor
    // For people who look into the file; nothing reads it.
    ftruncate(descriptor, 0)
    _ = note.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  deinit { close(descriptor) }
}
