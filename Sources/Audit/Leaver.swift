package import Records
import Schema
import Storage

/// What must be done, and what would break, if somebody left today; from what the last run stored.
package struct Leaver {
  private let workspace: Workspace
  private let asOf: Day?

  /// - Parameter asOf: the day that the last run must have looked at; nil for any.
  package init(_ workspace: Workspace, asOf: Day? = nil) {
    self.workspace = workspace
    self.asOf = asOf
  }

  package struct Task: Sendable {
    /// profile, role, api-keys, passphrase, primary-admin, custodian, successor, ... contact, extension, registration.
    package let kind: String
    package let account: String
    package let subject: String
    package let detail: String
    package let fix: String
  }

  /// What an account would be left without.
  package struct Loss: Sendable {
    package let account: String
    package let severity: String
    package let words: String
  }

  /// What the audit of the next night would find that it does not find now.
  package struct Consequence: Sendable {
    package let rule: String
    package let severity: String
    package let account: String
    package let subject: String
    package let reason: String
  }

  package struct Profile: Sendable {
    package let account: String
    package let id: String
    package let name: String?
    package let email: String?
  }

  package struct Checklist: Sendable {
    package let asOf: Day
    package let name: String?
    package let email: String?
    package let employeeNumber: String?
    /// The last day, where the person has left already.
    package let hasLeft: String?
    package let profiles: [Profile]
    package let losses: [Loss]
    package let tasks: [Task]
    package let consequences: [Consequence]
  }

  /// Somebody whose leaving would break something.
  package struct Ranked: Sendable {
    package let account: String?
    package let user: String
    package let name: String?
    package let email: String?
    package let critical: Int
    package let high: Int
    package let medium: Int
    package let accounts: Int
    package let losses: String
  }

  /// Words that change when somebody leaves, and are not to be worked out again.
  private static let departure: Set<String> = ["tonight", "departed", "departed_profile"]

  private static func sql(_ name: String) -> String { Schema.questions.text(name) }

  /// Everybody whose leaving would break something, the worst first.
  package func ranking() throws -> [Ranked] {
    try LastRun.read(workspace, asOf: asOf) { connection, _ in
      try connection.workOutViews(for: .night)
      try connection.executeScript(Leaver.sql("leaver_loss.sql"))
      return try connection.rows(Leaver.sql("leaver_rank.sql")) { row in
        Ranked(
          account: row.text(1), user: row.text(0) ?? "", name: row.text(2), email: row.text(3),
          critical: row.integer(4) ?? 0, high: row.integer(5) ?? 0, medium: row.integer(6) ?? 0,
          accounts: row.integer(7) ?? 0, losses: row.text(8) ?? "")
      }
    }
  }

  /// - Parameters:
  ///   - user: an id, a user name, an e-mail address or an employee number.
  ///   - account: of the profile that is meant, where several people match.
  package func checklist(_ user: String, account: String? = nil) throws -> Checklist {
    try LastRun.read(workspace, asOf: asOf) { connection, run in
      let human = try human(connection, user, account)
      try run.fire(connection, workspace)
      try connection.executeScript(Leaver.sql("leaver_loss.sql"))
      let losses = try connection.rows(
        """
        select account, severity, words from loss where human = :human
         order by case severity when 'critical' then 0 when 'high' then 1 else 2 end, account, part
        """, ["human": .text(human)]
      ) { Loss(account: $0.text(0) ?? "", severity: $0.text(1) ?? "", words: $0.text(2) ?? "") }
      let hasLeft = try connection.rows(
        "select coalesce(ended, 'a day that is not recorded') from departed where 'person ' || person = :human",
        ["human": .text(human)]
      ) { $0.text(0) ?? "" }
      try connection.execute("drop table if exists temp.fired_before")
      try connection.execute(
        "create temp table fired_before as select rule, account, subject_kind, subject, severity from fired")
      try connection.execute("create index temp.fired_before_of on fired_before (rule, account, subject)")
      try connection.executeScript(Leaver.sql("leaving.sql"), ["human": .text(human)])
      let tasks = try connection.rows(Leaver.sql("leaver_task.sql")) { row in
        Task(
          kind: row.text(0) ?? "", account: row.text(1) ?? "", subject: row.text(2) ?? "", detail: row.text(3) ?? "",
          fix: row.text(4) ?? "")
      }
      try run.fire(connection, workspace, keeping: Leaver.departure)
      return try checklist(connection, run, losses, tasks, hasLeft: hasLeft.first)
    }
  }

  /// Who is meant; refuses where that is nobody, or more than one.
  private func human(_ connection: SQLConnection, _ user: String, _ account: String?) throws -> String {
    let matches = try connection.rows(
      Leaver.sql("leaver_match.sql"),
      ["user": .text(user), "folded": .text(NameFold.fold(user)), "account": SQLValue(account)]
    ) { row in
      (
        human: row.text(0) ?? "",
        words: [row.text(1), row.text(2), row.text(3), row.text(4)].compactMap { $0?.isEmpty == false ? $0 : nil }
          .joined(separator: "  ")
      )
    }
    guard let first = matches.first else {
      throw AuditFailure(
        .invalid,
        "nobody in the last run is '\(user)'" + (account.map { " in account '\($0)'" } ?? "")
          + "; name an id, a user name, an e-mail address, an employee number or a full name")
    }
    guard Set(matches.map(\.human)).count == 1 else {
      throw AuditFailure(
        .invalid,
        lines: ["'\(user)' is several people; say which with --account, or by another name:"]
          + matches.map { "  " + VisibleText.of($0.words) })
    }
    return first.human
  }

  private func checklist(
    _ connection: SQLConnection, _ run: LastRun, _ losses: [Loss], _ tasks: [Task], hasLeft: String?
  ) throws -> Checklist {
    let profiles = try connection.rows(
      """
      select profile.account, profile.id,
             coalesce(nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), display_name),
             profile.email, nullif(profile.employee_number, '')
        from leaving join profile on profile.profile = leaving.profile
       order by profile.account, profile.id
      """
    ) { row in
      (
        profile: Profile(
          account: row.text(0) ?? "", id: row.text(1) ?? "", name: row.text(2), email: row.text(3)), number: row.text(4)
      )
    }
    let people = try connection.rows(
      """
      select nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), nullif(person.email, ''),
             nullif(person.employee_number, '')
        from leaving_person join person on person.person = leaving_person.person
      """
    ) { (name: $0.text(0), email: $0.text(1), number: $0.text(2)) }
    let consequences = try connection.rows(
      """
      select rule, severity, account, subject, reason
        from fired
       where not exists (select 1 from fired_before as before
                          where before.rule = fired.rule and before.account = fired.account
                            and before.subject_kind = fired.subject_kind and before.subject = fired.subject
                            and before.severity = fired.severity)
       order by case severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end,
                account, rule, subject_kind, subject
      """
    ) { row in
      Consequence(
        rule: row.text(0) ?? "", severity: row.text(1) ?? "", account: row.text(2) ?? "", subject: row.text(3) ?? "",
        reason: row.text(4) ?? "")
    }
    return Checklist(
      asOf: run.asOf, name: people.first?.name ?? profiles.lazy.compactMap(\.profile.name).first,
      email: people.first?.email ?? profiles.lazy.compactMap(\.profile.email).first { !$0.isEmpty },
      employeeNumber: people.first?.number ?? profiles.lazy.compactMap(\.number).first { !$0.isEmpty },
      hasLeft: hasLeft,
      profiles: profiles.map(\.profile), losses: losses, tasks: tasks, consequences: consequences)
  }
}
