import Attestation
import Records
import Rules
import Schema
import Storage

/// The texts that decided a run, as they were: the policy, the waivers, everything of the program that decides what a
/// rule finds, and the roles, lists and exceptions that the policy came to. Each text is kept once, however many runs it decided.
struct KeptDocuments {
  /// What a text is.
  enum Kind: String, CaseIterable { case policy, waivers, rules, lists }

  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  func write(_ workspace: Workspace, run: Int) throws {
    try keep(.policy, String(decoding: workspace.policyBytes, as: UTF8.self), run)
    if let waivers = workspace.waiverBytes { try keep(.waivers, String(decoding: waivers, as: UTF8.self), run) }
    let shipped = Schema.views + Schema.lists + Schema.presets + Schema.rules
    let files = shipped.map { (name: $0.name, text: $0.text) } + workspace.ruleTexts
    try keep(.rules, files.map { "-- \($0.name)\n\($0.text)" }.joined(separator: "\n"), run)
    let lists = Schema.ledger.text("lists.sql")
    try keep(.lists, try connection.rows(lists) { $0.text(0) ?? "" }.first ?? "", run)
  }

  private func keep(_ kind: Kind, _ text: String, _ run: Int) throws {
    let digest = SHA256Stream.digest(Array(text.utf8)).hex
    let values: [String: SQLValue] = [
      "run": .integer(run), "kind": .text(kind.rawValue), "sha256": .text(digest), "text": .text(text),
    ]
    try connection.execute("insert or ignore into document (sha256, text) values (:sha256, :text)", values)
    try connection.execute("insert into known_document (run, kind, sha256) values (:run, :kind, :sha256)", values)
  }

  func text(_ kind: Kind, run: Int) throws -> String? {
    try connection.rows(
      "select text from run_document join document using (sha256) where run = :run and kind = :kind",
      ["run": .integer(run), "kind": .text(kind.rawValue)]
    ) { $0.text(0) ?? "" }.first
  }

  /// The rules that decided a run, as they read then.
  func rules(run: Int) throws -> [RuleFile] {
    var files: [(name: String, lines: [Substring])] = []
    for line in (try text(.rules, run: run) ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
      if let head = line.wholeMatch(of: /-- ([\w.-]+\.(?:sql|txt|yml))/) {
        files.append((String(head.1), []))
      } else if !files.isEmpty {
        files[files.count - 1].lines.append(line)
      }
    }
    return files.compactMap { file in
      let text = file.lines.joined(separator: "\n")
      // The organization's own rules are read by other measures.
      return (try? RuleFile(name: file.name, text: text))
        ?? (try? RuleFile(name: file.name, text: text, customFile: file.name))
    }
  }

  /// A text that is not what its name says; nil where all are.
  func fault() throws -> String? {
    var fault: String?
    try connection.query("select sha256, text from document order by sha256") { row in
      let name = row.text(0) ?? ""
      if fault == nil, SHA256Stream.digest(Array((row.text(1) ?? "").utf8)).hex != name {
        fault = "a text that was kept (policy, waivers, rules or lists) was changed: \(name)"
      }
    }
    let missing = try connection.integer(
      "select run from run_document where sha256 not in (select sha256 from document) order by run")
    return fault ?? missing.map { "the policy, waivers, rules or lists of run \($0) are gone" }
  }
}
