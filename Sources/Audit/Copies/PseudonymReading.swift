import Records
import Reports

/// A report with other names: the same rows, counts and order.
struct PseudonymReading: ReportSource {
  let reading: ReportReading
  let pseudonyms: Pseudonyms

  func model() throws -> ReportModel {
    var model = try reading.model()
    model.run.organization = pseudonyms.name("organization", model.run.organization) + " (names replaced)"
    model.run.signers = model.run.signers.map { _ in "../allowed_signers" }
    model.breakGlass = model.breakGlass.map { pseudonyms.name("user", $0) }
    for index in model.words.indices { model.words[index].word = pseudonyms.name("word", model.words[index].word) }
    for index in model.sources.indices { rename(&model.sources[index]) }
    for index in model.rules.indices {
      model.rules[index].reason = model.rules[index].reason.map { pseudonyms.sentence($0, own: nil) }
    }
    for index in model.guards.indices {
      model.guards[index].reason = model.guards[index].reason.map { pseudonyms.sentence($0, own: nil) }
    }
    for index in model.overrides.indices {
      model.overrides[index].reason = pseudonyms.freeText(model.overrides[index].reason)
      model.overrides[index].told = model.overrides[index].told.map { pseudonyms.sentence($0, own: nil) }
    }
    for index in model.rejected.indices {
      model.rejected[index].reason = pseudonyms.sentence(model.rejected[index].reason, own: nil)
      model.rejected[index].account = pseudonyms.name("account", model.rejected[index].account)
      model.rejected[index].subject = pseudonyms.name("user", model.rejected[index].subject)
    }
    for index in model.waivers.indices { rename(&model.waivers[index]) }
    for index in model.changes.indices { rename(&model.changes[index]) }
    for index in model.cover.indices { rename(&model.cover[index]) }
    return model
  }

  /// Names of files and how they were made are the words of people; headers are those of vendors, unless one is a name.
  private func rename(_ source: inout ReportModel.Source) {
    source.path = pseudonyms.name("file", source.path)
    for index in source.files.indices { source.files[index].path = pseudonyms.name("file", source.files[index].path) }
    source.obtained = source.obtained.map(pseudonyms.freeText)
    source.unused = pseudonyms.sentences(source.unused)
    for index in source.hidden.indices {
      source.hidden[index].header = pseudonyms.sentence(source.hidden[index].header, own: nil)
    }
  }

  private func rename(_ change: inout ReportModel.Change) {
    change.account = pseudonyms.name("account", change.account)
    change.user = pseudonyms.name("user", change.user)
    change.name = pseudonyms.name("name", change.name)
    change.role = change.role.map { pseudonyms.sentence($0, own: nil) }
    change.before = pseudonyms.name("name", change.before)
  }

  /// What a waiver says, somebody wrote, and it may name anybody.
  private func rename(_ waiver: inout ReportModel.Waiver) {
    waiver.account = pseudonyms.name("account", waiver.account)
    waiver.subject = pseudonyms.name("user", waiver.subject)
    waiver.reason = pseudonyms.freeText(waiver.reason)
    waiver.ticket = waiver.ticket.map(pseudonyms.freeText)
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
      finding.roles = finding.roles.map { pseudonyms.sentence($0, own: finding.name) }
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
      access.email = pseudonyms.name("user", access.email)
      access.role = pseudonyms.sentence(access.role, own: access.name)
      access.scope = access.scope.map { pseudonyms.sentence($0, own: access.name) }
      access.name = pseudonyms.name("name", access.name)
      access.grantedBy = pseudonyms.name("user", access.grantedBy)
      try body(access)
    }
  }
}
