import Foundation
import Glibc

/// A folder for a moment, readable by its owner alone.
final class MomentaryFolder {
  private let path: String
  private var files: [String] = []

  init() throws {
    let parent = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array("\(parent)/rollcall-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw OpenSSH.Unavailable(reason: "\(parent): cannot make a folder: \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A file that somebody else writes.
  func file(_ name: String) -> String {
    let file = path + "/" + name
    files.append(file)
    return file
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(path)
  }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = file(name)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OpenSSH.Unavailable(reason: "\(file): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let wrote = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if wrote < 0, errno == EINTR { continue }
      guard wrote > 0 else { throw OpenSSH.Unavailable(reason: "\(file): \(String(cString: strerror(errno)))") }
      done += wrote
    }
    return file
  }
}
