import Exports
import Policy
import Records

/// What became of each header of a source, one line each, for `rollcall check`: the field that it gives, not used, or
/// withheld. Of JSON, the paths of the first records.
struct HeaderTable {
  private let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func lines(_ outcome: SourceOutcome, _ summary: ExportSummary) -> [String] {
    var rows = summary.columns.map { (VisibleText.of($0.header), HeaderTable.became($0)) }
    let given = Set(summary.columns.compactMap(\.field))
    let constant = summary.fields.filter { !given.contains($0) }
    rows += unread(outcome, summary).map { (VisibleText.of($0), HeaderTable.notUsed) }
    rows += constant.map { ("(from the policy)", $0) }
    let width = min(rows.map(\.0.count).max() ?? 0, 40)
    var lines = rows.map { header, became in
      "  " + header + String(repeating: " ", count: max(0, width - header.count)) + "  " + became
    }
    if !lines.isEmpty { lines.insert("headers:", at: 0) }
    let lacking = outcome.kind.shape.fields.filter { !$0.isDerived && !summary.fields.contains($0.name) }.map(\.name)
    if !lacking.isEmpty { lines.append("no header gives: \(lacking.joined(separator: ", "))") }
    if rows.contains(where: { $0.1 == HeaderTable.notUsed }), !lacking.isEmpty {
      lines.append("to read a header that is not used, name it: columns: {\(lacking[0]): <header>}")
    }
    return lines
  }

  private static let notUsed = "not used"

  private static func became(_ column: ExportColumn) -> String {
    switch (column.smell, column.field) {
    case (nil, let field): return field ?? notUsed
    case (.personal, _): return "withheld: only HR may know it"
    case (.secret, let field?): return field + ", as a word or a day only: it smells of a secret" + content(column)
    case (.secret, nil): return "withheld: it smells of a secret" + content(column)
    }
  }

  private static func content(_ column: ExportColumn) -> String {
    switch column.content {
    case .values: ", and HOLDS VALUES, first on line \(column.line); take it out of the export"
    case .masked: ", and holds stars or the like"
    case .flags: ", and says only whether or when"
    case .empty, nil: ""
    }
  }

  /// Paths of a JSON file that nothing is read from; a CSV file's headers are known already.
  private func unread(_ outcome: SourceOutcome, _ summary: ExportSummary) -> [String] {
    guard summary.delimiter == nil, summary.format != "csv",
      let source = workspace.policy.sources.first(where: { $0.name == outcome.name }),
      let path = Glob.matches(source.path, in: workspace.path("")).first,
      let file = try? ExportFile(path: workspace.path(path), name: path),
      let outline = ExportOutline(file, mapping: source.mapping)
    else { return [] }
    let withheld = Set(summary.columns.filter { $0.smell != nil }.map(\.header))
    return PresetFit("", source.mapping, outline).unused.filter { path in
      !withheld.contains { ".\(path).".contains(".\($0).") }
    }
  }
}
