import Attestation
import Records
import Reports
import Schema
import Storage

/// What a report shows beside findings and access: the nights before, what changed in the population, who can act.
extension ReportReading {
  /// Changes that a page for reading shows; their counts are of all.
  private static let mostChanges = 300

  func addDetail(to model: inout ReportModel) throws {
    model.assets = ReportReading.assets
    model.nights = try nights()
    model.kindsRead = Set(
      try connection.rows("select kind from run_supply join tonight using (run) where state = 'read'") {
        $0.text(0) ?? ""
      })
    try readChanges(into: &model)
    model.cover = try cover()
    model.waivers = try waivers()
    model.accounts = try connection.integer("select count(*) from account") ?? 0
  }

  /// The files of `schema/page` as one style and one script, in the order of their names.
  private static let assets: ReportModel.Assets = {
    func text(_ suffix: String) -> String {
      Schema.page.filter { $0.name.hasSuffix(suffix) }.map(\.text).joined()
    }
    func hash(_ text: String) -> String { "sha256-" + base64(SHA256Stream.digest(Array(text.utf8)).bytes) }
    let (style, script) = (text(".css"), text(".js"))
    return ReportModel.Assets(style: style, styleHash: hash(style), script: script, scriptHash: hash(script))
  }()

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      let bits = piece.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - piece.count))
      for place in 0..<4 {
        text.append(place <= piece.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return text
  }

  private func sql(_ name: String) -> String { Schema.ledger.text(name) }

  private func nights() throws -> [ReportModel.Night] {
    var nights: [ReportModel.Night] = []
    try connection.query(sql("nights.sql")) { row in
      guard let day = row.text(1).flatMap(Day.init(iso:)) else { throw StorageError.damaged("a run has no as-of day") }
      let number = row.integer(0) ?? 0
      if nights.last?.number != number {
        nights.append(.init(number: number, asOf: day, isComplete: row.text(2) == "yes", open: [:]))
      }
      if let severity = row.text(3).flatMap(Severity.init) {
        nights[nights.count - 1].open[severity] = row.integer(4) ?? 0
      }
    }
    return nights
  }

  private func readChanges(into model: inout ReportModel) throws {
    try connection.query(sql("changes.sql")) { row in
      guard let kind = row.text(0).flatMap(ReportModel.Change.Kind.init) else { return }
      model.changeCounts[kind, default: 0] += 1
      guard model.changes.count < ReportReading.mostChanges else { return }
      model.changes.append(
        .init(
          kind: kind, account: row.text(1) ?? "", user: row.text(2) ?? "", name: row.text(3), role: row.text(4),
          before: row.text(5), isPrivileged: row.integer(6) == 1))
    }
  }

  private func cover() throws -> [ReportAccount] {
    var accounts: [ReportAccount] = []
    try connection.query(sql("cover.sql")) { row in
      let id = row.text(0) ?? ""
      if accounts.last?.id != id {
        accounts.append(
          ReportAccount(
            id: id, name: row.text(1), channel: row.text(2), reseller: row.text(3), passphraseSet: row.text(4),
            knowsCustodians: row.integer(5) == 1, people: []))
      }
      guard let contact = row.text(7) else { return }
      var duties: Set<ReportAccount.Duty> = []
      for (column, duty) in zip(9..., ReportAccount.Duty.allCases) where row.integer(column) == 1 {
        duties.insert(duty)
      }
      accounts[accounts.count - 1].people.append(
        .init(name: row.text(6), contact: contact, duties: duties, trouble: row.text(8)))
    }
    return accounts
  }
}
