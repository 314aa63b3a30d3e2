import Glibc

/// Puts another content in the place of a file that people keep: written beside, synced, renamed, with the mode and the
/// owner that it had.
struct FileReplacement {
  private let path: String
  private let mode: mode_t

  /// - Parameter mode: of a file that is not there yet.
  init(_ path: String, mode: mode_t) {
    // A link stays a link: what it points to is replaced.
    self.path =
      realpath(path, nil).map { pointer in
        defer { free(pointer) }
        return String(cString: pointer)
      } ?? path
    self.mode = mode
  }

  /// - Parameter old: what the file must still hold.
  func replace(_ old: [UInt8], with new: [UInt8]) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "./"
    let staging = folder + ".tmp-" + (slash.map { String(path[path.index(after: $0)...]) } ?? path)
    var status = stat()
    let isThere = stat(path, &status) == 0
    unlink(staging)
    let file = try NewFile(staging, mode: isThere ? status.st_mode & 0o7777 : mode)
    do {
      try file.write(new)
      try file.finish()
      // Another owner can only be given by root; for everybody else it is the same one, or becomes who writes.
      if isThere, chown(staging, status.st_uid, status.st_gid) != 0, getuid() == 0 {
        throw FileFailure(staging, "give it to the owner of the file before")
      }
      guard try Files.read(path) ?? [] == old else {
        throw AuditFailure(.storage, "\(path): somebody changed it meanwhile; nothing was written; try again")
      }
      guard rename(staging, path) == 0 else { throw FileFailure(path, "replace it") }
      try Files.syncFolder(folder)
    } catch {
      unlink(staging)
      throw error
    }
  }
}
