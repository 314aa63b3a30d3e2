import Records

/// What the night comes to, in words. It never says more than what was looked at.
package struct Verdict: Sendable {
  /// `good` and `minor`: nobody has to hurry; `act`: something reaches the severity that the policy fails a run on.
  package enum Tone: String, Sendable { case good, minor, act, partial, unfit }

  package let tone: Tone
  /// A few words.
  package let headline: String
  /// One sentence.
  package let sentence: String
  /// Why the run is not complete.
  package let reasons: [String]
  /// What was not looked at, such as `2 rules were not evaluated`.
  package let gaps: [String]

  package init(_ model: ReportModel) {
    let gaps = Verdict.gaps(model)
    let open = model.counts.open
    let above = Severity.allCases.filter { $0 >= model.run.failOn }.reduce(0) { $0 + model.counts.open($1) }
    self.gaps = gaps
    reasons = model.run.isComplete ? [] : Verdict.reasons(model)
    if !model.run.isComplete {
      tone = .unfit
      headline = "Not fit for sign-off"
      sentence =
        open == 0
        ? "The night is incomplete, and nothing is open among what could be checked."
        : "The night is incomplete; among what could be checked \(open.counted("finding is", "findings are")) open"
          + Verdict.severities(model.counts) + "."
    } else if open > 0 {
      tone = above > 0 ? .act : .minor
      headline = open.counted("open finding", "open findings")
      sentence = Verdict.news(model, above: above)
    } else if gaps.isEmpty {
      tone = .good
      headline = "No open findings"
      sentence = "The night is complete, and every rule was evaluated."
    } else {
      tone = .partial
      headline = "Nothing open among what could be checked"
      sentence = "Nothing open among what could be checked; \(list(gaps))."
    }
  }

  private static func gaps(_ model: ReportModel) -> [String] {
    func rules(_ state: String) -> Int { model.rules.count { $0.state == state } }
    let gaps = [
      (model.sources.count { $0.state == "missing" }, "source is missing", "sources are missing"),
      (rules("not-evaluated"), "rule was not evaluated", "rules were not evaluated"),
      (rules("off"), "rule is switched off", "rules are switched off"),
      (model.counts[.notAssessed], "finding could not be assessed", "findings could not be assessed"),
      (model.rejected.count, "row could not be read", "rows could not be read"),
    ]
    return gaps.filter { $0.0 > 0 }.map { $0.0.counted($0.1, $0.2) }
  }

  private static func reasons(_ model: ReportModel) -> [String] {
    let reasons = model.sources.compactMap { source in
      switch source.state {
      case "missing": "The source “\(source.name)” (\(source.path)) is missing."
      case "too-many-rejected":
        "Too many rows of “\(source.name)” could not be read: \(source.rejected.grouped) of \(source.rows.grouped)."
      default: nil as String?
      }
    }
    return reasons.isEmpty ? ["The run was recorded as incomplete."] : reasons
  }

  /// `: 3 critical, 4 high`
  private static func severities(_ counts: ReportModel.Counts) -> String {
    let parts = Severity.allCases.reversed().filter { counts.open($0) > 0 }
    return ": " + parts.map { "\(counts.open($0).grouped) \($0.rawValue)" }.joined(separator: ", ")
  }

  /// `Open are 3 critical, 4 high; 2 are new, 1 has come back; 7 are at or above the limit of the policy (high).`
  private static func news(_ model: ReportModel, above: Int) -> String {
    let counts = model.counts
    let new = counts[.new] == 0 ? "none is new" : counts[.new].counted("is new", "are new")
    let back = counts[.reopened] == 0 ? "" : ", \(counts[.reopened].counted("has come back", "have come back"))"
    let reach = above == 0 ? "none reaches" : above.counted("reaches", "reach")
    return "Open\(severities(counts)); \(new)\(back); \(reach) the severity that the policy fails a run on"
      + " (\(model.run.failOn.rawValue))."
  }
}

/// `a, b and c`
private func list(_ parts: [String]) -> String {
  guard parts.count > 1, let last = parts.last else { return parts.joined() }
  return parts.dropLast().joined(separator: ", ") + " and " + last
}
