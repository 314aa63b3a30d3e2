import ArgumentParser
import Audit
import Records

struct LeaverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leaver",
    abstract: "What must be done, and what would break, if this person left today.",
    discussion: "It looks at what the last run stored, and changes nothing.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The person: id, user name, e-mail address, employee number or full name.")
  var user: String?

  @Option(help: "The account of the profile that is meant, where several people match.")
  var account: String?

  @Flag(help: "Everybody whose leaving would break something, the worst first.")
  var all = false

  @Option(help: "table, csv or json.")
  var format = ListFormat.table

  func validate() throws {
    guard (user != nil) != all else { throw ValidationError("Name one person, or give --all.") }
    guard !all || account == nil else {
      throw ValidationError("--account says which person is meant; --all is for all.")
    }
  }

  func run() throws {
    let leaver = Leaver(try common.workspace(), asOf: common.asOf)
    guard let user else { return rank(try leaver.ranking()) }
    let checklist = try leaver.checklist(user, account: account)
    switch format {
    case .table: Terminal.print(LeaverText(checklist).text)
    case .json: Terminal.print(LeaverCommand.json(checklist).text())
    case .csv:
      let columns = ["section", "severity", "account", "subject", "what", "detail", "fix"]
      Terminal.print(ListText.text(columns: columns, rows: LeaverCommand.rows(checklist), format: .csv))
    }
  }

  private func rank(_ ranking: [Leaver.Ranked]) {
    if ranking.isEmpty, format == .table { return Terminal.say("nobody's leaving would break anything") }
    Terminal.print(
      ListText.text(
        columns: ["account", "user", "name", "email", "critical", "high", "medium", "accounts", "losses"],
        rows: ranking.map {
          [
            $0.account, $0.user, $0.name, $0.email, "\($0.critical)", "\($0.high)", "\($0.medium)", "\($0.accounts)",
            $0.losses,
          ]
        }, format: format))
  }

  private static func rows(_ checklist: Leaver.Checklist) -> [[String?]] {
    var rows: [[String?]] = []
    for loss in checklist.losses {
      rows.append(["breaks", loss.severity, loss.account, loss.account, "", loss.words, ""])
    }
    for task in checklist.tasks {
      rows.append(["to do", "", task.account, task.subject, task.kind, task.detail, task.fix])
    }
    for found in checklist.consequences {
      rows.append(["found then", found.severity, found.account, found.subject, found.rule, found.reason, ""])
    }
    return rows
  }

  private static func json(_ checklist: Leaver.Checklist) -> JSONTree {
    .object([
      ("as_of", .text(checklist.asOf.iso)), ("name", JSONTree(checklist.name)), ("email", JSONTree(checklist.email)),
      ("employee_number", JSONTree(checklist.employeeNumber)), ("has_left", JSONTree(checklist.hasLeft)),
      ("profiles", .list(checklist.profiles.map(json))), ("breaks", .list(checklist.losses.map(json))),
      ("tasks", .list(checklist.tasks.map(json))), ("findings", .list(checklist.consequences.map(json))),
    ])
  }

  private static func json(_ profile: Leaver.Profile) -> JSONTree {
    .object([
      ("account", .text(profile.account)), ("id", .text(profile.id)), ("name", JSONTree(profile.name)),
      ("email", JSONTree(profile.email)),
    ])
  }

  private static func json(_ loss: Leaver.Loss) -> JSONTree {
    .object([("account", .text(loss.account)), ("severity", .text(loss.severity)), ("what", .text(loss.words))])
  }

  private static func json(_ task: Leaver.Task) -> JSONTree {
    .object([
      ("task", .text(task.kind)), ("account", .text(task.account)), ("subject", .text(task.subject)),
      ("detail", .text(task.detail)), ("fix", .text(task.fix)),
    ])
  }

  private static func json(_ found: Leaver.Consequence) -> JSONTree {
    .object([
      ("rule", .text(found.rule)), ("severity", .text(found.severity)), ("account", .text(found.account)),
      ("subject", .text(found.subject)), ("reason", .text(found.reason)),
    ])
  }
}
