import Exports
import Policy
import Records

/// Columns that came, went or have another name since the last run. A column that the policy asks for and that is not there
/// is refused before this; here it is about all others.
enum HeaderGuard: ExportGuard {
  static let name = "header"
  static let standard = GuardAction.warn
  static let moment = GuardMoment.read

  static func judge(_ export: GuardedExport) throws -> GuardVerdict? {
    let before = try export.memory.columns(of: export.source.name)
    guard let summary = export.outcome.summary, summary.rows > 0, !before.isEmpty else { return nil }
    let now = summary.columns
    var harmless: [String] = []
    var changes: [String] = []
    func has(_ columns: [ExportColumn], _ header: String) -> Bool {
      columns.contains { $0.header.utf8.elementsEqual(header.utf8) }
    }
    var told: Set<String> = []
    for old in before where !has(now, old.header) {
      if let field = old.field, let new = now.first(where: { $0.field == field && !has(before, $0.header) }) {
        harmless.append("'\(old.header)' is '\(new.header)' now, and still gives '\(field)'")
        told.insert(new.header)
      } else if let field = old.field {
        changes.append("the column '\(old.header)', which gave '\(field)', is gone")
      } else {
        changes.append("the column '\(old.header)' is gone")
      }
    }
    // A JSON key that some records have and others have not comes and goes with them.
    if summary.format == "csv" {
      for column in now where !has(before, column.header) && !told.contains(column.header) {
        if let field = column.field {
          harmless.append("'\(column.header)' is new and gives '\(field)'")
        } else {
          changes.append("the column '\(column.header)' is new")
        }
      }
    }
    guard !changes.isEmpty else { return harmless.isEmpty ? .passed : .remarks(list(harmless)) }
    return .objects(list(changes + harmless), hint: "look whether the export was made as before")
  }

  private static let most = 10

  private static func list(_ parts: [String]) -> String {
    parts.prefix(most).joined(separator: ", ") + (parts.count > most ? " and \(parts.count - most) more" : "")
  }
}
