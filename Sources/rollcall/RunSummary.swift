import Audit
import Records
import Reports

/// What a night says when it is done, in a few lines.
struct RunSummary {
  private let result: Night.Result
  private let isDryRun: Bool

  init(_ result: Night.Result, isDryRun: Bool) {
    self.result = result
    self.isDryRun = isDryRun
  }

  var text: String {
    var lines: [String] = []
    let fitness = result.gaps.isEmpty ? "complete" : "INCOMPLETE, not fit for sign-off"
    lines.append("run \(result.run), as of \(result.asOf.iso): \(fitness)")
    lines += result.gaps.map { "  \($0)" }
    lines += result.missing.map { ["  nights are missing: \($0)"] } ?? []
    for entry in result.overrides {
      let what = entry.guardian + (entry.source.isEmpty ? "" : " of '\(entry.source)'")
      lines.append(
        entry.told.map { "  overridden: \(what): \($0) (allowed: \(entry.reason))" }
          ?? "  override not needed: \(what) (allowed: \(entry.reason))")
    }
    lines += result.warnings.map {
      "  warning: " + ($0.source.isEmpty ? "" : "\($0.source): ") + "\($0.guardian): \($0.reason)"
    }
    lines.append("  \(findings)")
    lines += waivers
    lines.append("  rules: \(result.rulesEvaluated) evaluated, \(result.notEvaluated.count) not evaluated")
    lines += result.notEvaluated.map { "    \($0.rule): \($0.reason)" }
    lines.append("  rows: \(result.rows) read, \(result.rejected) rejected")
    for word in result.unknownWords {
      let shown = word.word.isEmpty ? "empty" : "'\(word.word)'"
      lines.append("    \(word.source): \(word.field) \(shown) is no word that is known (\(word.count) times)")
    }
    lines.append(result.report.map { "  report: \($0)/index.html" } ?? "  nothing was kept or published (dry run)")
    if let head = result.head { lines.append("  chain: link \(head.link), head \(head.head)") }
    return lines.joined(separator: "\n")
  }

  private var findings: String {
    let counts = result.counts
    guard counts.open > 0 else { return "findings: none open" + changes }
    let parts = Severity.allCases.reversed().compactMap { severity in
      counts.open(severity) > 0 ? "\(counts.open(severity)) \(severity.rawValue)" : nil
    }
    return "findings: \(counts.open) open (\(parts.joined(separator: ", ")))" + changes
  }

  /// What is accepted, by whom and until when; of many the first.
  private var waivers: [String] {
    let holding = result.waivers
    var lines = holding.prefix(RunSummary.mostWaivers).map { waiver in
      let target = waiver.covers.joined(separator: ", ") + (waiver.rule.map { " \($0) \(waiver.subject ?? "")" } ?? "")
      let days = waiver.daysLeft(on: result.asOf)
      let people = "owner \(waiver.owner), approved by \(waiver.approvedBy)"
      return "    waived: \(target) until \(waiver.until.iso) (\(days) \(days == 1 ? "day" : "days") left): "
        + "\(waiver.reason) (\(people)\(waiver.ticket.map { ", \($0)" } ?? ""))"
    }
    if lines.count < holding.count { lines.append("    and \(holding.count - lines.count) more waivers that hold") }
    return lines.map(VisibleText.of)
  }

  private static let mostWaivers = 10

  private var changes: String {
    let parts = [FindingState.new, .reopened, .waived, .resolved, .notAssessed].compactMap { state in
      result.counts[state] > 0 ? "\(result.counts[state]) \(state.rawValue)" : nil
    }
    return parts.isEmpty ? "" : "; " + parts.joined(separator: ", ")
  }
}
