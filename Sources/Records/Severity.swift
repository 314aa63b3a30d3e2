/// How bad a finding is, in rising order. The raw value is the word used in policies, databases and reports.
package enum Severity: String, CaseIterable, Comparable, Sendable {
  case info, low, medium, high, critical

  /// 0 for `info` up to 4 for `critical`.
  package var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }

  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}
