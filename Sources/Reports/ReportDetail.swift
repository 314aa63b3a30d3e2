package import Records

extension ReportModel {
  /// The style and the script of the page with their digests, as a content security policy names them. The texts are data
  /// (`schema/page`), and only the attestation room can hash, so both come from outside.
  package struct Assets: Sendable {
    package var style: String
    /// `sha256-…` in base64.
    package var styleHash: String
    package var script: String
    package var scriptHash: String

    package init(style: String = "", styleHash: String = "", script: String = "", scriptHash: String = "") {
      self.style = style
      self.styleHash = styleHash
      self.script = script
      self.scriptHash = scriptHash
    }
  }

  /// What was open at the end of a run.
  package struct Night: Sendable {
    package var number: Int
    package var asOf: Day
    package var isComplete: Bool
    package var open: [Severity: Int]

    package init(number: Int, asOf: Day, isComplete: Bool, open: [Severity: Int]) {
      self.number = number
      self.asOf = asOf
      self.isComplete = isComplete
      self.open = open
    }

    package var all: Int { open.values.reduce(0, +) }
  }

  /// Something in the population that is not as it was in the run before.
  package struct Change: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      case gained, lost, renamed
    }

    package var kind: Kind
    package var account: String
    /// A profile: its id, or as the assignment writes it.
    package var user: String
    package var name: String?
    /// The role; of a renamed profile nil.
    package var role: String?
    /// The name before; of a role nil.
    package var before: String?
    /// Whether the role, or one of the profile's, is a privileged one.
    package var isPrivileged: Bool

    package init(
      kind: Kind, account: String, user: String, name: String?, role: String?, before: String?, isPrivileged: Bool
    ) {
      self.kind = kind
      self.account = account
      self.user = user
      self.name = name
      self.role = role
      self.before = before
      self.isPrivileged = isPrivileged
    }
  }
}

/// Who can act for one account.
package struct ReportAccount: Sendable {
  package var id: String
  package var name: String?
  package var channel: String?
  package var reseller: String?
  package var passphraseSet: String?
  /// Whether an export names the people who know the passphrase.
  package var knowsCustodians: Bool
  package var people: [Person]

  /// What somebody can do for the account.
  package enum Duty: String, CaseIterable, Sendable {
    case admin, primary, portal, custodian, contact
  }

  package struct Person: Sendable {
    package var name: String?
    /// E-mail, else the id, else as the export writes it.
    package var contact: String
    package var duties: Set<Duty>
    /// Why the person cannot act: `departed`, `inactive` …; nil for one who can.
    package var trouble: String?

    package init(name: String?, contact: String, duties: Set<Duty>, trouble: String?) {
      self.name = name
      self.contact = contact
      self.duties = duties
      self.trouble = trouble
    }
  }

  package init(
    id: String, name: String?, channel: String?, reseller: String?, passphraseSet: String?, knowsCustodians: Bool,
    people: [Person]
  ) {
    self.id = id
    self.name = name
    self.channel = channel
    self.reseller = reseller
    self.passphraseSet = passphraseSet
    self.knowsCustodians = knowsCustodians
    self.people = people
  }

  /// Who can really do something tonight.
  package func able(_ duty: Duty) -> [Person] { people.filter { $0.trouble == nil && $0.duties.contains(duty) } }
}
