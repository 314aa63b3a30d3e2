import Foundation
import Records
import Reports
import Testing

@Suite struct RunJSONTests {
  private func parse(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("values are exact, whatever they hold")
  func exact() throws {
    let findings = hostile.map { Sample.finding("AAAA-0001", text: $0) }
    let model = Sample.model(findings, rejected: hostile.map { Sample.rejected($0) }, words: hostile)
    let run = try parse(try render(RunJSON.self, model, findings, hostile.map { Sample.access($0) }))
    for (list, key) in [("findings", "reason"), ("access", "role"), ("rejected", "subject"), ("unknown_words", "word")]
    {
      let rows = try #require(run[list] as? [[String: Any]])
      let texts = rows.map { $0[key] as? String ?? "" }
      #expect(texts.map { Array($0.utf8) } == hostile.map { Array($0.utf8) })
    }
  }

  @Test("nothing in it can end a script element, hide, or reach a terminal as a control")
  func escaped() throws {
    let findings = hostile.map { Sample.finding("AAAA-0001", text: $0) }
    let text = try render(RunJSON.self, Sample.model(findings), findings)
    for scalar in text.unicodeScalars {
      let isSafe = scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0xA0).contains(scalar.value)
      #expect(isSafe && !"<>&\u{2028}\u{2029}\u{202E}\u{200B}\u{FEFF}".unicodeScalars.contains(scalar))
    }
    #expect(text.contains("\\udb40\\udc41\\ud834\\udd73"))
  }

  @Test("numbers are numbers, days are ISO, and what is absent is null")
  func types() throws {
    let finding = Sample.finding("AAAA-0001", .critical)
    let run = try parse(
      try render(
        RunJSON.self, Sample.model([finding], exportsDay: nil), [finding],
        [Sample.access(findings: "AAAA-0001 AAAA-0002")]))
    let row = try #require((run["findings"] as? [[String: Any]])?.first)
    #expect(row["age_days"] as? Int == 20)
    #expect(row["first_seen"] as? String == "2026-11-01")
    #expect(row["waived_until"] is NSNull)
    #expect((run["run"] as? [String: Any])?["exports_day"] is NSNull)
    let access = try #require((run["access"] as? [[String: Any]])?.first)
    #expect(access["findings"] as? [String] == ["AAAA-0001", "AAAA-0002"])
    #expect(access["last_login"] is NSNull)
  }

  @Test("each row of a long list is one line, in the order of the columns")
  func lines() throws {
    let text = try render(RunJSON.self, Sample.model(Sample.findings), Sample.findings, [Sample.access()])
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("    {\"finding\":") }
    #expect(rows.count == Sample.findings.count)
    #expect(rows.allSatisfy { $0.hasSuffix("}") || $0.hasSuffix("},") })
    #expect(text.hasPrefix("{\n  \"schema\": \"rollcall-run/1\",\n  \"run\": {\n    \"number\": 7,\n"))
    #expect(text.hasSuffix("  \"rejected\": []\n}\n"))
  }

  /// The published schema is read from the repository; its lists of required members are held against a document.
  @Test("the document has the members that the published schema requires, and no others")
  func schema() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schema/run.schema.json")
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    var model = Sample.model(Sample.findings, rejected: [Sample.rejected()], words: ["Susp"])
    model.nights = [.init(number: 7, asOf: Sample.today, isComplete: true, open: [.high: 2])]
    model.cover = [
      ReportAccount(
        id: "A", name: nil, channel: nil, reseller: nil, passphraseSet: nil, knowsCustodians: false,
        people: [.init(name: nil, contact: "u1", duties: [.admin], trouble: nil)])
    ]
    model.changes = [
      .init(kind: .gained, account: "A", user: "u1", name: nil, role: "Super Admin", before: nil, isPrivileged: true)
    ]
    let run = try parse(try render(RunJSON.self, model, Sample.findings, [Sample.access()]))
    func expect(_ value: Any?, matches schema: Any?) throws {
      let members = try #require(value as? [String: Any])
      let schema = try #require(schema as? [String: Any])
      #expect(members.keys.sorted() == (schema["required"] as? [String])?.sorted())
      #expect((schema["properties"] as? [String: Any])?.keys.sorted() == members.keys.sorted())
    }
    try expect(run, matches: schema)
    let properties = schema["properties"] as? [String: Any]
    try expect(run["run"], matches: properties?["run"])
    try expect(run["counts"], matches: properties?["counts"])
    let cover = try #require(run["cover"] as? [String: Any])
    try expect((cover["shown"] as? [Any])?.first, matches: definitions["covered"])
    for name in ["nights", "changes", "cover"] {
      let member = try #require(properties?[name] as? [String: Any])
      let isList = member["type"] as? String == "array"
      try expect(isList ? (run[name] as? [Any])?.first : run[name], matches: isList ? member["items"] : member)
    }
    for (list, definition) in [
      ("sources", "source"), ("unknown_words", "unknown_word"), ("rules", "rule"), ("findings", "finding"),
      ("access", "access"), ("rejected", "rejected"), ("guards", "guard"), ("overrides", "override"),
    ] {
      try expect((run[list] as? [Any])?.first, matches: definitions[definition])
    }
  }
}
