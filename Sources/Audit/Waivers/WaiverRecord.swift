import Attestation
import Policy
import Records
import Rules
import Storage

/// Writes down which waivers a run was made with; what becomes of them is worked out in `schema/ledger/waivers.sql`.
extension RunRecord {
  func write(_ waivers: [Waiver]) throws {
    for (index, waiver) in waivers.enumerated() {
      var values = waiver.values
      values["sha256"] = .text(waiver.digest.hex)
      values["given"] = .text(waiver.givenDigest.hex)
      values["run"] = .integer(number)
      values["place"] = .integer(index + 1)
      try connection.execute(
        """
        insert or ignore into waiver (sha256, given, id, rule, account, subject, reason, owner, approved_by, created, until,
                                      ticket)
        values (:sha256, :given, :id, :rule, :account, :subject, :reason, :owner, :approved_by, :created, :until, :ticket)
        """, values)
      try connection.execute(
        "insert into run_waiver (run, place, sha256, state) values (:run, :place, :sha256, 'unused')", values)
    }
  }

  /// How many findings a rule made that ran when its outcome had been written.
  func writeCount(_ outcome: RuleOutcome) throws {
    try connection.execute(
      """
      update rule_outcome set findings = :findings
       where run = :run and setting in (select setting from rule_setting where rule = :rule)
      """,
      ["run": .integer(number), "rule": .text(outcome.rule.id), "findings": .integer(outcome.findings)])
  }
}

extension Waiver {
  /// What makes it this waiver and no other on a later night, however its reason is worded: whoever changes more of it
  /// decides anew.
  var givenDigest: Digest {
    digest("rollcall-waiver-given/1", ["id", "rule", "account", "subject", "owner", "approved_by", "created", "until"])
  }

  var digest: Digest { digest("rollcall-waiver/1", values.keys.sorted()) }

  fileprivate var values: [String: SQLValue] {
    var values: [String: SQLValue] = [
      "reason": .text(reason), "owner": .text(owner), "approved_by": .text(approvedBy), "created": .text(created.iso),
      "until": .text(until.iso), "ticket": SQLValue(ticket), "id": .null, "rule": .null, "account": .null,
      "subject": .null,
    ]
    switch target {
    case .finding(let id): values["id"] = .text(id)
    case .subject(let rule, let account, let subject):
      values["rule"] = .text(rule)
      values["account"] = .text(account)
      values["subject"] = .text(subject)
    }
    return values
  }

  private func digest(_ kind: String, _ columns: [String]) -> Digest {
    let parts = columns.flatMap { column -> [String] in
      guard case .text(let text)? = values[column] else { return [] }
      return [column, text]
    }
    return SHA256Stream.digest(pieces: ([kind] + parts).map { Array($0.utf8) })
  }
}
