package import Records
package import Storage

/// How the policy wants one rule: switched off, with another severity, with other parameters.
package struct RuleSettings: Equatable, Sendable {
  package var isOff: Bool
  package var severity: Severity?
  package var parameters: [String: ParameterValue]

  package init(isOff: Bool = false, severity: Severity? = nil, parameters: [String: ParameterValue] = [:]) {
    self.isOff = isOff
    self.severity = severity
    self.parameters = parameters
  }
}

/// What tonight's data has: kinds of sources that were read whole, and the fields that they gave.
package struct RuleSupply: Sendable {
  package enum State: Equatable, Sendable { case read, missing, none }

  package var kinds: [SourceKind: State] = [:]
  package var fields: [SourceKind: Set<String>] = [:]
  /// Why a kind does not give what its columns promise.
  package var remarks: [SourceKind: String] = [:]
  /// Kinds that an earlier night read.
  package var earlier: Set<SourceKind> = []

  package init() {}

  /// Why a need is not met, as the end of a sentence; nil when it is.
  package func lack(_ need: RuleNeed) -> String? {
    let lacks = need.anyOf.map(lack)
    if lacks.contains(where: { $0 == nil }) { return nil }
    var told: [String] = []
    for lack in lacks.compactMap({ $0 }) where !told.contains(lack) { told.append(lack) }
    return told.joined(separator: ", and ")
  }

  /// Why a rule cannot compare with earlier nights; nil when it can.
  package func lackOfHistory(_ rule: RuleFile) -> String? {
    guard rule.needsHistory else { return nil }
    let first = rule.needs.first { need in !need.anyOf.contains { earlier.contains($0.kind) } }
    guard let kind = first?.anyOf.first?.kind else { return nil }
    return "no earlier night read a source of kind '\(kind.rawValue)'"
  }

  private func lack(_ item: RuleNeed.Item) -> String? {
    let kind = item.kind.rawValue
    switch kinds[item.kind] ?? .none {
    case .none: return "the policy names no source of kind '\(kind)'"
    case .missing: return "a source of kind '\(kind)' is missing tonight"
    case .read: break
    }
    guard let field = item.field, !(fields[item.kind] ?? []).contains(field) else { return nil }
    return "no source of kind '\(kind)' gives '\(field)'" + (remarks[item.kind].map { " (\($0))" } ?? "")
  }
}

/// What became of one rule tonight.
package struct RuleOutcome: Sendable {
  package enum State: String, Sendable {
    case evaluated
    case notEvaluated = "not-evaluated"
    case off
  }

  package let rule: RuleFile
  package let state: State
  /// Why it was not evaluated.
  package let reason: String?
  package let severity: Severity
  package let parameters: [(name: String, value: ParameterValue)]
  /// What the policy set of it: `severity` and names of parameters.
  package let changed: [String]
  package var findings = 0
}

/// Runs rules over the current rows. Findings go into the temporary table `fired`.
package struct RuleRun {
  private let connection: SQLConnection
  private let limits: QueryLimits

  /// Makes the table of tonight's findings and works out the shared words.
  /// - Parameters:
  ///   - limits: of rules that did not come with the program.
  ///   - kept: words that are worked out already, and have been changed since.
  ///   - rules: those that will run; words that none of them has stay views. Nil works out all.
  package init(
    _ connection: SQLConnection, limits: QueryLimits = QueryLimits(), keeping kept: Set<String> = [],
    for rules: [RuleFile]? = nil
  ) throws {
    self.connection = connection
    self.limits = limits
    try connection.workOutViews(for: .night, only: rules.map(RuleFile.words), but: kept)
    try connection.execute("drop table if exists temp.fired")
    try connection.execute(
      """
      create temp table fired (
        rule text not null, account text not null, subject_kind text not null, subject text not null,
        severity text not null, profile integer, reason text not null)
      """)
  }

  /// What a rule will do with these settings and this data; runs nothing.
  package static func plan(_ rule: RuleFile, settings: RuleSettings, supply: RuleSupply) -> RuleOutcome {
    let lacks = rule.needs.compactMap(supply.lack) + [supply.lackOfHistory(rule)].compactMap { $0 }
    let parameters = rule.parameters.map { ($0.name, settings.parameters[$0.name] ?? $0.standard) }
    let changed =
      (settings.severity == nil ? [] : ["severity"])
      + rule.parameters.map(\.name).filter { settings.parameters[$0] != nil }
    let state: RuleOutcome.State = settings.isOff ? .off : lacks.isEmpty ? .evaluated : .notEvaluated
    return RuleOutcome(
      rule: rule, state: state, reason: settings.isOff ? "the policy switches it off" : lacks.first,
      severity: settings.severity ?? rule.severity, parameters: parameters, changed: changed)
  }

  /// Runs one rule.
  /// - Returns: the outcome with the number of its findings.
  package func run(_ rule: RuleFile, settings: RuleSettings, supply: RuleSupply) throws -> RuleOutcome {
    var outcome = RuleRun.plan(rule, settings: settings, supply: supply)
    guard outcome.state == .evaluated else { return outcome }
    outcome.findings = try rule.isCustom ? runCustom(outcome, settings) : runShipped(outcome, settings)
    return outcome
  }

  /// Runs one rule for one subject only, and keeps nothing. The words must be worked out.
  package static func found(
    _ rule: RuleFile, settings: RuleSettings, account: String, kind: String, subject: String,
    _ connection: SQLConnection, limits: QueryLimits = QueryLimits()
  ) throws -> FoundRow? {
    var values = RuleRun.plan(rule, settings: settings, supply: .everything).bound
    if rule.isCustom {
      return try CustomRule(rule, limits).rows(connection, values).first {
        $0.account == account && $0.subjectKind == kind && $0.subject == subject
      }
    }
    for (name, value) in ["of_account": account, "of_kind": kind, "of_subject": subject] { values[name] = .text(value) }
    return try connection.rows(
      """
      select profile, account, subject_kind, subject, severity, reason
        from (\(rule.select)) as found
       where account = :of_account and subject_kind = :of_kind and subject = :of_subject
      """, values
    ) { row in
      FoundRow(
        profile: row.integer(0), account: row.text(1) ?? "", subjectKind: row.text(2) ?? "",
        subject: row.text(3) ?? "", severity: row.text(4).flatMap(Severity.init), reason: row.text(5) ?? "")
    }.first
  }

  private func runShipped(_ outcome: RuleOutcome, _ settings: RuleSettings) throws -> Int {
    let rule = outcome.rule
    // A severity of the policy holds for all findings of the rule, also where the rule itself would step it.
    let severity = settings.severity.map { "'\($0.rawValue)'" } ?? "coalesce(severity, '\(rule.severity.rawValue)')"
    try connection.execute(
      """
      insert into fired (rule, account, subject_kind, subject, severity, profile, reason)
      select :rule_id, account, subject_kind, subject, \(severity), profile, reason
        from (\(rule.select)) as found
       where not exists (select 1 from allowed
                          where allowed.account = found.account and allowed.subject = found.subject
                            and allowed.rule = :rule_id)
      """, outcome.bound)
    return connection.changes
  }

  /// Reads first, behind the guard, and writes then: nothing of the rule's own is ever part of a statement that writes.
  private func runCustom(_ outcome: RuleOutcome, _ settings: RuleSettings) throws -> Int {
    let rule = outcome.rule
    let rows = try CustomRule(rule, limits).rows(connection, outcome.bound)
    let insert = try connection.repeated(
      """
      insert into fired (rule, account, subject_kind, subject, severity, profile, reason)
      select :rule_id, :account, :subject_kind, :subject, :severity, :profile, :reason
       where not exists (select 1 from allowed
                          where allowed.account = :account and allowed.subject = :subject and allowed.rule = :rule_id)
      """)
    var findings = 0
    for row in rows {
      try insert([
        "rule_id": .text(rule.id), "account": .text(row.account), "subject_kind": .text(row.subjectKind),
        "subject": .text(row.subject), "severity": .text((settings.severity ?? row.severity ?? rule.severity).rawValue),
        "profile": SQLValue(row.profile), "reason": .text(row.reason),
      ])
      findings += connection.changes
    }
    return findings
  }
}

extension RuleOutcome {
  /// What the SELECT may ask for by name.
  var bound: [String: SQLValue] {
    var values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.value.bound) })
    values["rule_id"] = .text(rule.id)
    return values
  }
}
