import Attestation
import Foundation
import Records
import Storage

@testable import Audit

extension Company {
  func database() throws -> AuditDatabase { try AuditDatabase(path: file("rollcall.db")) { 1 } }

  func verify() throws -> [String] { try Verification.run(try workspace()) }

  /// What verifying says does not hold, without changing the database for good.
  func faults(after sql: String) throws -> [String] {
    let workspace = try workspace()
    return try database().write { connection in
      try connection.execute("pragma defer_foreign_keys = on")
      try connection.executeScript(sql)
      return (try Verification(workspace, connection).faults, keep: false)
    }
  }

  /// Rows that came and went leave pages that are free.
  func leavePagesFree() throws {
    try database().write { connection in
      try connection.executeScript(
        """
        insert into setting (name, value)
        with recursive number (n) as (select 1 union all select n + 1 from number where n < 300)
        select n, printf('%01000d', n) from number;
        delete from setting where name glob '[0-9]*'
        """)
      return ((), keep: true)
    }
  }

  /// Three nights in which people come, go and change, and a finding is resolved.
  static func afterThreeNights() throws -> Company {
    let company = try Company()
    try company.night()
    try company.write(
      "exports/users.csv",
      Company.users.replacing("2,no,", with: "2,yes,").replacing("u5,ida,Ida,Fermi", with: "u6,kim,Kim,Fermi"))
    try company.write("exports/roles.csv", Company.roles + "u4,Super Admin,,\n")
    try company.night("2026-11-22")
    try company.write("exports/users.csv", Company.users.replacing("Curie", with: "Cantor"))
    try company.night("2026-11-23")
    return company
  }
}
