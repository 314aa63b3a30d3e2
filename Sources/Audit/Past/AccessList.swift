import Policy
package import Records
import Schema
import Storage

/// Who holds what, on the last night or an earlier one, and what changed in it.
package struct AccessList {
  /// What is asked for; nil for everything.
  package struct Question: Sendable {
    /// The day; the last run on or before it answers.
    package var asOf: Day?
    package var role: String?
    package var user: String?
    package var account: String?
    package var isPrivilegedOnly: Bool

    package init(asOf: Day?, role: String?, user: String?, account: String?, isPrivilegedOnly: Bool) {
      self.asOf = asOf
      self.role = role
      self.user = user
      self.account = account
      self.isPrivilegedOnly = isPrivilegedOnly
    }

    fileprivate var values: [String: SQLValue] {
      [
        "role": SQLValue(role), "user": SQLValue(user), "account": SQLValue(account),
        "privileged": isPrivilegedOnly ? 1 : .null,
      ]
    }
  }

  package struct Answer: Sendable {
    package let columns: [String]
    package let rows: [[String?]]
    /// On which run it rests, and what is to be known about that.
    package let remarks: [String]
  }

  /// The columns of `access.csv`.
  private static let columns = [
    "account", "user", "name", "email", "status", "employed", "role", "privileges", "scope", "granted", "granted_by",
    "last_login", "mfa", "findings",
  ]
  private static let changeColumns = [
    "change", "account", "user", "name", "role", "was", "became", "privileged", "run", "seen", "earliest",
  ]

  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  package func holders(_ question: Question) throws -> Answer {
    try read { connection, runs in
      let run = try PastRun.standing(on: question.asOf, in: runs)
      try run.show(connection)
      let rows = try connection.rows(AccessList.sql("access.sql"), question.values) { row in
        AccessList.columns.indices.map { row.text($0) }
      }
      var remarks = [rest(on: run, question.asOf)]
      if let missing = missing(runs, from: run, to: question.asOf).sentence { remarks.append(missing) }
      remarks += try gaps(of: run, connection)
      if !run.isLast, rows.contains(where: { $0[7] == nil }) {
        remarks.append("last logins of earlier nights are kept for privileged access only")
      }
      return Answer(columns: AccessList.columns, rows: rows, remarks: remarks)
    }
  }

  /// What changed after a day: since the last run on or before it, or since the first run.
  package func changes(since day: Day, _ question: Question) throws -> Answer {
    try read { connection, runs in
      let last = try PastRun.standing(on: question.asOf, in: runs)
      var remarks: [String] = []
      var first: PastRun
      if runs.contains(where: { $0.asOf <= day }) {
        first = try PastRun.standing(on: day, in: runs)
      } else {
        first = runs[0]
        remarks.append("there is no run on or before \(day.iso): what was before run \(first.number) is not known")
      }
      guard first.number <= last.number else {
        throw AuditFailure(
          .invalid,
          "run \(last.number) of \(last.asOf.iso) came before run \(first.number) of \(first.asOf.iso): there is nothing "
            + "between them")
      }
      try last.show(connection)
      var values = question.values
      values["first"] = .integer(first.number)
      let rows = try connection.rows(AccessList.sql("access_changes.sql"), values) { row in
        AccessList.changeColumns.indices.map { row.text($0) }
      }
      remarks.insert(
        "changes from run \(first.number) of \(first.asOf.iso) to run \(last.number) of \(last.asOf.iso)", at: 0)
      let between = runs.filter { first.number <= $0.number && $0.number <= last.number }
      if let missing = missing(between, from: nil, to: question.asOf).sentence { remarks.append(missing) }
      for kind in ["users", "roles"] where try !reads(kind, first, connection) {
        remarks.append(
          "run \(first.number) read no source of kind '\(kind)': what came with the first one counts as new")
      }
      let removed = between.filter(\.isPruned).count
      if removed > 0 {
        remarks.append(
          "\(removed) of these runs \(removed == 1 ? "was" : "were") removed: what came and went between two that stayed is "
            + "not told")
      }
      for run in between.dropFirst() { remarks += try gaps(of: run, connection) }
      return Answer(columns: AccessList.changeColumns, rows: rows, remarks: remarks)
    }
  }

  private func rest(on run: PastRun, _ day: Day?) -> String {
    let what = "run \(run.number), as of \(run.asOf.iso)"
    guard let day, day != run.asOf else { return what }
    return what + ": the last one on or before \(day.iso)"
  }

  /// Nights that are missing after a run, or in between several, up to a day.
  private func missing(_ runs: [PastRun], from run: PastRun?, to day: Day?) -> MissingNights {
    // The day itself counts as a night that did not come; so the next day ends the gap.
    let end = day.map { Day(number: $0.number + 1) }
    let days = (run.map { [$0.asOf] } ?? runs.map(\.asOf)).filter { end == nil || $0 < end ?? $0 }
    return MissingNights(
      between: days + [end].compactMap { $0 }, every: (workspace.policy.expectEvery ?? 86_400) / 86_400)
  }

  /// Sources that a run did not have: what they had given is shown as it was.
  private func gaps(of run: PastRun, _ connection: SQLConnection) throws -> [String] {
    guard !run.isComplete else { return [] }
    return try connection.rows(
      "select name, state from run_source where run = :run and state <> 'read' order by position",
      ["run": .integer(run.number)]
    ) { row in
      let name = row.text(0) ?? ""
      return row.text(1) == "missing"
        ? "run \(run.number): source '\(name)' was missing; its rows are those of an earlier night"
        : "run \(run.number): too many rows of source '\(name)' were rejected; who stands in them is not shown"
    }
  }

  private func reads(_ kind: String, _ run: PastRun, _ connection: SQLConnection) throws -> Bool {
    try connection.integer(
      "select 1 from run_supply where run = :run and kind = :kind and state = 'read'",
      ["run": .integer(run.number), "kind": .text(kind)]) != nil
  }

  private func read(_ body: (SQLConnection, [PastRun]) throws -> Answer) throws -> Answer {
    try workspace.readDatabase { try body($0, try PastRun.all($0)) }
  }

  private static func sql(_ name: String) -> String { Schema.questions.text(name) }
}
