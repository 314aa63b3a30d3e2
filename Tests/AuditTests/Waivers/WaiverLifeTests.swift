import Audit
import Foundation
import Records
import Reports
import Testing

/// What becomes of a waiver and of the finding that it is for, night by night.
@Suite struct WaiverLifeTests {
  /// Whom a waiver names: bob without a second factor, or eve, who left.
  enum Target: String, Sendable {
    case bob = "mfa-missing u2"
    case eve = "leaver-privileged u3"
  }

  struct Waiver: Sendable {
    var target = Target.bob
    var isByID = true
    var owner = "gil@a.example"
    var created = "2026-11-21"
    var until = "2027-05-31"
    var reason = "a drill"
    /// Instead of that of the target.
    var id: String?
  }

  enum Change: Sendable { case none, roleAdded, rowOfRoleRejected, secondFactor, eveInactive, gilLeft, noRoles }

  /// A night and what is expected of it: the state of the finding with its label, and the findings about waivers.
  struct Night: Sendable {
    var day: String
    var waivers: [Waiver] = []
    var change = Change.none
    var finding: String
    var told: [String] = []

    init(
      _ day: Int, _ waivers: [Waiver] = [], _ change: Change = .none, is finding: String, told: [String] = []
    ) {
      self.day = "2026-\(day / 100)-\(day % 100)"
      self.waivers = waivers
      self.change = change
      self.finding = finding
      self.told = told
    }
  }

  struct Story: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var target = Target.bob
    let nights: [Night]
  }

  private static let short = Waiver(until: "2026-11-23")
  private static let long = Waiver()
  private static let bySubject = Waiver(isByID: false, until: "2027-01-31")
  private static let lapse = "; waiver lapsed: role Reader was added"

  static let stories: [Story] = [
    Story(
      testDescription: "it holds on its last day, and not on the day after",
      nights: [
        Night(1121, is: "new"),
        Night(1122, [short], is: "waived", told: ["waiver-expiring low"]),
        Night(1123, [short], is: "waived", told: ["waiver-expiring low"]),
        Night(1124, [short], is: "reopened; waiver expired on 2026-11-23", told: ["waiver-expired medium"]),
        Night(1125, [short], is: "open; waiver expired on 2026-11-23", told: ["waiver-expired medium"]),
        Night(1126, is: "open"),
      ]),
    Story(
      testDescription: "it is reported thirty days before its last one, and not a day earlier",
      nights: [
        Night(1121, [Waiver(until: "2026-12-22")], is: "waived"),
        Night(1122, [Waiver(until: "2026-12-22")], is: "waived", told: ["waiver-expiring low"]),
      ]),
    Story(
      testDescription: "it lapses when a role is added, and does not come back with the facts",
      nights: [
        Night(1121, [long], is: "waived"),
        Night(1122, [long], .roleAdded, is: "reopened" + lapse, told: ["waiver-lapsed medium"]),
        Night(1123, [long], is: "open" + lapse, told: ["waiver-lapsed medium"]),
        // Other words make no other waiver; another day does, which needs another approval.
        Night(1124, [Waiver(reason: "other words")], is: "open" + lapse, told: ["waiver-lapsed medium"]),
        Night(1125, [long, Waiver(created: "2026-11-25")], is: "waived"),
      ]),
    Story(
      testDescription: "it lapses when a role is taken away for certain, and not when its row was rejected",
      nights: [
        Night(1121, [long], .roleAdded, is: "waived"),
        Night(1122, [long], .rowOfRoleRejected, is: "waived"),
        Night(1123, [long], .roleAdded, is: "waived"),
        Night(
          1124, [long], is: "reopened; waiver lapsed: role Reader was taken away", told: ["waiver-lapsed medium"]),
      ]),
    Story(
      testDescription: "it lapses when the status changes", target: .eve,
      nights: [
        Night(1121, [Waiver(target: .eve)], is: "waived"),
        Night(
          1122, [Waiver(target: .eve)], .eveInactive,
          is: "reopened; waiver lapsed: status changed from active to inactive", told: ["waiver-lapsed medium"]),
      ]),
    Story(
      testDescription: "it holds when its owner has left, which is said",
      nights: [
        Night(1121, [long], is: "waived"),
        Night(1122, [long], .gilLeft, is: "waived", told: ["waiver-owner-left medium"]),
        Night(1123, [Waiver(owner: "ida@a.example")], .gilLeft, is: "waived"),
      ]),
    Story(
      testDescription: "two of one finding overlap, also where one names the id and the other rule and subject",
      nights: [
        Night(1121, [long], is: "waived"),
        Night(1122, [long, bySubject], is: "waived", told: ["waiver-overlapping medium"]),
        Night(1123, [bySubject], is: "waived"),
        Night(1124, [bySubject, bySubject], is: "waived", told: ["waiver-overlapping medium"]),
      ]),
    Story(
      testDescription: "it is unused when its finding is resolved, or never was",
      nights: [
        Night(1121, [long], is: "waived"),
        Night(1122, [long], .secondFactor, is: "resolved", told: ["waiver-unused low"]),
        Night(1123, [long], is: "waived"),
        Night(1124, [long, Waiver(id: "ABCD-0000")], is: "waived", told: ["waiver-unused low"]),
      ]),
    Story(
      testDescription: "it waits when its finding could not be assessed",
      nights: [
        Night(1121, [long], is: "waived"),
        Night(1122, [long], .noRoles, is: "not-assessed"),
        Night(1123, [long], is: "waived"),
        Night(1124, [short], .noRoles, is: "not-assessed", told: ["waiver-expired medium"]),
      ]),
    Story(
      testDescription: "one by rule and subject waits when its rule was not evaluated, though the finding never was",
      nights: [
        Night(1121, [bySubject], .noRoles, is: "never"), Night(1122, [bySubject], is: "waived"),
      ]),
    Story(
      testDescription: "it does not hold before the day of the decision",
      nights: [
        Night(1121, [Waiver(created: "2026-11-22")], is: "new"),
        Night(1122, [Waiver(created: "2026-11-22")], is: "waived"),
      ]),
    Story(
      testDescription: "a finding whose waiver was taken out of the file is open again",
      nights: [Night(1121, [long], is: "waived"), Night(1122, is: "reopened"), Night(1123, [long], is: "waived")]),
  ]

  @Test("a waiver and its finding", arguments: stories)
  func story(_ story: Story) throws {
    let company = try Company()
    // One row of roles may be rejected without the night being incomplete.
    let policy = Company.policy.replacing(
      "roles.csv, preset: generic, account: A", with: "roles.csv, preset: generic, account: A, max_rejected: 30%")
    try company.write("rollcall.yml", policy + "waivers: waivers.yml\n")
    let ids = try WaiverLifeTests.ids()
    for night in story.nights {
      try company.write("waivers.yml", night.waivers.map { WaiverLifeTests.text($0, ids) }.joined())
      try company.apply(night.change)
      try company.night(night.day)
      let rows = try company.rows()
      let finding = rows.first { "\($0["rule"] ?? "") \($0["subject"] ?? "")" == story.target.rawValue }
      let label = (finding?["reason"] as? String)?.split(separator: "; waiver ", maxSplits: 1).dropFirst().first
      let found = "\(finding?["state"] ?? "never")" + (label.map { "; waiver \($0)" } ?? "")
      #expect(found == night.finding, "\(night.day)")
      let told = rows.filter { row in
        (row["rule"] as? String)?.hasPrefix("waiver-") == true && row["state"] as? String != "resolved"
      }
      #expect(told.map { "\($0["rule"] ?? "") \($0["severity"] ?? "")" } == night.told, "\(night.day)")
      #expect((finding?["waived_until"] is NSNull) == (found != "waived") || finding == nil, "\(night.day)")
    }
    _ = try company.verify()
  }

  /// The ids are the same in every database.
  private static func ids() throws -> [String: String] {
    let company = try Company()
    try company.night()
    return Dictionary(
      try company.rows().map { ("\($0["rule"] ?? "") \($0["subject"] ?? "")", "\($0["finding"] ?? "")") }
    ) { first, _ in first }
  }

  private static func text(_ waiver: Waiver, _ ids: [String: String]) -> String {
    let parts = waiver.target.rawValue.split(separator: " ")
    let target =
      waiver.isByID
      ? "- finding: \(waiver.id ?? ids[waiver.target.rawValue] ?? "")"
      : "- rule: \(parts[0])\n  account: A\n  subject: \(parts[1])"
    return """
      \(target)
        reason: \(waiver.reason)
        owner: \(waiver.owner)
        approved_by: ida.f@a.example
        created: \(waiver.created)
        until: \(waiver.until)

      """
  }

  @Test("a waived finding does not fail the night, is counted apart, and names its waiver wherever it is shown")
  func shown() throws {
    let company = try Company()
    try company.write("rollcall.yml", Company.policy + "waivers: waivers.yml\n")
    let waivers = [Waiver(target: .bob, isByID: false), Waiver(target: .eve, isByID: false)]
    try company.write("waivers.yml", waivers.map { WaiverLifeTests.text($0, [:]) }.joined())
    let result = try company.night()
    #expect(result.status == .complete)
    #expect(result.counts.open == 0 && result.counts[.waived] == 2)
    #expect(result.waivers.map(\.until.iso) == ["2027-05-31", "2027-05-31"])
    let page = try company.text("reports/latest/index.html")
    for text in ["Waivers <b>2</b>", "gil@a.example", "ida.f@a.example", "191 days left", "a drill"] {
      #expect(page.contains(text), "\(text)")
    }
    let csv = try company.text("reports/latest/findings.csv")
    #expect(csv.contains("\"waived\"") && csv.contains(",2027-05-31,"))
    // Nobody has to decide on what is accepted.
    #expect(!(try company.text("reports/latest/review.csv").contains("mfa-missing")))
    #expect(try company.rows("waivers").map { $0["state"] as? String } == ["holds", "holds"])
    let copy = try ReportAgain(try company.workspace(), version: "test").renderWithoutNames(
      run: nil, into: company.file("copy"))
    for file in ["index.html", "run.json", "findings.csv"] {
      let text = try company.text("copy/" + file)
      #expect(!text.contains("gil@a.example") && !text.contains("ida.f@a.example"), "\(copy.folder)/\(file)")
    }
    // What was accepted, until when and for which facts, is part of what is proved.
    for sql in [
      "update waiver set until = '2027-06-30'", "update waiver_hold set lapsed = '2026-11-21'",
      "delete from waiver_fact",
      "update run_waiver set state = 'unused'", "delete from run_waiver_cover",
    ] { #expect(try company.faults(after: sql) != [], "\(sql)") }
  }

  @Test("an owner whom a roster of active people does not list has left, unless a row of it was rejected")
  func activeOnly() throws {
    let company = try Company()
    let policy = Company.policy.replacing("roster.csv,", with: "roster.csv, mode: active-only,")
    try company.write("rollcall.yml", policy + "waivers: waivers.yml\n")
    try company.write("waivers.yml", WaiverLifeTests.text(Waiver(isByID: false), [:]))
    func told() throws -> [String] {
      try company.rows().filter { $0["rule"] as? String == "waiver-owner-left" }.map { "\($0["state"] ?? "")" }
    }
    try company.night()
    #expect(try told() == [])
    let without = Company.roster.replacing("4,gil@a.example,employed,2019-01-01,\n", with: "")
    try company.write("exports/roster.csv", without)
    try company.night("2026-11-22")
    #expect(try told() == ["new"])
    try company.write("exports/roster.csv", without + "4,gil@a.example,employed,1.1.2019,\n")
    try company.night("2026-11-23")
    #expect(try told() == ["not-assessed"])
    try company.write("exports/roster.csv", Company.roster)
    try company.night("2026-11-24")
    #expect(try told() == ["resolved"])
  }

  @Test("a waiver file that is named and not there is told, and check counts the waivers of one that is")
  func noFile() throws {
    let company = try Company()
    try company.write("rollcall.yml", Company.policy + "waivers: waiver.yml\n")
    #expect(
      try company.workspace().remarks.map(\.description)
        == ["waiver.yml: warning: there is no such file, so nothing is waived"])
    try company.write("waiver.yml", WaiverLifeTests.text(Waiver(isByID: false), [:]))
    #expect(try company.workspace().remarks.isEmpty)
    #expect(try company.check().text.contains("\nwaivers: 1 in waiver.yml\n"))
  }

  @Test("a waiver of an account lapses when it gets worse")
  func account() throws {
    let company = try Company()
    try company.write("rollcall.yml", Company.policy + "waivers: waivers.yml\n")
    func states() throws -> [String] {
      try company.rows().filter { $0["rule"] as? String == "admin-no-backup" }.map { row in
        "\(row["severity"] ?? "") \(row["state"] ?? "") \(row["reason"] ?? "")"
      }
    }
    let waiver = "- {rule: admin-no-backup, account: A, subject: A, reason: small, owner: gil, approved_by: ida, "
    try company.write("waivers.yml", waiver + "created: 2026-11-21, until: 2027-05-31}\n")
    try company.write(
      "exports/users.csv", Company.users.replacing("ann@a.example,Active", with: "ann@a.example,Inactive"))
    try company.night()
    #expect(try states().map { $0.prefix(11) } == ["high waived"])
    try company.write(
      "exports/users.csv",
      Company.users.replacing("Active,1", with: "Inactive,1").replacing("Active,2", with: "Inactive,2"))
    try company.night("2026-11-22")
    #expect(try states().first?.hasPrefix("critical reopened") == true)
    #expect(try states().first?.hasSuffix("; waiver lapsed: severity rose from high to critical") == true)
  }
}

extension Company {
  /// Rows of a list of the report that stands.
  func rows(_ list: String = "findings") throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: Data(try bytes("reports/latest/run.json"))) as? [String: Any]
    return json?[list] as? [[String: Any]] ?? []
  }

  /// The exports of a night: as they always are, but for one thing.
  fileprivate func apply(_ change: WaiverLifeTests.Change) throws {
    var (users, roles, roster) = (Company.users, Company.roles, Company.roster)
    switch change {
    case .none, .noRoles: break
    case .roleAdded: roles += "bob,Reader,,\n"
    case .rowOfRoleRejected: roles += "bob,Reader,,the day before\n"
    case .secondFactor: users = users.replacing("Active,2,no", with: "Active,2,yes")
    case .eveInactive: users = users.replacing("Active,3", with: "Inactive,3")
    case .gilLeft: roster = roster.replacing("4,gil@a.example,employed", with: "4,gil@a.example,departed")
    }
    try write("exports/users.csv", users)
    try write("exports/roles.csv", roles)
    try write("exports/roster.csv", roster)
    if change == .noRoles { try remove("exports/roles.csv") }
  }
}
