import Attestation
import Foundation
import Records
import Storage
import Testing

@testable import Audit

/// What was changed behind the program's back is seen, and named.
@Suite struct VerificationTests {
  @Test("nights that nobody touched hold, with their number of links and reports")
  func whole() throws {
    let company = try Company.afterThreeNights()
    let lines = try company.verify()
    #expect(lines.contains { $0.hasPrefix("chain: 6 links hold, head ") })
    #expect(lines.contains("reports: 3 stand as they were published"))
    let before = try company.snapshot()
    _ = try company.verify()
    #expect(try company.snapshot() == before)
  }

  struct Change: CustomTestStringConvertible, Sendable {
    let sql: String
    let says: String
    var testDescription: String { sql }
  }

  static let changes: [Change] = [
    // Columns without an index, in all kinds of rows that a run wrote.
    Change(sql: "update run set organization = 'Other' where run = 2", says: "link 3 of the chain: what run 2"),
    Change(sql: "update known_source set obtained = 'x' where run = 1", says: "link 1 of the chain: what run 1"),
    Change(sql: "update run_file set sha256 = 'x' where run = 3", says: "link 5 of the chain: what run 3"),
    Change(sql: "update rule_setting set parameters = '{}'", says: "link 1 of the chain: what run 1"),
    Change(sql: "update repetition set supplies = 2 where run = 2", says: "link 3 of the chain: what run 2"),
    Change(
      sql: "insert into run_word (run, source, field, word, count, line) values (1, 'users', 'status', 'x', 1, 1)",
      says: "link 1 of the chain: what run 1"),
    Change(sql: "update finding_event set why = 'x'", says: "of the chain: what run"),
    Change(sql: "update profile set department = 'x' where id = 'u1'", says: "link 1 of the chain: rows that run 1"),
    Change(
      sql: "update profile set family_name = 'Curie' where id = 'u2'", says: "link 5 of the chain: rows that run 3"),
    Change(sql: "update profile_was set given_name = 'x'", says: "of the chain: rows that run"),
    Change(sql: "delete from profile_was where id = 'u6'", says: "link 3 of the chain: rows that run 2"),
    Change(sql: "update person set title = 'x'", says: "link 1 of the chain: rows that run 1"),
    Change(sql: "update assignment set scope = 'x' where user = 'bob'", says: "link 1 of the chain: rows that run 1"),
    // What earlier runs showed of it is told from its reason now, and from the day on which it was first seen.
    Change(sql: "update finding set reason = 'fine'", says: "link 3 of the chain: what run 2"),
    Change(sql: "update finding set first_seen = '2026-11-23'", says: "link 3 of the chain: what run 2"),
    Change(sql: "delete from role_privilege", says: "run 3: its findings, or lists of the policy"),
    Change(
      sql: "update seal set seal = record where run = 2", says: "link 3 of the chain: the seal of run 2 was changed"),
    Change(sql: "delete from seal where run = 2", says: "link 3 of the chain: the seal of run 2 is gone"),
    Change(sql: "update chain set content = head where link = 2", says: "link 2 of the chain: its head"),
    Change(sql: "delete from chain where link = 4", says: "link 4 of the chain: it is missing"),
    Change(
      sql: "delete from chain where link > 4", says: "run 3 is in the database, and not in the chain"),
    Change(
      sql: "update run set manifest_sha256 = 'x' where run = 1", says: "link 2 of the chain: the database has another"),
    // A night that is taken out with all its rows.
    Change(
      sql: """
        delete from known_source where run = 2; delete from run_file where run = 2; delete from rule_outcome where run = 2;
        delete from repetition where run = 2; delete from known_guard where run = 2; delete from finding_event where run = 2; delete from seal where run = 2;
        delete from chain where run = 2; delete from run where run = 2
        """, says: "link 3 of the chain: it is missing"),
  ]

  @Test("a change in the database is found, and the first broken link is named")
  func changed() throws {
    let company = try Company.afterThreeNights()
    for change in VerificationTests.changes {
      let faults = try company.faults(after: change.sql)
      #expect(faults.first?.contains(change.says) == true, "\(change.sql): \(faults)")
    }
    #expect(try company.faults(after: "select 1") == [])
  }

  @Test("a report that was changed, added to, or taken away is found, and the file is named")
  func reports() throws {
    let company = try Company.afterThreeNights()
    let folder = "reports/2026-11-22-0002"
    for name in NightTests.files {
      let bytes = try company.bytes("\(folder)/\(name)")
      try Data(bytes + [32]).write(to: URL(filePath: company.file("\(folder)/\(name)")))
      #expect(failure { _ = try company.verify() }?.lines.first?.contains("\(folder)/\(name): it is not") == true)
      try company.remove("\(folder)/\(name)")
      #expect(failure { _ = try company.verify() }?.lines.first?.contains("\(folder)/\(name): it is not there") == true)
      try Data(bytes).write(to: URL(filePath: company.file("\(folder)/\(name)")))
    }
    _ = try company.verify()
    try company.write("\(folder)/more.html", "x")
    #expect(
      failure { _ = try company.verify() }?.lines == ["\(company.file(folder))/more.html: it is not part of the report"]
    )
    try company.remove(folder)
    let gone = failure { _ = try company.verify() }
    #expect(gone?.status == .integrity)
    #expect(gone?.lines.first?.contains("\(folder): the report is not there") == true)
  }
}
