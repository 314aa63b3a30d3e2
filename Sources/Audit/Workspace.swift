import Attestation
import Exports
package import Policy
package import Records
package import Rules
import Schema
import Storage

/// A policy that was read, with the places it names and the rules it sets.
package struct Workspace: Sendable {
  package var policy: PolicyFile
  package let effective: [EffectiveValue]
  /// Warnings and notes about the policy.
  package let remarks: [Diagnostic]
  package let policyDigest: Digest
  package let rules: [RuleFile]
  package let rulesDigest: Digest
  /// The presets that the sources name, in their order.
  package let presets: [(name: String, digest: Digest)]
  package let waivers: [Waiver]
  /// The policy and the waivers as they are written, to be kept with the run that they decide.
  let policyBytes: [UInt8]
  let waiverBytes: [UInt8]?
  /// The organization's own rules, likewise.
  let ruleTexts: [(name: String, text: String)]

  /// The policy file as it was named.
  package let policyPath: String
  private let folder: String
  /// What rules that did not come with the program may ask for.
  let ruleLimits: QueryLimits

  /// Which rules of an organization's own are read: those that the policy names; where it names none, those in the folder
  /// where new ones are written; or none, when one is only to be written.
  package enum OwnRules: Sendable { case ofPolicy, orBeside, unread }

  /// - Parameters:
  ///   - policyPath: as the command line, the environment or the default names it.
  ///   - onOverrun: ends the program; it is called with the name of a rule of the organization's own that cannot be stopped.
  ///   - ownRules: which rules of the organization's own are read.
  package init(
    policyPath: String, onOverrun: @escaping @Sendable (String) -> Void = { _ in }, ownRules: OwnRules = .ofPolicy
  ) throws {
    self.policyPath = policyPath
    ruleLimits = QueryLimits(overrun: onOverrun)
    folder = policyPath.lastIndex(of: "/").map { String(policyPath[...$0]) } ?? ""
    guard let bytes = try Workspace.read(policyPath) else {
      throw AuditFailure(
        .invalid, "\(policyPath): there is no policy file; 'rollcall init' writes one, '--policy FILE' names another")
    }
    let shipped = try RuleCatalogue.shipped()
    var custom = CustomRuleFolder(folder, shipped: shipped, limits: ruleLimits)
    let reading = PolicyReader.read(
      bytes: bytes, file: policyPath, knownRules: shipped.map(Workspace.known), laterRules: RuleCatalogue.later,
      presets: Workspace.shippedPresets, knownGuards: Guards.known, nightGuards: Guards.ofNight,
      customRules: { name, position in
        if ownRules != .unread { custom.read(name, position) }
        return custom.rules.map(Workspace.known)
      }, isKnownZone: ZoneDay.isKnown)
    if ownRules == .orBeside, let read = reading.policy, read.customRules == nil {
      custom.readBeside(Position(file: policyPath))
    }
    let faults = reading.diagnostics.filter { $0.level == .error } + custom.faults
    guard let policy = reading.policy, faults.isEmpty else {
      throw AuditFailure(.invalid, reading.policy == nil ? reading.diagnostics + custom.faults : faults)
    }
    rules = (shipped + custom.rules).sorted { $0.id < $1.id }
    self.policy = policy
    effective = reading.effective
    policyBytes = bytes
    ruleTexts = custom.texts
    policyDigest = SHA256Stream.digest(bytes)
    rulesDigest = SHA256Stream.digest(pieces: RuleCatalogue.bytes + custom.bytes)
    presets = policy.presets.compactMap { name in
      Workspace.shippedPresets.first { $0.name == name }.map { (name, SHA256Stream.digest($0.bytes)) }
    }

    var remarks = reading.diagnostics
    var waivers: [Waiver] = []
    var waiverBytes: [UInt8]?
    if let name = policy.waivers, !Files.exists(Workspace.path(name, in: folder)) {
      remarks.append(
        Diagnostic(.warning, "there is no such file, so nothing is waived", at: Position(file: name)))
    }
    if let name = policy.waivers, let bytes = try Workspace.read(Workspace.path(name, in: folder)) {
      let waiverReading = WaiverFile.read(bytes: bytes, file: name, rules: Workspace.ids(of: rules))
      if waiverReading.diagnostics.contains(where: { $0.level == .error }) {
        throw AuditFailure(.invalid, waiverReading.diagnostics)
      }
      waivers = waiverReading.waivers
      waiverBytes = bytes
      remarks += waiverReading.diagnostics
    }
    self.remarks = remarks
    self.waivers = waivers
    self.waiverBytes = waiverBytes
  }

  /// Presets as their files have them; none is read before a policy names it.
  static let shippedPresets = Schema.presets.map { file in
    PresetText(name: String(file.name.dropLast(".yml".count)), bytes: file.bytes)
  }

  /// Nobody writes a longer policy or waiver file by hand.
  static let mostTextBytes = 1 << 20

  private static func read(_ path: String) throws -> [UInt8]? {
    do {
      return try Files.read(path, limit: mostTextBytes)
    } catch {
      throw AuditFailure(.invalid, "\(error)")
    }
  }

  /// A path of the policy, which is relative to the policy file.
  package func path(_ written: String) -> String { Workspace.path(written, in: folder) }

  private static func path(_ written: String, in folder: String) -> String {
    written.hasPrefix("/") ? written : folder + written
  }

  /// The policy file's own name, for reports: no folder of a machine is in them.
  var policyName: String { String(policyPath.dropFirst(folder.count)) }

  /// Whether the policy names a folder of the organization's own rules.
  package var namesOwnRules: Bool { policy.customRules != nil }

  package var databasePath: String { path(policy.database) }
  package var reportsPath: String { path(policy.reports) }

  /// All ids that a waiver may name, also those of later versions.
  static func ids(of rules: [RuleFile]) -> [String] { rules.map(\.id) + RuleCatalogue.later.sorted() }

  /// The way from a report's folder to the file of allowed signers, as a page prints it. Where the policy names both
  /// without a folder of the machine, there is none in it.
  var signersFromReport: String? {
    guard let signers = policy.signOff?.signers else { return nil }
    return RelativePath.way(to: signers, from: policy.reports + "/report", in: folder)
  }

  func settings(_ rule: RuleFile) -> RuleSettings {
    let setting = policy.rules[rule.id]
    var values: [String: ParameterValue] = [:]
    for parameter in rule.parameters {
      switch (parameter.standard, setting?.parameters[parameter.name]) {
      case (.number, .number(let number)?): values[parameter.name] = .number(number)
      case (.pairs, .list?):
        values[parameter.name] = .pairs(setting?.pairs(parameter.name).map { [$0.first, $0.second] } ?? [])
      case (.pairs(let shipped), nil):
        if let change = parameter.list.flatMap({ policy.lists[$0] }) {
          values[parameter.name] = .pairs(changed(shipped, change))
        }
      default: break
      }
    }
    // How often somebody signs is said once.
    if rule.id == "review-overdue", values["days"] == nil, let every = policy.signOff?.every {
      values["days"] = .number(max(1, every / 86_400))
    }
    return RuleSettings(isOff: setting?.isOff ?? false, severity: setting?.severity, parameters: values)
  }

  /// A shipped list of pairs, longer or shorter as the policy says.
  private func changed(_ pairs: [[String]], _ change: ListChange) -> [[String]] {
    let removed = change.remove.compactMap(ParameterValue.pair)
    return pairs.filter { pair in !removed.contains { Set($0.prefix(2)) == Set(pair.prefix(2)) } }
      + change.add.compactMap(ParameterValue.pair)
  }

  /// What the policy's reader must know of a rule.
  private static func known(_ rule: RuleFile) -> KnownRule {
    let numbers = rule.parameters.compactMap { parameter -> KnownParameter? in
      guard let range = parameter.range, let standard = parameter.standard.number else { return nil }
      return KnownParameter(
        name: parameter.name, minimum: range.lowerBound, maximum: range.upperBound, default: standard,
        isPercentage: parameter.isPercentage)
    }
    return KnownRule(id: rule.id, parameters: numbers, pairs: rule.parameters.filter { $0.range == nil }.map(\.name))
  }
}
