package import Records

/// All that a report says apart from its long lists, which come one row at a time (`Renderer`). Every renderer is a
/// pure function of this and of the rows, so that HTML, CSV and JSON cannot tell different stories.
package struct ReportModel: Sendable {
  package var run: Run
  package var sources: [Source]
  package var rules: [Rule]
  package var words: [UnknownWord]
  package var rejected: [RejectedRow]
  package var counts: Counts
  /// Emergency profiles of the policy, which some rules pass over.
  package var breakGlass: [String]
  /// In the order of the policy's sources, then as they spoke.
  package var guards: [Guard]
  /// What the command line allowed for this run.
  package var overrides: [Override]
  package var assets = Assets()
  /// The last runs with their counts, this one last.
  package var nights: [Night] = []
  /// Kinds of records that this run read.
  package var kindsRead: Set<String> = []
  /// Roles and names that changed since the run before: the first ones, and how many there are of each kind.
  package var changes: [Change] = []
  package var changeCounts: [Change.Kind: Int] = [:]
  /// The accounts for which the fewest people can act, and how many accounts there are.
  package var cover: [ReportAccount] = []
  package var accounts = 0
  /// In the order of the waiver file.
  package var waivers: [Waiver] = []

  package init(
    run: Run, sources: [Source], rules: [Rule], words: [UnknownWord], rejected: [RejectedRow], counts: Counts,
    breakGlass: [String], guards: [Guard] = [], overrides: [Override] = []
  ) {
    self.guards = guards
    self.overrides = overrides
    self.run = run
    self.sources = sources
    self.rules = rules
    self.words = words
    self.rejected = rejected
    self.counts = counts
    self.breakGlass = breakGlass
  }

  package struct Run: Sendable {
    /// 1, 2, 3 …
    package var number: Int
    /// `2026-11-21-0001`: the name of the folder.
    package var name: String
    package var asOf: Day
    package var organization: String
    package var timezone: String
    /// The day of the newest export file (UTC), where there is one.
    package var exportsDay: Day?
    /// The days since the run before on which nothing ran, where the policy expects runs more often.
    package var missing: (first: Day, last: Day)?
    /// False when a configured source is missing or too many of its rows were rejected: not fit for sign-off.
    package var isComplete: Bool
    package var failOn: Severity
    package var programVersion: String
    /// For the manifest only: it is the host's, and a report is the same on any host.
    package var sqliteVersion: String
    package var policySHA256: String
    package var rulesSHA256: String
    /// Digest of inputs, policy, rules, parameters and findings, made before anything was rendered.
    package var seal: String
    /// The way from the report's folder to the file of allowed signers; nil where the policy names none.
    package var signers: String?
    /// In the order in which the sources of the policy name them.
    package var presets: [Preset]

    /// A preset that sources were read with.
    package struct Preset: Sendable {
      package var name: String
      package var sha256: String

      package init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
      }
    }

    package init(
      number: Int, name: String, asOf: Day, organization: String, timezone: String, exportsDay: Day?,
      isComplete: Bool, failOn: Severity, programVersion: String, sqliteVersion: String, policySHA256: String,
      rulesSHA256: String, presets: [Preset] = [], seal: String = "", signers: String? = nil,
      missing: (first: Day, last: Day)? = nil
    ) {
      self.number = number
      self.name = name
      self.asOf = asOf
      self.organization = organization
      self.timezone = timezone
      self.exportsDay = exportsDay
      self.isComplete = isComplete
      self.failOn = failOn
      self.programVersion = programVersion
      self.sqliteVersion = sqliteVersion
      self.policySHA256 = policySHA256
      self.rulesSHA256 = rulesSHA256
      self.presets = presets
      self.seal = seal
      self.signers = signers
      self.missing = missing
    }
  }

  /// A source of the policy and what was read from it. `rows = loaded + rejected + duplicates`.
  package struct Source: Sendable {
    package var name: String
    package var kind: String
    package var path: String
    package var format: String?
    package var obtained: String?
    /// `read`, `missing` or `too-many-rejected`.
    package var state: String
    package var bytes: Int?
    package var sha256: String?
    package var rows: Int
    package var loaded: Int
    package var rejected: Int
    package var duplicates: Int
    /// Fields of the contract that the source gives.
    package var fields: [String]
    /// Headers from which nothing was read.
    package var unused: [String]
    /// The files that were read, where the path is a pattern that matched several; else empty.
    package var files: [File]
    /// Columns that are never read.
    package var hidden: [HiddenColumn]

    /// One of several files of a source.
    package struct File: Sendable {
      package var path: String
      package var bytes: Int
      package var sha256: String
      package var rows: Int

      package init(path: String, bytes: Int, sha256: String, rows: Int) {
        self.path = path
        self.bytes = bytes
        self.sha256 = sha256
        self.rows = rows
      }
    }

    package init(
      name: String, kind: String, path: String, format: String?, obtained: String?, state: String, bytes: Int?,
      sha256: String?, rows: Int, loaded: Int, rejected: Int, duplicates: Int, fields: [String], unused: [String],
      files: [File] = [], hidden: [HiddenColumn] = []
    ) {
      self.hidden = hidden
      self.files = files
      self.name = name
      self.kind = kind
      self.path = path
      self.format = format
      self.obtained = obtained
      self.state = state
      self.bytes = bytes
      self.sha256 = sha256
      self.rows = rows
      self.loaded = loaded
      self.rejected = rejected
      self.duplicates = duplicates
      self.fields = fields
      self.unused = unused
    }
  }

  package struct Rule: Sendable {
    package struct Parameter: Sendable {
      package var name: String
      package var value: String
      package var isFromPolicy: Bool

      package init(name: String, value: String, isFromPolicy: Bool) {
        self.name = name
        self.value = value
        self.isFromPolicy = isFromPolicy
      }
    }

    package var id: String
    /// The compliant state, as a sentence without a full stop.
    package var title: String
    /// In force; `shippedSeverity` is what the rule file says.
    package var severity: Severity
    package var shippedSeverity: Severity
    /// `evaluated`, `not-evaluated` or `off`.
    package var state: String
    /// Why it was not evaluated.
    package var reason: String?
    package var why: String
    package var fix: String
    /// Clauses, such as `P4, P5`.
    package var policy: String
    /// Ids of the controls that it supports, such as `NIST 800-53 PS-4`.
    package var controls: [String]
    package var parameters: [Parameter]
    /// Findings that it made in this run.
    package var findings: Int

    package init(
      id: String, title: String, severity: Severity, shippedSeverity: Severity, state: String, reason: String?,
      why: String, fix: String, policy: String, controls: [String], parameters: [Parameter], findings: Int
    ) {
      self.id = id
      self.title = title
      self.severity = severity
      self.shippedSeverity = shippedSeverity
      self.state = state
      self.reason = reason
      self.why = why
      self.fix = fix
      self.policy = policy
      self.controls = controls
      self.parameters = parameters
      self.findings = findings
    }
  }

  /// A word that no vocabulary has; it counts as `unknown`.
  package struct UnknownWord: Sendable {
    package var source: String
    package var field: String
    package var word: String
    package var count: Int
    package var line: Int

    package init(source: String, field: String, word: String, count: Int, line: Int) {
      self.source = source
      self.field = field
      self.word = word
      self.count = count
      self.line = line
    }
  }

  /// How many findings there are, by state and severity; resolved ones are those of this run.
  package struct Counts: Sendable {
    private var table: [FindingState: [Severity: Int]] = [:]

    package init() {}

    package subscript(state: FindingState, severity: Severity) -> Int {
      get { table[state]?[severity] ?? 0 }
      set { table[state, default: [:]][severity] = newValue }
    }

    package subscript(state: FindingState) -> Int { table[state]?.values.reduce(0, +) ?? 0 }

    /// New, reopened and open ones of a severity.
    package func open(_ severity: Severity) -> Int {
      FindingState.allCases.filter(\.isOpen).reduce(0) { $0 + self[$1, severity] }
    }

    /// New, reopened and open ones.
    package var open: Int { Severity.allCases.reduce(0) { $0 + open($1) } }

    package var all: Int { FindingState.allCases.reduce(0) { $0 + self[$1] } }
  }
}

/// One finding as all reports show it: the columns of `findings.csv`, in their order.
package struct ReportFinding: Sendable {
  package var id: String
  package var rule: String
  package var severity: Severity
  package var state: FindingState
  package var account: String
  package var subjectKind: String
  package var subject: String
  package var name: String?
  package var email: String?
  package var roles: String?
  package var reason: String
  package var remedy: String
  package var firstSeen: Day
  package var lastSeen: Day
  package var ageDays: Int
  package var waivedUntil: Day?
  /// What its state was changed by in this run (data, rule, parameter, mapping, waiver or missing-input), and in words; nil
  /// where it did not change, and for what is simply new.
  package var cause: String?
  package var why: String?
  package var controls: String
  package var policyClause: String

  package init(
    id: String, rule: String, severity: Severity, state: FindingState, account: String, subjectKind: String,
    subject: String, name: String?, email: String?, roles: String?, reason: String, remedy: String, firstSeen: Day,
    lastSeen: Day, ageDays: Int, waivedUntil: Day?, controls: String, policyClause: String, cause: String? = nil,
    why: String? = nil
  ) {
    self.id = id
    self.rule = rule
    self.severity = severity
    self.state = state
    self.account = account
    self.subjectKind = subjectKind
    self.subject = subject
    self.name = name
    self.email = email
    self.roles = roles
    self.reason = reason
    self.remedy = remedy
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.ageDays = ageDays
    self.waivedUntil = waivedUntil
    self.cause = cause
    self.why = why
    self.controls = controls
    self.policyClause = policyClause
  }
}

/// One privileged role of one profile: the columns of `access.csv`, in their order.
package struct ReportAccess: Sendable {
  package var account: String
  package var user: String
  package var name: String?
  package var email: String?
  package var status: String?
  package var employed: String?
  package var role: String
  package var privileges: String?
  package var scope: String?
  package var granted: String?
  package var grantedBy: String?
  package var lastLogin: String?
  package var mfa: String?
  /// Ids of the open findings about the profile, with blanks between them.
  package var findings: String

  package init(
    account: String, user: String, name: String?, email: String?, status: String?, employed: String?, role: String,
    privileges: String?, scope: String?, granted: String?, grantedBy: String?, lastLogin: String?, mfa: String?,
    findings: String
  ) {
    self.account = account
    self.user = user
    self.name = name
    self.email = email
    self.status = status
    self.employed = employed
    self.role = role
    self.privileges = privileges
    self.scope = scope
    self.granted = granted
    self.grantedBy = grantedBy
    self.lastLogin = lastLogin
    self.mfa = mfa
    self.findings = findings
  }
}
