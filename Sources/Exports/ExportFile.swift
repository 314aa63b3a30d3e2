package import Records

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// An export on disk, opened once and read once.
package final class ExportFile {
  private let descriptor: Int32
  /// The path as the policy writes it, for messages.
  package let name: String
  package let bytes: Int
  /// When it was last written (UTC).
  package let modified: Instant
  private let identity: stat

  package enum Failure: Error {
    case missing
    case refused(ExportRefusal)
  }

  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what to call it in messages.
  package init(path: String, name: String) throws(Failure) {
    self.name = name
    // Not blocking, so that a pipe cannot hold up the night; not through a link, so that nobody can swap the file.
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .missing
      case ELOOP: throw .refused(ExportFile.refusal(name, "it is a symbolic link; a regular file was expected"))
      default: throw .refused(ExportFile.refusal(name, "it cannot be opened: \(String(cString: strerror(errno)))"))
      }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .refused(ExportFile.refusal(name, "it is not a regular file"))
    }
    self.descriptor = descriptor
    identity = status
    bytes = Int(status.st_size)
    modified = Instant(seconds: status.st_mtim.tv_sec)
  }

  deinit { close(descriptor) }

  /// Reads up to `count` bytes; 0 at the end of the file.
  func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(ExportRefusal) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, buffer, count)
      #else
        let got = Musl.read(descriptor, buffer, count)
      #endif
      if got >= 0 { return got }
      guard errno == EINTR else {
        throw ExportFile.refusal(name, "it cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Bytes at a place of the file, fewer where it ends; reading goes on where it was.
  func peek(at place: Int, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let at = place + bytes.count
      let piece = [UInt8](unsafeUninitializedCapacity: count - bytes.count) { buffer, got in
        repeat { got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(at)) } while got < 0 && errno == EINTR
        got = max(got, 0)
      }
      // An error is met again, and told, where the file is read.
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }

  /// Refuses a file that was written while it was being read.
  func confirmUnchanged() throws(ExportRefusal) {
    var now = stat()
    guard fstat(descriptor, &now) == 0, now.st_size == identity.st_size, now.st_mtim.tv_sec == identity.st_mtim.tv_sec,
      now.st_mtim.tv_nsec == identity.st_mtim.tv_nsec
    else {
      throw ExportFile.refusal(name, "it changed while it was being read", hint: "run again when it is complete")
    }
  }

  private static func refusal(_ name: String, _ message: String, hint: String? = nil) -> ExportRefusal {
    ExportRefusal(message, at: Position(file: name), hint: hint)
  }
}
