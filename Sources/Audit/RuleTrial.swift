import Policy
package import Records
package import Rules
import Storage

/// Writing and trying rules.
package enum RuleTrial {
  /// What running the examples gave.
  package struct Result: Sendable {
    package let rules: Int
    package let examples: Int
    package let faults: [Diagnostic]
  }

  /// Runs the examples of one rule or of all.
  /// - Parameter onOverrun: ends the program when a rule cannot be stopped.
  package static func test(
    _ id: String?, of rules: [RuleFile], onOverrun: @escaping @Sendable (String) -> Void
  ) throws -> Result {
    try test(id, of: rules, QueryLimits(overrun: onOverrun))
  }

  static func test(_ id: String?, of rules: [RuleFile], _ limits: QueryLimits) throws -> Result {
    let chosen = rules.filter { id == nil || $0.id == id }
    if let id, chosen.isEmpty { throw RuleBook.unknown(id, among: rules) }
    do {
      let faults = try chosen.flatMap { try ExampleRun($0, limits: limits).faults() }
      return Result(rules: chosen.count, examples: chosen.reduce(0) { $0 + $1.examples.count }, faults: faults)
    } catch {
      throw AuditFailure(error)
    }
  }

  /// Writes a rule to begin with into the folder that the policy names, else into `rules`.
  /// - Returns: the file, and whether the policy must still name its folder.
  package static func write(_ id: String, _ workspace: Workspace) throws -> (file: String, isNamed: Bool) {
    guard CustomRules.isName(id) else {
      throw AuditFailure(
        .invalid, "'\(id)' is no id of a rule: use small letters, digits and hyphens, such as 'lobby-phone'")
    }
    let taken = Set(try RuleBook.shipped().map(\.id)).union(RuleCatalogue.later)
    guard !taken.contains(id) else {
      throw AuditFailure(.invalid, "'\(id)' is a rule of rollcall: give yours another id")
    }
    let folder = workspace.policy.customRules ?? "rules"
    let path = CustomRuleFolder.file(id + CustomRuleFolder.suffix, in: workspace.path(folder))
    do {
      guard !Files.exists(path) else {
        throw AuditFailure(.invalid, "\(path): there is such a file already, and it is never written over")
      }
      try Files.makeFolder(workspace.path(folder), mode: 0o700)
      let file = try NewFile(path, mode: 0o600)
      try file.write(Array(RuleScaffold.text(id).utf8))
      try file.finish()
    } catch {
      throw AuditFailure(error)
    }
    return (path, workspace.policy.customRules != nil)
  }
}
