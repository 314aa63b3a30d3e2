import Findings
import Policy
package import Records
import Reports
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
      let target = ExplanationSubject(
        account: found.account, kind: found.subjectKind, subject: found.subject, profile: profile)
      return try explanation(connection, run, rule, target)
    }
  }

  /// - Parameters:
  ///   - subject: as findings name it; of a profile also its user name or e-mail address.
  ///   - account: where several have such a subject.
  package func explain(rule id: String, subject: String, account: String? = nil) throws -> Explanation {
    guard let rule = workspace.rules.first(where: { $0.id == id }) else {
      throw RuleBook.unknown(id, among: workspace.rules)
    }
    return try LastRun.read(workspace, asOf: asOf) { connection, run in
      let search = SubjectSearch(connection, rule)
      let targets = try search.targets(subject, account)
      guard targets.count == 1 else {
        throw AuditFailure(
          .invalid,
          lines: ["'\(subject)' is several subjects; say which with --account, or by its id:"]
            + targets.map { "  " + VisibleText.of("\($0.account)  \($0.kind)  \($0.subject)") })
      }
      let explanation = try explanation(connection, run, rule, targets[0])
      if explanation.verdict == .unknownSubject { throw try search.unknown(subject, account) }
      return explanation
    }
  }

  // MARK: - The answer

  private func explanation(
    _ connection: SQLConnection, _ run: LastRun, _ rule: RuleFile, _ target: ExplanationSubject
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
    let facts = try ExplanationFacts(connection).facts(target)
    let own = judged?.severity ?? rule.severity
    let severity = found?.severity ?? finding?.severity ?? own
    var notes = [target.note].compactMap { $0 }
    if run.policySHA256 != workspace.policyDigest.hex {
      notes.append("the policy was changed since the last run, whose settings are shown here")
    }
    return Explanation(
      asOf: run.asOf, rule: rule, severity: severity,
      severityOrigin: (severity == own ? "" : "a step of the rule from \(own.rawValue), ")
        + origin("severity", rule, judged, run), account: target.account, kind: target.kind,
      subject: target.subject, verdict: verdict, sentence: sentence, notes: notes,
      reason: found?.reason ?? finding?.reason, finding: finding,
      waivers: try ReportReading(connection, rules: workspace.rules).waivers().filter { waiver in
        finding.map { waiver.id == $0.id || waiver.covers.contains($0.id) } == true
          || waiver.rule == rule.id && waiver.account == target.account && waiver.subject == target.subject
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
    _ connection: SQLConnection, _ rule: RuleFile, _ judged: LastRun.Judged?, _ target: ExplanationSubject
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
      """
      select first_run, first_seen
        from finding
       where id = :id
         and not exists (select 1 from finding_event as event
                          where event.finding = finding.finding and event.run = finding.first_run and event.state = 'new')
      """, ["id": .text(finding.id)]
    ) {
      Explanation.Event(
        run: $0.integer(0) ?? 0, asOf: $0.text(1) ?? "", state: "new", why: "first found", cause: "data")
    }
    return first
      + (try connection.rows(
        """
        select finding_event.run, run.as_of, finding_event.state, finding_event.why, finding_event.cause
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
          why: why == "data" ? "the rule no longer finds it in the data" : why, cause: row.text(4) ?? "data")
      })
  }

  // MARK: - Why, or why not

  private func verdict(
    _ connection: SQLConnection, _ rule: RuleFile, _ judged: LastRun.Judged?, _ target: ExplanationSubject,
    _ found: FoundRow?,
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
    if found != nil, finding?.state == .resolved, let last = history.last {
      return (.decided, "it is there and is not told any more, since \(last.why)")
    }
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
