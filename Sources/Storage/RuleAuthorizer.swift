import GRDBSQLite
import Schema

/// Lets a rule that did not come with the program read what rules may see, and nothing else. SQLite asks it for every
/// table, column and function of a statement while it compiles it (https://www.sqlite.org/c3ref/set_authorizer.html).
final class RuleAuthorizer {
  /// What was refused first, as the end of a sentence that begins with the rule.
  private(set) var refusal: String?

  /// Rows of tonight and of earlier nights, what the policy says, and the shared words of `schema/views`. Not the findings,
  /// not the runs, and not the key of the hashes.
  private static let tables: Set<String> = Set([
    "account", "profile", "profile_login", "assignment", "person", "contact", "registration", "crm", "erp", "extension",
    "role", "role_name", "role_privilege", "list_phrase", "break_glass", "allowed", "run_supply", "json_each",
    "json_tree",
  ]).union(ViewFile.all.map(\.name)).subtracting(apart)

  /// Words that no rule may ask: what became of waivers is known when all rules have run, and what rules came to is nothing
  /// that an export says.
  private static let apart: Set<String> = ["waiver_tonight", "run_rule"]

  /// The tables of the database.
  private static let stored = Set(
    Schema.tables.flatMap { file in
      file.text.split(separator: "\n").filter { $0.hasPrefix("create table ") }.map {
        String($0.dropFirst("create table ".count).prefix { $0 != " " })
      }
    })

  /// Functions that give the same for the same values, on every night and host: no clock, no chance, no files.
  private static let functions: Set<String> = [
    "abs", "avg", "ceil", "ceiling", "char", "coalesce", "count", "cume_dist", "date", "datetime", "dense_rank",
    "first_value", "floor", "format", "glob", "group_concat", "hex", "ifnull", "iif", "instr", "json", "json_array",
    "json_array_length", "json_each", "json_extract", "json_group_array", "json_object", "json_quote", "json_type",
    "json_valid", "julianday", "lag", "last_value", "lead", "length", "like", "likelihood", "likely", "lower", "ltrim",
    "max", "min", "mod", "nth_value", "ntile", "nullif", "percent_rank", "printf", "quote", "rank", "replace", "round",
    "row_number", "rtrim", "sign", "strftime", "substr", "substring", "sum", "time", "total", "trim", "typeof",
    "unicode", "unixepoch", "unlikely", "upper", "->", "->>",
  ]

  private static let deeds: [Int32: String] = [
    SQLITE_ATTACH: "attach a database", SQLITE_DETACH: "detach a database", SQLITE_PRAGMA: "use a PRAGMA",
    SQLITE_INSERT: "insert rows", SQLITE_UPDATE: "update rows", SQLITE_DELETE: "delete rows",
    SQLITE_TRANSACTION: "begin or end a transaction", SQLITE_SAVEPOINT: "set a savepoint",
    SQLITE_ANALYZE: "analyze", SQLITE_REINDEX: "reindex",
  ]

  /// - Parameter view: of the database, from which it is done.
  /// - Returns: why the statement may not do it; nil where it may.
  static func refusal(_ action: Int32, _ first: String, _ second: String, inside view: String) -> String? {
    if apart.contains(view) { return "may not read '\(view)'" }
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return nil
    case SQLITE_READ:
      let table = first.lowercased()
      // What a view of rows reads of the tables behind it, it shows.
      if view == "profile_past" || view == "run_supply" { return nil }
      if tables.contains(table) || table.hasSuffix("_past") && tables.contains(String(table.dropLast(5))) { return nil }
      // The view "tonight" reads no more of it.
      if table == "run", ["", "run", "as_of"].contains(second.lowercased()) { return nil }
      // A word of the statement's own, of which no column is read.
      if second.isEmpty, !stored.contains(table), !table.hasPrefix("sqlite_") { return nil }
      return "may not read '\(first)'"
    case SQLITE_FUNCTION:
      return functions.contains(second.lowercased()) ? nil : "may not call \(second)()"
    case SQLITE_UPDATE where first.lowercased().hasPrefix("sqlite_"): return "may not use tables of SQLite itself"
    default: return "may not \(deeds[action] ?? "change the database"): a rule is one SELECT"
    }
  }

  /// SQLite makes these tables up when they are first asked for, which looks like a change of the schema.
  private static let madeUp = ["json_each", "json_tree"]

  /// From now on, and until `remove`, all that the connection compiles is asked for.
  func set(on connection: OpaquePointer) {
    for table in RuleAuthorizer.madeUp {
      var statement: OpaquePointer?
      sqlite3_prepare_v3(connection, "select 1 from \(table)('[]')", -1, 0, &statement, nil)
      sqlite3_finalize(statement)
    }
    sqlite3_set_authorizer(
      connection,
      { context, action, first, second, _, view in
        guard let context else { return SQLITE_DENY }
        func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
        guard let refusal = RuleAuthorizer.refusal(action, text(first), text(second), inside: text(view)) else {
          return SQLITE_OK
        }
        let authorizer = Unmanaged<RuleAuthorizer>.fromOpaque(context).takeUnretainedValue()
        if authorizer.refusal == nil { authorizer.refusal = refusal }
        return SQLITE_DENY
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// GRDB has one of its own, for caches and observers that nothing here uses; there is no way to put it back.
  static func remove(from connection: OpaquePointer) { sqlite3_set_authorizer(connection, nil, nil) }
}
