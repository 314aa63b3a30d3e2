import Attestation
import Exports
import Policy
import Records
import Storage

/// Reads all sources of a policy, in the order in which records refer to each other.
struct Import {
  private let workspace: Workspace
  private let hashKey: UInt64
  private let keeper: GuardKeeper
  private let progress: (NightProgress) -> Void

  init(
    _ workspace: Workspace, hashKey: UInt64, keeper: GuardKeeper,
    progress: @escaping (NightProgress) -> Void = { _ in }
  ) {
    self.workspace = workspace
    self.keeper = keeper
    self.hashKey = hashKey
    self.progress = progress
  }

  /// One thing to read: a file of the policy, or the accounts that the policy lists itself.
  private struct Task {
    var outcome: SourceOutcome
    var source: SourcePolicy?
    var files: [ExportFile] = []
  }

  /// - Parameter load: is given each batch, with the position of its source; nil only reads.
  /// - Returns: what became of each source, in the order of the policy.
  func run(
    begin: ([SourceKind: NightLoader.Supply]) throws -> Void = { _ in },
    load: ((RecordBatch, Int, inout LoadCounts) throws -> Void)? = nil
  ) throws -> [SourceOutcome] {
    var tasks = try open()
    try begin(Import.supplies(tasks.map(\.outcome)))
    for kind in SourceKind.allCases {
      for index in tasks.indices where tasks[index].outcome.kind == kind { try read(&tasks[index], load) }
      if kind == .accounts { keeper.knownAccounts = Import.accounts(of: tasks.map(\.outcome)) }
    }
    return tasks.map(\.outcome)
  }

  private func open() throws -> [Task] {
    var tasks: [Task] = []
    for source in workspace.policy.sources {
      var outcome = SourceOutcome(
        position: tasks.count + 1, name: source.name, kind: source.kind, path: source.path, obtained: source.obtained,
        state: .missing)
      outcome.listsOnlyActive = source.mode == .activeOnly
      outcome.roles = roles(of: source)
      let files = try open(source)
      if !files.isEmpty {
        outcome.state = .read
        outcome.modified = files.map(\.modified).max()
        let opened = files.map {
          GuardedExport.OpenedFile(name: $0.name, bytes: $0.bytes, modified: $0.modified)
        }
        _ = try keeper.judge(.opened, source, outcome, opened)
      }
      tasks.append(Task(outcome: outcome, source: source, files: files))
    }
    if !workspace.policy.accounts.isEmpty {
      let outcome = SourceOutcome(
        position: tasks.count + 1, name: "accounts of the policy", kind: .accounts, path: workspace.policyName,
        obtained: nil, state: .read)
      tasks.append(Task(outcome: outcome))
    }
    return tasks
  }

  private func roles(of source: SourcePolicy) -> SourceOutcome.Roles {
    guard source.kind == .users, source.mapping.mayGiveRoles else { return .none }
    let isOnly = !workspace.policy.sources.contains { $0.kind == .roles }
    return isOnly || source.mapping.demanded.contains("roles") ? .expected : .possible
  }

  /// None where there is no such file.
  private func open(_ source: SourcePolicy) throws -> [ExportFile] {
    do throws(ExportFile.Failure) {
      return try Glob.matches(source.path, in: workspace.path("")).map { path throws(ExportFile.Failure) in
        try ExportFile(path: workspace.path(path), name: path)
      }
    } catch {
      switch error {
      case .missing: return []
      case .refused(let refusal): throw refusal
      }
    }
  }

  private func read(_ task: inout Task, _ load: ((RecordBatch, Int, inout LoadCounts) throws -> Void)?) throws {
    guard task.outcome.state == .read else { return }
    let outcome = task.outcome
    // Where the policy itself names the account there is nothing to count.
    let takesCensus = task.source?.mapping.account == nil
    var counts = LoadCounts()
    var conflicts: [RejectedRow] = []
    /// - Parameter file: where a row stands, for sources of several files.
    func deliver(_ batch: RecordBatch, file: String?) throws {
      if takesCensus { task.outcome.accounts.add(batch) }
      try load?(batch, outcome.position, &counts)
      conflicts += counts.conflicts.dropFirst(conflicts.count).map { index in
        RejectedRow(
          source: outcome.name, line: Int(batch.lines[index]), field: batch.shape.key.last ?? "", code: .duplicateKey,
          reason:
            "another row before has the same \(batch.shape.key.joined(separator: " and ")) and says something else"
        ).standing(in: file)
      }
    }
    if let source = task.source {
      var done = 0
      let all = task.files.reduce(0) { $0 + $1.bytes }
      for file in task.files {
        let name = task.files.count > 1 ? file.name : nil
        let reader = ExportReader(mapping: source.mapping, hashKey: hashKey)
        let before = task.outcome.summary?.rows ?? 0
        let summary = try ScanAhead.read(reader, file, digest: SHA256Stream()) { bytes, records in
          progress(.reading(source: outcome.name, bytes: done + bytes, of: all, records: before + records))
        } deliver: {
          try deliver($0, file: name)
        }
        done += file.bytes
        task.outcome.add(summary, of: file, isOneOfMany: name != nil)
      }
      task.files = []
    } else {
      task.outcome.summary = try readAccounts { try deliver($0, file: nil) }
    }
    let summary = task.outcome.summary
    task.outcome.counts = counts
    task.outcome.rejected = (summary?.rejected ?? []) + conflicts
    if task.outcome.files.count < 2 { task.outcome.rejected.sort { $0.line < $1.line } }
    if let source = task.source, try keeper.judge(.read, source, task.outcome) {
      task.outcome.state = .tooManyRejected
    }
    progress(.read(source: outcome.name, records: summary?.rows ?? 0))
  }

  /// The accounts that the policy itself lists.
  private func readAccounts(_ deliver: (RecordBatch) throws -> Void) throws -> ExportSummary {
    let mapping = SourceMapping(source: "accounts of the policy", shape: .accounts, columns: [:])
    let records = workspace.policy.accounts.map { account in
      (line: account.position.line ?? 0, fields: account.fields.map { (name: $0.field, values: $0.values) })
    }
    return try ExportReader(mapping: mapping, hashKey: hashKey).read(
      records: records, file: workspace.policyName, deliver: deliver)
  }

  /// What accounts exports and the policy know; nil where there is neither, or an export of them is missing.
  private static func accounts(of outcomes: [SourceOutcome]) -> Set<[UInt8]>? {
    let sources = outcomes.filter { $0.kind == .accounts }
    guard !sources.isEmpty, !sources.contains(where: { $0.state == .missing }) else { return nil }
    var all: Set<[UInt8]> = []
    for source in sources {
      guard let accounts = source.accounts.all else { return nil }
      all.formUnion(accounts)
    }
    return all.isEmpty ? nil : all
  }

  private static func supplies(_ outcomes: [SourceOutcome]) -> [SourceKind: NightLoader.Supply] {
    var supplies: [SourceKind: NightLoader.Supply] = [:]
    for outcome in outcomes {
      if outcome.state == .missing {
        supplies[outcome.kind] = .partial
        // What its rows gave in roles is kept as it was, too.
        if outcome.roles != .none { supplies[.roles] = .partial }
      } else if supplies[outcome.kind] == nil {
        supplies[outcome.kind] = .complete
      }
    }
    return supplies
  }
}
