import Attestation
import Records
import Reports
import Storage

/// Other names for people and accounts: the same one for the same value in every copy that is made from one database, and
/// not to be guessed without it.
final class Pseudonyms {
  /// Every name that was given, with what it stands for.
  private(set) var given: [String: (kind: String, value: String)] = [:]

  private let key: [UInt8]
  /// What is looked for in sentences: names, addresses and ids in lower case.
  private var known: Set<String> = []
  private static let mostWords = 5

  /// - Parameter hashKey: of the database.
  init(_ connection: SQLConnection, hashKey: UInt64) throws {
    key = Array("rollcall-pseudonym/1 \(hashKey)".utf8)
    for sql in Pseudonyms.sources {
      try connection.query(sql) { row in
        if let text = row.text(0)?.lowercased(), Pseudonyms.isTelling(text) { known.insert(text) }
      }
    }
  }

  /// Everything by which somebody may be named in a sentence.
  private static let sources = [
    "select id from profile", "select user_name from profile", "select email from profile",
    "select display_name from profile", "select given_name || ' ' || family_name from profile",
    "select family_name || ', ' || given_name from profile", "select employee_number from profile",
    "select given_name || ' ' || family_name from person", "select preferred_name || ' ' || family_name from person",
    "select email from person", "select employee_number from person", "select manager_email from person",
    "select user from assignment", "select granted_by from assignment", "select id from account",
    "select name from account", "select primary_admin from account", "select successor from account",
    "select reseller from account", "select reseller_contact from account",
    "select value from account join json_each(passphrase_custodians)", "select email from contact",
    "select email from registration", "select customer_number from registration", "select email from crm",
    "select customer_number from crm", "select email from erp", "select customer_number from erp",
    "select user from extension", "select name from break_glass", "select owner from waiver",
    "select approved_by from waiver", "select subject from waiver",
  ]

  /// Short numbers are rather counts than ids.
  private static func isTelling(_ text: String) -> Bool {
    text.utf8.count > 1 && (text.utf8.count > 3 || !text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 })
  }

  func name(_ kind: String, _ value: String?) -> String? {
    guard let value, !value.isEmpty else { return value }
    let digest = SHA256Stream.digest(pieces: [key, Array(kind.utf8), Array(value.lowercased().utf8)])
    let name = "\(kind)-\(FindingID.text(digest))"
    if given[name] == nil { given[name] = (kind, value) }
    return name
  }

  func name(_ kind: String, _ value: String) -> String { name(kind, Optional(value)) ?? "" }

  /// A sentence without names: every run of words that is known as one is replaced.
  /// - Parameter own: a name whose parts are replaced, too.
  func sentence(_ text: String, own: String?) -> String {
    let parts = Set((own ?? "").lowercased().split(separator: " ").map { String($0) }.filter { $0.utf8.count > 1 })
    let pieces = Pseudonyms.pieces(of: text)
    var result = ""
    var place = 0
    while place < pieces.count {
      var length = min(2 * Pseudonyms.mostWords - 1, pieces.count - place)
      var found: String?
      while pieces[place].isWord, length > 0, found == nil {
        let words = pieces[place..<place + length].map(\.text).joined()
        if pieces[place + length - 1].isWord, known.contains(words.lowercased()) || parts.contains(words.lowercased()) {
          found = words
        } else {
          length -= 1
        }
      }
      result += found.map { name("name", $0) } ?? pieces[place].text
      place += max(1, found == nil ? 1 : length)
    }
    return result
  }

  /// Words and what stands between them.
  private static func pieces(of text: String) -> [(text: String, isWord: Bool)] {
    let between: Set<Unicode.Scalar> = [" ", ",", ";", ":", "(", ")", "\"", "'", "“", "”", "\n", "\t"]
    var pieces: [(text: String, isWord: Bool)] = []
    for scalar in text.unicodeScalars {
      let isWord = !between.contains(scalar)
      if let last = pieces.last, last.isWord == isWord {
        pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
      } else {
        pieces.append((String(scalar), isWord))
      }
    }
    return pieces
  }
}

/// A report with other names: the same rows, counts and order.
struct PseudonymReading: ReportSource {
  let reading: ReportReading
  let pseudonyms: Pseudonyms

  func model() throws -> ReportModel {
    var model = try reading.model()
    model.run.organization += " (names replaced)"
    model.breakGlass = model.breakGlass.map { pseudonyms.name("user", $0) }
    for index in model.words.indices { model.words[index].word = pseudonyms.name("word", model.words[index].word) }
    for index in model.rejected.indices {
      model.rejected[index].account = pseudonyms.name("account", model.rejected[index].account)
      model.rejected[index].subject = pseudonyms.name("user", model.rejected[index].subject)
    }
    for index in model.waivers.indices { rename(&model.waivers[index]) }
    for index in model.changes.indices { rename(&model.changes[index]) }
    for index in model.cover.indices { rename(&model.cover[index]) }
    return model
  }

  private func rename(_ change: inout ReportModel.Change) {
    change.account = pseudonyms.name("account", change.account)
    change.user = pseudonyms.name("user", change.user)
    change.name = pseudonyms.name("name", change.name)
    change.before = pseudonyms.name("name", change.before)
  }

  /// What a waiver says, somebody wrote, and it may name anybody.
  private func rename(_ waiver: inout ReportModel.Waiver) {
    waiver.account = pseudonyms.name("account", waiver.account)
    waiver.subject = pseudonyms.name("user", waiver.subject)
    waiver.reason = pseudonyms.sentence(waiver.reason, own: nil)
    waiver.owner = pseudonyms.name("user", waiver.owner)
    waiver.approvedBy = pseudonyms.name("user", waiver.approvedBy)
    waiver.why = waiver.why.map { pseudonyms.sentence($0, own: nil) }
  }

  private func rename(_ account: inout ReportAccount) {
    account.id = pseudonyms.name("account", account.id)
    account.name = pseudonyms.name("account", account.name)
    account.reseller = pseudonyms.name("reseller", account.reseller)
    for index in account.people.indices {
      account.people[index].name = pseudonyms.name("name", account.people[index].name)
      account.people[index].contact = pseudonyms.name("user", account.people[index].contact)
    }
  }

  func findings(_ body: (ReportFinding) throws -> Void) throws {
    try reading.findings { finding in
      var finding = finding
      finding.reason = pseudonyms.sentence(finding.reason, own: finding.name)
      finding.why = finding.why.map { pseudonyms.sentence($0, own: finding.name) }
      finding.name = pseudonyms.name(finding.subjectKind == "account" ? "account" : "name", finding.name)
      finding.email = pseudonyms.name("user", finding.email)
      switch finding.subjectKind {
      case "account": finding.subject = pseudonyms.name("account", finding.subject)
      case "profile", "user": finding.subject = pseudonyms.name("user", finding.subject)
      default: finding.subject = pseudonyms.sentence(finding.subject, own: nil)
      }
      finding.account = pseudonyms.name("account", finding.account)
      try body(finding)
    }
  }

  func access(_ body: (ReportAccess) throws -> Void) throws {
    try reading.access { access in
      var access = access
      access.account = pseudonyms.name("account", access.account)
      access.user = pseudonyms.name("user", access.user)
      access.name = pseudonyms.name("name", access.name)
      access.email = pseudonyms.name("user", access.email)
      access.grantedBy = pseudonyms.name("user", access.grantedBy)
      try body(access)
    }
  }
}
