import Records
import Schema
import Storage

/// Runs the examples inside a rule file against the real schema, each in a database that holds nothing else.
package struct ExampleRun {
  /// What an example is run with, beyond the rule.
  package struct Variation: Sendable {
    /// Puts the rows in in the opposite order.
    package var isReversed = false

    package init(isReversed: Bool = false) { self.isReversed = isReversed }
  }

  private let rule: RuleFile

  package init(_ rule: RuleFile) { self.rule = rule }

  /// - Returns: what is not as the example says, in words; empty when all is.
  package func faults(_ example: RuleExample, _ variation: Variation = Variation()) throws -> [String] {
    let database = try AuditDatabase(path: nil) { 1 }
    return try database.write { connection in
      var stage = ExampleStage(connection, hasHistory: rule.needsHistory)
      try stage.set()
      let rows = variation.isReversed ? example.rows.reversed() : example.rows
      for row in rows { try stage.add(row) }
      try stage.finish()
      for file in Schema.links { try connection.executeScript(file.text) }
      let settings = RuleSettings(parameters: stage.parameters)
      _ = try RuleRun(connection).run(rule, settings: settings, supply: .everything)
      return (try compare(example, connection), false)
    }
  }

  private func compare(_ example: RuleExample, _ connection: SQLConnection) throws -> [String] {
    var found: [(subject: String, values: [String: String])] = try connection.rows(
      "select subject, subject_kind, account, severity, reason from fired order by account, subject_kind, subject"
    ) { row in
      (
        row.text(0) ?? "",
        [
          "kind": row.text(1) ?? "", "account": row.text(2) ?? "", "severity": row.text(3) ?? "",
          "reason": row.text(4) ?? "",
        ]
      )
    }
    var faults: [String] = []
    for expected in example.expected {
      let match = found.firstIndex { candidate in
        candidate.subject == expected.subject && expected.values.allSatisfy { candidate.values[$0.key] == $0.value }
      }
      if let match {
        found.remove(at: match)
      } else {
        let wanted = expected.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        faults.append("does not find \(expected.subject) \(wanted.joined(separator: " "))")
      }
    }
    faults += found.map { found in
      "finds \(found.subject): "
        + found.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: " ")
    }
    return faults
  }
}

extension RuleSupply {
  /// As if every kind of source were there with all its fields.
  package static let everything: RuleSupply = {
    var supply = RuleSupply()
    supply.earlier = Set(SourceKind.allCases)
    for kind in SourceKind.allCases {
      supply.kinds[kind] = .read
      supply.fields[kind] = Set(kind.shape.fields.map(\.name))
    }
    return supply
  }()
}
