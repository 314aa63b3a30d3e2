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

  /// Makes the table of tonight's findings and works out the shared words.
  package init(_ connection: SQLConnection) throws {
    self.connection = connection
    try connection.workOutViews(for: .night)
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
    var values = Dictionary(uniqueKeysWithValues: outcome.parameters.map { ($0.name, $0.value.bound) })
    values["rule_id"] = .text(rule.id)
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
      """, values)
    outcome.findings = connection.changes
    return outcome
  }
}
