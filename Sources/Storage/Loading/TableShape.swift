import Records

/// How a kind of record lies in the database.
struct TableShape {
  let record: RecordShape
  /// The table; its first column, of the same name, is the row number.
  let table: String
  /// The column that holds the row another record refers to, worked out while loading.
  let link: String?
  /// Fields that make columns, and those that stand in the table of volatile ones.
  let columns: [Int]
  let volatile: Int?

  static func of(_ kind: SourceKind) -> TableShape {
    switch kind {
    case .users: TableShape(.users, table: "profile", link: "person")
    case .roles: TableShape(.roles, table: "assignment", link: "profile")
    case .roster: TableShape(.roster, table: "person", link: nil)
    case .accounts: TableShape(.accounts, table: "account", link: "admin")
    case .contacts: TableShape(.contacts, table: "contact", link: "profile")
    case .registrations: TableShape(.registrations, table: "registration", link: nil)
    case .crm: TableShape(.crm, table: "crm", link: nil)
    case .erp: TableShape(.erp, table: "erp", link: nil)
    case .extensions: TableShape(.extensions, table: "extension", link: "profile")
    }
  }

  private init(_ record: RecordShape, table: String, link: String?) {
    self.record = record
    self.table = table
    self.link = link
    volatile = record.volatile.first.flatMap(record.index(of:))
    let apart = volatile
    columns = record.fields.indices.filter { $0 != apart && record.fields[$0].gives == nil }
  }

  /// Where rows stand as they were.
  var past: String { SQLConnection.storeOfPast(table) }

  private var names: [String] { columns.map { record.fields[$0].name } }

  /// `?1` row, `?2` key, `?3` digest, `?4` since, `?5` source, then the link where there is one, then the columns.
  var insert: String {
    let all = [table, "key", "digest", "since", "source"] + (link.map { [$0] } ?? []) + names
    return
      "insert into \(table) (\(all.joined(separator: ", "))) values (\(all.map { _ in "?" }.joined(separator: ", ")))"
  }

  /// The same parameters as `insert`.
  var update: String {
    let all = ["key", "digest", "since", "source"] + (link.map { [$0] } ?? []) + names
    let sets = all.enumerated().map { "\($1) = ?\($0 + 2)" }
    return "update \(table) set \(sets.joined(separator: ", ")) where \(table) = ?1"
  }

  /// `?1` the run that ends the row, `?2` the row.
  func keepPast(in past: String) -> String {
    let all = [table, "source"] + names
    return "insert into \(past) (begun, until, \(all.joined(separator: ", "))) "
      + "select since, ?1, \(all.joined(separator: ", ")) from \(table) where \(table) = ?2"
  }

  var delete: String { "delete from \(table) where \(table) = ?1" }
  var setLink: String? { link.map { "update \(table) set \($0) = ?2 where \(table) = ?1" } }

  /// Rows with the hashes of their keys, in the order of their numbers.
  var stored: String { "select \(table), key from \(table) order by \(table)" }

  /// The digests and links of the rows from `?1` to `?2`.
  var contents: String { "select \(table), digest, \(link ?? "null") from \(table) where \(table) between ?1 and ?2" }

  /// The key fields of one row, to compare them as text before a row is overwritten.
  var keyText: String? {
    record.key.isEmpty ? nil : "select \(record.key.joined(separator: ", ")) from \(table) where \(table) = ?1"
  }
}
