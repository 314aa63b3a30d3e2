import Records

/// A list as an aligned table, as CSV, or as JSON.
enum ListText {
  /// - Parameters:
  ///   - width: columns of the terminal; longer lines are cut at the last column, with a mark.
  ///   - color: SGR codes for a cell of a table, by column and text; nil for none.
  static func text(
    columns: [String], rows: [[String?]], format: ListFormat, width: Int? = Terminal.columns,
    color: (_ column: String, _ cell: String) -> String? = { _, _ in nil }
  ) -> String {
    switch format {
    case .table: table(columns, rows, width, color)
    case .csv: csv(columns, rows)
    case .json: json(columns, rows)
    }
  }

  private static func table(
    _ columns: [String], _ rows: [[String?]], _ width: Int?, _ color: (String, String) -> String?
  ) -> String {
    let cells = rows.map { $0.map { VisibleText.of($0 ?? "") } }
    let widths = columns.indices.map { index in
      max(columns[index].count, cells.map { $0[index].count }.max() ?? 0)
    }
    let lines = ([columns] + cells).map { row in
      var line = ""
      var room = width ?? .max
      for (index, cell) in row.enumerated() where room > 0 {
        let padding = index + 1 < row.count ? widths[index] - cell.count + 2 : 0
        let shown = cell.count <= room ? cell : cell.prefix(room - 1) + "…"
        line += color(columns[index], cell).map { "\u{1B}[\($0)m\(shown)\u{1B}[0m" } ?? shown
        room -= cell.count + padding
        if room > 0 { line += String(repeating: " ", count: padding) }
      }
      return line
    }
    return lines.joined(separator: "\n")
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
