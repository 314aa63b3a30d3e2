package import Records
package import Storage

/// One row of a rule's SELECT.
package struct FoundRow: Sendable {
  package let profile: Int?
  package let account: String
  package let subjectKind: String
  package let subject: String
  /// Nil for the rule's own.
  package let severity: Severity?
  package let reason: String
}

/// Runs an organization's own rule behind its guard, and looks at each row before it counts as a finding.
package struct CustomRule {
  /// What a SELECT must give, in the order in which they are read here.
  private static let columns = ["profile", "account", "subject_kind", "subject", "severity", "reason"]
  private static let longestText = 4000

  private let rule: RuleFile
  private var limits: QueryLimits

  package init(_ rule: RuleFile, _ limits: QueryLimits) {
    self.rule = rule
    self.limits = limits
    self.limits.name = "\(rule.file):\(rule.selectLine): error: rule '\(rule.id)'"
  }

  /// Compiles it, so that what can be seen without data is said before a night begins.
  package func check(_ connection: SQLConnection) throws {
    _ = try order(try refusing { try connection.columns(ofForeign: rule.select, limits) })
    let known = Set(rule.parameters.map(\.name) + ["rule_id"])
    if let name = try connection.parameters(of: rule.select).first(where: { !known.contains($0) }) {
      throw RuleRefusal(rule, "asks for ':\(name)', which is no parameter in its head")
    }
    let text = rule.select.lowercased().filter { !$0.isWhitespace }
    let clocks = ["'now'", "date()", "time()", "julianday()", "unixepoch()"]
    if clocks.contains(where: text.contains) {
      throw RuleRefusal(rule, "asks for the time of the computer; the day of a run is 'as_of' in the view 'tonight'")
    }
    // What printf makes longer than a value may be comes out as NULL (SQLite 3.40), and a comparison with it is silent.
    let wide = /%[-+0,#!]*(?:[0-9]{4,}|\*|[0-9]{0,3}\.(?:[0-9]{4,}|\*))[.0-9*]*[a-z]/
    if text.contains("printf(") || text.contains("format("), text.contains(wide) {
      throw RuleRefusal(rule, "prints fields of more than 999 letters")
    }
  }

  package func rows(_ connection: SQLConnection, _ values: [String: SQLValue]) throws -> [FoundRow] {
    let result = try refusing { try connection.foreignRows(rule.select, values, limits) }
    let places = try order(result.columns)
    var seen: Set<[String]> = []
    return try result.rows.map { row in
      let found = try read(places.map { row[$0] })
      guard seen.insert([found.account, found.subjectKind, found.subject]).inserted else {
        throw RuleRefusal(rule, "finds a subject twice; give one row for each account and subject")
      }
      return found
    }
  }

  private func refusing<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let refusal as QueryRefusal { throw RuleRefusal(rule, refusal) }
  }

  /// Where each of the six columns stands.
  private func order(_ columns: [String]) throws -> [Int] {
    let order = CustomRule.columns.compactMap { columns.firstIndex(of: $0) }
    guard order.count == CustomRule.columns.count, columns.count == order.count else {
      throw RuleRefusal(rule, "must give the columns \(CustomRule.columns.joined(separator: ", "))")
    }
    return order
  }

  private func read(_ row: [SQLValue]) throws -> FoundRow {
    func text(_ column: Int) throws -> String {
      let text: String
      switch row[column] {
      case .null: text = ""
      case .integer(let number): text = "\(number)"
      case .text(let written): text = written
      }
      guard text.utf8.count <= CustomRule.longestText else {
        throw RuleRefusal(
          rule, "gives more than \(CustomRule.longestText) bytes as '\(CustomRule.columns[column])'")
      }
      return text
    }
    let profile: Int?
    switch row[0] {
    case .null: profile = nil
    case .integer(let number): profile = number
    case .text: throw RuleRefusal(rule, "gives a text as 'profile', which is the number of a row of 'profile', or null")
    }
    let kind = try text(2)
    guard SubjectKind(rawValue: kind) != nil else {
      let kinds = SubjectKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw RuleRefusal(rule, "gives a 'subject_kind' that is none of \(kinds)")
    }
    let severity = try text(4)
    guard severity.isEmpty || Severity(rawValue: severity) != nil else {
      throw RuleRefusal(rule, "gives a 'severity' that is none; null means the rule's own")
    }
    let found = FoundRow(
      profile: profile, account: try text(1), subjectKind: kind, subject: try text(3),
      severity: Severity(rawValue: severity), reason: try text(5))
    guard !found.subject.isEmpty, !found.reason.isEmpty else {
      throw RuleRefusal(rule, "gives a row without a subject or a reason")
    }
    return found
  }
}
