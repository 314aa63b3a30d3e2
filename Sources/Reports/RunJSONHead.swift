import Records

/// All of `run.json` that stands before its long lists.
enum RunJSONHead {
  /// Without the closing brace, for the lists follow.
  static func json(_ model: ReportModel) -> [UInt8] {
    var document = JSONObject(depth: 0)
    document.add("schema", "rollcall-run/1")
    document.add("run", json: run(model.run))
    document.add("counts", json: counts(model.counts))
    document.add("sources", json: JSONText.list(model.sources.map(source), depth: 1))
    document.add("unknown_words", json: JSONText.list(model.words.map(word), depth: 1))
    document.add("rules", json: JSONText.list(model.rules.map(rule), depth: 1))
    document.add("guards", json: JSONText.list(model.guards.map(guarded), depth: 1))
    document.add("overrides", json: JSONText.list(model.overrides.map(override), depth: 1))
    document.add("break_glass", model.breakGlass)
    document.add("waivers", json: JSONText.list(model.waivers.map { waiver($0, model.run.asOf) }, depth: 1))
    document.add("nights", json: JSONText.list(model.nights.map(night), depth: 1))
    document.add("changes", json: changes(model))
    document.add("cover", json: cover(model))
    return document.unclosed()
  }

  private static func run(_ run: ReportModel.Run) -> [UInt8] {
    var object = JSONObject(depth: 1)
    object.add("number", run.number)
    object.add("name", run.name)
    object.add("as_of", run.asOf)
    object.add("organization", run.organization)
    object.add("timezone", run.timezone)
    object.add("exports_day", run.exportsDay)
    object.add("missing_from", run.missing?.first)
    object.add("missing_to", run.missing?.last)
    object.add("complete", run.isComplete)
    object.add("fail_on", run.failOn.rawValue)
    object.add("program_version", run.programVersion)
    object.add("policy_sha256", run.policySHA256)
    object.add("rules_sha256", run.rulesSHA256)
    object.add("seal", run.seal)
    object.add("presets", json: JSONText.list(run.presets.map(preset), depth: 2))
    return object.json()
  }

  private static func preset(_ preset: ReportModel.Run.Preset) -> [UInt8] {
    var object = JSONObject()
    object.add("name", preset.name)
    object.add("sha256", preset.sha256)
    return object.json()
  }

  private static func counts(_ counts: ReportModel.Counts) -> [UInt8] {
    var states = JSONObject(depth: 2)
    states.add("new", counts[.new])
    states.add("reopened", counts[.reopened])
    states.add("open", counts[.open])
    states.add("waived", counts[.waived])
    states.add("not-assessed", counts[.notAssessed])
    states.add("resolved", counts[.resolved])
    var severities = JSONObject(depth: 2)
    severities.add("critical", counts.open(.critical))
    severities.add("high", counts.open(.high))
    severities.add("medium", counts.open(.medium))
    severities.add("low", counts.open(.low))
    severities.add("info", counts.open(.info))
    var object = JSONObject(depth: 1)
    object.add("open", counts.open)
    object.add("by_state", json: states.json())
    object.add("open_by_severity", json: severities.json())
    return object.json()
  }

  private static func file(_ file: ReportModel.Source.File) -> [UInt8] {
    var object = JSONObject(depth: 4)
    object.add("path", file.path)
    object.add("bytes", file.bytes)
    object.add("sha256", file.sha256)
    object.add("rows", file.rows)
    return object.json()
  }

  private static func source(_ source: ReportModel.Source) -> [UInt8] {
    var object = JSONObject(depth: 2)
    object.add("name", source.name)
    object.add("kind", source.kind)
    object.add("path", source.path)
    object.add("format", source.format)
    object.add("obtained", source.obtained)
    object.add("state", source.state)
    object.add("bytes", source.bytes)
    object.add("sha256", source.sha256)
    object.add("rows", source.rows)
    object.add("loaded", source.loaded)
    object.add("rejected", source.rejected)
    object.add("duplicates", source.duplicates)
    object.add("fields", source.fields)
    object.add("unused", source.unused)
    object.add("not_read", json: JSONText.list(source.hidden.map(hidden), depth: 3))
    object.add("files", json: JSONText.list(source.files.map(file), depth: 3))
    return object.json()
  }

  private static func hidden(_ column: ReportModel.Source.HiddenColumn) -> [UInt8] {
    var object = JSONObject(depth: 4)
    object.add("header", column.header)
    object.add("smell", column.smell)
    object.add("content", column.content)
    return object.json()
  }

  private static func guarded(_ entry: ReportModel.Guard) -> [UInt8] {
    var object = JSONObject(depth: 2)
    object.add("guard", entry.name)
    object.add("source", entry.source)
    object.add("state", entry.state)
    object.add("reason", entry.reason)
    return object.json()
  }

  private static func override(_ entry: ReportModel.Override) -> [UInt8] {
    var object = JSONObject(depth: 2)
    object.add("guard", entry.name)
    object.add("source", entry.source)
    object.add("reason", entry.reason)
    object.add("told", entry.told)
    return object.json()
  }

  private static func word(_ word: ReportModel.UnknownWord) -> [UInt8] {
    var object = JSONObject(depth: 2)
    object.add("source", word.source)
    object.add("field", word.field)
    object.add("word", word.word)
    object.add("count", word.count)
    object.add("line", word.line)
    return object.json()
  }

  private static func rule(_ rule: ReportModel.Rule) -> [UInt8] {
    var object = JSONObject(depth: 2)
    object.add("id", rule.id)
    object.add("title", rule.title)
    object.add("severity", rule.severity.rawValue)
    object.add("shipped_severity", rule.shippedSeverity.rawValue)
    object.add("state", rule.state)
    object.add("reason", rule.reason)
    object.add("why", rule.why)
    object.add("fix", rule.fix)
    object.add("policy", rule.policy)
    object.add("controls", rule.controls)
    object.add("parameters", json: JSONText.list(rule.parameters.map(parameter), depth: 3))
    object.add("findings", rule.findings)
    return object.json()
  }

  private static func parameter(_ parameter: ReportModel.Rule.Parameter) -> [UInt8] {
    var object = JSONObject(depth: 4)
    object.add("name", parameter.name)
    object.add("value", parameter.value)
    object.add("from_policy", parameter.isFromPolicy)
    return object.json()
  }

  /// Begins with another key than a finding, which is counted by its own.
  private static func waiver(_ waiver: ReportModel.Waiver, _ asOf: Day) -> [UInt8] {
    var object = JSONObject()
    object.add("place", waiver.place)
    object.add("finding", waiver.id)
    object.add("rule", waiver.rule)
    object.add("account", waiver.account)
    object.add("subject", waiver.subject)
    object.add("reason", waiver.reason)
    object.add("owner", waiver.owner)
    object.add("approved_by", waiver.approvedBy)
    object.add("created", waiver.created)
    object.add("until", waiver.until)
    object.add("days_left", waiver.daysLeft(on: asOf))
    object.add("ticket", waiver.ticket)
    object.add("state", waiver.state.rawValue)
    object.add("why", waiver.why)
    object.add("covers", waiver.covers)
    return object.json()
  }

  private static func night(_ night: ReportModel.Night) -> [UInt8] {
    var open = JSONObject()
    for severity in Severity.allCases.reversed() { open.add(key(severity), night.open[severity, default: 0]) }
    var object = JSONObject()
    object.add("run", night.number)
    object.add("as_of", night.asOf)
    object.add("complete", night.isComplete)
    object.add("open_by_severity", json: open.json())
    return object.json()
  }

  private static func key(_ severity: Severity) -> StaticString {
    switch severity {
    case .critical: "critical"
    case .high: "high"
    case .medium: "medium"
    case .low: "low"
    case .info: "info"
    }
  }

  private static func changes(_ model: ReportModel) -> [UInt8] {
    var object = JSONObject(depth: 1)
    object.add("gained", model.changeCounts[.gained, default: 0])
    object.add("lost", model.changeCounts[.lost, default: 0])
    object.add("renamed", model.changeCounts[.renamed, default: 0])
    object.add("shown", json: JSONText.list(model.changes.map(change), depth: 2))
    return object.json()
  }

  private static func change(_ change: ReportModel.Change) -> [UInt8] {
    var object = JSONObject()
    object.add("what", change.kind.rawValue)
    object.add("account", change.account)
    object.add("user", change.user)
    object.add("name", change.name)
    object.add("role", change.role)
    object.add("before", change.before)
    object.add("privileged", change.isPrivileged)
    return object.json()
  }

  private static func cover(_ model: ReportModel) -> [UInt8] {
    var object = JSONObject(depth: 1)
    object.add("accounts", model.accounts)
    object.add("shown", json: JSONText.list(model.cover.map(account), depth: 2))
    return object.json()
  }

  private static func account(_ account: ReportAccount) -> [UInt8] {
    var object = JSONObject(depth: 3)
    object.add("account", account.id)
    object.add("name", account.name)
    object.add("channel", account.channel)
    object.add("reseller", account.reseller)
    object.add("passphrase_set", account.passphraseSet)
    object.add("custodians_known", account.knowsCustodians)
    object.add("people", json: JSONText.list(account.people.map(person), depth: 4))
    return object.json()
  }

  private static func person(_ person: ReportAccount.Person) -> [UInt8] {
    var object = JSONObject()
    object.add("name", person.name)
    object.add("contact", person.contact)
    object.add("duties", ReportAccount.Duty.allCases.filter { person.duties.contains($0) }.map(\.rawValue))
    object.add("trouble", person.trouble)
    return object.json()
  }
}
