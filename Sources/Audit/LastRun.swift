import Records
import Rules
import Storage

/// The last run as the database has it: for questions that are asked between nights.
struct LastRun {
  /// What became of a rule in it.
  struct Judged {
    let state: RuleOutcome.State
    let reason: String?
    let severity: Severity
    let parameters: [String: ParameterValue]
    /// What the policy set of it.
    let changed: Set<String>

    /// As the run had them.
    var settings: RuleSettings {
      RuleSettings(severity: changed.contains("severity") ? severity : nil, parameters: parameters)
    }
  }

  let number: Int
  let asOf: Day
  let policySHA256: String
  let rules: [String: Judged]

  /// Opens the database of a policy and gives its last run to `body`.
  /// - Parameter asOf: the day that the last run must have looked at; nil for any. Those of earlier nights are not read.
  static func read<Value>(
    _ workspace: Workspace, asOf: Day?, _ body: (SQLConnection, LastRun) throws -> Value
  ) throws -> Value {
    try workspace.readDatabase { connection in
      let runs = try connection.rows(
        "select run.run, run.as_of, run.policy_sha256 from run join tonight on tonight.run = run.run"
      ) { ($0.integer(0) ?? 0, $0.text(1) ?? "", $0.text(2) ?? "") }
      guard let (number, day, policy) = runs.first, let last = Day(iso: day) else {
        throw AuditFailure(.invalid, "\(workspace.databasePath): there is no run in it yet; 'rollcall run' makes one")
      }
      if let asOf, last != asOf {
        throw AuditFailure(.invalid, "the last run looked at \(last.iso), not at \(asOf.iso)")
      }
      return try body(
        connection,
        LastRun(
          number: number, asOf: last, policySHA256: policy, rules: try judged(connection, workspace)))
    }
  }

  private static func judged(_ connection: SQLConnection, _ workspace: Workspace) throws -> [String: Judged] {
    let reading = ReportReading(connection, rules: workspace.rules)
    let rows = try connection.rows(
      """
      select rule, state, reason, severity, parameters, (select group_concat(value, ' ') from json_each(changed))
        from run_rule join tonight using (run)
      """
    ) { row in
      let parameters = try reading.parameters(row.text(4) ?? "{}")
      return (
        row.text(0) ?? "",
        Judged(
          state: row.text(1).flatMap(RuleOutcome.State.init) ?? .notEvaluated, reason: row.text(2),
          severity: row.text(3).flatMap(Severity.init) ?? .critical,
          parameters: Dictionary(parameters, uniquingKeysWith: { first, _ in first }),
          changed: Set((row.text(5) ?? "").split(separator: " ").map(String.init)))
      )
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  /// The rules that the run evaluated, as it did, into the temporary table `fired`.
  /// - Parameter kept: words that are worked out already, and have been changed since.
  func fire(_ connection: SQLConnection, _ workspace: Workspace, keeping kept: Set<String> = []) throws {
    let run = try RuleRun(connection, limits: workspace.ruleLimits, keeping: kept)
    for rule in workspace.rules {
      guard let judged = rules[rule.id], judged.state == .evaluated else { continue }
      _ = try run.run(rule, settings: judged.settings, supply: .everything)
    }
  }
}
