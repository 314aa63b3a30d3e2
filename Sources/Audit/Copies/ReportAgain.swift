import Attestation
import Records
import Storage

/// A run rendered again: the same bytes, or a copy without names.
package struct ReportAgain {
  /// A report that was written into a folder of its own.
  package struct Copy: Sendable {
    package let folder: String
    /// Files that are not the ones that were published, as far as that is known; nil where all are.
    package let difference: String?
  }

  private let workspace: Workspace
  /// Of this program.
  private let version: String

  package init(_ workspace: Workspace, version: String) {
    self.workspace = workspace
    self.version = version
  }

  /// Puts a report back that is gone, and finds one that stands to be the same to the byte.
  /// - Parameter run: nil for the last one.
  /// - Returns: its folder.
  package func render(run: Int?) throws -> String {
    try with(run) { database, run in
      let publisher = Publisher(workspace)
      try publisher.prepare()
      try database.read { try ChainGate(workspace, $0, withHeads: false).confirm() }
      let path = try publish(run, database, publisher)
      // Signatures stand beside a report and are kept in the database, too.
      let published = try database.read { try Verification.runs($0) }.first { $0.number == run.number }
      if let published {
        for file in try database.read({ try SignedRun($0, run: run.number).files(published) }) {
          try publisher.replace("\(published.name)/\(file.name)", with: String(decoding: file.bytes, as: UTF8.self))
        }
      }
      return path
    }
  }

  private func publish(_ run: PastRun, _ database: AuditDatabase, _ publisher: Publisher) throws -> String {
    do {
      if run.isLast {
        try database.read { try run.show($0) }
        guard let published = try Recovery(workspace, database, publisher).publishLast(expecting: run.manifest) else {
          throw StorageError.bug("nothing was rendered")
        }
        return published.path
      }
      guard let manifest = run.manifest else {
        throw AuditFailure(.invalid, "run \(run.number) was never published: there is no report to be made again")
      }
      return try database.read { connection in
        try run.show(connection)
        return try publisher.publish(
          try run.reading(connection, workspace), previous: try previous(connection),
          link: try ChainBook(connection).ofLastRun(), expecting: manifest, isLast: false
        ).path
      }
    } catch let other as OtherReport {
      throw AuditFailure(
        .integrity,
        "\(other.path): what this database and this version of rollcall make of run \(run.number) is not what was "
          + "published: \(try difference(of: run, other.path, other.manifest)); 'rollcall verify' says what holds, and "
          + "--output FOLDER writes it elsewhere")
    }
  }

  /// Writes the report of a run into a folder of its own, whether or not it is what was published.
  package func render(run: Int?, into folder: String) throws -> Copy {
    try with(run) { database, run in
      guard !Files.exists(folder) else {
        throw AuditFailure(.invalid, "\(folder): it is there already; name another folder")
      }
      return try database.read { connection in
        try ChainGate(workspace, connection, withHeads: false).confirm()
        try run.show(connection)
        try Files.makeFolder(folder, mode: 0o700)
        let reading = try run.reading(connection, workspace)
        let manifest = try Publisher(workspace).make(
          try reading.model(), reading, into: folder, previous: try previous(connection),
          link: try ChainBook(connection).ofLastRun())
        let isSame = SHA256Stream.digest(manifest).hex == run.manifest
        let published = workspace.reportsPath + "/" + ReportReading.name(run: run.number, asOf: run.asOf.iso)
        return Copy(folder: folder, difference: isSame ? nil : try difference(of: run, published, manifest))
      }
    }
  }

  private func previous(_ connection: SQLConnection) throws -> String? {
    try connection.rows(
      "select manifest_sha256 from run where run < (select run from tonight) order by run desc limit 1"
    ) { $0.text(0) }.first ?? nil
  }

  /// Which files differ, where the published ones stand, and what may be the cause.
  private func difference(of run: PastRun, _ path: String, _ manifest: [UInt8]) throws -> String {
    var causes: [String] = []
    if run.programVersion != version {
      causes.append("it was made by rollcall \(run.programVersion), and this is \(version)")
    }
    if run.rulesSHA256 != workspace.rulesDigest.hex { causes.append("the rules are other ones now") }
    let files = PublishedManifest(manifest)?.files ?? []
    var names: [String] = []
    if let bytes = try Files.read(path + "/manifest.json"), SHA256Stream.digest(bytes).hex == run.manifest,
      let published = PublishedManifest(bytes)
    {
      names = files.filter { file in !published.files.contains { $0 == file } }.map(\.name)
      if names.isEmpty { names = ["manifest.json"] }
    }
    let what =
      names.isEmpty ? "its files differ" : "\(names.joined(separator: ", ")) \(names.count == 1 ? "differs" : "differ")"
    return causes.isEmpty ? what : what + " (\(causes.joined(separator: "; ")))"
  }

  /// A copy with other names for people and accounts, in a folder of its own; who is who stands in a file beside it that
  /// is for its owner alone.
  /// - Returns: the folder and the file.
  package func renderWithoutNames(run: Int?, into folder: String) throws -> (folder: String, names: String) {
    try with(run) { database, run in
      let names = folder + ".names.csv"
      for path in [folder, names] where Files.exists(path) {
        throw AuditFailure(.invalid, "\(path): it is there already; name another folder")
      }
      return try database.read { connection in
        try ChainGate(workspace, connection, withHeads: false).confirm()
        try run.show(connection)
        let pseudonyms = try Pseudonyms(connection, hashKey: database.hashKey)
        let reading = PseudonymReading(
          reading: try run.reading(connection, workspace), pseudonyms: pseudonyms)
        try Files.makeFolder(folder, mode: 0o700)
        _ = try Publisher(workspace).make(
          try reading.model(), reading, into: folder, previous: nil, link: try ChainBook(connection).ofLastRun())
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

  private func with<Value>(_ number: Int?, _ body: (AuditDatabase, PastRun) throws -> Value) throws -> Value {
    do {
      try workspace.confirmDatabase()
      let lock = try RunLock(workspace.databasePath + ".lock", note: "rendering\n")
      defer { withExtendedLifetime(lock) {} }
      let database = try AuditDatabase(path: workspace.databasePath) { 0 }
      let runs = try database.read { try PastRun.all($0) }
      return try body(
        database, try number.map { try PastRun.numbered($0, in: runs) } ?? PastRun.standing(on: nil, in: runs))
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }
}
