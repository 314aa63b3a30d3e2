import Attestation
import Glibc
import Policy
import Records
import Reports
import Storage

/// A report that was made again has other bytes than when it was published.
struct OtherReport: Error {
  let path: String
  /// What it is now.
  let manifest: [UInt8]
}

/// Makes a report folder complete or not at all: written beside, synced, proven, renamed.
struct Publisher {
  private let folder: String
  let fileMode: mode_t
  private let folderMode: mode_t

  /// Every output; adding one is adding its type here.
  private static var renderers: [any Renderer.Type] {
    [ReportPage.self, FindingsCSV.self, AccessCSV.self, ReviewCSV.self, RejectedCSV.self, RunJSON.self]
  }

  init(_ workspace: Workspace) {
    folder = workspace.reportsPath
    fileMode = workspace.policy.readableBy == .group ? 0o640 : 0o600
    folderMode = workspace.policy.readableBy == .group ? 0o750 : 0o700
  }

  struct Published {
    let path: String
    let manifest: Digest
  }

  /// Makes the folder of reports, and removes what an interrupted run left half-written.
  func prepare() throws {
    try Files.makeFolder(folder, mode: folderMode)
    for name in try Files.names(in: folder) where name.hasPrefix(".tmp-") {
      let path = folder + "/" + name
      if Files.isFolder(path, followingLinks: false) { try Files.removeFolder(path) } else { unlink(path) }
    }
  }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a file beside its old version and renames it over that.
  func replace(_ name: String, with text: String) throws {
    let staging = path(".tmp-") + name.split(separator: "/").joined(separator: "-")
    unlink(staging)
    let file = try NewFile(staging, mode: fileMode)
    try file.write(Array(text.utf8))
    try file.finish()
    guard rename(staging, path(name)) == 0 else { throw FileFailure(path(name), "replace it") }
    try Files.syncFolder(folder)
  }

  /// - Parameters:
  ///   - previous: SHA-256 of the manifest of the run before.
  ///   - link: of the chain, that the run is.
  ///   - expected: SHA-256 of the manifest that was published before; nil where none was. What is another one is not kept.
  ///   - isLast: whether `latest` shall point to it.
  func publish(
    _ reading: ReportReading, previous: String?, link: ChainLink?, expecting expected: String? = nil,
    isLast: Bool = true
  ) throws -> Published {
    let model = try reading.model()
    let name = model.run.name
    let staging = folder + "/.tmp-" + name
    // The mask of the process keeps others out; the policy may let the group in.
    guard mkdir(staging, folderMode) == 0, chmod(staging, folderMode) == 0 else {
      throw FileFailure(staging, "make the folder")
    }
    do {
      let manifest = try make(model, reading, into: staging, previous: previous, link: link)
      let digest = SHA256Stream.digest(manifest)
      if let expected, expected != digest.hex { throw OtherReport(path: path(name), manifest: manifest) }
      try settle(staging, name: name, manifest: manifest)
      if isLast { try pointLatest(to: name) }
      return Published(path: path(name), manifest: digest)
    } catch {
      try? Files.removeFolder(staging)
      throw error
    }
  }

  /// Fills a folder that is empty, and proves what is in it.
  /// - Returns: the manifest.
  func make(
    _ model: ReportModel, _ reading: any ReportSource, into folder: String, previous: String?, link: ChainLink?
  ) throws -> [UInt8] {
    var files = try render(model, reading, into: folder)
    let proof = try OutputProof(folder: folder, model: model)
    try proof.confirm()
    files.sort { $0.name < $1.name }
    let manifest = manifest(model, files, proof, previous, link).json
    let file = try NewFile(folder + "/manifest.json", mode: fileMode)
    try file.write(manifest)
    try file.finish()
    try Files.syncFolder(folder)
    return manifest
  }

  private func render(
    _ model: ReportModel, _ reading: any ReportSource, into staging: String
  ) throws -> [Manifest.File] {
    let lanes = try Publisher.renderers.map { try OutputLane($0, model, folder: staging, mode: fileMode) }
    try lanes.write(reading)
    return lanes.map { $0.written() }
  }

  private func manifest(
    _ model: ReportModel, _ files: [Manifest.File], _ proof: OutputProof, _ previous: String?, _ link: ChainLink?
  ) -> Manifest {
    let inputs = model.sources.flatMap { source -> [Manifest.Input] in
      let single = source.sha256.map {
        [ReportModel.Source.File(path: source.path, bytes: source.bytes ?? 0, sha256: $0, rows: source.rows)]
      }
      return (single ?? source.files).map {
        Manifest.Input(source: source.name, path: $0.path, bytes: $0.bytes, sha256: $0.sha256)
      }
    }
    var manifest = Manifest(
      run: model.run.number, asOf: model.run.asOf, organization: model.run.organization,
      isComplete: model.run.isComplete, files: files, inputs: inputs, policySHA256: model.run.policySHA256,
      rulesSHA256: model.run.rulesSHA256, presets: model.run.presets.map { ($0.name, $0.sha256) },
      seal: model.run.seal, link: link, programVersion: model.run.programVersion,
      sqliteVersion: model.run.sqliteVersion, counts: proof.counts, previous: previous)
    manifest.overrides = model.overrides.map {
      Manifest.Override(name: $0.name, source: $0.source, reason: $0.reason, isNeeded: $0.told != nil)
    }
    return manifest
  }

  /// Gives the folder its name.
  private func settle(_ staging: String, name: String, manifest: [UInt8]) throws {
    let target = path(name)
    if Files.exists(target) {
      // An earlier run was killed between this renaming and noting it: the folder must be the same to the byte.
      guard try Files.read(target + "/manifest.json") == manifest else {
        throw AuditFailure(
          .integrity,
          "\(target): a different report has this name; move it away, or name another folder under 'reports'")
      }
      try Files.removeFolder(staging)
    } else {
      guard rename(staging, target) == 0 else { throw FileFailure(target, "rename the report to it") }
    }
    try Files.syncFolder(folder)
  }

  private func pointLatest(to name: String) throws {
    let link = folder + "/.tmp-latest"
    unlink(link)
    guard symlink(name, link) == 0 else { throw FileFailure(link, "make the link") }
    guard rename(link, folder + "/latest") == 0 else { throw FileFailure(folder + "/latest", "point it to the report") }
    try Files.syncFolder(folder)
  }
}
