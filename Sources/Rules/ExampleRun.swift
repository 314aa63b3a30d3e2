package import Records
import Schema
package import Storage

/// Runs the examples inside a rule file against the real schema, each in a database that holds nothing else.
package struct ExampleRun {
  /// What an example is run with, beyond the rule.
  package struct Variation: Sendable {
    /// Puts the rows in in the opposite order.
    package var isReversed = false

    package init(isReversed: Bool = false) { self.isReversed = isReversed }
  }

  private let rule: RuleFile
  private let limits: QueryLimits

  /// - Parameter limits: of a rule that did not come with the program.
  package init(_ rule: RuleFile, limits: QueryLimits = QueryLimits()) {
    self.rule = rule
    self.limits = limits
  }

  /// Everything that is wrong with what the rule shows of itself, each with its line; empty when all examples hold.
  package func faults() throws -> [Diagnostic] {
    func fault(_ message: String, _ line: Int?) -> Diagnostic {
      Diagnostic(.error, message, at: Position(file: rule.file, line: line))
    }
    var found: [Diagnostic] = []
    for isFlagged in [true, false] where !rule.examples.contains(where: { $0.isFlagged == isFlagged }) {
      found.append(fault("rule '\(rule.id)' has no example that \(isFlagged ? "is flagged" : "passes")", nil))
    }
    for example in rule.examples {
      do {
        found += try faults(example).map {
          fault("rule '\(rule.id)', example \"\(example.title)\": the rule \($0)", example.line)
        }
      } catch let StorageError.bug(reason) {
        // A row that names what no table has.
        found.append(fault("rule '\(rule.id)', example \"\(example.title)\" cannot be set: \(reason)", example.line))
      }
    }
    return found
  }

  /// - Returns: what is not as the example says, in words; empty when all is.
  package func faults(_ example: RuleExample, _ variation: Variation = Variation()) throws -> [String] {
    let database = try AuditDatabase(path: nil) { 1 }
    return try database.write { connection in
      var stage = ExampleStage(connection)
      try stage.set()
      let rows = variation.isReversed ? example.rows.reversed() : example.rows
      for row in rows { try stage.add(row) }
      try stage.finish()
      for file in Schema.links { try connection.executeScript(file.text) }
      let settings = RuleSettings(parameters: stage.parameters)
      _ = try RuleRun(connection, limits: limits, for: [rule]).run(rule, settings: settings, supply: .everything)
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
