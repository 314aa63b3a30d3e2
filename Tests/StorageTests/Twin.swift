import Records
import Schema
import Storage

/// The slow and obvious way to load a night: one record after the other, in dictionaries and plain SQL. What
/// `NightLoader` makes of a night must be the same.
final class Twin {
  let database: AuditDatabase
  private var tables: [String: Table] = [:]

  private struct Row {
    var number: Int
    var content: [String: String]
    var since: Int
    var source: Int
  }

  private struct Table {
    /// Rows by who they are, as bytes.
    var rows: [[UInt8]: Row] = [:]
    var seen: Set<[UInt8]> = []
  }

  struct Counts: Equatable {
    var loaded = 0, duplicates = 0, added = 0, changed = 0, conflicts = 0
  }

  init() throws { database = try inMemory() }

  func load(_ exports: NightExports, run: Int) throws -> [Int: Counts] {
    try database.insertRun(run)
    return try database.write { connection in
      for (table, _) in Content.tables { tables[table, default: Table()].seen = [] }
      var counts: [Int: Counts] = [:]
      for source in exports.read {
        for record in source.records {
          try add(record, source.kind, source.position, run, connection, &counts[source.position, default: Counts()])
        }
      }
      var ignored = Counts()
      for account in mentioned(exports) {
        try add(["id": account], .accounts, 0, run, connection, &ignored)
      }
      let supplies = exports.supplies()
      for (table, shape) in Content.tables where supplies[shape.kind] != .partial { try drop(table, run, connection) }
      for file in Schema.links { try connection.executeScript(file.text) }
      return (counts, keep: true)
    }
  }

  /// Accounts that users mention and no accounts export lists.
  private func mentioned(_ exports: NightExports) -> [String] {
    var known = Set(tables["account"]?.seen ?? [])
    var mentioned: [String] = []
    for record in exports.read.filter({ $0.kind == .users }).flatMap(\.records) {
      let account = record["account"] ?? ""
      if !account.isEmpty, known.insert(Array(account.utf8)).inserted { mentioned.append(account) }
    }
    return mentioned
  }

  private func add(
    _ record: Fields, _ kind: SourceKind, _ source: Int, _ run: Int, _ connection: SQLConnection, _ counts: inout Counts
  ) throws {
    let (table, shape) = try Twin.table(kind)
    let content = Twin.content(record, shape)
    let isKeyed = !shape.key.isEmpty
    var identity = Twin.identity(content, shape)
    var all = tables[table] ?? Table()
    defer { tables[table] = all }
    if isKeyed, all.seen.contains(identity) {
      if all.rows[identity]?.content == content { counts.duplicates += 1 } else { counts.conflicts += 1 }
      return
    }
    var occurrence = 0
    let base = identity
    while all.seen.contains(identity) {
      occurrence += 1
      identity = base + [0] + Array(String(occurrence).utf8)
    }
    all.seen.insert(identity)
    counts.loaded += 1
    if var row = all.rows[identity] {
      if row.content != content {
        try moveToPast(table, row, run, connection)
        (row.content, row.since, row.source) = (content, run, source)
        try write(table, row, connection)
        all.rows[identity] = row
        counts.changed += 1
      }
    } else {
      let highest = try connection.integer("select max(\(table)) from \(table)") ?? 0
      let row = Row(number: highest + 1, content: content, since: run, source: source)
      try write(table, row, connection)
      all.rows[identity] = row
      counts.added += 1
    }
    guard kind == .users, let row = all.rows[identity] else { return }
    try connection.execute(
      "insert or replace into profile_login (profile, last_login) values (:row, :login)",
      ["row": .integer(row.number), "login": SQLValue(record["last_login"])])
    if let role = record["roles"], !role.isEmpty {
      var ignored = Counts()
      let assignment = ["account": content["account"] ?? "", "user": content["id"] ?? "", "role": role]
      try add(assignment, .roles, source, run, connection, &ignored)
    }
  }

  private func drop(_ table: String, _ run: Int, _ connection: SQLConnection) throws {
    guard var all = tables[table] else { return }
    for (identity, row) in all.rows where !all.seen.contains(identity) {
      try moveToPast(table, row, run, connection)
      try connection.execute("delete from \(table) where \(table) = \(row.number)")
      if table == "profile" { try connection.execute("delete from profile_login where profile = \(row.number)") }
      all.rows[identity] = nil
    }
    tables[table] = all
  }

  private func write(_ table: String, _ row: Row, _ connection: SQLConnection) throws {
    try connection.execute("delete from \(table) where \(table) = \(row.number)")
    try insert(
      table, row.content,
      [table: row.number, "key": row.number, "digest": 0, "since": row.since, "source": row.source],
      connection)
  }

  private func moveToPast(_ table: String, _ row: Row, _ run: Int, _ connection: SQLConnection) throws {
    try insert(
      SQLConnection.storeOfPast(table), row.content,
      ["begun": row.since, "until": run, table: row.number, "source": row.source],
      connection)
  }

  private func insert(
    _ table: String, _ content: [String: String], _ numbers: [String: Int], _ connection: SQLConnection
  ) throws {
    let values = content.mapValues { SQLValue.text($0) }.merging(numbers.mapValues { .integer($0) }) { _, new in new }
    let names = values.keys.sorted()
    try connection.execute(
      """
      insert into \(table) (\(names.joined(separator: ", ")))
      values (\(names.map { ":" + $0 }.joined(separator: ", ")))
      """, values)
  }
}

extension Twin {
  private struct Unknown: Error {}

  private static func table(_ kind: SourceKind) throws -> (table: String, shape: RecordShape) {
    guard let found = Content.tables.first(where: { $0.shape.kind == kind }) else { throw Unknown() }
    return (found.table, found.shape)
  }

  /// The columns of a record: addresses in lower case, and what is derived from the name.
  private static func content(_ record: Fields, _ shape: RecordShape) -> [String: String] {
    var content = record
    for name in shape.volatile { content[name] = nil }
    for field in shape.fields {
      if field.gives != nil { content[field.name] = nil }
      if field.type == .list, let value = content[field.name] {
        content[field.name] = value.isEmpty ? "[]" : "[\"\(value)\"]"
      }
    }
    for field in shape.fields where field.type == .address { content[field.name] = record[field.name].map(lowered) }
    if shape.kind == .users {
      let (given, family) = (record["given_name"] ?? "", record["family_name"] ?? "")
      content["account"] = record["account"] ?? ""
      content["full_name"] = NameFold.fold(given + " " + family)
      content["given_letters"] = String(min(2, NameFold.letters(given)))
      content["family_letters"] = String(min(2, NameFold.letters(family)))
      content["id_skeleton"] = NameSkeleton.of(id: record["id"] ?? "")
      content["name_skeleton"] = NameSkeleton.of(given: given, family: family)
    }
    if shape.kind == .accounts { content["folded_name"] = record["name"].map(NameFold.fold) }
    if shape.kind == .roster {
      let name = (record["given_name"] ?? "") + " " + (record["family_name"] ?? "")
      content["folded_name"] = name.utf8.allSatisfy { $0 < 0x80 } ? nil : NameFold.fold(name)
    }
    return content
  }

  private static func lowered(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }, as: UTF8.self)
  }

  /// Who a record is: accounts and profiles by their ids, people by their number or else their e-mail, assignments by
  /// all they say.
  private static func identity(_ content: [String: String], _ shape: RecordShape) -> [UInt8] {
    func bytes(_ names: [String]) -> [UInt8] {
      names.flatMap { name in content[name].map { Array("\(name)=\($0.utf8.count):\($0)".utf8) } ?? [1] }
    }
    switch shape.kind {
    case .accounts: return Array((content["id"] ?? "").utf8)
    case .roster:
      return Array(([content["employee_number"], content["email"]].compactMap { $0 }.first { !$0.isEmpty } ?? "").utf8)
    case .users, .extensions: return bytes(shape.key)
    default: return bytes(shape.fields.map(\.name))
    }
  }
}
