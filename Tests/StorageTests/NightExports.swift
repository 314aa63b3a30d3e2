import Exports
import Records
import Storage

/// A record as an export has it: what is not in it is not known.
typealias Fields = [String: String]

/// The exports of one night.
struct NightExports: Sendable {
  struct Source: Sendable {
    let kind: SourceKind
    /// In the policy.
    let position: Int
    var records: [Fields]
    /// The file is not there tonight.
    var isMissing = false
  }

  var sources: [Source]

  func supplies() -> [SourceKind: NightLoader.Supply] {
    var supplies: [SourceKind: NightLoader.Supply] = [:]
    for source in sources where supplies[source.kind] != .partial {
      supplies[source.kind] = source.isMissing ? .partial : .complete
    }
    return supplies
  }

  /// Sources that are there, in the order in which a night reads them.
  var read: [Source] {
    SourceKind.allCases.flatMap { kind in sources.filter { $0.kind == kind && !$0.isMissing } }
  }
}

/// Loads a night as the program does: exports are read into batches, and those are loaded.
enum RealNight {
  /// - Parameters:
  ///   - batch: so many records go into one batch.
  ///   - peopleInMemory: of a larger roster, who is who is looked up in tables.
  /// - Returns: what loading did, by the position of the source, and how many rows it wrote.
  static func load(
    _ exports: NightExports, run: Int, into database: AuditDatabase, batch: Int = 7,
    peopleInMemory: Int = 1000
  ) throws -> (counts: [Int: LoadCounts], writes: Int) {
    try database.insertRun(run)
    return try database.write { connection in
      let before = try connection.integer("select total_changes()") ?? 0
      let loader = try NightLoader(
        connection, run: run, hashKey: database.hashKey, supplies: exports.supplies(),
        peopleInMemory: peopleInMemory)
      var all: [Int: LoadCounts] = [:]
      for source in exports.read {
        let mapping = SourceMapping(source: "source \(source.position)", shape: source.kind.shape, columns: [:])
        let reader = ExportReader(mapping: mapping, hashKey: database.hashKey)
        var counts = LoadCounts()
        for start in stride(from: 0, to: source.records.count, by: batch) {
          let records = source.records[start..<min(start + batch, source.records.count)].map { record in
            (line: 1, fields: record.sorted { $0.key < $1.key }.map { (name: $0.key, values: [$0.value]) })
          }
          // Where a batch begins, `conflicts` of the one before are of no interest: only their number is.
          let summary = try reader.read(records: records, file: "test") { batch in
            try loader.load(batch, source: source.position, counts: &counts)
          }
          precondition(
            summary.rejectedCount == 0, "the generator made a record that cannot be read: \(summary.rejected)")
        }
        all[source.position] = counts
      }
      try loader.finish()
      let total = try connection.integer("select total_changes()") ?? 0
      return ((all, total - before - (try found(connection).count)), keep: true)
    }
  }

  /// What loading found on its way, as `view row`.
  static func found(_ connection: SQLConnection) throws -> [String] {
    let tables = try connection.rows(
      """
      select name
        from temp.sqlite_schema
       where type = 'table' and (name glob 'repeated_*' or name = 'otherwise_named')
       order by name
      """
    ) { $0.text(0) ?? "" }
    return try tables.flatMap { table in
      try connection.rows("select * from temp.\(table)") { "\(table) \($0.integer(0) ?? 0)" }
    }
  }
}

/// The content of a database without what two ways of loading may number differently: each row as one text.
enum Content {
  static let tables: [(table: String, shape: RecordShape)] = [
    ("account", .accounts), ("person", .roster), ("assignment", .roles), ("profile", .users), ("contact", .contacts),
    ("registration", .registrations), ("crm", .crm), ("erp", .erp), ("extension", .extensions),
  ]

  private static func columns(_ shape: RecordShape) -> [String] {
    shape.fields.filter { $0.gives == nil }.map(\.name).filter { !shape.volatile.contains($0) }
  }

  /// What a link leads to.
  private static let links = [
    "account": "(select json_array(p.account, p.id) from profile p where p.profile = account.admin)",
    "assignment": "(select json_array(p.account, p.id) from profile p where p.profile = assignment.profile)",
    "contact": "(select json_array(p.account, p.id) from profile p where p.profile = contact.profile)",
    "extension": "(select json_array(p.account, p.id) from profile p where p.profile = extension.profile)",
    "profile": """
    (select json_array(p.employee_number, p.email, p.given_name, p.family_name, p.status, p.hired, p.ended)
       from person p where p.person = profile.person)
    """,
    "person": "null",
  ]

  static func of(_ database: AuditDatabase) throws -> [String: [String]] {
    var content: [String: [String]] = [:]
    for (table, shape) in tables {
      let names = columns(shape).joined(separator: ", ")
      content[table] = try database.texts(
        "select json_array(since, source, \(names)) || coalesce(' -> ' || \(links[table] ?? "null"), '') from \(table)"
      ).map(readable).sorted()
      content[table + "_past"] = try database.texts(
        "select json_array(begun, until, source, \(names)) from \(table)_past"
      ).map(readable).sorted()
    }
    content["profile_login"] = try database.texts(
      """
      select json_array(profile.account, profile.id, last_login)
        from profile_login left join profile on profile.profile = profile_login.profile
      """
    ).map(readable).sorted()
    return content
  }

  /// Letters outside of ASCII by their numbers: Swift takes two spellings of one letter for equal, a database does not.
  private static func readable(_ row: [String?]) -> String {
    let text = row.compactMap { $0 }.first ?? ""
    return text.unicodeScalars.map { $0.isASCII ? String($0) : "{\(String($0.value, radix: 16))}" }.joined()
  }
}
