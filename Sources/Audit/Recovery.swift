import Attestation
import Records
import Storage

/// Publishes the last run of a database when its report does not stand yet: at the end of each night, and at the beginning
/// of the next one when a night was killed between its commit and its report.
struct Recovery {
  private let workspace: Workspace
  private let database: AuditDatabase
  private let publisher: Publisher

  init(_ workspace: Workspace, _ database: AuditDatabase, _ publisher: Publisher) {
    self.workspace = workspace
    self.database = database
    self.publisher = publisher
  }

  func run() throws {
    let waiting = try database.read { try $0.integer("select run from run where published = 'no' order by run desc") }
    guard waiting != nil else { return }
    try database.read { try $0.workOutViews(for: .night) }
    _ = try publishLast()
  }

  /// - Returns: what was published; nil where it stood already.
  /// - Parameter expecting: digest of the manifest that it must have; nil where it was never published.
  func publishLast(expecting manifest: String? = nil) throws -> Publisher.Published? {
    let published = try database.read { connection in
      let previous = try connection.rows(
        "select manifest_sha256 from run where run < (select run from tonight) order by run desc limit 1"
      ) { $0.text(0) }
      return try publisher.publish(
        ReportReading(connection, rules: workspace.rules), previous: previous.first ?? nil,
        link: try ChainBook(connection).ofLastRun(), expecting: manifest)
    }
    let metrics = try database.write { connection in
      try connection.execute(
        "update run set published = 'yes', manifest_sha256 = :sha256 where run = (select run from tonight)",
        ["sha256": .text(published.manifest.hex)])
      try ChainBook(connection).appendReport(published.manifest)
      return (try Metrics(connection), keep: true)
    }
    try publisher.replace("rollcall.prom", with: metrics.text)
    return published
  }
}
