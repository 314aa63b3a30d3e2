import Records

/// Every finding of the page once more as exact values, in lines that the page's script reads: what it searches, and what
/// it writes into a worksheet. A browser does not run them, and shows nothing of them.
struct FindingLines {
  private var bytes: [UInt8] = []
  private var rows = 0
  private let fixes: [String: String]

  /// Lines in one element: a browser reads it in one go, and never holds much more than it needs.
  private static let most = 1000

  init(_ rules: [ReportModel.Rule]) {
    fixes = Dictionary(rules.map { ($0.id, $0.fix) }) { first, _ in first }
  }

  /// - Returns: an element that is full, else nil.
  mutating func add(_ finding: ReportFinding) -> [UInt8]? {
    bytes.append(ascii: rows == 0 ? "\n[\"f\"" : ",\n[\"f\"")
    rows += 1
    let remedy = fixes[finding.rule] == finding.remedy ? nil : finding.remedy
    let texts: [String?] = [
      finding.id, finding.rule, finding.severity.rawValue, finding.state.rawValue, finding.account,
      finding.subjectKind, finding.subject, finding.name, finding.email, finding.roles, finding.reason, remedy,
      finding.firstSeen.iso, finding.waivedUntil?.iso,
    ]
    for text in texts {
      bytes.append(ascii: ",")
      if let text { JSONText.append(text, to: &bytes) } else { bytes.append(ascii: "null") }
    }
    bytes.append(ascii: ",")
    bytes.append(contentsOf: String(finding.ageDays).utf8)
    bytes.append(ascii: "]")
    return rows == FindingLines.most ? take() : nil
  }

  /// What was added since the last element; empty where nothing was.
  mutating func take() -> [UInt8] {
    guard rows > 0 else { return [] }
    defer { (bytes, rows) = ([], 0) }
    return Array("<script type=\"application/json\" class=\"findings\">[".utf8) + bytes + Array("\n]</script>\n".utf8)
  }

  /// What the lines leave out, because it is the same for many: one element for the page.
  static func facts(_ model: ReportModel) -> [UInt8] {
    var rules: [[UInt8]] = []
    for rule in model.rules {
      var object = JSONObject()
      object.add("id", rule.id)
      object.add("title", rule.title)
      object.add("fix", rule.fix)
      rules.append(object.json())
    }
    var object = JSONObject()
    object.add("run", model.run.name)
    object.add("as_of", model.run.asOf)
    object.add("organization", model.run.organization)
    object.add("seal", model.run.seal)
    object.add("findings", model.counts.all)
    object.add("open", model.counts.open)
    object.add("rules", json: JSONText.list(rules, depth: 0))
    return Array("<script type=\"application/json\" id=\"facts\">".utf8) + object.json() + Array("</script>\n".utf8)
  }
}
