import Records

/// A list as an aligned table, as CSV, or as JSON.
enum ListText {
  /// - Parameters:
  ///   - width: columns of the terminal, to which a table is fitted.
  ///   - color: SGR codes for a cell of a table, by column and text; nil for none.
  static func text(
    columns: [String], rows: [[String?]], format: ListFormat, width: Int? = Terminal.columns,
    color: @escaping (_ column: String, _ cell: String) -> String? = { _, _ in nil }
  ) -> String {
    switch format {
    case .table:
      TextTable(
        columns: columns, rows: rows.map { $0.map { VisibleText.of($0 ?? "") } }, width: width, color: color
      ).text
    case .csv: csv(columns, rows)
    case .json: json(columns, rows)
    }
  }

  private static func csv(_ columns: [String], _ rows: [[String?]]) -> String {
    ([columns.map { Optional($0) }] + rows).map { row in
      row.map { cell in
        let text = cell ?? ""
        let isPlain = !text.unicodeScalars.contains { $0 == "\"" || $0 == "," || $0 == "\n" || $0 == "\r" }
        return isPlain
          ? text : "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      }.joined(separator: ",")
    }.joined(separator: "\r\n")
  }

  private static func json(_ columns: [String], _ rows: [[String?]]) -> String {
    let lines = rows.map { row in
      let pairs = zip(columns, row).map { "\(JSONString.quoted($0)): \($1.map(JSONString.quoted) ?? "null")" }
      return "  {" + pairs.joined(separator: ", ") + "}"
    }
    return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
  }
}
