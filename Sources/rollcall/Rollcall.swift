import ArgumentParser
import Audit
import Records

/// The command line. It alone knows arguments, terminal, clock and environment.
struct Rollcall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollcall",
    abstract: "Audits the users, roles and leavers of cloud telephony accounts, every night, from plain exports.",
    discussion: """
      Begin with 'rollcall init', which writes a commented policy and example exports, and 'rollcall run'.

      Exit status: 0 complete, 1 findings at or above fail_on, 2 usage or policy invalid, 3 an export was refused, \
      4 incomplete, 5 another run holds the lock, 6 storage, 7 integrity, 8 database of a newer version, 70 a bug.
      """,
    version: Program.version,
    subcommands: [
      RunCommand.self, CheckCommand.self, PreviewCommand.self, FindingsCommand.self, ExplainCommand.self,
      AccessCommand.self, RulesCommand.self, LeaverCommand.self, ReviewCommand.self, SignCommand.self,
      WaiveCommand.self,
      VerifyCommand.self, HistoryCommand.self, EvidenceCommand.self, ReportCommand.self, StatusCommand.self,
      PruneCommand.self, InitCommand.self,
    ])
}

/// What the program calls itself.
enum Program {
  static let version = "0.1.0"
}
