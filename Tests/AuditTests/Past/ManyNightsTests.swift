import Foundation
import Records
import Storage
import Testing

@testable import Audit

/// What nights one after another have the same is kept once, and every run is still told whole.
@Suite struct ManyNightsTests {
  private static func count(_ company: Company, _ sql: String) throws -> Int {
    try company.database().read { try $0.integer(sql) } ?? 0
  }

  @Test("what rules came to and guards had to say stands once for nights that have it the same, and is told of each")
  func once() throws {
    let company = try Company()
    for day in 18...20 { try company.night("2026-11-\(day)") }
    // Somebody has a second factor now: one rule comes to something else, for one night.
    try company.write("exports/users.csv", Company.users.replacing("2,no", with: "2,yes"))
    try company.night("2026-11-21")
    try company.write("exports/users.csv", Company.users)
    try company.night("2026-11-22")
    func count(_ sql: String) throws -> Int { try ManyNightsTests.count(company, sql) }
    let rules = try count("select count(*) from run_rule where run = 1")
    let guards = try count("select count(*) from run_guard where run = 1")
    for run in 2...5 {
      #expect(try count("select count(*) from run_rule where run = \(run)") == rules)
      #expect(try count("select count(*) from run_guard where run = \(run)") >= guards)
    }
    let found = (1...5).map { run in
      try? count("select findings from run_rule where rule = 'mfa-missing' and run = \(run)")
    }
    #expect(found == [1, 1, 1, 0, 1])
    #expect(try count("select count(*) from rule_outcome where run = 4") < 5)
    #expect(try count("select count(*) from rule_outcome where last = 5") > rules - 10)
    #expect(try count("select count(*) from known_guard where run = 3") == 0)
    _ = try company.verify()
  }

  @Test("a rule that was not evaluated for a night is held against the last one in which it was")
  func heldAgainst() throws {
    let company = try Company()
    try company.night("2026-11-18")
    try company.night("2026-11-19")
    let roster = try company.text("exports/roster.csv")
    try company.remove("exports/roster.csv")
    try company.night("2026-11-20", allowed: [])
    try company.write("exports/roster.csv", roster)
    try company.night("2026-11-21")
    #expect(
      try ManyNightsTests.count(company, "select count(*) from finding_event where run = 4 and cause = 'rule'") == 0)
    #expect(
      try ManyNightsTests.count(
        company, "select count(*) from finding_event where run = 4 and cause = 'missing-input'") > 0)
  }

  @Test("once in thirty nights the file is written anew, and holds")
  func compacted() throws {
    let company = try Company()
    for _ in 1..<Night.compacted { try company.night() }
    try company.leavePagesFree()
    #expect(try ManyNightsTests.count(company, "pragma freelist_count") > 0)
    try company.night()
    #expect(try ManyNightsTests.count(company, "pragma freelist_count") == 0)
    _ = try company.verify()
  }
}
