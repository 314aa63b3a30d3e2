import Records
import Schema

/// A file of `schema/views`: the view for the sqlite3 shell, and its SELECT for the night.
package struct ViewFile: Sendable {
  package let name: String
  /// The SELECT of the view.
  package let select: String
  /// When it is worked out into a table; nil for views that stay views.
  package let occasion: Occasion?
  /// The column by which rows of that table are found.
  package let foundBy: String
  /// Whether loading may have worked it out already.
  let isFoundByLoading: Bool
  /// The whole `create view` statement.
  package let statement: String

  package enum Occasion: String, Sendable {
    /// Before the rules run.
    case night = "Worked out once a night, found by: "
    /// Before a report is written.
    case report = "Worked out for the report, found by: "
  }

  /// The words of the rules and reports.
  package static let all: [ViewFile] = Schema.views.compactMap { ViewFile($0.text) }
  /// Rows of earlier nights, put together from the tables that keep them in less room: whoever reads one reads a table. They
  /// are no words of a rule, and are never worked out.
  package static let ofRows: [ViewFile] = Schema.rows.compactMap { ViewFile($0.text) }
  static let inDatabase = ofRows + all

  package init?(_ text: String) {
    let lines = text.cut(at: 0x0A)
    guard let head = lines.firstIndex(where: { $0.hasPrefix("create view ") && $0.hasSuffix(" as") }) else {
      return nil
    }
    name = String(lines[head].dropFirst("create view ".count).dropLast(" as".count))
    select = String(text[(head + 1 < lines.count ? lines[head + 1].startIndex : text.endIndex)...].withoutSemicolons)
    statement = String(text[lines[head].startIndex...].withoutSemicolons)
    let found = lines[..<head].lazy.compactMap { line -> (Occasion, String)? in
      for occasion in [Occasion.night, .report] {
        let marker = "-- " + occasion.rawValue
        if line.hasPrefix(marker) { return (occasion, String(line.dropFirst(marker.count))) }
      }
      return nil
    }.first
    isFoundByLoading = lines[..<head].contains { $0.hasPrefix("-- Loading finds them on its way") }
    occasion = found?.0
    foundBy = found?.1 ?? ""
  }
}

extension SQLConnection {
  private func hasTemporary(_ name: String) throws(StorageError) -> Bool {
    let found = try SQLStatement(raw, "select 1 from temp.sqlite_schema where name = :name")
    found.bind(["name": .text(name)])
    return try found.step()
  }

  /// Works out shared words once: each becomes a temporary table that stands before the view of the same name, so that
  /// rules run unchanged on either.
  /// - Parameters:
  ///   - wanted: the others stay views; nil for all.
  ///   - kept: words that are worked out already, and have been changed since.
  package func workOutViews(
    for occasion: ViewFile.Occasion, only wanted: Set<String>? = nil, but kept: Set<String> = []
  ) throws(StorageError) {
    for view in ViewFile.all where view.occasion == occasion && !kept.contains(view.name) {
      guard wanted?.contains(view.name) ?? true else { continue }
      if view.isFoundByLoading, try hasTemporary(view.name) { continue }
      try execute("drop table if exists temp.\(view.name)")
      try execute("create temp table \(view.name) as \(view.select)")
      try execute("create index temp.\(view.name)_by on \(view.name) (\(view.foundBy))")
    }
  }

  /// Makes temporary views of the words that are not worked out, so that they, too, read a temporary table that stands
  /// before one of the database.
  package func shadowPlainViews() throws(StorageError) {
    for view in ViewFile.all where view.occasion == nil && view.name != "tonight" {
      try execute("create temp view if not exists \(view.name) as \(view.select)")
    }
  }

  package func dropShadows() throws(StorageError) {
    for view in ViewFile.all where view.occasion == nil && view.name != "tonight" {
      try execute("drop view if exists temp.\(view.name)")
    }
  }
}
