import Glibc

/// What went wrong with a file or folder of ours.
package struct FileFailure: Error, CustomStringConvertible, Sendable {
  package let path: String
  package let action: String
  package let reason: String
  /// Whether there is no such file.
  let isMissing: Bool
  /// Whether it is larger than it may be.
  let isTooLarge: Bool

  /// - Parameter code: errno of the call that failed.
  init(_ path: String, _ action: String, code: Int32 = errno) {
    self.path = path
    self.action = action
    isMissing = code == ENOENT || code == ENOTDIR
    isTooLarge = code == EFBIG
    reason = String(cString: strerror(code))
  }

  package var description: String { "\(path): cannot \(action): \(reason)" }
}

/// Files and folders as the operating system has them. What matters is synced before it is renamed, and the folder after
/// (rename alone leaves an empty file after a power cut).
enum Files {
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// 0 where there is no such file.
  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  static func isFolder(_ path: String, followingLinks: Bool = true) -> Bool {
    var status = stat()
    let code = followingLinks ? stat(path, &status) : lstat(path, &status)
    return code == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The whole content; nil where there is no such file.
  static func read(_ path: String, limit: Int = 64 << 20) throws(FileFailure) -> [UInt8]? {
    var bytes: [UInt8] = []
    do {
      try read(path) { block in
        guard bytes.count + block.count <= limit else { throw FileFailure(path, "read it", code: EFBIG) }
        bytes += block
      }
    } catch let failure as FileFailure {
      if failure.isMissing { return nil }
      throw failure
    } catch {
      throw FileFailure(path, "read it")
    }
    return bytes
  }

  /// The content in blocks of up to a mebibyte.
  static func read(_ path: String, _ body: ([UInt8]) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileFailure(path, "read it") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileFailure(path, "read it") }
    // Most files are small, and each page of a block is made when it is first written. One more byte tells that it has grown.
    let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) + 1 : 1 << 16
    var block = [UInt8](repeating: 0, count: min(size, 1 << 20))
    while true {
      let got = Glibc.read(descriptor, &block, block.count)
      if got == 0 { return }
      if got < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path, "read it")
      }
      try body(Array(block[..<got]))
    }
  }

  /// What keeps the content from being read through; nil where nothing does, and where there is no such file.
  static func faultOfReading(_ path: String) -> FileFailure? {
    do {
      try read(path) { _ in }
    } catch {
      if let failure = error as? FileFailure, !failure.isMissing { return failure }
    }
    return nil
  }

  /// Makes the folder and those above it.
  static func makeFolder(_ path: String, mode: mode_t) throws(FileFailure) {
    if isFolder(path) { return }
    if let slash = path.dropLast().lastIndex(of: "/"), slash != path.startIndex {
      try makeFolder(String(path[..<slash]), mode: mode)
    }
    guard mkdir(path, mode) == 0 || errno == EEXIST, isFolder(path), chmod(path, mode) == 0 else {
      throw FileFailure(path, "make the folder")
    }
  }

  /// Names inside a folder, in order.
  static func names(in path: String) throws(FileFailure) -> [String] {
    guard let folder = opendir(path) else { throw FileFailure(path, "list the folder") }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder of ours with the files in it; links are removed, not followed.
  static func removeFolder(_ path: String) throws(FileFailure) {
    for name in try names(in: path) {
      guard unlink(path + "/" + name) == 0 else { throw FileFailure(path + "/" + name, "remove it") }
    }
    guard rmdir(path) == 0 else { throw FileFailure(path, "remove it") }
  }

  static func syncFolder(_ path: String) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(path, "open the folder") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFailure(path, "sync the folder") }
  }
}

/// A new file that is written once and synced.
final class NewFile {
  let path: String
  private(set) var bytes = 0
  private var descriptor: Int32

  init(_ path: String, mode: mode_t) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileFailure(path, "make it") }
    fchmod(descriptor, mode)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ content: [UInt8]) throws {
    try content.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) throws -> Void in try write(bytes) }
  }

  func write(_ buffer: UnsafeRawBufferPointer) throws {
    guard let base = buffer.baseAddress else { return }
    var done = 0
    while done < buffer.count {
      let wrote = Glibc.write(descriptor, base + done, buffer.count - done)
      if wrote < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path, "write it")
      }
      done += wrote
    }
    bytes += buffer.count
  }

  /// Syncs and closes. A failed sync is not tried again: the kernel may have dropped the pages
  /// (https://wiki.postgresql.org/wiki/Fsync_Errors).
  func finish() throws(FileFailure) {
    defer {
      close(descriptor)
      descriptor = -1
    }
    guard fsync(descriptor) == 0 else { throw FileFailure(path, "sync it") }
  }
}
