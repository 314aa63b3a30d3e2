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

  package init(_ workspace: Workspace, now: Instant) {
    self.workspace = workspace
    self.now = now
  }

  package func run() throws -> Report {
    var lines = ["\(workspace.policyPath): valid", "", "settings:"]
    lines += workspace.effective.map { "  \($0.path): \($0.value)  (\($0.origin))" }
    let advice = PresetAdvice(workspace).lines
    if !advice.isEmpty { lines += ["", "presets:"] + advice }
    let outcomes: [SourceOutcome]
    do {
      let sourceGuard = SourceGuard(now: now) { _ in nil }
      outcomes = try Import(workspace, hashKey: 1, sourceGuard: sourceGuard).run()
    } catch {
      let failure = AuditFailure(error)
      return Report(
        status: failure.status,
        text: (lines + ["", "exports:"] + failure.lines.map { "  \($0)" }).joined(separator: "\n"))
    }
    lines += ["", "exports:"]
    for outcome in outcomes { lines += describe(outcome) }
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

  private func describe(_ outcome: SourceOutcome) -> [String] {
    guard let summary = outcome.summary else {
      return ["  \(outcome.name) (\(outcome.kind.rawValue)): MISSING: \(outcome.path)"]
    }
    var lines = [
      "  \(outcome.name) (\(outcome.kind.rawValue)): \(outcome.path), \(SourceText.form(summary)), \(summary.rows) rows, "
        + "\(outcome.rejectedCount) rejected"
        + (outcome.state == .tooManyRejected ? ": TOO MANY, a run would be incomplete" : "")
    ]
    lines.append("    gives: \(summary.fields.joined(separator: ", "))")
    if !summary.unused.isEmpty {
      lines.append("    not used: \(summary.unused.map(VisibleText.of).joined(separator: ", "))")
    }
    lines += (SourceText.words(summary) + SourceText.rejected(outcome.rejected)).map { "    " + $0 }
    return lines
  }

  private func describe(_ outcome: RuleOutcome) -> String {
    var line = "  \(outcome.rule.id): "
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
