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
    let quotes = page.split(separator: ">").filter { $0.utf8.count { $0 == 0x22 } % 2 == 1 }
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

  @Test("the hash in the content security policy is that of the style")
  func hash() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "openssl dgst -sha256 -binary | base64"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(PageStyle.css.utf8))
    try input.fileHandleForWriting.close()
    let digest = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let hash = "sha256-" + String(decoding: digest, as: UTF8.self).split(separator: "\n").joined()
    #expect(PageStyle.hash == hash, "write in PageStyle.swift: hash = \"\(hash)\"")
    let page = try render(ReportPage.self, Sample.model())
    #expect(page.contains("<style>\(PageStyle.css)</style>"))
    #expect(page.contains("content=\"default-src 'none'; style-src '\(hash)'; img-src data:;"))
  }

  @Test("there is no script, no handler, no inline style and no address outside the page")
  func selfContained() throws {
    let page = try page(with: "Amy")
    for part in [
      "<script", " style=", "javascript:", "http:", "https:", "src=", "url(", "@import", " onclick", "<form",
    ] {
      #expect(page.occurrences(of: part) == 0, "\(part)")
    }
    #expect(page.occurrences(of: "href=\"") == page.occurrences(of: "href=\"#"))
    #expect(PageStyle.css.occurrences(of: "<") == 0)
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
    #expect(list.contains("first seen 2026-11-01 (20 days)"))
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

  @Test("the page is small before any data")
  func size() throws { #expect(try render(ReportPage.self, Sample.model(rules: [], sources: [])).utf8.count < 60_000) }
}
