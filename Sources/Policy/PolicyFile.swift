package import Records

/// `rollcall.yml` as typed values, checked. Paths are as written: relative to the policy file.
package struct PolicyFile: Sendable {
  /// `unnamed organization` where the policy does not say.
  package var organization: String
  /// IANA name of the zone for stamps that carry none.
  package var timezone: String
  package var database: String
  package var reports: String
  /// Open findings at or above it make the exit status 1.
  package var failOn: Severity
  /// Seconds within which the next night is expected.
  package var expectEvery: Int?
  package var readableBy: Readers
  package var sources: [SourcePolicy]
  /// What guards of the night as a whole do, by name; those that the policy names.
  package var guards: [String: GuardAction]
  /// Accounts written into the policy itself.
  package var accounts: [InlineAccount]
  /// Presets that the sources name, in their order, each once.
  package var presets: [String]
  /// The catalogue in force: the policy's own roles, and those of its presets behind them.
  package var roles: [RoleEntry]
  /// By rule id; a rule that is not here runs with its own severity and defaults.
  package var rules: [String: RuleSetting]
  /// By `filler`, `place`, `company-suffix`, `role-mailbox` or `conflicting-roles`; only lists that the policy changes.
  package var lists: [String: ListChange]
  package var allowed: [AllowedEntry]
  /// Path of the waiver file.
  package var waivers: String?
  /// Addresses or user names, A-Z lower-cased.
  package var breakGlass: [String]
  /// Folder of the organization's own rules.
  package var customRules: String?
  package var signOff: SignOff?
  package var retain: Retain?

  package init(
    organization: String, timezone: String = "UTC", database: String = "rollcall.db", reports: String = "reports",
    failOn: Severity = .high, expectEvery: Int? = nil, readableBy: Readers = .owner, sources: [SourcePolicy],
    guards: [String: GuardAction] = [:], accounts: [InlineAccount] = [], presets: [String] = [],
    roles: [RoleEntry] = [], rules: [String: RuleSetting] = [:],
    lists: [String: ListChange] = [:], allowed: [AllowedEntry] = [], waivers: String? = nil, breakGlass: [String] = [],
    customRules: String? = nil, signOff: SignOff? = nil, retain: Retain? = nil
  ) {
    self.organization = organization
    self.timezone = timezone
    self.database = database
    self.reports = reports
    self.failOn = failOn
    self.expectEvery = expectEvery
    self.readableBy = readableBy
    self.sources = sources
    self.guards = guards
    self.accounts = accounts
    self.presets = presets
    self.roles = roles
    self.rules = rules
    self.lists = lists
    self.allowed = allowed
    self.waivers = waivers
    self.breakGlass = breakGlass
    self.customRules = customRules
    self.signOff = signOff
    self.retain = retain
  }

  /// Who may read what a run writes: modes 600/700, or 640/750.
  package enum Readers: String, CaseIterable, Sendable { case owner, group }
}

/// What reading a policy file gave.
package struct PolicyReading: Sendable {
  /// Nil when any diagnostic is an error.
  package var policy: PolicyFile?
  /// In the order of the file, at most a hundred and one.
  package var diagnostics: [Diagnostic]
  /// Every setting: those of the file in its order, then the defaults.
  package var effective: [EffectiveValue]
}
