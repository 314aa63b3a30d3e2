package import Records

/// What `manifest.json` binds together: the bytes that were published, the bytes that were read, and what decided.
package struct Manifest: Sendable {
  package struct File: Sendable {
    package let name: String
    package let bytes: Int
    package let digest: Digest

    package init(name: String, bytes: Int, digest: Digest) {
      self.name = name
      self.bytes = bytes
      self.digest = digest
    }
  }

  package struct Input: Sendable {
    package let source: String
    package let path: String
    package let bytes: Int
    package let sha256: String

    package init(source: String, path: String, bytes: Int, sha256: String) {
      self.source = source
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  package struct Override: Sendable {
    package let name: String
    package let source: String
    package let reason: String
    package let isNeeded: Bool

    package init(name: String, source: String, reason: String, isNeeded: Bool) {
      self.name = name
      self.source = source
      self.reason = reason
      self.isNeeded = isNeeded
    }
  }

  package var run: Int
  package var asOf: Day
  package var organization: String
  package var isComplete: Bool
  /// Published files, in the order of their names.
  package var files: [File]
  /// Exports, in the order of the policy.
  package var inputs: [Input]
  /// What the command line allowed for this run, in its order.
  package var overrides: [Override] = []
  package var policySHA256: String
  package var rulesSHA256: String
  /// Presets that sources were read with, in the order of the policy.
  package var presets: [(name: String, sha256: String)]
  /// Of inputs, policy, rules, parameters and findings, made before anything was rendered.
  package var seal: String
  /// The link of the chain that the run is.
  package var link: ChainLink?
  package var programVersion: String
  package var sqliteVersion: String
  /// Numbers that the outputs agree on.
  package var counts: [(name: String, value: Int)]
  /// SHA-256 of the manifest of the run before.
  package var previous: String?

  package init(
    run: Int, asOf: Day, organization: String, isComplete: Bool, files: [File], inputs: [Input], policySHA256: String,
    rulesSHA256: String, presets: [(name: String, sha256: String)] = [], seal: String, link: ChainLink?,
    programVersion: String, sqliteVersion: String, counts: [(name: String, value: Int)], previous: String?
  ) {
    self.run = run
    self.asOf = asOf
    self.organization = organization
    self.isComplete = isComplete
    self.files = files
    self.inputs = inputs
    self.policySHA256 = policySHA256
    self.rulesSHA256 = rulesSHA256
    self.presets = presets
    self.seal = seal
    self.link = link
    self.programVersion = programVersion
    self.sqliteVersion = sqliteVersion
    self.counts = counts
    self.previous = previous
  }

  /// The exact bytes of the file: JSON with keys in a fixed order, so that equal manifests are equal bytes.
  package var json: [UInt8] {
    var lines: [String] = []
    lines.append("{")
    lines.append("  \"schema\": \"rollcall-manifest/1\",")
    lines.append("  \"run\": \(run),")
    lines.append("  \"as_of\": \"\(asOf.iso)\",")
    lines.append("  \"organization\": \(JSONString.quoted(organization)),")
    lines.append("  \"complete\": \(isComplete),")
    lines.append("  \"files\": [")
    for (index, file) in files.enumerated() {
      let end = index + 1 < files.count ? "," : ""
      lines.append(
        "    {\"name\": \(JSONString.quoted(file.name)), \"bytes\": \(file.bytes), \"sha256\": \"\(file.digest.hex)\"}\(end)"
      )
    }
    lines.append("  ],")
    lines.append("  \"inputs\": [")
    for (index, input) in inputs.enumerated() {
      let end = index + 1 < inputs.count ? "," : ""
      lines.append(
        "    {\"source\": \(JSONString.quoted(input.source)), \"path\": \(JSONString.quoted(input.path)), "
          + "\"bytes\": \(input.bytes), \"sha256\": \"\(input.sha256)\"}\(end)")
    }
    lines.append("  ],")
    let allowed = overrides.map {
      "{\"guard\": \(JSONString.quoted($0.name)), \"source\": \(JSONString.quoted($0.source)), "
        + "\"reason\": \(JSONString.quoted($0.reason)), \"needed\": \($0.isNeeded)}"
    }
    lines.append("  \"overrides\": [\(allowed.joined(separator: ", "))],")
    lines.append("  \"policy_sha256\": \"\(policySHA256)\",")
    lines.append("  \"rules_sha256\": \"\(rulesSHA256)\",")
    lines.append("  \"presets\": [")
    for (index, preset) in presets.enumerated() {
      let end = index + 1 < presets.count ? "," : ""
      lines.append("    {\"name\": \(JSONString.quoted(preset.name)), \"sha256\": \"\(preset.sha256)\"}\(end)")
    }
    lines.append("  ],")
    lines.append("  \"seal\": \"\(seal)\",")
    lines.append("  \"chain_link\": \(link.map { String($0.number) } ?? "null"),")
    lines.append("  \"chain_head\": \(link.map { JSONString.quoted($0.head) } ?? "null"),")
    lines.append("  \"previous_chain_head\": \(link.map { JSONString.quoted($0.previous) } ?? "null"),")
    lines.append("  \"program_version\": \(JSONString.quoted(programVersion)),")
    lines.append("  \"sqlite_version\": \(JSONString.quoted(sqliteVersion)),")
    lines.append("  \"counts\": {")
    for (index, count) in counts.enumerated() {
      lines.append("    \(JSONString.quoted(count.name)): \(count.value)\(index + 1 < counts.count ? "," : "")")
    }
    lines.append("  },")
    lines.append("  \"previous_manifest_sha256\": \(previous.map(JSONString.quoted) ?? "null")")
    lines.append("}")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
