import Attestation
import Records

/// Holds the published folders against the database: each is there, its manifest is the one that was published, and its
/// files are those of the manifest.
struct ReportProof {
  private(set) var faults: [String] = []
  /// Reports that were looked at.
  private(set) var count = 0
  private let folder: String

  init(_ workspace: Workspace) { folder = workspace.reportsPath }

  mutating func confirm(_ runs: [Verification.Run]) throws {
    for run in runs {
      guard run.isPublished, !run.isPruned, let manifest = run.manifest else { continue }
      count += 1
      if let fault = try fault(of: run.name, manifest: manifest) { faults.append(fault) }
    }
  }

  private func fault(of name: String, manifest: String) throws -> String? {
    let path = folder + "/" + name
    guard Files.isFolder(path, followingLinks: false) else {
      return "\(path): the report is not there; bring it back with 'rollcall report', or from a copy"
    }
    guard let bytes = try Files.read(path + "/manifest.json") else { return "\(path)/manifest.json: it is not there" }
    guard SHA256Stream.digest(bytes).hex == manifest, let published = PublishedManifest(bytes) else {
      return "\(path)/manifest.json: it is not the one that was published"
    }
    for file in published.files {
      guard let digest = try ReportProof.digest(path + "/" + file.name) else {
        return "\(path)/\(file.name): it is not there"
      }
      guard digest == file.sha256 else { return "\(path)/\(file.name): it is not what was published" }
    }
    let known = Set(published.files.map(\.name) + ["manifest.json"])
    let others = try Files.names(in: path).filter { !known.contains($0) && !SignatureProof.isSignature($0) }
    return others.first.map { "\(path)/\($0): it is not part of the report" }
  }

  /// Nil where there is no such file.
  private static func digest(_ path: String) throws -> String? {
    try Files.read(path, limit: .max).map { SHA256Stream.digest($0).hex }
  }
}
