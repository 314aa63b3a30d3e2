import Foundation
import Records
import Reports
import Testing

@Suite struct ReportPageTests {
  private func page(with text: String) throws -> String {
    let findings = Sample.findings.map { Sample.finding($0.id, $0.severity, $0.state, text: text) }
    var rule = Sample.rule("leaver-active", findings: 7)
    (rule.title, rule.why, rule.fix, rule.reason) = (text, text, text, text)
    var source = Sample.source(text)
    (source.path, source.obtained, source.fields, source.unused) = (text, text, [text], [text])
    source.hidden = [.init(header: text, smell: "secret", content: "values")]
    var model = Sample.model(
      findings, rules: [rule, Sample.rule("off", state: "off")], sources: [source], rejected: [Sample.rejected(text)],
      words: [text], isComplete: false, organization: text)
    model.breakGlass = [text]
    model.guards = [.init(source: text, name: "grown", state: "warned", reason: text)]
    model.overrides = [.init(name: "shrunk", source: text, reason: text, told: text)]
    return try render(ReportPage.self, model, findings, [Sample.access(text)])
  }

  /// The elements that a parser opens or closes, apart from the marks that make hidden characters visible.
  private func tags(_ page: String) -> Int {
    page.occurrences(of: "<") - 2 * page.occurrences(of: "<span class=\"x\">U+")
  }

  @Test("a hostile value opens, closes and forges no element", arguments: hostile)
  func elements(_ text: String) throws {
    let page = try page(with: text)
    #expect(tags(page) == tags(try self.page(with: "Amy")))
    #expect(page.occurrences(of: "<tr class=\"f\" id=\"") == Sample.findings.count)
    #expect(page.occurrences(of: "<tr class=\"a\"") == 1)
  }

  @Test("no value leaves its attribute or the title", arguments: hostile)
  func attributes(_ text: String) throws {
    let finding = Sample.finding(text, rule: text)
    let page = try render(
      ReportPage.self, Sample.model([finding], rules: [Sample.rule(text)]), [finding], [Sample.access(findings: text)])
    // Data for the script has no bracket, so each piece of it is one that ends its element.
    let pieces = page.split(separator: ">").filter { !$0.hasSuffix("</script") }
    let quotes = pieces.filter { $0.utf8.count { $0 == 0x22 } % 2 == 1 }
    #expect(quotes.isEmpty)
  }

  @Test("what nobody could see is shown by its name")
  func hidden() throws {
    let page = try page(with: "a\u{202E}b\u{0}c\u{E0041}")
    #expect(
      page.contains(
        "<bdi>a<span class=\"x\">U+202E</span>b<span class=\"x\">U+0000</span>c<span class=\"x\">U+E0041</span></bdi>"))
    #expect(!page.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" || $0 == "\u{E0041}" })
    #expect(page.contains("– aU+202EbU+0000cU+E0041</title>"))
  }

  @Test("there is no handler, no inline style, no script but the page's own, and no address outside the page")
  func selfContained() throws {
    let page = try page(with: "Amy")
    // The last element is the script that comes with the program; the others hold data.
    #expect(page.occurrences(of: "<script") == page.occurrences(of: "<script type=\"application/json\"") + 1)
    #expect(page.contains("script-src 'sha256-script'; img-src data:; base-uri 'none'; form-action 'none'\""))
    #expect(page.contains("content=\"default-src 'none'; style-src 'sha256-style';"))
    for part in [
      " style=", "javascript:", "http:", "https:", "src=", "url(", "@import", " onclick", "<form",
    ] {
      #expect(page.occurrences(of: part) == 0, "\(part)")
    }
    #expect(page.occurrences(of: "href=\"") == page.occurrences(of: "href=\"#"))
  }

  @Test("every link leads to an element of the page, and no anchor stands twice")
  func anchors() throws {
    let rules = [Sample.rule("leaver-active", findings: 7), Sample.rule("name-place", .low, findings: 1)]
    let page = try render(
      ReportPage.self, Sample.model(Sample.findings, rules: rules), Sample.findings,
      [Sample.access(findings: "AAAA-0001")])
    func values(_ name: String) -> [Substring] {
      page.split(separator: " \(name)=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    }
    let anchors = Set(values("id"))
    #expect(anchors.count == values("id").count)
    for link in values("href") { #expect(anchors.contains(link.dropFirst()), "\(link)") }
  }

  @Test("findings of one rule and severity share a heading, with what to do once")
  func groups() throws {
    let findings = [
      Sample.finding("AAAA-0001"), Sample.finding("AAAA-0002"), Sample.finding("AAAA-0003", remedy: "Ask Bo"),
      Sample.finding("AAAA-0004", rule: "other"), Sample.finding("AAAA-0005"),
    ]
    let page = try render(ReportPage.self, Sample.model(findings), findings)
    let list = try #require(page.split(separator: "id=\"findings\"").last?.split(separator: "</section>").first)
    #expect(String(list).occurrences(of: "<h4") == 3)
    #expect(String(list).occurrences(of: "It matters.") == 1)
    #expect(String(list).occurrences(of: "<b>What to do</b> Ask Bo") == 1)
    #expect(list.contains("see above"))
    #expect(list.contains("<i class=\"g2\">20 days</i> first seen 2026-11-01"))
  }

  @Test("a long list comes in several tables under one heading, and holds every row")
  func long() throws {
    let findings = (0..<250).map { Sample.finding("AAAA-\(1000 + $0)") }
    let access = (0..<250).map { Sample.access("u\($0)") }
    let page = try render(ReportPage.self, Sample.model(findings), findings, access)
    #expect(page.occurrences(of: "<tr class=\"f\" id=\"") == 250)
    #expect(page.occurrences(of: "<tr class=\"a\"") == 250)
    #expect(page.occurrences(of: "<table class=\"f\">") == 3)
    #expect(page.occurrences(of: "<table class=\"a\">") == 3)
    #expect(page.occurrences(of: "<h4 id=\"findings.high.") == 1)
    for element in ["table", "tbody", "div", "section", "tr"] {
      #expect(page.occurrences(of: "<\(element)") == page.occurrences(of: "</\(element)>"))
    }
  }

  @Test("a finding out of report order stops the page")
  func order() throws {
    let sink = ByteSink { _ in }
    let page = try ReportPage(Sample.model(), to: sink)
    try page.add(Sample.finding("AAAA-0001", .high))
    #expect(throws: RowOrderError.self) { try page.add(Sample.finding("AAAA-0002", .critical)) }
    try page.add(Sample.finding("AAAA-0003", .high, .waived))
    #expect(throws: RowOrderError.self) { try page.add(Sample.finding("AAAA-0004", .high, .open)) }
    try page.add(Sample.access())
    #expect(throws: RowOrderError.self) { try page.add(Sample.finding("AAAA-0005", .high, .waived)) }
  }

  @Test("of a long list the first rows of each severity are shown, the page says so, and holds a line of every finding")
  func shortened() throws {
    let findings =
      (0..<4000).map { Sample.finding("AAAA-\($0)") } + (0..<1001).map { Sample.finding("BBBB-\($0)", .low, .waived) }
    let model = Sample.model(findings)
    let page = try render(ReportPage.self, model, findings)
    #expect(ReportPage.shownRows(model.counts) == 1000)
    #expect(page.occurrences(of: "<tr class=\"f\" id=\"") == 1000)
    #expect(page.occurrences(of: "\n[\"f\",") == 5001)
    #expect(page.contains("Showing 500 of 4,000") && page.contains("Showing 500 of 1,001"))
    for element in ["table", "tbody", "div", "section", "tr"] {
      #expect(page.occurrences(of: "<\(element)") == page.occurrences(of: "</\(element)>"))
    }
  }

  @Test("sections stand in the order in which a reader needs them, whatever the order of the rows")
  func sections() throws {
    let page = try render(ReportPage.self, Sample.model(Sample.findings), Sample.findings, [Sample.access()])
    let order = ["changes", "findings", "cover", "access", "waived", "gaps", "rules", "trend", "evidence", "sign"]
    #expect(page.split(separator: "<section id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) } == order)
    let resolved = try #require(page.ranges(of: "id=\"AAAA-0007\"").first)
    let first = try #require(page.ranges(of: "id=\"AAAA-0001\"").first)
    #expect(resolved.lowerBound < first.lowerBound)
  }

  @Test("who can act is said of each account, with what breaks when one of them leaves")
  func cover() throws {
    var model = Sample.model()
    #expect(try render(ReportPage.self, model).contains("Not known: this run read no users and roles."))
    model.kindsRead = ["users", "roles"]
    model.accounts = 300
    model.cover = [
      ReportAccount(
        id: "A", name: "Example", channel: "direct", reseller: nil, passphraseSet: "no", knowsCustodians: true,
        people: [
          .init(name: "Amy", contact: "amy@a.example", duties: [.admin, .custodian], trouble: nil),
          .init(name: "Bo", contact: "bo@a.example", duties: [.admin], trouble: "departed"),
        ])
    ]
    let page = try render(ReportPage.self, model)
    #expect(page.contains("One admin can act, and nobody stands behind."))
    #expect(page.contains("nobody opens the Admin Console; nobody knows the passphrase"))
    #expect(page.contains("no, departed"))
    #expect(page.contains("Showing 1 of 300 accounts"))
    #expect(page.contains("no export says it: who is a support contact"))
  }

  @Test("the trend has a bar and a number for every night, and says on which days no run looked")
  func trend() throws {
    var model = Sample.model()
    #expect(try render(ReportPage.self, model).contains("One run has been counted so far"))
    let today = Sample.today.number
    model.nights = [
      .init(number: 6, asOf: Day(number: today - 3), isComplete: false, open: [.high: 2]),
      .init(number: 7, asOf: Day(number: today), isComplete: true, open: [.high: 4, .low: 1]),
    ]
    let page = try render(ReportPage.self, model)
    #expect(page.occurrences(of: "<rect") == 3)
    #expect(page.occurrences(of: "<rect class=\"part\"") == 1)
    #expect(page.contains("high from 2 to 4, low from 0 to 1"))
    #expect(page.contains("At 2 days between them no run looked."))
  }

  @Test("the page is small before any data")
  func size() throws { #expect(try render(ReportPage.self, Sample.model(rules: [], sources: [])).utf8.count < 60_000) }
}
