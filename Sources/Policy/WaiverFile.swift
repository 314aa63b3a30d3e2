package import Records

/// An accepted finding: who accepted it, why, and for how long.
package struct Waiver: Equatable, Sendable {
  package enum Target: Equatable, Sendable {
    /// `K7Q2-M4TD`.
    case finding(String)
    case subject(rule: String, account: String, subject: String)
  }

  package var target: Target
  package var reason: String
  /// Addresses, A-Z lower-cased; the one who approved is another than the owner.
  package var owner: String
  package var approvedBy: String
  package var created: Day
  /// The last day on which it holds, at most 365 days after `created`.
  package var until: Day
  package var ticket: String?
  package var position: Position

  package init(
    target: Target, reason: String, owner: String, approvedBy: String, created: Day, until: Day, ticket: String? = nil,
    position: Position
  ) {
    self.target = target
    self.reason = reason
    self.owner = owner
    self.approvedBy = approvedBy
    self.created = created
    self.until = until
    self.ticket = ticket
    self.position = position
  }
}

/// What reading a waiver file gave.
package struct WaiverReading: Sendable {
  /// Empty when any diagnostic is an error.
  package var waivers: [Waiver]
  package var diagnostics: [Diagnostic]
}

/// Reads `waivers.yml`: a list of waivers, all well-formed or none.
package enum WaiverFile {
  /// - Parameter rules: the ids a waiver may name.
  package static func read(bytes: [UInt8], file: String, rules: [String]) -> WaiverReading {
    let remarks = Remarks()
    var waivers: [Waiver] = []
    if let root = Document.read(bytes, file: file, remarks: remarks) {
      // The list is read as if it were a setting, so that it is read like every other list.
      let entry = Node.Entry(key: "waivers", keyPosition: root.position, value: root)
      let list = Section(
        Node(content: .map([entry]), position: root.position), path: "", expecting: "waivers", remarks: remarks)
      waivers = list.sections("waivers", each: "a waiver").compactMap { Waiver.read($0, rules: rules) }
    }
    return WaiverReading(waivers: remarks.hasErrors ? [] : waivers, diagnostics: remarks.sortedDiagnostics)
  }

  package static func read(text: String, file: String, rules: [String]) -> WaiverReading {
    read(bytes: Array(text.utf8), file: file, rules: rules)
  }
}

extension Waiver {
  package static let longestDays = 365

  fileprivate static func read(_ section: Section, rules: [String]) -> Waiver? {
    let target = readTarget(section, rules: rules)
    let reason = section.required("reason", .prose)
    let owner = section.required("owner", .address)
    let approvedBy = section.required("approved_by", .address)
    let created = section.required("created", .day)
    let until = section.required("until", .day)
    let ticket = section.value("ticket", .identifier)
    section.close()
    if let owner, owner == approvedBy {
      section.remarks.error(
        "the owner cannot approve a waiver of his own", at: section.position(of: "approved_by"),
        hint: "somebody else has to approve it")
    }
    if let created, let until {
      let latest = Day(number: created.number + longestDays).iso
      if until < created {
        section.remarks.error(
          "'until' is before 'created'", at: section.position(of: "until"),
          hint: "it is the last day on which the waiver holds")
      } else if until.number - created.number > longestDays {
        section.remarks.error(
          "a waiver holds for \(longestDays) days at most", at: section.position(of: "until"),
          hint: "\(latest) is the latest day for this one")
      }
    }
    guard let target, let reason, let owner, let approvedBy, let created, let until else { return nil }
    return Waiver(
      target: target, reason: reason, owner: owner, approvedBy: approvedBy, created: created, until: until,
      ticket: ticket, position: section.position)
  }

  private static func readTarget(_ section: Section, rules: [String]) -> Target? {
    let finding = section.value("finding", .findingID)
    let parts = ["rule", "account", "subject"]
    let rule = section.value("rule", .rule(rules))
    let account = section.value("account", .identifier)
    let subject = section.value("subject", .identifier)
    let given = parts.filter(section.has)
    if section.has("finding") {
      if let first = given.first {
        section.remarks.error(
          "a waiver names its finding once: by 'finding', or by rule, account and subject",
          at: section.position(of: first), hint: "remove one of the two")
      }
      return finding.map { .finding($0) }
    }
    if given.isEmpty {
      section.require("finding", hint: "or give rule, account and subject")
      return nil
    }
    for part in parts where !given.contains(part) {
      section.require(part, hint: "rule, account and subject belong together")
    }
    if let rule, rule.hasPrefix("waiver-") {
      section.remarks.error(
        "a finding about a waiver cannot be waived", at: section.position(of: "rule"),
        hint: "mend the waiver that it is about")
    }
    guard let rule, let account, let subject else { return nil }
    return .subject(rule: rule, account: account, subject: subject)
  }
}

extension Form<String> {
  /// Two groups of four characters of Crockford's base 32, or three where two groups were not enough.
  fileprivate static var findingID: Form {
    Form("the name of a finding such as K7Q2-M4TD") { text in
      let groups = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
      let isName =
        (2...3).contains(groups.count) && groups.allSatisfy { $0.utf8.count == 4 && $0.utf8.allSatisfy(isLetter) }
      return isName ? groups.joined(separator: "-") : nil
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.contains(byte) }
}
