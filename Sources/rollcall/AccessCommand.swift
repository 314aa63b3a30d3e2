import ArgumentParser
import Audit
import Records

struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Who holds which roles, on the last night or an earlier day; or what changed in it.",
    discussion: """
      --as-of DATE asks the last run on or before that day. --changes DATE lists what came after it: roles gained and lost, \
      profiles that joined, vanished, were renamed, or went to another person. Names are matched whole, in any case.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "Only this role, by the name of the catalogue or as the export writes it.")
  var role: String?

  @Option(help: "Only this user: id, user name, e-mail, or given and family name.")
  var user: String?

  @Option(help: "Only this account: its id or its name.")
  var account: String?

  @Flag(help: "Only privileged access, as in access.csv.")
  var privileged = false

  @Option(help: "What changed since the last run on or before this day (YYYY-MM-DD).")
  var changes: Day?

  @Option(help: "table, csv or json.")
  var format = ListFormat.table

  /// What a table shows of the columns, the widest last; the other forms hold them all.
  private var shown: [String] {
    changes == nil
      ? ["account", "user", "name", "status", "employed", "role", "scope", "granted", "last_login", "privileges"]
      : ["seen", "change", "account", "user", "name", "role", "privileged", "was", "became"]
  }

  func run() throws {
    let list = AccessList(try common.workspace())
    let question = AccessList.Question(
      asOf: common.asOf, role: role, user: user, account: account, isPrivilegedOnly: privileged)
    let answer = try changes.map { try list.changes(since: $0, question) } ?? list.holders(question)
    if !common.quiet { for remark in answer.remarks { Terminal.say(remark) } }
    guard format == .table else {
      Terminal.print(ListText.text(columns: answer.columns, rows: answer.rows, format: format))
      return
    }
    guard !answer.rows.isEmpty else {
      Terminal.say(changes == nil ? "nobody holds what was asked for" : "nothing changed of what was asked for")
      return
    }
    let places = shown.compactMap(answer.columns.firstIndex)
    Terminal.print(
      ListText.text(
        columns: places.map { answer.columns[$0] }, rows: answer.rows.map { row in places.map { row[$0] } },
        format: .table))
  }
}
