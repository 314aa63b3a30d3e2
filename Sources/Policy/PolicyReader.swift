package import Records

/// Reads `rollcall.yml`. Whatever is wrong with it becomes a diagnostic, all of them in one go; nothing is thrown, no
/// file is opened.
package enum PolicyReader {
  /// - Parameters:
  ///   - file: the name of the file for messages.
  ///   - knownRules: the rules of this version with their parameters.
  ///   - laterRules: rules of the catalogue that this version has not: their settings are kept and warned about.
  ///   - presets: those that come with the program. Only what the policy names is read.
  ///   - knownGuards: the guards of a source.
  ///   - nightGuards: those of the night as a whole.
  ///   - customRules: the rules in the folder that the policy names for the organization's own.
  ///   - isKnownZone: whether a name is in the time zone database.
  package static func read(
    bytes: [UInt8], file: String, knownRules: [KnownRule], laterRules: Set<String> = [], presets: [PresetText] = [],
    knownGuards: [KnownGuard] = [], nightGuards: [KnownGuard] = [],
    customRules: (_ folder: String, _ position: Position) -> [KnownRule] = { _, _ in [] },
    isKnownZone: (String) -> Bool
  ) -> PolicyReading {
    let remarks = Remarks()
    var policy: PolicyFile?
    if let root = Document.read(bytes, file: file, remarks: remarks) {
      let section = Section(root, path: "", expecting: "a map of settings", remarks: remarks)
      // Settings, lists and exceptions may name them, so they come first.
      let folder = section.value("custom_rules", .text)
      let own = folder.map { customRules($0, section.position(of: "custom_rules")) } ?? []
      let catalogue = RuleCatalogue(known: knownRules + own, later: laterRules)
      policy = PolicyFile.read(
        section, catalogue, PresetShelf(presets, remarks), (source: knownGuards, night: nightGuards), isKnownZone)
      policy?.customRules = folder
    } else if !remarks.hasErrors {
      remarks.error(
        "the policy is empty", at: Position(file: file, line: 1, column: 1),
        hint: "'rollcall init' writes one to begin with")
    }
    return PolicyReading(
      policy: remarks.hasErrors ? nil : policy, diagnostics: remarks.sortedDiagnostics, effective: remarks.effective)
  }

  package static func read(
    text: String, file: String, knownRules: [KnownRule], laterRules: Set<String> = [], presets: [PresetText] = [],
    isKnownZone: (String) -> Bool
  ) -> PolicyReading {
    read(
      bytes: Array(text.utf8), file: file, knownRules: knownRules, laterRules: laterRules, presets: presets,
      isKnownZone: isKnownZone)
  }
}

extension PolicyFile {
  /// The settings of the file itself; each section reads its own.
  fileprivate static func read(
    _ section: Section, _ catalogue: RuleCatalogue, _ shelf: PresetShelf,
    _ guards: (source: [KnownGuard], night: [KnownGuard]), _ isKnownZone: (String) -> Bool
  ) -> PolicyFile {
    let organization = section.value("organization", .text, default: "unnamed organization")
    let timezone = section.value("timezone", .text, default: "UTC")
    if section.has("timezone"), !isKnownZone(timezone) {
      section.remarks.error(
        "unknown time zone \(timezone.quoted)", at: section.position(of: "timezone"),
        hint: "use an IANA name such as Europe/London or UTC")
    }
    let accounts = InlineAccount.readAll(section)
    let ownRoles = RoleEntry.readAll(section)
    let lists = ListSection.read(section, catalogue)
    let policy = PolicyFile(
      organization: organization,
      timezone: timezone,
      database: section.value("database", .text, default: "rollcall.db"),
      reports: section.value("reports", .text, default: "reports"),
      failOn: section.value("fail_on", .word(of: "severity"), default: Severity.high),
      expectEvery: section.value("expect_every", .duration),
      readableBy: section.value("readable_by", .word(of: "group of readers"), default: Readers.owner),
      sources: SourcePolicy.readAll(
        section, accounts: accounts, shelf: shelf, timezone: timezone, guards: guards.source),
      guards: GuardSettings.actions(section, guards.night),
      accounts: accounts,
      presets: shelf.named.map(\.preset.name),
      roles: shelf.catalogue(ownRoles),
      rules: RuleSetting.readAll(section, catalogue, roles: shelf.catalogue(ownRoles)),
      lists: lists.changes,
      allowed: lists.allowed,
      waivers: section.value("waivers", .text),
      breakGlass: section.distinct("break_glass", .address) ?? [],
      signOff: SignOff.read(section),
      retain: Retain.read(section))
    section.close()
    return policy
  }
}
