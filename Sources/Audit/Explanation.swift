package import Findings
package import Records
package import Reports
package import Rules

/// Why a rule finds something, or why it does not.
package struct Explanation: Sendable {
  package enum Verdict: String, Sendable {
    case fires
    case silent = "does-not-fire"
    case allowed
    case silenced
    case decided
    case off
    case notEvaluated = "not-evaluated"
    case notAssessed = "not-assessed"
    case gone = "no-longer-there"
    case unknownSubject = "unknown-subject"
  }

  package struct Parameter: Sendable {
    package let name: String
    package let value: String
    package let standard: String
    package let range: String?
    package let meaning: String
    /// `default`, or the line of the policy that sets it.
    package let origin: String
  }

  package struct Event: Sendable {
    package let run: Int
    package let asOf: String
    package let state: String
    package let why: String
    /// What changed: data, rule, parameter, mapping, waiver or missing-input.
    package let cause: String
  }

  /// Rows that the finding rests on.
  package struct Fact: Sendable {
    /// profile, role, person, account ...
    package let about: String
    package let values: [(name: String, value: String)]
  }

  /// What would have to differ for the rule to say the opposite.
  package struct Border: Sendable {
    /// `as-of`, or the name of a parameter.
    package let what: String
    /// A day, or the value of the parameter.
    package let value: String
    package let sentence: String
  }

  package let asOf: Day
  package let rule: RuleFile
  package let severity: Severity
  package let severityOrigin: String
  package let account: String
  package let kind: String
  package let subject: String
  package let verdict: Verdict
  package let sentence: String
  /// Something else that a reader must know.
  package let notes: [String]
  /// The reason as the rule gives it now.
  package let reason: String?
  package let finding: LedgerFinding?
  /// Waivers that name it or cover it, with what became of them in the last run.
  package let waivers: [ReportModel.Waiver]
  package let parameters: [Parameter]
  package let facts: [Fact]
  package let history: [Event]
  package let borders: [Border]
}
