import Foundation
import Records

@testable import Audit

/// Nights on which everything changes that a report shows: people, roles, logins, findings, the policy, what was read.
enum ChangingCompany {
  struct Night: Sendable {
    var day: String
    /// Files of the company before this night; nil takes a file away.
    var files: [(name: String, text: String?)]
  }

  static let nights: [Night] = [
    Night(day: "2026-11-16", files: []),
    // A role gained, one lost; somebody logged in; a finding is resolved.
    Night(
      day: "2026-11-17",
      files: [
        (
          "exports/users.csv",
          Company.users.replacing("2,no,2020-01-01,2026-11-20", with: "2,yes,2020-01-01,2026-11-16T08:15:00Z")
        ),
        ("exports/roles.csv", Company.roles.replacing("u4,Reader,,", with: "u4,Super Admin,Company,2026-11-16")),
      ]),
    // Renamed, joined, vanished; the finding is back; and waived; the policy gives a rule another severity and a role more.
    Night(
      day: "2026-11-18",
      files: [
        (
          "exports/users.csv",
          Company.users.replacing("Bob,Curie", with: "Bob,Cantor").replacing(
            "u5,ida,Ida,Fermi,ida@", with: "u6,kim,Kim,Gauss,kim@")
        ),
        (
          "rollcall.yml",
          Company.policy.replacing("privileges: []", with: "privileges: [billing]")
            + "rules:\n  mfa-missing: {severity: critical}\nbreak_glass: [ann@a.example]\nwaivers: waivers.yml\n"
        ),
        (
          "waivers.yml",
          """
          - {rule: mfa-missing, account: A, subject: u2, reason: no phone, owner: ann@a.example,
             approved_by: gil@a.example, created: 2026-11-18, until: 2026-12-31}

          """
        ),
      ]),
    // Nights are missing. Then another person in an old profile, a row that cannot be read, and no roster.
    Night(
      day: "2026-11-22",
      files: [
        (
          "exports/users.csv",
          Company.users.replacing("u4,gil,Gil,Euler,gil@", with: "u4,gil,Max,Planck,max@")
            .replacing("5,no,2020-01-01,2026-11-20", with: "5,no,2020-13-01,2026-11-21")
        ),
        ("exports/roster.csv", nil),
      ]),
    // All is as it was in the beginning, and the policy, too; Eve is gone with her role.
    Night(
      day: "2026-11-23",
      files: [
        ("exports/users.csv", Company.users.replacing("u3,eve", with: "u9,may")),
        ("exports/roster.csv", Company.roster), ("exports/roles.csv", Company.roles), ("rollcall.yml", Company.policy),
      ]),
  ]

  /// - Parameter after: what is done after each night, with its number.
  static func run(_ after: (Company, Int) throws -> Void = { _, _ in }) throws -> Company {
    let company = try Company()
    for (index, night) in nights.enumerated() {
      for file in night.files {
        if let text = file.text { try company.write(file.name, text) } else { try company.remove(file.name) }
      }
      try company.night(night.day)
      try after(company, index + 1)
    }
    return company
  }
}
