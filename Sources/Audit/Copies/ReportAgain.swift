import Attestation
import Records
import Storage

/// The last run rendered again: the same bytes, or a copy without names.
package struct ReportAgain {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  /// Puts a report back that is gone, and finds one that stands to be the same to the byte.
  /// - Parameter run: nil for the last one.
  /// - Returns: its folder.
  package func render(run: Int?) throws -> String {
    try with(run) { database, number in
      let publisher = Publisher(workspace)
      try publisher.prepare()
      try database.read { try ChainGate(workspace, $0, withHeads: false).confirm() }
      try database.read { try $0.workOutViews(for: .night) }
      let kept =
        try database.read { connection in
          try connection.rows("select manifest_sha256 from run where run = :run", ["run": .integer(number)]) {
            $0.text(0)
          }
        }.first ?? nil
      guard let published = try Recovery(workspace, database, publisher).publishLast(expecting: kept) else {
        throw StorageError.bug("nothing was rendered")
      }
      // Signatures stand beside a report and are kept in the database, too.
      let run = try database.read { try Verification.runs($0) }.last
      if let run {
        let files = try database.read { try SignedRun($0, run: number).files(run) }
        for file in files {
          try publisher.replace("\(run.name)/\(file.name)", with: String(decoding: file.bytes, as: UTF8.self))
        }
      }
      return published.path
    }
  }

  /// A copy with other names for people and accounts, in a folder of its own; who is who stands in a file beside it that
  /// is for its owner alone.
  /// - Returns: the folder and the file.
  package func renderWithoutNames(run: Int?, into folder: String) throws -> (folder: String, names: String) {
    try with(run) { database, _ in
      let names = folder + ".names.csv"
      for path in [folder, names] where Files.exists(path) {
        throw AuditFailure(.invalid, "\(path): it is there already; name another folder")
      }
      return try database.read { connection in
        try ChainGate(workspace, connection, withHeads: false).confirm()
        try connection.workOutViews(for: .night)
        let pseudonyms = try Pseudonyms(connection, hashKey: database.hashKey)
        let reading = PseudonymReading(
          reading: ReportReading(connection, rules: workspace.rules), pseudonyms: pseudonyms)
        try Files.makeFolder(folder, mode: 0o700)
        _ = try Publisher(workspace).make(
          reading, into: folder, previous: nil, link: try ChainBook(connection).ofLastRun())
        let rows = pseudonyms.given.sorted { $0.key < $1.key }.map {
          [$0.key, $0.value.kind, $0.value.value] as [String?]
        }
        let file = try NewFile(names, mode: 0o600)
        try file.write(Array(PopulationRows.csv(["pseudonym", "kind", "value"], rows).utf8))
        try file.finish()
        return (folder, names)
      }
    }
  }

  private func with<Value>(_ run: Int?, _ body: (AuditDatabase, Int) throws -> Value) throws -> Value {
    do {
      guard Files.exists(workspace.databasePath) else {
        throw AuditFailure(.invalid, "\(workspace.databasePath): there is no database yet; 'rollcall run' makes it")
      }
      let lock = try RunLock(workspace.databasePath + ".lock", note: "rendering\n")
      defer { withExtendedLifetime(lock) {} }
      let database = try AuditDatabase(path: workspace.databasePath) { 0 }
      let last = try database.read { try $0.integer("select run from tonight") }
      guard let last else { throw AuditFailure(.invalid, "there is no run yet; 'rollcall run' makes one") }
      if let run, run != last {
        throw AuditFailure(
          .invalid,
          run > last || run < 1
            ? "there is no run \(run); the last one is \(last)"
            : "run \(run) is not the last one (\(last)): findings are stored as the last run left them, so an earlier report "
              + "cannot be made again; it stands under \(workspace.reportsPath) as it was published")
      }
      return try body(database, last)
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }
}
