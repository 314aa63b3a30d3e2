import Exports
import Records
import Storage

/// Writes what was noticed about the exports of a run: columns, damage, accounts, and what the guards said.
struct ExportRecord {
  private let connection: SQLConnection
  private let run: Int

  init(_ connection: SQLConnection, run: Int) {
    self.connection = connection
    self.run = run
  }

  func write(_ outcomes: [SourceOutcome]) throws {
    for outcome in outcomes {
      guard let summary = outcome.summary else { continue }
      try write(summary.columns, of: outcome.name)
      for damage in summary.damages {
        try connection.execute(
          """
          insert into run_damage (run, source, field, kind, count, line)
          values (:run, :source, :field, :kind, :count, :line)
          """,
          [
            "run": .integer(run), "source": .text(outcome.name), "field": .text(damage.field),
            "kind": .text(damage.kind.rawValue), "count": .integer(damage.count), "line": .integer(damage.line),
          ])
      }
      try write(outcome.accounts, of: outcome.name)
    }
  }

  private func write(_ columns: [ExportColumn], of source: String) throws {
    for (index, column) in columns.enumerated() {
      try connection.execute(
        """
        insert into known_column (run, source, position, header, field, smell, content, line)
        values (:run, :source, :position, :header, :field, :smell, :content, :line)
        """,
        [
          "run": .integer(run), "source": .text(source), "position": .integer(index + 1),
          "header": .text(column.header), "field": SQLValue(column.field), "smell": SQLValue(column.smell?.rawValue),
          "content": SQLValue(column.content?.rawValue), "line": .integer(column.line),
        ])
    }
  }

  /// Only what differs is written: the accounts of most sources are the same for years.
  private func write(_ census: AccountCensus, of source: String) throws {
    let before = try GuardMemory(connection: connection, run: run).accounts(of: source)
    let now = census.all ?? []
    let text = { (account: [UInt8]) in String(decoding: account, as: UTF8.self) }
    for account in before.subtracting(now).map(text).sorted() {
      try connection.execute(
        "delete from source_account where source = :source and account = :account",
        ["source": .text(source), "account": .text(account)])
    }
    for account in now.subtracting(before).map(text).sorted() {
      try connection.execute(
        "insert into source_account (source, account) values (:source, :account)",
        ["source": .text(source), "account": .text(account)])
    }
  }

  func write(_ keeper: GuardKeeper) throws {
    for result in keeper.results {
      try connection.execute(
        """
        insert into known_guard (run, source, guard, state, reason, measure)
        values (:run, :source, :guard, :state, :reason, :measure)
        """,
        [
          "run": .integer(run), "source": .text(result.source), "guard": .text(result.guardian),
          "state": .text(result.state.rawValue), "reason": SQLValue(result.reason), "measure": SQLValue(result.measure),
        ])
    }
    for (override, told) in keeper.uses {
      try connection.execute(
        "insert into run_override (run, guard, source, reason, told) values (:run, :guard, :source, :reason, :told)",
        [
          "run": .integer(run), "guard": .text(override.guardian), "source": .text(override.source),
          "reason": .text(override.reason), "told": SQLValue(told),
        ])
    }
  }
}
