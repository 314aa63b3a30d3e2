import Foundation
import Records
import Reports
import Storage
import Testing

@testable import Audit

/// The report of any night, made again from the database.
@Suite struct PastReportTests {
  /// Every file of a report with its bytes.
  private static func files(_ company: Company, _ report: String) throws -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: try company.names("reports/\(report)").map {
        ($0, try company.bytes("reports/\(report)/\($0)"))
      })
  }

  @Test("the report of every night comes back to the byte, however much later nights have changed")
  func everyNight() throws {
    var published: [(name: String, files: [String: [UInt8]])] = []
    let company = try ChangingCompany.run { company, number in
      let name = "\(ChangingCompany.nights[number - 1].day)-000\(number)"
      published.append((name, try PastReportTests.files(company, name)))
    }
    for report in published { try company.remove("reports/\(report.name)") }
    #expect(failure { _ = try company.verify() }?.status == .integrity)
    let again = ReportAgain(try company.workspace(), version: "test")
    for (index, report) in published.enumerated() {
      #expect(try again.render(run: index + 1) == company.file("reports/" + report.name))
      let files = try PastReportTests.files(company, report.name)
      #expect(files.keys.sorted() == report.files.keys.sorted())
      for (name, bytes) in report.files { #expect(files[name] == bytes, "\(report.name)/\(name)") }
    }
    #expect(
      Set(published.map { $0.files["findings.csv"] }).count == published.count, "every night found something else")
    // The link to the last one and what monitoring reads stay as they are, and a report that stands is left alone.
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: company.file("reports/latest")) == published[4].name)
    #expect(try company.verify().contains("reports: 5 stand as they were published"))
    let before = try company.snapshot("reports/" + published[1].name)
    _ = try again.render(run: 2)
    #expect(try company.snapshot("reports/" + published[1].name) == before)
  }

  @Test("what would be other bytes than were published is not put back; the cause is named, and a copy shows it")
  func otherBytes() throws {
    let company = try Company.afterThreeNights()
    let name = "reports/2026-11-22-0002"
    try company.database().write { connection in
      // As if another version of the rules had made it.
      try connection.executeScript(
        """
        create temp table each as
        select run.run, setting, findings
          from run
          join rule_outcome on run.run between rule_outcome.run and coalesce(last, rule_outcome.run);
        delete from rule_outcome;
        insert into rule_outcome (run, setting, findings) select run, setting, findings from each;
        insert into rule_setting (rule, state, reason, needs, severity, parameters, changed, sha256)
        select rule, state, reason, needs, 'low', parameters, changed, sha256
          from run_rule
         where run = 2 and rule = 'mfa-missing';
        update rule_outcome
           set setting = last_insert_rowid()
         where run = 2 and setting in (select setting from rule_setting where rule = 'mfa-missing');
        """)
      try connection.execute("update run set program_version = '0.0.1' where run = 2")
      return ((), keep: true)
    }
    let again = ReportAgain(try company.workspace(), version: "test")
    let before = try company.snapshot(name)
    let failure = try #require(failure { _ = try again.render(run: 2) })
    #expect(failure.status == .integrity)
    let message = failure.lines.joined()
    #expect(message.contains("run 2 is not what was published: index.html, run.json differ"), "\(message)")
    #expect(message.contains("it was made by rollcall 0.0.1, and this is test"), "\(message)")
    #expect(try company.snapshot(name) == before)
    #expect(try company.names("reports").filter { $0.hasPrefix(".tmp") } == [])
    let copy = try again.render(run: 2, into: company.file("copy"))
    #expect(copy.difference?.hasPrefix("index.html, run.json differ") == true)
    #expect(try company.text("copy/run.json").contains("0.0.1"))
    #expect(try again.render(run: 1, into: company.file("same")).difference == nil)
    #expect(try company.bytes("same/index.html") == company.bytes("reports/2026-11-21-0001/index.html"))
  }

  @Test("a run that is not there, and one whose lists were not kept, are refused in a line")
  func refused() throws {
    let company = try Company.afterThreeNights()
    let again = ReportAgain(try company.workspace(), version: "test")
    #expect(failure { _ = try again.render(run: 4) }?.lines == ["there is no run 4; the last one is 3"])
    #expect(failure { _ = try again.render(run: 0) }?.lines == ["there is no run 0; the last one is 3"])
    try company.database().write { connection in
      (try connection.execute("delete from known_document where run = 1 and kind = 'lists'"), keep: true)
    }
    #expect(failure { _ = try again.render(run: 1) }?.lines.first?.contains("did not keep") == true)
  }

  @Test("what a report says of its rules comes from the texts that were kept of them as it does from the program")
  func rules() throws {
    let company = try Company()
    try company.night()
    let workspace = try company.workspace()
    let (kept, shipped) = try company.database().read { connection in
      let kept = ReportReading(connection, rules: try KeptDocuments(connection).rules(run: 1))
      return (try kept.model().rules, try ReportReading(connection, rules: workspace.rules).model().rules)
    }
    #expect(kept.count > 70)
    #expect(kept.map { "\($0)" } == shipped.map { "\($0)" })
    #expect(!kept.contains { $0.why.isEmpty || $0.fix.isEmpty })
  }

  @Test("a copy without names can be made of an earlier night, too")
  func withoutNames() throws {
    let company = try Company.afterThreeNights()
    let again = ReportAgain(try company.workspace(), version: "test")
    let copy = try again.renderWithoutNames(run: 1, into: company.file("copy"))
    let page = try company.text("copy/index.html")
    #expect(!page.contains("Curie") && !page.contains("bob@a.example"))
    #expect(try company.text("copy/run.json").contains("\"as_of\": \"2026-11-21\""))
    #expect(Files.exists(copy.names))
  }
}
