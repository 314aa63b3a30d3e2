import Findings
import Policy
import Records
import Rules
import Storage

/// Whom or what a rule is asked about.
struct ExplanationSubject: Hashable {
  var account: String
  var kind: String
  var subject: String
  var profile: Int?
  /// Whether the last run knows it, or an earlier one did.
  var isKnown = true
  var note: String?
}

/// Finds whom somebody means who names a rule and a subject.
struct SubjectSearch {
  private let connection: SQLConnection
  private let rule: RuleFile
  /// The kinds of subjects that the rule speaks of, as its SELECT names them.
  private let kinds: [String]

  init(_ connection: SQLConnection, _ rule: RuleFile) {
    self.connection = connection
    self.rule = rule
    let named = SubjectKind.allCases.map(\.rawValue).filter { rule.select.contains("'\($0)' as subject_kind") }
    kinds = named.isEmpty ? SubjectKind.allCases.map(\.rawValue) : named
  }

  /// Where subjects of each kind stand: account, subject, number of the profile. What is found by the first condition
  /// that finds anything is meant, so that an id is never mistaken for somebody else's user name.
  private static let places: [(kind: String, table: String, conditions: [String])] = [
    (
      "profile", "(select account, id as subject, profile, user_name, email, employee_number from main.profile)",
      ["subject = :subject", "user_name = lower(:subject) or email = lower(:subject)", "employee_number = :subject"]
    ),
    ("account", "(select id as account, id as subject, null as profile from main.account)", ["subject = :subject"]),
    ("role", "(select distinct account, role as subject, null as profile from assignment)", ["subject = :subject"]),
    ("user", "(select distinct account, user as subject, null as profile from assignment)", ["subject = :subject"]),
    (
      "customer",
      """
      (select account, email as subject, null as profile from registration
       union
       select account, email, null from crm
       union
       select account, email, null from erp)
      """, ["subject = :subject", "lower(trim(subject)) = lower(trim(:subject))"]
    ),
    (
      "extension", "(select distinct account, number as subject, null as profile from main.extension)",
      ["subject = :subject"]
    ),
    ("waiver", "(select account, name as subject, null as profile from waiver_tonight)", ["subject = :subject"]),
    (
      "source", "(select '' as account, name as subject, null as profile from run_source join tonight using (run))",
      ["subject = :subject"]
    ),
  ]

  /// - Returns: whom the words may mean, at least one; where that is nobody, one that is not known.
  func targets(_ subject: String, _ account: String?) throws -> [ExplanationSubject] {
    let values: [String: SQLValue] = ["subject": .text(subject), "account": SQLValue(account)]
    var targets: Set<ExplanationSubject> = []
    for kind in kinds { targets.formUnion(try found(kind, values)) }
    for finding in try Ledger.find(
      connection,
      where: "finding.rule = :rule and finding.subject = :subject and (:account is null or finding.account = :account)",
      ["rule": .text(rule.id), "subject": .text(subject), "account": SQLValue(account)])
    where !targets.contains(where: {
      $0.subject == finding.subject && $0.kind == finding.subjectKind && $0.account == finding.account
    }) {
      targets.insert(
        ExplanationSubject(account: finding.account, kind: finding.subjectKind, subject: finding.subject))
    }
    if targets.isEmpty, kinds == ["account"] {
      // Somebody was named, and the rule speaks of accounts: his account is meant.
      for one in try found("profile", values) {
        targets.insert(
          ExplanationSubject(
            account: one.account, kind: "account", subject: one.account,
            note: "the rule speaks of accounts; \(one.account) is the account of \(one.subject)"))
      }
    }
    if targets.isEmpty, kinds.contains("profile") {
      let past = "select distinct account, id from profile_past where id = :subject"
      for (of, id) in try connection.rows(
        past + " and (:account is null or account = :account)", values, { ($0.text(0) ?? "", $0.text(1) ?? "") })
      {
        targets.insert(ExplanationSubject(account: of, kind: "profile", subject: id))
      }
    }
    if targets.isEmpty {
      targets.insert(ExplanationSubject(account: account ?? "", kind: kinds[0], subject: subject, isKnown: false))
    }
    return targets.sorted { ($0.account, $0.kind, $0.subject) < ($1.account, $1.kind, $1.subject) }
  }

  /// Subjects that stand in the SELECT itself, such as parts of the audit.
  private var named: [String] { rule.select.matches(of: /'([^']+)' as subject\b/).map { String($0.1) } }

  private func found(_ kind: String, _ values: [String: SQLValue]) throws -> [ExplanationSubject] {
    if kind == SubjectKind.audit.rawValue {
      return named.filter { .text($0) == values["subject"] }.map {
        ExplanationSubject(account: "", kind: kind, subject: $0)
      }
    }
    guard let place = SubjectSearch.places.first(where: { $0.kind == kind }) else { return [] }
    for condition in place.conditions {
      let found = try connection.rows(
        """
        select account, subject, profile
          from \(place.table) as place
         where (\(condition))
           and (:account is null or account = :account)
        """, values
      ) { ExplanationSubject(account: $0.text(0) ?? "", kind: kind, subject: $0.text(1) ?? "", profile: $0.integer(2)) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// With so many profiles nobody waits for a word that is like another.
  private static let many = 50_000

  /// That nobody has the name, and who may be meant.
  func unknown(_ subject: String, _ account: String?) throws -> AuditFailure {
    var words = named
    for place in SubjectSearch.places where kinds.contains(place.kind) {
      words += try connection.rows(
        "select distinct subject from \(place.table) as place where :account is null or account = :account limit :many",
        ["account": SQLValue(account), "many": .integer(SubjectSearch.many)]
      ) { $0.text(0) ?? "" }
    }
    let nearest = words.count < SubjectSearch.many ? NearestWord.of(subject, among: words) : nil
    let kind = kinds.count == 1 ? kinds[0] : "subject"
    let names =
      kinds.contains("profile")
      ? "name an id, a user name, an e-mail address or an employee number" : "it is compared letter by letter"
    return AuditFailure(
      .invalid,
      VisibleText.of(
        "the last run knows no \(kind) '\(subject)'" + (account.map { " in account '\($0)'" } ?? "") + "; "
          + (nearest.map { "did you mean '\($0)'?" } ?? names)))
  }
}
