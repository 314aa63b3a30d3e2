import ArgumentParser
import Audit
import Records
import Reports

struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "The findings of the last run, or of any other.")

  @OptionGroup var common: CommonOptions

  @Option(help: "new, open, reopened, waived, not-assessed or resolved; all but resolved unless given.")
  var state: FindingState?

  @Option(help: "Only findings of this rule.")
  var rule: String?

  @Option(help: "Only findings of this account.")
  var account: String?

  @Option(help: "Only findings of this severity.")
  var severity: Severity?

  @Option(name: .customLong("run"), help: "The number of the run; the last one unless given.")
  var number: Int?

  @Option(help: "table, csv or json.")
  var format = ListFormat.table

  /// Colour adds to the word, never replaces it.
  private func color(_ column: String, _ cell: String) -> String? {
    guard common.isColored, column == "severity" else { return nil }
    return ["critical": "1;31", "high": "31", "medium": "33", "low": "36"][cell]
  }

  /// `24 findings: 4 critical, 11 high; 24 new`, below a list that somebody looks at.
  private func summary(_ findings: [ReportFinding]) -> String {
    func list<Word: Hashable>(_ words: [Word], of word: (ReportFinding) -> Word, name: (Word) -> String) -> String {
      let counts = Dictionary(findings.map { (word($0), 1) }, uniquingKeysWith: +)
      return words.compactMap { word in counts[word].map { "\($0) \(name(word))" } }.joined(separator: ", ")
    }
    let severities = list(Severity.allCases.reversed(), of: \.severity) { $0.rawValue }
    let states = list(FindingState.allCases, of: \.state) { $0.rawValue }
    return "\(findings.count) \(findings.count == 1 ? "finding" : "findings"): \(severities); \(states)"
  }

  func run() throws {
    let workspace = try common.workspace()
    func isWanted(_ finding: ReportFinding) -> Bool {
      (state.map { finding.state == $0 } ?? (finding.state != .resolved)) && (rule.map { finding.rule == $0 } ?? true)
        && (account.map { finding.account == $0 } ?? true) && (severity.map { finding.severity == $0 } ?? true)
    }
    let findings =
      try number.map { try PastFindings(workspace).findings(run: $0, where: isWanted) }
      ?? FindingList(workspace).findings(asOf: common.asOf, where: isWanted)
    let columns: [String]
    let rows: [[String?]]
    if format == .table {
      columns = ["finding", "severity", "state", "rule", "account", "subject", "name", "reason"]
      rows = findings.map {
        [$0.id, $0.severity.rawValue, $0.state.rawValue, $0.rule, $0.account, $0.subject, $0.name, $0.reason]
      }
    } else {
      // A table for spreadsheets has the columns of findings.csv; JSON may have more.
      let isJSON = format == .json
      columns = FindingList.columns + (isJSON ? FindingList.changeColumns : [])
      rows = findings.map { FindingList.values($0) + (isJSON ? FindingList.changeValues($0) : []) }
    }
    if findings.isEmpty, format == .table {
      Terminal.say("no findings of that kind in \(number.map { "run \($0)" } ?? "the last run")")
    } else {
      Terminal.print(ListText.text(columns: columns, rows: rows, format: format, color: color))
      if format == .table, Terminal.isOutputTerminal { Terminal.say(summary(findings)) }
    }
  }
}
