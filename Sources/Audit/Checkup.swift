import Exports
import Policy
package import Records
import Rules
import Storage

/// Reads everything as a night would, stores nothing, and says what a night would do with it.
package struct Checkup {
  package struct Report: Sendable {
    package var status: ExitStatus
    package var text: String
  }

  private let workspace: Workspace

  /// The wall clock.
  private let now: Instant

  private let overrides: [GuardOverride]

  /// - Parameter allowed: what guards may pass this once, as the command line says it.
  package init(_ workspace: Workspace, now: Instant, allowed: [String] = []) throws {
    self.workspace = workspace
    self.now = now
    overrides = try GuardOverride.read(allowed, workspace.policy)
  }

  package func run() throws -> Report {
    let custom = workspace.rules.filter(\.isCustom)
    let trial = try RuleTrial.test(nil, of: custom, workspace.ruleLimits)
    // That a rule has no examples is a matter of `rollcall rules test`; that one does not hold is one of every night.
    let broken = trial.faults.filter { $0.position?.line != nil }
    if !broken.isEmpty { throw AuditFailure(.invalid, broken) }
    var lines = ["\(workspace.policyPath): valid", "", "settings:"]
    lines += workspace.effective.map { "  \($0.path): \($0.value)  (\($0.origin))" }
    if let file = workspace.policy.waivers {
      let count = workspace.waivers.count
      lines += ["", "waivers: \(count == 0 ? "none" : "\(count)") in \(file)"]
    }
    let advice = PresetAdvice(workspace).lines
    if !advice.isEmpty { lines += ["", "presets:"] + advice }
    let outcomes: [SourceOutcome]
    let keeper: GuardKeeper
    do {
      (outcomes, keeper) = try read()
    } catch {
      let failure = AuditFailure(error)
      return Report(
        status: failure.status,
        text: (lines + ["", "exports:"] + failure.lines.map { "  \($0)" }).joined(separator: "\n"))
    }
    lines += ["", "exports:"]
    for outcome in outcomes {
      lines += describe(outcome) + describe(keeper.results.filter { $0.source == outcome.name })
    }
    for (override, told) in keeper.uses where told == nil {
      lines.append("  --allow \(override.guardian):\(override.source) is not needed")
    }
    lines += ["", "rules:"]
    var supply = outcomes.supply
    // Nothing is opened for writing here; where there is a database, there was a night.
    if Files.exists(workspace.databasePath) { supply.earlier = Set(SourceKind.allCases) }
    let plans = workspace.rules.map { RuleRun.plan($0, settings: workspace.settings($0), supply: supply) }
    lines += plans.map(describe)
    let evaluated = plans.filter { $0.state == .evaluated }.count
    lines.append("  \(evaluated) of \(plans.count) rules can be evaluated")
    if !plans.contains(where: { $0.state == .evaluated && !$0.rule.isAboutExports }) {
      return Report(status: .refused, text: lines.joined(separator: "\n"))
    }
    return Report(status: outcomes.isComplete ? .complete : .incomplete, text: lines.joined(separator: "\n"))
  }

  /// Reads all exports, and holds them against the last run where there is a database that can be read as it is.
  private func read() throws -> ([SourceOutcome], GuardKeeper) {
    func read(_ connection: SQLConnection?) throws -> ([SourceOutcome], GuardKeeper) {
      let keeper = GuardKeeper(
        now: now, memory: GuardMemory(connection: connection, run: nil), overrides: overrides)
      if connection != nil { try keeper.judgeNight(workspace.policy.guards, database: workspace.policy.database) }
      return (try Import(workspace, hashKey: 1, keeper: keeper).run(), keeper)
    }
    guard Files.exists(workspace.databasePath), let database = AuditDatabase(reading: workspace.databasePath) else {
      return try read(nil)
    }
    return try database.read { try read($0) }
  }

  private func describe(_ results: [GuardResult]) -> [String] {
    guard !results.isEmpty else { return [] }
    func names(_ state: GuardResult.State) -> String? {
      let names = results.filter { $0.state == state }.map(\.guardian)
      return names.isEmpty ? nil : "\(state.rawValue) \(names.joined(separator: ", "))"
    }
    let quiet = [names(.passed), names(.off)].compactMap { $0 }.joined(separator: "; ")
    return (quiet.isEmpty ? [] : ["    guards: \(quiet)"])
      + results.filter { $0.reason != nil }.map { "    guard \($0.guardian) \($0.state.rawValue): \($0.reason ?? "")" }
  }

  private func describe(_ outcome: SourceOutcome) -> [String] {
    guard let summary = outcome.summary else {
      return ["  \(outcome.name) (\(outcome.kind.rawValue)): MISSING: \(outcome.path)"]
    }
    var lines = [
      "  \(outcome.name) (\(outcome.kind.rawValue)): \(outcome.path), \(SourceText.form(summary)), \(summary.rows) rows, "
        + "\(outcome.rejectedCount) rejected"
        + (outcome.state == .tooManyRejected ? ": TOO MANY, a run would be incomplete" : "")
    ]
    lines += HeaderTable(workspace).lines(outcome, summary).map { "    " + $0 }
    lines +=
      (SourceText.hidden(summary) + SourceText.words(summary) + SourceText.damages(summary)
      + SourceText.rejected(outcome.rejected)).map {
        "    " + $0
      }
    return lines
  }

  private func describe(_ outcome: RuleOutcome) -> String {
    var line = "  \(outcome.rule.id)" + (outcome.rule.customFile.map { " (\($0))" } ?? "") + ": "
    switch outcome.state {
    case .evaluated: line += "can be evaluated, \(outcome.severity.rawValue)"
    case .notEvaluated: line += "NOT evaluated: \(outcome.reason ?? "")"
    case .off: line += "off"
    }
    for (parameter, value) in zip(outcome.rule.parameters, outcome.parameters.map(\.value)) {
      line +=
        ", \(parameter.name) \(parameter.shown(value))" + (outcome.changed.contains(parameter.name) ? " (policy)" : "")
    }
    return line
  }
}
