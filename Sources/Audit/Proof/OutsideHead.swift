import Attestation
import Records
import Storage

/// Heads of the chain that stand outside of the database: in the metrics file, and in the newest manifest. A database that
/// does not know them is an older copy, or another one.
struct OutsideHead: Equatable {
  /// The file that holds it.
  var file: String
  var link: Int
  var head: String

  /// - Parameter reports: the folder of the reports.
  static func all(in reports: String) throws -> [OutsideHead] {
    var heads: [OutsideHead] = []
    let metrics = reports + "/rollcall.prom"
    if let bytes = try Files.read(metrics, limit: 1 << 20),
      let found = Metrics.head(in: String(decoding: bytes, as: UTF8.self))
    {
      heads.append(OutsideHead(file: metrics, link: found.link, head: found.head))
    }
    guard Files.isFolder(reports) else { return heads }
    // The newest is the one with the highest number, whatever its day.
    let names = try Files.names(in: reports).filter { number(of: $0) != nil }
    for name in names.sorted(by: { (number(of: $0) ?? 0, $0) > (number(of: $1) ?? 0, $1) }) {
      let file = "\(reports)/\(name)/manifest.json"
      guard let bytes = try Files.read(file), let link = PublishedManifest(bytes)?.link else { continue }
      heads.append(OutsideHead(file: file, link: link.number, head: link.head))
      break
    }
    return heads
  }

  /// The number of the run in the name of a report's folder, `2026-11-21-0007`.
  private static func number(of name: String) -> Int? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[3].count >= 4, Day(iso: parts[..<3].joined(separator: "-")) != nil else { return nil }
    return Int(parts[3])
  }

  /// What is wrong with the chain of the database, seen from here; nil where it knows this head.
  func fault(in links: [ChainLink]) -> String? {
    let wayOut =
      "bring back the newest copy of the database; or, to go on without it, move '\(file)' and the newer reports away"
    guard let link = links.first(where: { $0.number == link }) else {
      let last = links.last.map { "ends with link \($0.number)" } ?? "has no chain"
      return "\(file) knows link \(self.link) of the chain, and the database \(last): it is an older copy; \(wayOut)"
    }
    guard link.head != head else { return nil }
    return "\(file) has another head for link \(link.number) than the database: it is not the database that this "
      + "report was made from, or it was changed; \(wayOut)"
  }

  /// Refuses to begin anew where reports say that there was a database.
  static func confirmNone(_ workspace: Workspace) throws {
    for head in try all(in: workspace.reportsPath) {
      throw AuditFailure(
        .integrity,
        "\(workspace.databasePath): there is no database, and \(head.file) knows link \(head.link) of its chain; bring "
          + "back a copy; or, to begin anew, move '\(head.file)' and the reports away")
    }
  }
}

/// What must hold before a night builds on the nights before: else it would seal what somebody changed.
struct ChainGate {
  private let workspace: Workspace
  private let connection: SQLConnection
  private let withHeads: Bool

  /// - Parameter withHeads: whether the database must know the heads that stand outside of it.
  init(_ workspace: Workspace, _ connection: SQLConnection, withHeads: Bool = true) {
    self.workspace = workspace
    self.connection = connection
    self.withHeads = withHeads
  }

  func confirm() throws {
    let links = try ChainBook(connection).links()
    if let fault = Chain.firstFault(in: links) {
      throw AuditFailure(.integrity, "\(workspace.databasePath): link \(fault.link) of the chain: \(fault.reason)")
    }
    for head in withHeads ? try OutsideHead.all(in: workspace.reportsPath) : [] {
      if let fault = head.fault(in: links) { throw AuditFailure(.integrity, fault) }
    }
    // Findings are overwritten each night, so this is the last moment to see that they were changed.
    guard let run = try connection.integer("select run from tonight"),
      let seal = try RunSeal.standing(connection)[run], try ProofRows(connection).present().hex != seal.present
    else { return }
    throw AuditFailure(
      .integrity,
      "\(workspace.databasePath): findings or lists of the policy were changed since run \(run) was sealed; bring back "
        + "a copy; 'rollcall verify' says what holds")
  }
}
