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

  /// The rules that there are without a policy: those that come with the program, and those in the usual folder.
  package static func rulesWithoutPolicy() throws -> [RuleFile] {
    let shipped = try RuleBook.shipped()
    var custom = CustomRuleFolder("", shipped: shipped, limits: QueryLimits())
    custom.readBeside(Position(file: CustomRuleFolder.usual))
    guard custom.faults.isEmpty else { throw AuditFailure(.invalid, custom.faults) }
    return (shipped + custom.rules).sorted { $0.id < $1.id }
  }

  /// Writes a rule to begin with into the folder that the policy names, else into `rules` beside it.
  /// - Parameter workspace: nil where there is no policy.
  /// - Returns: the file, and the folder that a policy must still name.
  package static func write(_ id: String, _ workspace: Workspace?) throws -> (file: String, toBeNamed: String?) {
    guard CustomRules.isName(id) else {
      throw AuditFailure(
        .invalid,
        VisibleText.of("'\(id)' is no id of a rule: use small letters, digits and hyphens, such as 'lobby-phone'"))
    }
    let taken = Set(try RuleBook.shipped().map(\.id)).union(RuleCatalogue.later)
    guard !taken.contains(id) else {
      throw AuditFailure(.invalid, "'\(id)' is a rule of rollcall: give yours another id")
    }
    let folder = workspace?.policy.customRules ?? CustomRuleFolder.usual
    let place = workspace?.path(folder) ?? folder
    let path = CustomRuleFolder.file(id + CustomRuleFolder.suffix, in: place)
    do {
      guard !Files.exists(path) else {
        throw AuditFailure(.invalid, "\(path): there is such a file already, and it is never written over")
      }
      try Files.makeFolder(place, mode: 0o700)
      let file = try NewFile(path, mode: 0o600)
      try file.write(Array(RuleScaffold.text(id).utf8))
      try file.finish()
    } catch {
      throw AuditFailure(error)
    }
    return (path, workspace?.policy.customRules == nil ? folder : nil)
  }
}
