import Attestation
import Records
import Reports
import Storage

/// `rollcall.prom`: the last run for the text-file directory of a metrics collector, and the place where the head of the
/// chain leaves the database (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct Metrics {
  private(set) var text = ""

  init(_ connection: SQLConnection) throws {
    let runs = try connection.rows(
      """
      select run.run,
             strftime('%s', started),
             (select strftime('%s', max(started)) from run where complete = 'yes' and published = 'yes'),
             coalesce((select sum(rows) from run_source where run = tonight.run), 0),
             coalesce((select sum(rejected) from run_source where run = tonight.run), 0),
             complete,
             fail_on
        from run join tonight using (run)
      """
    ) { row in (0..<7).map { row.text(Int($0)) ?? "" } }
    guard let run = runs.first else { return }
    let counts = try ReportReading.counts(connection)
    let limit = Severity(rawValue: run[6]) ?? .info
    let isOver = Severity.allCases.contains { $0 >= limit && counts.open($0) > 0 }
    let status: ExitStatus = run[5] == "yes" ? (isOver ? .findings : .complete) : .incomplete

    add("rollcall_run_number", "Number of the last run.", run[0])
    add("rollcall_last_run_timestamp_seconds", "When the last run began.", run[1])
    if !run[2].isEmpty {
      add("rollcall_last_success_timestamp_seconds", "When the last run began that is complete and published.", run[2])
    }
    add(
      "rollcall_exit_status", "Exit status of the last run: 0 complete, 1 findings, 4 incomplete.",
      String(status.rawValue))
    add("rollcall_rows_read", "Records in the exports of the last run.", run[3])
    add("rollcall_rows_rejected", "Records of the last run that could not be read.", run[4])
    begin("rollcall_findings", "Findings by state and severity; resolved ones are those of the last run.")
    for state in FindingState.allCases {
      for severity in Severity.allCases.reversed() {
        text +=
          "rollcall_findings{state=\"\(state.rawValue)\",severity=\"\(severity.rawValue)\"} \(counts[state, severity])\n"
      }
    }
    if let head = try ChainBook(connection).last() {
      begin("rollcall_chain_info", "The newest head of the chain of runs, which the database must know.")
      text += "rollcall_chain_info{run=\"\(run[0])\",link=\"\(head.number)\",head=\"\(head.head)\"} 1\n"
    }
  }

  private mutating func begin(_ name: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
  }

  private mutating func add(_ name: String, _ help: String, _ value: String) {
    begin(name, help)
    text += "\(name) \(value)\n"
  }

  /// The head that a file of metrics holds; nil where it holds none.
  static func head(in text: String) -> (link: Int, head: String)? {
    for line in text.split(separator: "\n") where line.hasPrefix("rollcall_chain_info{") {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count == 7, parts[2] == ",link=", parts[4] == ",head=", let link = Int(parts[3]) else { return nil }
      return (link, String(parts[5]))
    }
    return nil
  }
}
