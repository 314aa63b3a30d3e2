import Records
import Reports
import Testing

@Suite struct VerdictTests {
  private let missing = Sample.source("HR roster", state: "missing")

  @Test("only a complete night on which every rule was evaluated has no open findings")
  func clean() throws {
    let verdict = Verdict(Sample.model())
    #expect(verdict.tone == .good)
    #expect(verdict.headline == "No open findings")
    #expect(verdict.gaps.isEmpty && verdict.reasons.isEmpty)
    #expect(try render(ReportPage.self, Sample.model()).contains("<p class=\"none\">No open findings.</p>"))
  }

  @Test("nothing open is no more than that while something was not looked at")
  func gaps() throws {
    let skipped = Sample.rule("leaver-login", state: "not-evaluated", reason: "users gives no last_login")
    for (model, words) in [
      (Sample.model(rules: [skipped, skipped]), "2 rules were not evaluated"),
      (Sample.model(rules: [Sample.rule("name-place", state: "off")]), "1 rule is switched off"),
      (Sample.model([Sample.finding("AAAA-0001", .high, .notAssessed)]), "1 finding could not be assessed"),
      (Sample.model(rejected: [Sample.rejected()]), "1 row could not be read"),
    ] {
      let verdict = Verdict(model)
      #expect(verdict.tone == .partial)
      #expect(verdict.sentence == "Nothing open among what could be checked; \(words).")
      #expect(!(try render(ReportPage.self, model)).contains("No open findings"))
    }
  }

  @Test("an incomplete night is not fit for sign-off, and says why")
  func incomplete() throws {
    let short = Sample.source("users", state: "too-many-rejected")
    let model = Sample.model(Sample.findings, sources: [missing, short], isComplete: false)
    let verdict = Verdict(model)
    #expect(verdict.tone == .unfit)
    #expect(verdict.headline == "Not fit for sign-off")
    #expect(
      verdict.sentence
        == "The night is incomplete; among what could be checked 4 findings are open: 1 critical, 2 high, 1 low.")
    #expect(
      verdict.reasons == [
        "The source “HR roster” (exports/users.csv) is missing.",
        "Too many rows of “users” could not be read: 1 of 10.",
      ])
    #expect(verdict.gaps == ["1 source is missing", "1 finding could not be assessed"])
    let page = try render(ReportPage.self, Sample.model(sources: [missing], isComplete: false))
    #expect(!page.contains("No open findings"))
    #expect(page.contains("The night is incomplete, and nothing is open among what could be checked."))
  }

  @Test("a night with open findings says how many, which are new, and whether they fail the run")
  func open() {
    let verdict = Verdict(Sample.model(Sample.findings))
    #expect(verdict.tone == .act)
    #expect(verdict.headline == "4 open findings")
    #expect(
      verdict.sentence == """
        Open: 1 critical, 2 high, 1 low; 1 is new, 1 has come back; 3 reach the severity that the policy fails a run \
        on (high).
        """)
    let minor = Verdict(Sample.model([Sample.finding("AAAA-0001", .low, .open)]))
    #expect(minor.tone == .minor)
    #expect(minor.sentence.contains("none is new; none reaches the severity"))
  }

  @Test("a run that looks at another day than its exports says so")
  func day() throws {
    let words = "The rules looked at 2026-11-21; the newest export is of 2026-11-20."
    #expect(try render(ReportPage.self, Sample.model(exportsDay: Day(number: Sample.today.number - 1))).contains(words))
    #expect(!(try render(ReportPage.self, Sample.model())).contains("Not the day of the exports"))
  }
}
