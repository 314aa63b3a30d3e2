import Attestation
import Records
import Schema
import Storage

/// What people signed about one run, and what would have to be decided before anybody can.
struct SignedRun {
  /// One row of `signature`.
  struct Entry {
    var number: Int
    var isRefusal: Bool
    var principal: String
    var fingerprint: String
    var signed: Instant
    var manifest: String
    var reason: String?
    var armor: [UInt8]
  }

  /// A finding that was open at the end of the run.
  struct OpenFinding {
    var id: String
    var isDecided: Bool
    /// Whether it is about the person who signs.
    var isOwn: Bool
  }

  let run: Int
  private let connection: SQLConnection

  init(_ connection: SQLConnection, run: Int) {
    self.connection = connection
    self.run = run
  }

  func entries() throws -> [Entry] {
    try connection.rows(
      """
      select signature, verdict, principal, fingerprint, cast(strftime('%s', signed) as integer), manifest_sha256, reason,
             armor
        from signature where run = :run order by signature
      """, ["run": .integer(run)]
    ) { row in
      Entry(
        number: row.integer(0) ?? 0, isRefusal: row.text(1) != "signed", principal: row.text(2) ?? "",
        fingerprint: row.text(3) ?? "", signed: Instant(seconds: row.integer(4) ?? 0), manifest: row.text(5) ?? "",
        reason: row.text(6), armor: Array((row.text(7) ?? "").utf8))
    }
  }

  /// The files that stand beside the report: signatures, and what was refused.
  func files(_ run: Verification.Run) throws -> [(name: String, bytes: [UInt8])] {
    try entries().flatMap { entry -> [(name: String, bytes: [UInt8])] in
      guard entry.isRefusal else { return [(entry.principal + ".sig", entry.armor)] }
      let text = SignedRun.refusal(
        report: run.name, manifest: entry.manifest, principal: entry.principal, reason: entry.reason ?? "")
      return [(entry.principal + ".refusal", text), (entry.principal + ".refusal.sshsig", entry.armor)]
    }
  }

  func openFindings(person: String) throws -> [OpenFinding] {
    let sql = Schema.ledger.text("undecided.sql")
    return try connection.rows(sql, ["run": .integer(run), "person": .text(person)]) { row in
      OpenFinding(id: row.text(0) ?? "", isDecided: row.integer(1) == 1, isOwn: row.integer(2) == 1)
    }
  }

  /// Whether the run has all its signatures: as many as the policy asks for, of different people with different keys, and
  /// one more where somebody signed who is the subject of a finding himself.
  func isWhole(_ signatures: [(principal: String, fingerprint: String)], required: Int) throws -> Bool {
    let own = try signatures.filter { try openFindings(person: $0.principal).contains(where: \.isOwn) }
    let people = min(Set(signatures.map { $0.principal.lowercased() }).count, Set(signatures.map(\.fingerprint)).count)
    return people >= max(required, own.isEmpty ? 1 : 2) && own.count < signatures.count
  }

  /// What a refusal is a signature over.
  static func refusal(report: String, manifest: String, principal: String, reason: String) -> [UInt8] {
    Array(
      """
      rollcall-refusal/1
      report: \(report)
      manifest_sha256: \(manifest)
      principal: \(principal)
      reason: \(reason)

      """.utf8)
  }
}
