import Attestation
import Policy
import Records
import Rules
import Storage

/// What decides beside the data, as digests: the next night tells by them why a finding came or went.
extension RunRecord {
  /// What the policy came to must stand in its tables.
  func writeDigests(_ workspace: Workspace, _ sources: [SourceOutcome]) throws {
    for source in sources {
      guard let text = workspace.mappingText(ofSource: source.name) else { continue }
      try connection.execute(
        "update known_source set mapping_sha256 = :sha256 where run = :run and position = :position",
        [
          "run": .integer(number), "position": .integer(source.position),
          "sha256": .text(SHA256Stream.digest(Array(text.utf8)).hex),
        ])
    }
    let rows = ProofRows(connection)
    try connection.execute(
      "update run set lists_sha256 = :lists, roles_sha256 = :roles where run = :run",
      [
        "run": .integer(number), "lists": .text(try rows.digest(of: ["list_phrase", "allowed", "break_glass"]).hex),
        "roles": .text(try rows.digest(of: ["role", "role_name", "role_privilege"]).hex),
      ])
  }
}

extension Workspace {
  /// How a source is read, as text: columns, words, dates, and what a preset adds. Where its file lies and what guards it
  /// is no part of that.
  fileprivate func mappingText(ofSource name: String) -> String? {
    guard let index = policy.sources.firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
    let prefix = "sources[\(index)]."
    let keys: Set<Substring> = ["account", "columns", "values", "dates", "encoding", "preset", "mode"]
    let lines = effective.compactMap { setting -> String? in
      guard setting.path.hasPrefix(prefix) else { return nil }
      let key = setting.path.dropFirst(prefix.count)
      return keys.contains(key.prefix { $0 != "." && $0 != "[" }) ? "\(key): \(setting.value)" : nil
    }
    let preset = policy.sources[index].preset.flatMap { named in presets.first { $0.name == named } }
    return (lines.sorted() + [preset?.digest.hex ?? ""]).joined(separator: "\n")
  }
}
