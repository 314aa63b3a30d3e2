import Attestation
import Records
import Storage

/// Checks the database, the chain, the published files and the signatures, and changes nothing. The first thing that does
/// not hold is named first.
package struct Verification {
  /// What holds, a line each.
  private(set) var lines: [String] = []
  /// What does not.
  private(set) var faults: [String] = []

  private let workspace: Workspace

  /// - Returns: what holds.
  /// - Throws: `AuditFailure` with the status of integrity, and what does not hold.
  package static func run(_ workspace: Workspace) throws -> [String] {
    do {
      if !Files.exists(workspace.databasePath) { try OutsideHead.confirmNone(workspace) }
      try workspace.confirmDatabase()
      let database = try AuditDatabase(path: workspace.databasePath) { 0 }
      try database.confirmSound(isThorough: true)
      return try database.read { try Verification(workspace, $0).result() }
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }

  /// Checks a database that is open.
  init(_ workspace: Workspace, _ connection: SQLConnection) throws {
    self.workspace = workspace
    lines.append("\(workspace.databasePath): sound")
    try confirmChain(connection)
  }

  func result() throws -> [String] {
    guard !faults.isEmpty else { return lines }
    var shown = Array(faults.prefix(20))
    if faults.count > shown.count { shown.append("and \(faults.count - shown.count) more") }
    throw AuditFailure(.integrity, lines: shown)
  }

  /// A run as the database has it.
  struct Run {
    var number: Int
    var name: String
    var isComplete: Bool
    var isPublished: Bool
    /// Whether retention removed it: its report is gone, and most of its rows.
    var isPruned: Bool
    var manifest: String?
  }

  static func runs(_ connection: SQLConnection) throws -> [Run] {
    try connection.rows(
      """
      select run, as_of, complete, published, manifest_sha256,
             exists (select 1 from prune_run where prune_run.run = run.run and removed = 'yes')
        from run
       order by run
      """
    ) { row in
      let number = row.integer(0) ?? 0
      return Run(
        number: number, name: ReportReading.name(run: number, asOf: row.text(1) ?? ""),
        isComplete: row.text(2) == "yes", isPublished: row.text(3) == "yes", isPruned: row.integer(5) == 1,
        manifest: row.text(4))
    }
  }

  private mutating func confirmChain(_ connection: SQLConnection) throws {
    let links = try ChainBook(connection).links()
    if let fault = Chain.firstFault(in: links) {
      faults.append("link \(fault.link) of the chain: \(fault.reason)")
    }
    let runs = try Verification.runs(connection)
    try confirmRuns(connection, links, runs)
    if let last = links.last, faults.isEmpty {
      lines.append("chain: \(links.count) links hold, head \(last.head)")
    }
    if let fault = try KeptDocuments(connection).fault() { faults.append(fault) }
    for head in try OutsideHead.all(in: workspace.reportsPath) {
      if let fault = head.fault(in: links) { faults.append(fault) }
    }
    var proof = ReportProof(workspace)
    try proof.confirm(runs)
    faults += proof.faults
    if proof.faults.isEmpty { lines.append("reports: \(proof.count) stand as they were published") }
    var signatures = SignatureProof(workspace, connection)
    try signatures.confirm(runs)
    faults += signatures.faults
    lines += signatures.lines
  }

  /// Every run is in the chain, in its order, and every link stands for what is there.
  private mutating func confirmRuns(_ connection: SQLConnection, _ links: [ChainLink], _ runs: [Run]) throws {
    let standing = try RunSeal.standing(connection)
    let content = LinkContent(
      rows: ProofRows(connection), seals: try RunSeal.all(connection), standing: standing, runs: runs,
      populations: try ProofRows(connection).populations(upTo: runs.last?.number ?? 0))
    for link in links {
      if let fault = try content.fault(of: link) { faults.append("link \(link.number) of the chain: \(fault)") }
    }
    let linked = links.filter { $0.kind == ChainLink.Kind.run.rawValue }.map(\.run)
    guard let first = linked.first else {
      if let last = runs.last {
        lines.append("chain: none; runs 1 to \(last.number) were made before there was one")
      }
      return
    }
    for (index, run) in linked.enumerated() where run != first + index {
      faults.append("run \(first + index) is missing from the chain")
      break
    }
    for run in runs where run.number >= first && !linked.contains(run.number) {
      faults.append("run \(run.number) is in the database, and not in the chain")
    }
    if first > 1 { lines.append("chain: begins with run \(first); the runs before it were made before there was one") }
    if let fault = try pruneFault(connection) { faults.append(fault) }
    if let last = runs.last, let seal = standing[last.number] {
      let rows = ProofRows(connection)
      if try rows.present().hex != seal.present {
        faults.append("run \(last.number): its findings, or lists of the policy, were changed since it was sealed")
      } else if let record = content.seals[last.number]?.record, let bytes = Hexadecimal.bytes(record),
        try rows.seal(record: bytes).hex != seal.seal
      {
        faults.append("run \(last.number): its seal is not that of what it found")
      }
    }
  }
}

extension Verification {
  /// What retention left is held against what the last prune noted.
  private func pruneFault(_ connection: SQLConnection) throws -> String? {
    let noted = try connection.rows("select remaining from prune order by prune desc limit 1") { $0.text(0) ?? "" }
    guard try ProofRows(connection).all(of: "prune_run").hex != noted.first else { return nil }
    let isEmpty = try connection.integer("select 1 from prune_run") == nil
    return noted.isEmpty && isEmpty ? nil : "what retention removed was changed since (prune_run)"
  }
}

/// What a link stands for, worked out again from the rows.
private struct LinkContent {
  let rows: ProofRows
  /// As they were sealed, and as retention left them.
  let seals: [Int: RunSeal]
  let standing: [Int: RunSeal]
  let runs: [Verification.Run]
  let populations: [Int: Digest]

  func fault(of link: ChainLink) throws -> String? {
    guard let run = runs.first(where: { $0.number == link.run }) else {
      return "run \(link.run), which it is about, is not in the database"
    }
    switch ChainLink.Kind(rawValue: link.kind) {
    case .run: return try fault(ofRun: link)
    case .report:
      guard run.isPublished, run.manifest == link.content else {
        return "the database has another manifest for run \(link.run) than the one that was published"
      }
      return nil
    case .review:
      return try rows.rows(of: "decision", where: "review", link.item).hex == link.content
        ? nil : "the decisions of review \(link.item) were changed"
    case .signature:
      return try rows.rows(of: "signature", where: "signature", link.item).hex == link.content
        ? nil : "what was kept of signature \(link.item) was changed"
    case .prune:
      return try rows.rows(of: "prune", where: "prune", link.item).hex == link.content
        ? nil : "what was noted of pruning \(link.item) was changed"
    case nil: return nil
    }
  }

  private func fault(ofRun link: ChainLink) throws -> String? {
    guard let seal = seals[link.run] else { return "the seal of run \(link.run) is gone" }
    guard seal.content.hex == link.content else { return "the seal of run \(link.run) was changed" }
    guard try rows.record(of: link.run).hex == standing[link.run]?.record else {
      return "what run \(link.run) read, judged or changed is no longer what was recorded (run, run_..., finding_event)"
    }
    guard populations[link.run]?.hex == standing[link.run]?.population else {
      return "rows that run \(link.run) brought or ended (users, roles, roster, accounts ...) were changed"
    }
    return nil
  }
}
