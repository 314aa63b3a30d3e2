import Schema

/// Writes the example that comes with the program: a policy, a waiver file, and the exports of a small company.
package enum Starter {
  /// The day for which the example exports were made.
  package static let asOf = "2026-11-21"

  /// - Returns: the files that were written.
  /// - Throws: `AuditFailure` when one of them is there already; then none is written.
  package static func write(into folder: String) throws -> [String] {
    let files = Schema.example.map { file in
      (path: folder + "/" + (file.name.hasSuffix(".csv") ? "exports/" : "") + file.name, file: file)
    }
    let taken = files.map(\.path).filter(Files.exists)
    guard taken.isEmpty else {
      throw AuditFailure(.invalid, "\(taken[0]) is there already; nothing was written; name an empty folder")
    }
    do {
      try Files.makeFolder(folder + "/exports", mode: 0o700)
      for (path, file) in files {
        let new = try NewFile(path, mode: 0o600)
        try new.write(file.bytes)
        try new.finish()
      }
    } catch {
      throw AuditFailure(error)
    }
    return files.map(\.path)
  }
}
