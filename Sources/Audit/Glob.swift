import Glibc

/// Files by a pattern of the policy: `*`, `?` and `[...]` as the shell has them (glob(7)), a file that begins with a dot
/// only where the pattern does.
enum Glob {
  static func isPattern(_ path: String) -> Bool { path.utf8.contains { "*?[".utf8.contains($0) } }

  /// The paths that match, as the policy would write them, in the order of their bytes; a path without a pattern is
  /// itself, and so is the name of a file that is there.
  /// - Parameter folder: of the policy, with a slash at its end or empty.
  static func matches(_ pattern: String, in folder: String) -> [String] {
    guard isPattern(pattern), !Files.exists(pattern.hasPrefix("/") ? pattern : folder + pattern) else {
      return [pattern]
    }
    // The folder's own name is no pattern, whatever stands in it.
    let prefix = pattern.hasPrefix("/") ? "" : folder
    let escaped = prefix.utf8.flatMap { "*?[\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    var found = glob_t()
    defer { globfree(&found) }
    let text = String(decoding: escaped, as: UTF8.self) + pattern
    guard glob(text, GLOB_NOSORT, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { Array(String(cString: $0).utf8) } }
      .sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0.dropFirst(prefix.utf8.count), as: UTF8.self) }
  }
}
