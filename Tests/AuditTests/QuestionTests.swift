import Audit
import Findings
import Records
import Reports
import Rules
import Testing

/// Questions that are asked between nights: why, why not, and what if somebody left.
@Suite struct QuestionTests {
  /// A night of the company with accounts, whose only portal user and custodian is Bob.
  private func company() throws -> Company {
    let company = try Company()
    var policy = Company.policy.replacing(
      "- {name: Reader, privileges: []}",
      with: """
        - {name: Reader, privileges: []}
          - {name: Portal, privileges: [support-portal, passphrase]}
        """)
    policy += """
      accounts:
        - id: A
          channel: direct
          primary_admin: ann@a.example
          passphrase: {set: yes, changed: 2026-09-01, custodians: [bob@a.example]}
      rules:
        dormant-privileged: {days: 60, severity: high}
        never-logged-in: off
      lists:
        allowed: [{account: A, subject: u4, rule: mfa-missing, reason: "a test"}]

      """
    try company.write("rollcall.yml", policy)
    try company.write("exports/roles.csv", Company.roles + "bob,Portal,,\n")
    try company.night()
    return company
  }

  private func explain(_ company: Company, _ rule: String, _ subject: String, account: String? = nil) throws
    -> Explanation
  {
    try Explainer(try company.workspace()).explain(rule: rule, subject: subject, account: account)
  }

  @Test("a finding is explained by its name as it was heard: facts, rule, history and what to do")
  func finding() throws {
    let company = try company()
    let findings = try FindingList(try company.workspace()).findings { $0.rule == "mfa-missing" }
    let id = try #require(findings.first?.id)
    let explained = try Explainer(try company.workspace()).explain(finding: id.lowercased().replacing("-", with: ""))
    #expect(explained.verdict == .fires && explained.sentence == findings.first?.reason)
    #expect(explained.subject == "u2" && explained.account == "A" && explained.finding?.id == id)
    #expect(explained.history.map(\.state) == ["new"])
    #expect(explained.facts.map(\.about).filter { $0 == "role" }.count == 2)
    let profile = try #require(explained.facts.first { $0.about == "profile" })
    #expect(profile.values.contains { $0 == ("email", "bob@a.example") })
    #expect(!profile.values.contains { ["key", "digest", "person"].contains($0.name) })
    #expect(explained.facts.contains { $0.about == "person" })
    #expect(explained.lines.contains { $0.section == "what to do" && $0.value == explained.rule.fix })
  }

  @Test("history tells when a finding was found, gone and back")
  func history() throws {
    let company = try company()
    try company.write(
      "exports/users.csv", Company.users.replacing("bob@a.example,Active,2,no", with: "bob@a.example,Active,2,yes"))
    try company.night("2026-11-22")
    let gone = try explain(company, "mfa-missing", "bob")
    #expect(gone.verdict == .silent && gone.finding?.state == .resolved)
    try company.write("exports/users.csv", Company.users)
    try company.night("2026-11-23")
    let back = try explain(company, "mfa-missing", "bob@a.example", account: "A")
    #expect(back.verdict == .fires)
    #expect(
      back.history.map { "\($0.asOf) \($0.state)" } == ["2026-11-21 new", "2026-11-22 resolved", "2026-11-23 reopened"])
  }

  @Test("a waived finding fires, and its waiver is told with what became of it")
  func waived() throws {
    let company = try company()
    let id = try #require(try explain(company, "mfa-missing", "bob").finding?.id)
    try company.write("rollcall.yml", try company.text("rollcall.yml") + "waivers: waivers.yml\n")
    try company.write(
      "waivers.yml",
      """
      - finding: \(id)
        reason: a test of explain
        owner: ann@a.example
        approved_by: ida@a.example
        created: 2026-11-22
        until: 2026-12-31
      """)
    try company.night("2026-11-22")
    let explained = try explain(company, "mfa-missing", "bob")
    #expect(explained.verdict == .fires && explained.finding?.state == .waived)
    #expect(explained.waivers.map(\.state) == [.holds])
    #expect(explained.history.map { "\($0.state) \($0.cause)" } == ["new data", "waived waiver"])
    #expect(explained.lines.contains { $0.section == "waiver" && $0.value == "a test of explain" })
  }

  @Test("who was there on an earlier night and is gone is no stranger")
  func gone() throws {
    let company = try company()
    try company.write(
      "exports/users.csv",
      Company.users.split(separator: "\n").filter { !$0.hasPrefix("u5,") }.joined(separator: "\n") + "\n")
    try company.night("2026-11-22")
    #expect(try explain(company, "mfa-missing", "u5").verdict == .gone)
  }

  @Test("why a rule does not speak of somebody: off, not evaluated, allowed, all is well, nobody of that name")
  func silent() throws {
    let company = try company()
    #expect(try explain(company, "never-logged-in", "u1").verdict == .off)
    #expect(try explain(company, "mfa-missing", "u1").verdict == .silent)
    let allowed = try explain(company, "mfa-missing", "u4")
    #expect(allowed.verdict == .allowed && allowed.sentence == "the policy allows it by name: a test")
    for (nobody, hint) in [("u1x", "did you mean 'u1'?"), ("nobody at all", "name an id, a user name")] {
      let refused = failure { _ = try explain(company, "mfa-missing", nobody) }
      #expect(refused?.status == .invalid)
      #expect(refused?.lines.first?.hasPrefix("the last run knows no profile '\(nobody)'; \(hint)") == true)
    }
    let lacking = try explain(company, "passphrase-missing", "A")
    #expect(lacking.verdict == .silent)
    #expect(try explain(company, "review-overdue", "sign-off").verdict == .silent)
    let unknown = failure { _ = try explain(company, "mfa-misssing", "u1") }
    #expect(unknown?.status == .invalid)
    #expect(unknown?.lines == ["there is no rule 'mfa-misssing'; did you mean 'mfa-missing'?"])
    let missing = failure { _ = try Explainer(try company.workspace()).explain(finding: "0000-0000") }
    #expect(missing?.lines == ["there is no finding '0000-0000'; 'rollcall findings' has them"])
  }

  @Test("one bad name is one finding, and a rule that is silent for it says which one speaks")
  func silenced() throws {
    let company = try company()
    try company.write("exports/users.csv", Company.users.replacing("Gil,Euler", with: "Unassigned,"))
    try company.night("2026-11-22")
    let explained = try explain(company, "name-filler", "u4")
    #expect(explained.verdict == .silenced)
    #expect(explained.sentence.contains("name-missing speaks first"))
  }

  @Test("a near miss says in how many days it will be found, and at which limit it would be found now")
  func near() throws {
    let company = try company()
    let explained = try explain(company, "dormant-privileged", "u1")
    #expect(explained.verdict == .silent)
    // Ann logged in yesterday: neither 30 days nor the least limit of one day reach her.
    #expect(explained.borders.isEmpty)
    try company.write(
      "exports/users.csv", Company.users.replacing("yes,2020-01-01,2026-11-20", with: "yes,2020-01-01,2026-10-01"))
    try company.night("2026-11-22")
    let near = try explain(company, "dormant-privileged", "u1")
    #expect(near.verdict == .silent)
    #expect(
      near.borders.map(\.sentence) == [
        "if nothing changes it will be found in 9 days, on 2026-12-01",
        "with 'days' at 51 instead of 60 it would be found",
      ])
    #expect(near.parameters.first?.origin.hasSuffix("rollcall.yml:16") == true)
    #expect(near.severityOrigin.hasSuffix("rollcall.yml:16") && near.severity == .high)
    // Nothing of the question is left: the same answer again, and the findings as they were.
    #expect(try explain(company, "dormant-privileged", "u1").borders.count == 2)
  }

  @Test("what was found says at which limit it would not be")
  func border() throws {
    let company = try company()
    try company.write(
      "exports/users.csv", Company.users.replacing("yes,2020-01-01,2026-11-20", with: "yes,2020-01-01,2026-08-01"))
    try company.night("2026-11-22")
    let explained = try explain(company, "dormant-privileged", "u1")
    #expect(explained.verdict == .fires)
    #expect(explained.borders.map(\.value) == ["113"])
  }

  // MARK: - Leavers

  @Test("if Bob left: what would break, what is to be done, and what the next audit would find")
  func leaver() throws {
    let company = try company()
    let list = try Leaver(try company.workspace()).checklist("BOB@a.example")
    #expect(list.name == "Bob Curie" && list.employeeNumber == "2" && list.hasLeft == nil)
    #expect(
      list.losses.map { "\($0.severity) \($0.account): \($0.words)" } == [
        "critical A: no custodian of the passphrase is left", "high A: nobody is left who can open the Support Portal",
        "medium A: one usable admin is left",
      ])
    #expect(
      list.tasks.map { "\($0.kind) \($0.subject): \($0.detail)" } == [
        "profile u2: now active", "role u2: Portal, privileged", "role u2: Super Admin, privileged",
        "passphrase A: known to the leaver: custodian, holds Portal",
        "custodian bob@a.example: custodian of the account",
      ])
    let found = list.consequences.map { "\($0.rule) \($0.subject)" }
    #expect(found.contains("leaver-privileged u2") && found.contains("admin-no-backup A"))
    #expect(!found.contains("mfa-missing u2"))
    // It was only a question.
    #expect(try company.findings("new").contains("mfa-missing u2"))
    #expect(try Leaver(try company.workspace()).checklist("u2").tasks.count == 5)
  }

  @Test("all at once: who would leave the most behind stands first, with the same losses")
  func ranking() throws {
    let company = try company()
    let ranking = try Leaver(try company.workspace()).ranking()
    #expect(ranking.map(\.user) == ["u2", "u1"])
    #expect(ranking.map { [$0.critical, $0.high, $0.medium, $0.accounts] } == [[1, 1, 1, 1], [1, 0, 1, 1]])
    for ranked in ranking {
      let list = try Leaver(try company.workspace()).checklist(ranked.user, account: ranked.account)
      #expect(ranked.losses == list.losses.map { "\($0.account): \($0.words)" }.joined(separator: "; "))
    }
  }

  @Test("who has left already is said to have left, and breaks nothing any more")
  func left() throws {
    let company = try company()
    let list = try Leaver(try company.workspace()).checklist("3")
    #expect(list.hasLeft == "2026-11-01" && list.losses.isEmpty)
    #expect(list.tasks.contains { $0.kind == "role" })
  }

  @Test("nobody, and several of one name, are refused with the way out")
  func several() throws {
    let company = try company()
    try company.write(
      "exports/users.csv",
      Company.users.replacing("gil@a.example,Active,4", with: "gil@a.example,Active,")
        .replacing("u5,ida", with: "u5,gil").replacing("ida@a.example,Active,5", with: "i@b.example,Active,"))
    try company.night("2026-11-22")
    let several = failure { _ = try Leaver(try company.workspace()).checklist("gil") }
    #expect(several?.status == .invalid)
    #expect(several?.lines.first == "'gil' is several people; say which with --account, or by another name:")
    #expect(several?.lines.count == 3)
    let nobody = failure { _ = try Leaver(try company.workspace()).checklist("xyz") }
    #expect(nobody?.lines.first?.hasPrefix("nobody in the last run is 'xyz';") == true)
  }
}
