import Attestation
import Policy
import Records
import Storage

/// Checks what people signed: each signature holds over the bytes that it is for, and its file beside the report is the one
/// that was kept.
struct SignatureProof {
  private(set) var faults: [String] = []
  private(set) var lines: [String] = []
  private let workspace: Workspace
  private let connection: SQLConnection

  init(_ workspace: Workspace, _ connection: SQLConnection) {
    self.workspace = workspace
    self.connection = connection
  }

  mutating func confirm(_ runs: [Verification.Run]) throws {
    for run in runs {
      let signed = SignedRun(connection, run: run.number)
      let entries = try signed.entries()
      if !run.isPruned { try confirmFiles(run) }
      guard !entries.isEmpty else { continue }
      guard !run.isPruned else {
        lines.append(
          "run \(run.number): signed or refused by \(entries.map(\.principal).joined(separator: ", ")); the run was removed "
            + "since, and the signature with it")
        continue
      }
      var good: [(principal: String, fingerprint: String)] = []
      var refused: [String] = []
      for entry in entries {
        if let fault = try fault(of: entry, run) {
          faults.append("signature \(entry.number), \(entry.principal) on run \(run.number): \(fault)")
        } else if entry.isRefusal {
          refused.append(entry.principal)
        } else {
          good.append((entry.principal, entry.fingerprint))
        }
      }
      let required = workspace.policy.signOff?.required ?? 1
      let isWhole = try signed.isWhole(good, required: required)
      if !good.isEmpty {
        lines.append(
          "run \(run.number): signed by \(good.map(\.principal).joined(separator: ", ")), \(good.count) of \(required)"
            + (isWhole ? "; signed off" : "; not signed off yet"))
      }
      if !refused.isEmpty { lines.append("run \(run.number): refused by \(refused.joined(separator: ", "))") }
    }
  }

  private func fault(of entry: SignedRun.Entry, _ run: Verification.Run) throws -> String? {
    guard entry.manifest == run.manifest else { return "it is about another manifest than the one that was published" }
    let folder = workspace.reportsPath + "/" + run.name
    var bytes = try Files.read(folder + "/manifest.json") ?? []
    if entry.isRefusal {
      bytes = SignedRun.refusal(
        report: run.name, manifest: entry.manifest, principal: entry.principal, reason: entry.reason ?? "")
    }
    do {
      let fingerprint = try Signature.verify(
        entry.armor, over: bytes, of: entry.principal, signers: try Signing.signers(workspace), at: entry.signed)
      return fingerprint == entry.fingerprint ? nil : "it was made with another key than was noted"
    } catch let fault as Signature.Fault {
      if fault.kind == .unavailable { throw AuditFailure(.storage, fault.reason) }
      return fault.reason
    }
  }

  /// The files beside the report are those that were kept, and no others.
  mutating func confirmFiles(_ run: Verification.Run) throws {
    let folder = workspace.reportsPath + "/" + run.name
    guard Files.isFolder(folder) else { return }
    let files = try SignedRun(connection, run: run.number).files(run)
    let expected = Dictionary(files.map { ($0.name, $0.bytes) }) { first, _ in first }
    for (name, bytes) in expected.sorted(by: { $0.key < $1.key }) {
      guard let found = try Files.read(folder + "/" + name, limit: 1 << 20) else {
        faults.append(
          "\(folder)/\(name): the signature is not there; bring it back from a copy, or with "
            + "'rollcall report --run \(run.number)'"
        )
        continue
      }
      if found != bytes { faults.append("\(folder)/\(name): it is not what was signed") }
    }
    for name in try Files.names(in: folder) where SignatureProof.isSignature(name) && expected[name] == nil {
      faults.append("\(folder)/\(name): nobody signed this here; sign with 'rollcall sign', or remove it")
    }
  }

  static func isSignature(_ name: String) -> Bool {
    name.hasSuffix(".sig") || name.hasSuffix(".refusal") || name.hasSuffix(".refusal.sshsig")
  }
}
