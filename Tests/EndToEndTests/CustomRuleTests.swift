import Foundation
import Testing

/// Rules of an organization's own, in the hands of the built program.
@Suite("Custom rules")
struct CustomRuleTests {
  private func folder() throws -> AuditFolder {
    let folder = try AuditFolder()
    try folder.write(try folder.text("rollcall.yml") + "\ncustom_rules: rules/\n", to: "rollcall.yml")
    return folder
  }

  private static let six =
    "null as profile, 'A' as account, 'account' as subject_kind, 'A' as subject, null as severity, "

  private func write(_ select: String, to folder: AuditFolder, id: String = "hostile") throws {
    let head = ["-- \(id): All is well", "severity: low", "needs: users", "policy: P1", "why: Because.", "fix: Do it."]
    try FileManager.default.createDirectory(atPath: folder.path + "/rules", withIntermediateDirectories: true)
    let text = head.enumerated().map { $0 == 0 ? $1 : "-- " + $1 }.joined(separator: "\n") + "\n" + select + "\n"
    try folder.write(text, to: "rules/\(id).sql")
  }

  struct Hostile: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let select: String
    let said: String
    /// Whether it shows before a night has begun.
    var isSeenAtOnce = false
  }

  /// 120,000 blanks.
  static let letters = "replace(replace(printf('%350d', 0), ' ', printf('%344d', 0)), '0', ' ')"
  /// A quarter of a megabyte, quickly made.
  static let page = "replace(printf('%505d', 0), ' ', printf('%500d', 0))"
  static let hostile = [
    Hostile(
      testDescription: "ATTACH", select: "attach 'stolen.db' as stolen", said: "may not attach a database",
      isSeenAtOnce: true),
    Hostile(
      testDescription: "PRAGMA", select: "pragma writable_schema = on", said: "may not use a PRAGMA", isSeenAtOnce: true
    ),
    Hostile(testDescription: "a write", select: "delete from profile", said: "may not delete rows", isSeenAtOnce: true),
    Hostile(
      testDescription: "a misspelled column", select: "select \(six) \"rolle\" as reason from assignment",
      said: "no such column: rolle", isSeenAtOnce: true),
    Hostile(
      testDescription: "the hash key", select: "select \(six) value as reason from setting",
      said: "may not read 'setting'",
      isSeenAtOnce: true),
    Hostile(
      testDescription: "endless recursion",
      select: "with recursive n(i) as (select 1 union all select i + 1 from n) select \(six) count(*) as reason from n",
      said: "ran for more than 2.5 s"),
    Hostile(
      testDescription: "a giant text", select: "select \(six) printf('%.*c', 1000000000, 'x') as reason",
      said: "prints fields of more than 999 letters", isSeenAtOnce: true),
    Hostile(
      testDescription: "a text that doubles",
      select:
        "with recursive a(t) as (select 'x' union all select t || t from a) select \(six) max(t) as reason from a",
      said: "makes or reads a value of more than 256 KB"),
    Hostile(
      testDescription: "much memory",
      select: "with recursive m(i, t) as (select 1, '' union select i + 1, \(page) from m) "
        + "select \(six) count(*) as reason from m",
      // Which of two limits it meets first is a matter of the machine: 256 MB or 2.5 s.
      said: "more than 2"),
    Hostile(
      testDescription: "a search that does not listen",
      select: "select \(six) "
        + (1...99).map { "instr(\(letters) || 'b', substr(\(letters), \(60_000 + $0)) || 'c')" }.joined(
          separator: " + ")
        + " as reason",
      said: "error: rule 'hostile' ran for too long"),
  ]

  @Test("A hostile rule ends a night in under five seconds, by name, and nothing is stored", arguments: hostile)
  func ends(_ hostile: Hostile) throws {
    let folder = try folder()
    try write("select \(CustomRuleTests.six) 'x' as reason where 0", to: folder)
    try folder.night()
    let count = try folder.rollcall("findings", "--format", "csv").out
    let before = folder.reports
    try write(hostile.select, to: folder)
    let began = ContinuousClock.now
    let ending = try folder.night()
    #expect(ContinuousClock.now - began < .seconds(5))
    #expect(ending.status == 2, "\(ending.out)")
    #expect(ending.err.contains("rules/hostile.sql:7: error: rule 'hostile'"), "\(ending.err)")
    #expect(ending.err.contains(hostile.said), "\(ending.err)")
    #expect(folder.reports == before && !folder.exists("stolen.db"))
    if hostile.isSeenAtOnce { #expect(try folder.rollcall("check").status == 2) }
    // The database is as it was, also where the program had to be ended in the middle of a night.
    try write("select \(CustomRuleTests.six) 'x' as reason where 0", to: folder)
    #expect(try folder.rollcall("findings", "--format", "csv").out == count)
    #expect(try folder.night().status == 1)
    #expect(folder.reports.count == 2)
  }

  private func digest(_ folder: AuditFolder) throws -> String {
    let run = try #require(try folder.run()["run"] as? [String: Any])
    return try #require(run["rules_sha256"] as? String)
  }

  @Test("From a name to a finding: new, test, list, show, check, run, explain")
  func life() throws {
    let folder = try folder()
    #expect(try folder.rollcall("check").status == 2)
    let new = try folder.rollcall("rules", "new", "department-missing")
    #expect(new.status == 0 && new.out == "rules/department-missing.sql\n")
    let text = try folder.text("rules/department-missing.sql")
    #expect(try folder.rollcall("rules", "new", "department-missing").status == 2)
    #expect(try folder.text("rules/department-missing.sql") == text)
    for taken in ["mfa-missing", "../up", "Upper", ""] {
      #expect(try folder.rollcall("rules", "new", taken).status == 2, "\(taken)")
    }
    #expect(try folder.rollcall("rules", "test", "department-missing").out == "1 rule, 3 examples: all hold\n")
    let listed = try CSVTable(folder.rollcall("rules", "list", "--format", "csv").out)
    #expect(listed.rows.first { $0["rule"] == "department-missing" }?["origin"] == "rules/department-missing.sql")
    #expect(listed.rows.first { $0["rule"] == "mfa-missing" }?["origin"] == "shipped")
    #expect(
      try folder.rollcall("rules", "show", "department-missing").out.contains("origin    rules/department-missing.sql"))
    try folder.night()
    let before = try digest(folder)
    try folder.replace(
      "rules:\n", with: "rules:\n  department-missing: {least: 4, severity: high}\n", in: "rollcall.yml")
    let check = try folder.rollcall("check")
    #expect(
      check.out.contains("department-missing (rules/department-missing.sql): can be evaluated, high, least 4 (policy)"))
    #expect(try folder.night().status == 1)
    #expect(try digest(folder) == before)
    let found = try CSVTable(folder.rollcall("findings", "--rule", "department-missing", "--format", "csv").out)
    #expect(!found.rows.isEmpty && Set(found.column("severity")) == ["high"])
    let id = try #require(found.column("finding").first)
    let explained = try folder.rollcall("explain", id)
    #expect(explained.status == 0)
    for part in ["verdict", "fires", "fewer than 4", "rollcall.yml:", "with 'least' at"] {
      #expect(explained.out.contains(part), "\(part)")
    }
    try folder.write(text + "-- more\n", to: "rules/department-missing.sql")
    try folder.night()
    #expect(try digest(folder) != before)
  }

  @Test("A rule can be written and tried before a policy names it, and a word says that no night runs it")
  func unnamed() throws {
    let folder = try AuditFolder()
    let new = try folder.rollcall("rules", "new", "our-rule")
    #expect(new.status == 0 && new.out == "rules/our-rule.sql\n")
    #expect(new.err == "rollcall: no night runs it before rollcall.yml names its folder:  custom_rules: rules/\n")
    let tried = try folder.rollcall("rules", "test", "our-rule")
    #expect(tried.status == 0 && tried.out == "1 rule, 3 examples: all hold\n")
    #expect(tried.err.hasPrefix("rollcall: no night runs the rules in rules/"))
    try folder.night()
    #expect(try folder.run()["rules"].map { "\($0)".contains("our-rule") } == false)
    try folder.remove("rollcall.yml")
    #expect(try folder.rollcall("rules", "new", "our-rule-2").out == "rules/our-rule-2.sql\n")
    #expect(try folder.rollcall("rules", "test", "our-rule-2").status == 0)
  }

  @Test("A rule file with a fault stops everything that rests on rules, with file and line; lists go on without it")
  func fault() throws {
    let folder = try folder()
    try write("select 1", to: folder, id: "one")
    try write("selec", to: folder, id: "two")
    for command in ["run", "check", "findings"] {
      let ending = try folder.rollcall(command)
      #expect(ending.status == 2)
      #expect(ending.err.contains("rules/one.sql:7: error: rule 'one' must give the columns"))
      #expect(ending.err.contains("rules/two.sql:7: error: rule 'two' is no SQL that runs"))
    }
    #expect(!folder.exists("rollcall.db"))
    let list = try folder.rollcall("rules", "list", "--format", "csv")
    #expect(list.status == 0 && list.err.contains("rules/one.sql:7"))
    #expect(try CSVTable(list.out).column("origin").allSatisfy { $0 == "shipped" })
    try folder.rollcall("rules", "new", "three")
    #expect(folder.exists("rules/three.sql"))
  }

  @Test("An example that does not hold is named with its line, by 'rules test' and by a check")
  func example() throws {
    let folder = try folder()
    try folder.rollcall("rules", "new", "three")
    try folder.replace("department=X", with: "department=XYZ", in: "rules/three.sql")
    for command in [["rules", "test", "three"], ["rules", "test"], ["check"]] {
      let ending = try Program.run(command, in: folder.path)
      #expect(ending.status == 2)
      #expect(
        ending.err.contains("rules/three.sql:22: error: rule 'three', example \"one letter less than the limit\""))
    }
    let shipped = try folder.rollcall("rules", "test", "mfa-missing")
    #expect(shipped.status == 0 && shipped.out.hasPrefix("1 rule, "))
  }
}
