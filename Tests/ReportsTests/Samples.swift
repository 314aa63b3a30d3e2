import Records
import Reports

/// Text as strangers write it into exports.
let hostile = [
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='alert(1)", "&lt;b&gt; &amp; &#x3C;",
  "</td></tr><tr class=\"f\" id=\"FAKE\">", "</table></style></title><!-- -->", "]]><![CDATA[", "\u{202E}gpj.exe",
  "Ann\u{200B}a\u{FEFF}", "a\u{0}b\u{1B}[31m\u{7F}\u{85}", "line\r\nbreak\ttab", "=cmd|' /C calc'!A0",
  "\u{2028}\u{2029}",
  "a\u{E0041}\u{1D173}\u{FFFE}", "\\u003c\\", "{{7*7}}${7*7}%s", "e\u{301}\u{301}\u{301}", "山田\u{3000}太郎",
  "\u{A0}",
]

/// A rule, a finding and so on, each with what a test does not care about filled in.
enum Sample {
  static let today = Day(number: 20_778)

  static func rule(
    _ id: String, _ severity: Severity = .high, state: String = "evaluated", reason: String? = nil, findings: Int = 0
  ) -> ReportModel.Rule {
    ReportModel.Rule(
      id: id, title: "Compliant by \(id)", severity: severity, shippedSeverity: .medium, state: state, reason: reason,
      why: "It matters.", fix: "Console > \(id)", policy: "P4, P5", controls: ["NIST 800-53 PS-4"],
      parameters: [.init(name: "days", value: "45", isFromPolicy: true)], findings: findings)
  }

  static func source(_ name: String, state: String = "read") -> ReportModel.Source {
    ReportModel.Source(
      name: name, kind: "users", path: "exports/users.csv", format: "csv", obtained: nil, state: state, bytes: 12,
      sha256: String(repeating: "0a", count: 32), rows: 10, loaded: 8, rejected: 1, duplicates: 1,
      fields: ["id", "email"], unused: ["Phone"])
  }

  static func model(
    _ findings: [ReportFinding] = [], rules: [ReportModel.Rule] = [rule("leaver-active")],
    sources: [ReportModel.Source] = [source("users")], rejected: [RejectedRow] = [], words: [String] = [],
    isComplete: Bool = true, exportsDay: Day? = today, organization: String = "Example Ltd"
  ) -> ReportModel {
    var counts = ReportModel.Counts()
    for finding in findings { counts[finding.state, finding.severity] += 1 }
    var model = ReportModel(
      run: .init(
        number: 7, name: "2026-11-21-0007", asOf: today, organization: organization, timezone: "Europe/London",
        exportsDay: exportsDay, isComplete: isComplete, failOn: .high, programVersion: "0.1.0",
        sqliteVersion: "3.40.1", policySHA256: String(repeating: "1b", count: 32),
        rulesSHA256: String(repeating: "2c", count: 32),
        presets: [.init(name: "8x8", sha256: String(repeating: "3d", count: 32))]),
      sources: sources, rules: rules,
      words: words.map { .init(source: "users", field: "status", word: $0, count: 2, line: 3) }, rejected: rejected,
      counts: counts, breakGlass: [],
      guards: [.init(source: "users", name: "shrunk", state: "overridden", reason: "it has 6 records")],
      overrides: [.init(name: "shrunk", source: "users", reason: "sold", told: "it has 6 records")])
    model.assets = .init(style: "p { margin: 0 }", styleHash: "sha256-style", script: "", scriptHash: "sha256-script")
    return model
  }

  static func finding(
    _ id: String, _ severity: Severity = .high, _ state: FindingState = .new, rule: String = "leaver-active",
    text: String = "Amy", remedy: String = "Console > leaver-active"
  ) -> ReportFinding {
    ReportFinding(
      id: id, rule: rule, severity: severity, state: state, account: text, subjectKind: "profile", subject: text,
      name: text, email: text, roles: text, reason: text, remedy: remedy, firstSeen: Day(number: today.number - 20),
      lastSeen: today, ageDays: 20, waivedUntil: state == .waived ? today : nil, controls: "NIST 800-53 PS-4",
      policyClause: "P4, P5")
  }

  static func access(_ text: String = "Amy", findings: String = "") -> ReportAccess {
    ReportAccess(
      account: text, user: text, name: text, email: text, status: "active", employed: nil, role: text, privileges: text,
      scope: text, granted: "2022-05-01", grantedBy: text, lastLogin: nil, mfa: "no", findings: findings)
  }

  static func rejected(_ text: String = "expected a date") -> RejectedRow {
    RejectedRow(source: text, line: 88, field: text, code: .badDate, reason: text, account: text, subject: text)
  }

  /// One finding in each state.
  static let findings = [
    finding("AAAA-0001", .critical, .new), finding("AAAA-0002", .high, .reopened), finding("AAAA-0003", .high, .open),
    finding("AAAA-0004", .low, .open, rule: "name-place"), finding("AAAA-0005", .high, .waived),
    finding("AAAA-0006", .high, .notAssessed), finding("AAAA-0007", .info, .resolved),
  ]
}

/// What a renderer writes, as text.
func render(
  _ renderer: any Renderer.Type, _ model: ReportModel, _ findings: [ReportFinding] = [], _ access: [ReportAccess] = []
) throws -> String {
  var bytes: [UInt8] = []
  let sink = ByteSink(capacity: 64) { bytes.append(contentsOf: $0) }
  let output = try renderer.init(model, to: sink)
  for finding in findings { try output.add(finding) }
  for row in access { try output.add(row) }
  try output.finish()
  try sink.flush()
  return String(decoding: bytes, as: UTF8.self)
}

extension String {
  /// How often some bytes occur. Not `Character`s: a combining mark behind a tag would hide it.
  func occurrences(of part: String) -> Int {
    let text = Array(utf8)
    let part = Array(part.utf8)
    guard text.count >= part.count else { return 0 }
    return (0...(text.count - part.count)).count { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
