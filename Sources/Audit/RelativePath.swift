import Glibc

/// Ways from one place to another, in the words of a shell.
enum RelativePath {
  /// - Parameters:
  ///   - path: a file; absolute, or relative to `base`, like the next one.
  ///   - folder: where the way begins.
  ///   - base: a folder, empty for the current one. Looked at only where one of the two is absolute and the other is not.
  static func way(to path: String, from folder: String, in base: String) -> String {
    if path.hasPrefix("/") { return plain(parts(path)) }
    var target = parts(path)
    var start = parts(folder)
    // What leads out of the base leads through folders whose names only the machine knows.
    if folder.hasPrefix("/") || start.first == ".." {
      let full = parts(absolute(base))
      target = parts("/" + (full + target).joined(separator: "/"))
      start = folder.hasPrefix("/") ? start : parts("/" + (full + start).joined(separator: "/"))
    }
    let shared = zip(target, start).prefix { $0 == $1 && $0 != ".." }.count
    return (start[shared...].map { _ in ".." } + target[shared...]).joined(separator: "/")
  }

  private static func plain(_ parts: [Substring]) -> String { "/" + parts.joined(separator: "/") }

  /// Names of the folders, with `.` and what `..` takes back left out.
  private static func parts(_ path: String) -> [Substring] {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    return parts
  }

  private static func absolute(_ folder: String) -> String {
    if folder.hasPrefix("/") { return folder }
    guard let here = getcwd(nil, 0) else { return "/" + folder }
    defer { free(here) }
    return String(cString: here) + "/" + folder
  }
}
