package import Records
import Schema

/// All rules of this program, in the order of their ids.
package enum RuleCatalogue {
  /// The rules that come with the program.
  /// - Throws: what is wrong with a rule file; the tests read every one of them.
  package static func shipped() throws(Diagnostic) -> [RuleFile] {
    var rules: [RuleFile] = []
    for file in Schema.rules { rules.append(try RuleFile(name: file.name, text: file.text)) }
    return rules.sorted { $0.id < $1.id }
  }

  /// All bytes that decide what the rules find, for the digest of a run.
  package static var bytes: [[UInt8]] { (Schema.views + Schema.rules + Schema.lists).map(\.bytes) }

  /// Ids of rules that belong to the contract and to a later version of this program.
  package static let later: Set<String> = [
    "name-extension", "name-company", "name-place", "name-repeated", "name-unsafe", "name-lookalike", "name-differs",
    "name-duplicate", "leaver-contact", "leaver-due", "leave-privileged", "roster-conflict", "leaver-vanished",
    "admin-none-top", "primary-admin-unknown", "successor-missing", "admin-too-many", "role-duplicate", "role-new",
    "role-expired", "role-conflict", "role-self-granted", "contractor-privileged", "passphrase-stale",
    "passphrase-custodian-left", "passphrase-single", "passphrase-old", "passphrase-exposed", "secret-in-export",
    "portal-role-missing", "portal-unapproved", "channel-unknown", "channel-contradicted", "reseller-unreachable",
    "email-shared", "email-placeholder", "username-changed", "primary-admin-renamed", "username-reused",
    "profile-recycled", "sso-mismatch", "dormant", "external-privileged", "shared-privileged", "person-twice",
    "registration-unverified", "registration-pending", "registration-no-crm", "registration-no-erp",
    "registration-duplicate", "registration-near-miss", "registration-status", "call-loop", "leaver-routing",
    "extension-unowned", "waiver-expired", "waiver-expiring", "waiver-unused", "waiver-overlapping", "waiver-lapsed",
    "waiver-owner-left", "export-suspicious",
  ]

  /// Controls that the rules of a family support, by the first word of their ids. Ids only, as the standards have them.
  package static func controls(of rule: String) -> [String] {
    let family = rule.split(separator: "-").first.map(String.init) ?? rule
    return controls[rule] ?? controls[family] ?? []
  }

  private static let controls: [String: [String]] = [
    "leaver": [
      "NIST 800-53 PS-4", "NIST 800-53 AC-2(3)", "ISO 27001 5.18", "ISO 27001 5.16", "SOC 2 CC6.2", "SOC 2 CC6.3",
      "CIS 6.2", "CIS 5.1", "PCI DSS 8.2.5", "47 CFR 64.2010(a)",
    ],
    "name": [
      "NIST 800-53 IA-2", "NIST 800-53 IA-4", "NIST 800-53 IA-12", "ISO 27001 5.16", "SOC 2 CC6.1", "CIS 5.1",
      "PCI DSS 8.2.1", "PCI DSS 8.2.2", "47 CFR 64.2010(a)",
    ],
    "admin": adminControls, "primary": adminControls, "role": adminControls, "portal": adminControls,
    "dormant": dormantControls, "never": dormantControls,
    "inactive": leaverControls, "orphan": leaverControls,
    "mfa": ["NIST 800-53 IA-2(1)", "ISO 27001 8.5", "ISO 27001 5.17", "SOC 2 CC6.1", "CIS 6.3", "CIS 6.5"],
    "passphrase": [
      "NIST 800-53 IA-5", "NIST 800-53 AC-2", "NIST 800-53 PS-4", "ISO 27001 5.17", "SOC 2 CC6.1", "CIS 5.2",
      "PCI DSS 8.2.2", "47 CFR 64.2010(b)(e)(f)",
    ],
    "review": reviewControls, "decision": reviewControls,
    "portal-wholesale": [
      "NIST 800-53 AC-2", "NIST 800-53 AC-6", "ISO 27001 5.18", "ISO 27001 5.19", "SOC 2 CC6.2", "CIS 5.1",
      "PCI DSS 8.2.7", "PCI DSS 7.2.4",
    ],
  ]

  private static let adminControls = [
    "NIST 800-53 AC-6(7)", "NIST 800-53 AC-6(5)", "NIST 800-53 AC-2", "ISO 27001 5.18", "ISO 27001 8.2", "SOC 2 CC6.3",
    "CIS 6.8", "CIS 5.4", "PCI DSS 7.2.4",
  ]
  private static let reviewControls = [
    "NIST 800-53 CA-7", "NIST 800-53 AC-2(4)", "ISO 27001 8.2", "SOC 2 CC6.3", "CIS 5.1", "PCI DSS 7.2.4",
  ]
  private static let dormantControls = [
    "NIST 800-53 AC-2(3)", "ISO 27001 5.18", "SOC 2 CC6.2", "CIS 5.3", "PCI DSS 8.2.6",
  ]
  private static let leaverControls = [
    "NIST 800-53 PS-4", "NIST 800-53 AC-2(3)", "ISO 27001 5.18", "ISO 27001 5.16", "SOC 2 CC6.2", "SOC 2 CC6.3",
    "CIS 6.2", "CIS 5.1", "PCI DSS 8.2.5", "47 CFR 64.2010(a)",
  ]
}
