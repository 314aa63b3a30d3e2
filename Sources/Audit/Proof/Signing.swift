import Attestation
import Policy
package import Records
import Storage

/// A person signs a run: the exact bytes of its manifest, or that he refuses to.
package struct Signing {
  package struct Request: Sendable {
    /// The run; nil for the last one.
    package var run: Int?
    /// The file of a key that OpenSSH can sign with.
    package var key: String?
    /// The file of a signature that was made elsewhere.
    package var signature: String?
    package var principal: String
    /// Ids of findings that are signed for although nobody decided on them; `all` for every one.
    package var acknowledged: [String]
    /// Why they are.
    package var reason: String?
    /// Why the person refuses; nil for a sign-off.
    package var refusal: String?

    package init(
      run: Int?, key: String?, signature: String?, principal: String, acknowledged: [String], reason: String?,
      refusal: String?
    ) {
      self.run = run
      self.key = key
      self.signature = signature
      self.principal = principal
      self.acknowledged = acknowledged
      self.reason = reason
      self.refusal = refusal
    }
  }

  private let workspace: Workspace
  private let request: Request
  private let now: Instant
  private let ask: (String) -> Void

  /// - Parameter ask: is given what OpenSSH asks a person for, such as to touch a hardware key.
  package init(
    _ workspace: Workspace, _ request: Request, now: Instant, ask: @escaping (String) -> Void = { _ in }
  ) {
    self.workspace = workspace
    self.request = request
    self.now = now
    self.ask = ask
  }

  /// - Returns: what was done, a line each.
  package func run() throws -> [String] {
    do {
      return try sign()
    } catch let fault as Signature.Fault {
      switch fault.kind {
      case .doesNotHold: throw AuditFailure(.integrity, "not signed: the signature does not hold: \(fault.reason)")
      case .notMade: throw AuditFailure(.invalid, "not signed: \(request.key ?? "--key"): \(fault.reason)")
      case .unavailable: throw AuditFailure(.storage, "not signed: \(fault.reason)")
      }
    } catch {
      throw AuditFailure(error, database: workspace.databasePath)
    }
  }

  private func sign() throws -> [String] {
    let signers = try Signing.signers(workspace)
    try confirmRequest()
    try workspace.confirmDatabase()
    let lock = try RunLock(workspace.databasePath + ".lock", note: "signing since \(now.iso)\n")
    defer { withExtendedLifetime(lock) {} }
    let database = try AuditDatabase(path: workspace.databasePath) { 0 }
    try database.confirmSound(isThorough: true)
    let publisher = Publisher(workspace)
    let (said, run) = try database.write { connection throws -> (value: ([String], Verification.Run), keep: Bool) in
      _ = try Verification(workspace, connection).result()
      let run = try self.run(connection)
      let signed = SignedRun(connection, run: run.number)
      let before = try signed.entries()
      try confirmNew(before)
      if request.refusal == nil { try confirmFit(run, signed, before) }

      guard let manifest = try Files.read("\(publisher.path(run.name))/manifest.json"), let digest = run.manifest,
        SHA256Stream.digest(manifest).hex == digest
      else { throw AuditFailure(.integrity, "\(publisher.path(run.name))/manifest.json: it was changed") }
      let bytes =
        request.refusal.map {
          SignedRun.refusal(report: run.name, manifest: digest, principal: request.principal, reason: $0)
        } ?? manifest
      let armor = try armor(over: bytes)
      let fingerprint = try Signature.verify(armor, over: bytes, of: request.principal, signers: signers, at: now)
      if let other = before.first(where: { $0.fingerprint == fingerprint && $0.principal != request.principal }) {
        throw AuditFailure(.invalid, "not signed: \(other.principal) signed with the same key; each person has his own")
      }
      let good =
        before.filter { !$0.isRefusal }.map { ($0.principal, $0.fingerprint) } + [(request.principal, fingerprint)]
      let required = workspace.policy.signOff?.required ?? 1
      let isWhole = try request.refusal == nil && signed.isWhole(good, required: required)
      try store(connection, run, digest, armor, fingerprint, isWhole: isWhole)
      let file = "\(run.name)/\(request.principal)" + (request.refusal == nil ? ".sig" : ".refusal.sshsig")
      return ((try lines(connection, run, file, good.count, required, isWhole), run), keep: true)
    }
    // What stands outside is written when the database is sure to know it.
    for file in try database.read({ try SignedRun($0, run: run.number).files(run) }) {
      try publisher.replace("\(run.name)/\(file.name)", with: String(decoding: file.bytes, as: UTF8.self))
    }
    try publisher.replace("rollcall.prom", with: try database.read { try Metrics($0) }.text)
    return said
  }

  private func lines(
    _ connection: SQLConnection, _ run: Verification.Run, _ file: String, _ count: Int, _ required: Int, _ isWhole: Bool
  ) throws -> [String] {
    let head = try ChainBook(connection).last().map { "  chain: link \($0.number), head \($0.head)" } ?? ""
    let what =
      request.refusal != nil
      ? "run \(run.number): \(request.principal) refuses to sign"
      : "run \(run.number): signed by \(request.principal), \(count) of \(required) that the policy asks for"
        + (isWhole ? "; it is signed off" : "; it is not signed off yet")
    return [what, "  signature: \(workspace.reportsPath)/\(file)", head]
  }

  // MARK: - What is asked

  static func signers(_ workspace: Workspace) throws -> Signature.Signers {
    guard let policy = workspace.policy.signOff else {
      throw AuditFailure(
        .invalid,
        "\(workspace.policyPath): it names no signers; write sign_off: {signers: allowed_signers, required: 1}")
    }
    let file = workspace.path(policy.signers)
    guard Files.exists(file) else {
      throw AuditFailure(
        .invalid, "\(file): there is no such file of allowed signers (sign_off); see ALLOWED SIGNERS in ssh-keygen(1)")
    }
    let revoked = policy.revoked.map(workspace.path)
    // OpenSSH takes a file that is not there for one that revokes every key, and says nothing.
    if let revoked, !Files.exists(revoked) {
      throw AuditFailure(
        .invalid, "\(revoked): there is no such file of revoked keys (sign_off); an empty one revokes none")
    }
    return Signature.Signers(file: file, revoked: revoked)
  }

  /// The name of a signer is the name of a file, too.
  static func isName(_ principal: String) -> Bool {
    guard let first = principal.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
    return principal.utf8.count <= 200
      && principal.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "@._+-".unicodeScalars.contains(scalar))
      }
  }

  private func confirmRequest() throws {
    guard Signing.isName(request.principal) else {
      throw AuditFailure(
        .invalid,
        "--as: expected a name of letters, digits and @ . _ + -, such as an e-mail address, as the file of "
          + "allowed signers has it")
    }
    guard (request.key == nil) != (request.signature == nil) else {
      throw AuditFailure(.invalid, "name one of --key FILE and --signature FILE")
    }
    for (name, text) in [("--refuse", request.refusal), ("--reason", request.reason)] {
      guard let text else { continue }
      guard !text.allSatisfy(\.isWhitespace), !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
        throw AuditFailure(.invalid, "\(name): expected a sentence on one line")
      }
    }
    guard request.acknowledged.isEmpty || request.reason != nil else {
      throw AuditFailure(.invalid, "--acknowledge: say why with --reason")
    }
  }

  private func run(_ connection: SQLConnection) throws -> Verification.Run {
    let runs = try Verification.runs(connection)
    guard let run = request.run.map({ number in runs.first { $0.number == number } }) ?? runs.last else {
      throw AuditFailure(
        .invalid, request.run.map { "there is no run \($0); 'rollcall history' has them" } ?? "there is no run yet")
    }
    guard run.isPublished else {
      throw AuditFailure(.invalid, "run \(run.number) is not published yet; the next 'rollcall run' does that first")
    }
    return run
  }

  private func confirmNew(_ before: [SignedRun.Entry]) throws {
    let own = before.filter { $0.principal.lowercased() == request.principal.lowercased() }
    if own.contains(where: { !$0.isRefusal }) {
      throw AuditFailure(.invalid, "\(request.principal) has signed this run already; a signature cannot be taken back")
    }
    if request.refusal != nil, !own.isEmpty {
      throw AuditFailure(.invalid, "\(request.principal) has refused this run already")
    }
  }

  /// What a run must be to be signed.
  private func confirmFit(_ run: Verification.Run, _ signed: SignedRun, _ before: [SignedRun.Entry]) throws {
    guard run.isComplete else {
      throw AuditFailure(
        .incomplete,
        "not signed: run \(run.number) is incomplete and not fit for sign-off; its report says what is missing")
    }
    let findings = try signed.openFindings(person: request.principal)
    let isAll = request.acknowledged.contains("all")
    for id in request.acknowledged where id != "all" && !findings.contains(where: { $0.id == id }) {
      throw AuditFailure(.invalid, "--acknowledge: no finding \(id) is open in run \(run.number)")
    }
    let undecided = findings.filter { !$0.isDecided && !isAll && !request.acknowledged.contains($0.id) }
    guard undecided.isEmpty else {
      let named = undecided.prefix(5).map(\.id).joined(separator: ", ")
      throw AuditFailure(
        .findings,
        "not signed: nobody has decided on \(undecided.count) findings of run \(run.number): \(named)"
          + (undecided.count > 5 ? " ..." : "")
          + "; fill in review.csv and 'rollcall review import' it, or name them with --acknowledge and --reason")
    }
    if let own = findings.first(where: \.isOwn) {
      let others = try before.filter { entry in
        try !entry.isRefusal && !signed.openFindings(person: entry.principal).contains(where: \.isOwn)
      }
      guard !others.isEmpty else {
        throw AuditFailure(
          .findings,
          "not signed: finding \(own.id) is about \(request.principal); somebody whom no finding is about must sign first"
        )
      }
    }
  }

  private func armor(over bytes: [UInt8]) throws -> [UInt8] {
    if let key = request.key { return try Signature.sign(bytes, key: key, ask: ask) }
    let file = request.signature ?? ""
    guard let armor = try Files.read(file, limit: 1 << 16) else {
      throw AuditFailure(.invalid, "\(file): there is no such file")
    }
    return armor
  }

  // MARK: - Keeping it

  private func store(
    _ connection: SQLConnection, _ run: Verification.Run, _ manifest: String, _ armor: [UInt8], _ fingerprint: String,
    isWhole: Bool
  ) throws {
    let number = (try connection.integer("select max(signature) from signature") ?? 0) + 1
    try connection.execute(
      """
      insert into signature (signature, run, verdict, principal, fingerprint, signed, manifest_sha256, acknowledged, reason,
                             armor, completes)
      values (:signature, :run, :verdict, :principal, :fingerprint, :signed, :manifest, :acknowledged, :reason, :armor,
              :completes)
      """,
      [
        "signature": .integer(number), "run": .integer(run.number),
        "verdict": .text(request.refusal == nil ? "signed" : "refused"), "principal": .text(request.principal),
        "fingerprint": .text(fingerprint), "signed": .text(now.iso), "manifest": .text(manifest),
        "acknowledged": .text(JSONString.array(request.acknowledged)),
        "reason": SQLValue(request.refusal ?? request.reason), "armor": .text(String(decoding: armor, as: UTF8.self)),
        "completes": isWhole ? "yes" : "no",
      ])
    try ChainBook(connection).append(
      .signature, run: run.number, item: number,
      content: ProofRows(connection).rows(of: "signature", where: "signature", number))
  }
}
