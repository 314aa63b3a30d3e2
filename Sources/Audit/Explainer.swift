import Findings
import Policy
package import Records
import Rules
import Storage

/// Says of a finding, or of a rule and a subject, why the rule fires, or why it does not; from what the last run stored.
package struct Explainer {
  private let workspace: Workspace
  private let asOf: Day?

  /// - Parameter asOf: the day that the last run must have looked at; nil for any.
  package init(_ workspace: Workspace, asOf: Day? = nil) {
    self.workspace = workspace
    self.asOf = asOf
  }

  /// What a rule speaks of.
  private struct Target: Hashable {
    var account: String
    var kind: String
    var subject: String
    var profile: Int?
    var isKnown = true
    var note: String?
  }

  /// - Parameter finding: such as `K7Q2-M4TD`; letters in any case, and those that are mistaken for digits.
  package func explain(finding: String) throws -> Explanation {
    try LastRun.read(workspace, asOf: asOf) { connection, run in
      let id = FindingID.asWritten(finding)
      guard let found = try Ledger.find(connection, where: "finding.id = :id", ["id": .text(id)]).first else {
        throw AuditFailure(.invalid, "there is no finding '\(finding)'; 'rollcall findings' has them")
      }
      guard let rule = workspace.rules.first(where: { $0.id == found.rule }) else {
        throw AuditFailure(
          .invalid, "finding \(found.id) is of rule '\(found.rule)', which this program and the policy no longer have")
      }
      let profile =
        found.subjectKind != "profile"
        ? nil
        : try connection.integer(
          "select profile from profile where account = :account and id = :id",
          ["account": .text(found.account), "id": .text(found.subject)])
      let target = Target(account: found.account, kind: found.subjectKind, subject: found.subject, profile: profile)
      return try explanation(connection, run, rule, target)
    }
  }

  /// - Parameters:
  ///   - subject: as findings name it; of a profile also its user name or e-mail address.
  ///   - account: where several have such a subject.
  package func explain(rule id: String, subject: String, account: String? = nil) throws -> Explanation {
    guard let rule = workspace.rules.first(where: { $0.id == id }) else { throw RuleBook.unknown(id) }
    return try LastRun.read(workspace, asOf: asOf) { connection, run in
      let targets = try targets(connection, rule, subject, account)
      guard targets.count == 1 else {
        throw AuditFailure(
          .invalid,
          lines: ["'\(subject)' is several subjects; say which with --account, or by its id:"]
            + targets.map { "  " + VisibleText.of("\($0.account)  \($0.kind)  \($0.subject)") })
      }
      return try explanation(connection, run, rule, targets[0])
    }
  }

  // MARK: - The subject

  /// The kinds of subjects that a rule speaks of, as its SELECT names them.
  private func kinds(_ rule: RuleFile) -> [String] {
    let named = SubjectKind.allCases.map(\.rawValue).filter { rule.select.contains("'\($0)' as subject_kind") }
    return named.isEmpty ? SubjectKind.allCases.map(\.rawValue) : named
  }

  private func targets(
    _ connection: SQLConnection, _ rule: RuleFile, _ subject: String, _ account: String?
  ) throws -> [Target] {
    let kinds = kinds(rule)
    let values: [String: SQLValue] = ["subject": .text(subject), "account": SQLValue(account)]
    var targets: Set<Target> = []
    func add(_ kind: String, _ sql: String) throws {
      guard kinds.contains(kind) else { return }
      for row in try connection.rows(sql, values, { ($0.text(0) ?? "", $0.text(1) ?? "", $0.integer(2)) }) {
        targets.insert(Target(account: row.0, kind: kind, subject: row.1, profile: row.2))
      }
    }
    let profiles = """
      select account, id, profile from profile
       where (id = :subject or user_name = lower(:subject) or email = lower(:subject))
         and (:account is null or account = :account)
      """
    try add("profile", profiles)
    try add("account", "select id, id, null from account where id = :subject and (:account is null or id = :account)")
    for (kind, column) in [("role", "role"), ("user", "user")] {
      try add(
        kind,
        """
        select distinct account, \(column), null from assignment
         where \(column) = :subject and (:account is null or account = :account)
        """)
    }
    try add("source", "select '', name, null from run_source join tonight using (run) where name = :subject")
    for kind in kinds {
      for found in try Ledger.find(
        connection,
        where:
          "finding.rule = :rule and finding.subject = :subject and (:account is null or finding.account = :account)",
        ["rule": .text(rule.id), "subject": .text(subject), "account": SQLValue(account)])
      where found.subjectKind == kind && !targets.contains(where: { $0.subject == found.subject && $0.kind == kind }) {
        targets.insert(Target(account: found.account, kind: kind, subject: found.subject))
      }
    }
    if targets.isEmpty, kinds == ["account"] {
      // Somebody was named, and the rule speaks of accounts: his account is meant.
      for row in try connection.rows(profiles, values, { ($0.text(0) ?? "", $0.text(1) ?? "") }) {
        targets.insert(
          Target(
            account: row.0, kind: "account", subject: row.0,
            note: "the rule speaks of accounts; \(row.0) is the account of \(row.1)"))
      }
    }
    if targets.isEmpty {
      targets.insert(Target(account: account ?? "", kind: kinds[0], subject: subject, isKnown: false))
    }
    return targets.sorted { ($0.account, $0.kind, $0.subject) < ($1.account, $1.kind, $1.subject) }
  }

  // MARK: - The answer

  private func explanation(
    _ connection: SQLConnection, _ run: LastRun, _ rule: RuleFile, _ target: Target
  ) throws -> Explanation {
    try connection.workOutViews(for: .night)
    let judged = run.rules[rule.id]
    let found = try judged?.state == .evaluated && target.isKnown ? row(connection, rule, judged, target) : nil
    let finding = try Ledger.find(
      connection,
      where: "finding.rule = :rule and finding.account = :account and subject_kind = :kind and subject = :subject",
      [
        "rule": .text(rule.id), "account": .text(target.account), "kind": .text(target.kind),
        "subject": .text(target.subject),
      ]
    ).first
    let history = try finding.map { try events($0, connection) } ?? []
    let (verdict, sentence) = try verdict(connection, rule, judged, target, found, finding, history)
    let isAnswered = verdict == .fires || verdict == .silent
    let near = NearMiss(
      connection, run, rule, judged?.settings ?? RuleSettings(), workspace.ruleLimits, account: target.account,
      kind: target.kind, subject: target.subject)
    let facts = try ExplanationFacts(connection).facts(
      account: target.account, kind: target.kind, subject: target.subject, profile: target.profile)
    var notes = [target.note].compactMap { $0 }
    if run.policySHA256 != workspace.policyDigest.hex {
      notes.append("the policy was changed since the last run, whose settings are shown here")
    }
    return Explanation(
      asOf: run.asOf, rule: rule, severity: found?.severity ?? finding?.severity ?? judged?.severity ?? rule.severity,
      severityOrigin: origin("severity", rule, judged, run), account: target.account, kind: target.kind,
      subject: target.subject, verdict: verdict, sentence: sentence, notes: notes,
      reason: found?.reason ?? finding?.reason, finding: finding,
      waiver: workspace.waivers.first { waiver in
        switch waiver.target {
        case .finding(let id): id == finding?.id
        case .subject(let of, let account, let subject):
          of == rule.id && account == target.account && subject == target.subject
        }
      },
      parameters: rule.parameters.map { parameter in
        Explanation.Parameter(
          name: parameter.name, value: parameter.shown(judged?.parameters[parameter.name] ?? parameter.standard),
          standard: parameter.shown(parameter.standard),
          range: parameter.range.map { "\($0.lowerBound) to \($0.upperBound)" }, meaning: parameter.meaning,
          origin: origin(parameter.name, rule, judged, run))
      }, facts: facts, history: history, borders: isAnswered ? try near.borders(firesNow: verdict == .fires) : [])
  }

  private func row(
    _ connection: SQLConnection, _ rule: RuleFile, _ judged: LastRun.Judged?, _ target: Target
  ) throws -> FoundRow? {
    try RuleRun.found(
      rule, settings: judged?.settings ?? RuleSettings(), account: target.account, kind: target.kind,
      subject: target.subject, connection, limits: workspace.ruleLimits)
  }

  /// Where a value of the last run came from.
  private func origin(_ name: String, _ rule: RuleFile, _ judged: LastRun.Judged?, _ run: LastRun) -> String {
    guard judged?.changed.contains(name) == true else { return "default" }
    let path = "rules.\(rule.id).\(name)"
    guard run.policySHA256 == workspace.policyDigest.hex,
      let line = workspace.effective.first(where: { $0.path == path })?.origin
    else { return "the policy of that night" }
    return line
  }

  private func events(_ finding: LedgerFinding, _ connection: SQLConnection) throws -> [Explanation.Event] {
    let first = try connection.rows(
      "select first_run, first_seen from finding where id = :id", ["id": .text(finding.id)]
    ) { Explanation.Event(run: $0.integer(0) ?? 0, asOf: $0.text(1) ?? "", state: "new", why: "first found") }
    return first
      + (try connection.rows(
        """
        select finding_event.run, run.as_of, finding_event.state, finding_event.why
          from finding_event
          join finding on finding.finding = finding_event.finding
          join run on run.run = finding_event.run
         where finding.id = :id
         order by finding_event.run
        """, ["id": .text(finding.id)]
      ) { row in
        let why = row.text(3) ?? ""
        return Explanation.Event(
          run: row.integer(0) ?? 0, asOf: row.text(1) ?? "", state: row.text(2) ?? "",
          why: why == "data" ? "the rule no longer finds it in the data" : why)
      })
  }

  // MARK: - Why, or why not

  private func verdict(
    _ connection: SQLConnection, _ rule: RuleFile, _ judged: LastRun.Judged?, _ target: Target, _ found: FoundRow?,
    _ finding: LedgerFinding?, _ history: [Explanation.Event]
  ) throws -> (Explanation.Verdict, String) {
    guard let judged else { return (.notEvaluated, "the last run did not know this rule yet") }
    switch judged.state {
    case .off: return (.off, "the policy switches the rule off")
    case .notEvaluated:
      return (.notEvaluated, "the rule was not evaluated: \(judged.reason ?? "no reason is recorded")")
    case .evaluated: break
    }
    let values: [String: SQLValue] = [
      "account": .text(target.account), "subject": .text(target.subject), "rule": .text(rule.id),
    ]
    let allowed = try connection.rows(
      "select reason from allowed where account = :account and subject = :subject and rule = :rule", values
    ) { $0.text(0) ?? "" }
    if let why = allowed.first { return (.allowed, "the policy allows it by name: \(why)") }
    if let found { return (.fires, found.reason) }
    if finding?.state == .notAssessed, let last = history.last { return (.notAssessed, last.why) }
    if let reject = try connection.rows(
      """
      select source, line, reason from run_rejected join tonight using (run)
       where subject = :subject and (account is null or account = :account) and :known = 0
       order by position limit 1
      """,
      values.merging(["known": .integer(target.isKnown ? 1 : 0)], uniquingKeysWith: { first, _ in first }),
      { "line \($0.integer(1) ?? 0) of source '\($0.text(0) ?? "")' was rejected: \($0.text(2) ?? "")" }
    ).first {
      return (.notAssessed, reject)
    }
    if !target.isKnown {
      return (.unknownSubject, "the exports of the last run have no such \(target.kind)")
    }
    if let profile = target.profile, let flaw = try silencer(connection, rule, profile) { return (.silenced, flaw) }
    if target.kind == "profile", target.profile == nil {
      return (.gone, "the exports of the last run no longer have this profile")
    }
    return (.silent, "the rule was evaluated, and all is well as it says: \(rule.title)")
  }

  /// Of several flaws of a name, the first speaks.
  private func silencer(_ connection: SQLConnection, _ rule: RuleFile, _ profile: Int) throws -> String? {
    try connection.rows(
      """
      select name_fault.rule, name_fault.words
        from name_flaw
        join name_fault on name_fault.profile = name_flaw.profile
       where name_flaw.profile = :profile
         and name_flaw.rule = :rule
         and name_fault.rule <> :rule
      """, ["profile": .integer(profile), "rule": .text(rule.id)]
    ) { "it would, but \($0.text(0) ?? "") speaks first, so that one bad name is one finding: \($0.text(1) ?? "")" }
    .first
  }
}
