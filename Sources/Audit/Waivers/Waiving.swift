import Glibc
import Policy
package import Records
import Storage

/// Adds a waiver for a finding to the waiver file of the policy.
package struct Waiving {
  package struct Request: Sendable {
    package var finding: String
    package var reason: String
    package var owner: String
    package var approvedBy: String
    package var until: Day
    package var ticket: String?
    /// The day of the decision; nil for the day of the last run.
    package var created: Day?
    package var isDryRun: Bool

    package init(
      finding: String, reason: String, owner: String, approvedBy: String, until: Day, ticket: String? = nil,
      created: Day? = nil, isDryRun: Bool = false
    ) {
      self.finding = finding
      self.reason = reason
      self.owner = owner
      self.approvedBy = approvedBy
      self.until = until
      self.ticket = ticket
      self.created = created
      self.isDryRun = isDryRun
    }
  }

  private let workspace: Workspace
  private let request: Request
  private let now: Instant

  package init(_ workspace: Workspace, _ request: Request, now: Instant) {
    self.workspace = workspace
    self.request = request
    self.now = now
  }

  /// - Returns: what was written, and from when on it holds, a line each.
  package func run() throws -> [String] {
    do {
      guard let name = workspace.policy.waivers else {
        throw AuditFailure(
          .invalid, "\(workspace.policyPath): it names no waiver file; add a line such as 'waivers: waivers.yml'")
      }
      try workspace.confirmDatabase()
      let lock = try RunLock(workspace.databasePath + ".lock", note: "waive since \(now.iso)\n")
      defer { withExtendedLifetime(lock) {} }
      // The file as it is now that nobody else adds to it.
      let path = workspace.path(name)
      let bytes = try Files.read(path, limit: Workspace.mostTextBytes) ?? []
      let waiver = try AuditDatabase(path: workspace.databasePath) { 0 }.read { try self.waiver($0, name, bytes) }
      let entry = WaiverText.entry(waiver).split(separator: "\n").map { String($0) }
      guard let added = WaiverText(bytes, file: name, rules: Workspace.ids(of: workspace.rules)).adding(waiver) else {
        throw AuditFailure(
          .invalid,
          lines: ["\(name): nothing can be added without writing it anew; put this where it belongs:"] + entry)
      }
      if !request.isDryRun { try FileReplacement(path, mode: newMode).replace(bytes, with: added) }
      let what = request.isDryRun ? "would be added (dry run)" : "added; it takes effect in the next run"
      return entry + ["\(name): \(what)"]
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }

  /// Of a waiver file that is not there yet.
  private var newMode: mode_t { workspace.policy.readableBy == .group ? 0o640 : 0o600 }

  private func waiver(_ connection: SQLConnection, _ file: String, _ bytes: [UInt8]) throws -> Waiver {
    let days = try connection.rows("select as_of from tonight") { $0.text(0).flatMap(Day.init(iso:)) }
    guard let last = days.first ?? nil else {
      throw AuditFailure(.invalid, "\(workspace.databasePath): there is no run in it yet; 'rollcall run' makes one")
    }
    let id = try finding(connection)
    let waiver = Waiver(
      target: .finding(id), reason: joined(request.reason), owner: joined(request.owner).asciiLowercased,
      approvedBy: joined(request.approvedBy).asciiLowercased, created: request.created ?? last, until: request.until,
      ticket: request.ticket.map(joined), position: Position(file: file))
    try confirm(waiver)
    try confirmNone(of: id, on: waiver.created, file, bytes, connection)
    return waiver
  }

  /// - Returns: the id of a finding that can be waived.
  private func finding(_ connection: SQLConnection) throws -> String {
    let id = request.finding.uppercased()
    let known = try connection.rows("select rule, state from finding where id = :id", ["id": .text(id)]) {
      (rule: $0.text(0) ?? "", state: $0.text(1) ?? "")
    }
    guard let known = known.first else {
      let ids = try connection.rows("select id from finding where state <> 'resolved' order by id") { $0.text(0) ?? "" }
      let hint = NearestWord.of(id, among: ids).map { "did you mean \($0)?" } ?? "'rollcall findings' lists them"
      throw AuditFailure(.invalid, "there is no finding \(VisibleText.of(request.finding)); \(hint)")
    }
    if known.rule.hasPrefix("waiver-") {
      throw AuditFailure(.invalid, "\(id): a finding about a waiver cannot be waived; mend the waiver that it is about")
    }
    if known.state == FindingState.resolved.rawValue {
      throw AuditFailure(.invalid, "\(id): it is resolved, and there is nothing to waive")
    }
    return id
  }

  /// What the reader of the file would find, in the words of the command line.
  private func confirm(_ waiver: Waiver) throws {
    func refuse(_ message: String) -> AuditFailure { AuditFailure(.invalid, message) }
    for (name, text) in [
      ("--reason", waiver.reason), ("--owner", waiver.owner), ("--approved-by", waiver.approvedBy),
      ("--ticket", waiver.ticket ?? "-"),
    ] where text.isEmpty || text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw refuse("\(name): expected text without control characters")
    }
    if waiver.owner == waiver.approvedBy {
      throw refuse("--approved-by: the owner cannot approve a waiver of his own; somebody else has to approve it")
    }
    if waiver.until < waiver.created {
      throw refuse(
        "--until: it is before \(waiver.created.iso), the day of the decision; it is the last day that it holds")
    }
    if waiver.until.number - waiver.created.number > Waiver.longestDays {
      let latest = Day(number: waiver.created.number + Waiver.longestDays).iso
      throw refuse(
        "--until: a waiver holds for \(Waiver.longestDays) days at most; \(latest) is the latest day for this one")
    }
  }

  /// A finding that has a waiver needs no second one. One that is over does not count.
  private func confirmNone(
    of id: String, on day: Day, _ file: String, _ bytes: [UInt8], _ connection: SQLConnection
  ) throws {
    let reading = WaiverFile.read(bytes: bytes, file: file, rules: Workspace.ids(of: workspace.rules))
    if reading.diagnostics.contains(where: { $0.level == .error }) { throw AuditFailure(.invalid, reading.diagnostics) }
    let targets = try connection.rows("select rule, account, subject from finding where id = :id", ["id": .text(id)]) {
      Waiver.Target.subject(rule: $0.text(0) ?? "", account: $0.text(1) ?? "", subject: $0.text(2) ?? "")
    }
    for waiver in reading.waivers where waiver.until >= day && ([.finding(id)] + targets).contains(waiver.target) {
      let lapsed = try connection.integer(
        """
        select 1
          from waiver_hold
          join finding using (finding)
         where given = :given and finding.id = :id and lapsed is not null
        """, ["given": .text(waiver.givenDigest.hex), "id": .text(id)])
      guard lapsed == nil else { continue }
      throw AuditFailure(
        .invalid,
        "\(id): \(waiver.position) waives it until \(waiver.until.iso); change that waiver, or take it out first")
    }
  }

  /// Several lines are one, as the file's reader has it.
  private func joined(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
