import Exports
import Records

/// What was found in an export, in lines for a person who shall act on them; the same in `check` and `preview`.
enum SourceText {
  /// `csv parted by semicolon, windows-1252`
  static func form(_ summary: ExportSummary) -> String {
    var text = summary.format
    if let delimiter = summary.delimiter, delimiter != .comma { text += " parted by \(delimiter.rawValue)" }
    if let encoding = summary.encoding, encoding != .utf8 { text += ", \(encoding.rawValue)" }
    return text
  }

  /// Columns that nothing is read from whatever the policy says.
  static func hidden(_ summary: ExportSummary) -> [String] {
    summary.columns.compactMap { column in
      let header = VisibleText.of(column.header)
      return switch (column.smell, column.content) {
      case (.secret, .values):
        "SECRETS: the column '\(header)' holds values, first on line \(column.line); it is not read"
      case (.personal, _): "not read: '\(header)' smells of what only HR may know"
      default: nil
      }
    }
  }

  /// Words that no vocabulary has, each with the line of the policy that would name it.
  static func words(_ summary: ExportSummary) -> [String] {
    summary.unknownWords.map { word in
      let text = VisibleText.of(word.word)
      let shown = text.isEmpty ? "empty" : "'\(text)'"
      return "unknown word: \(word.field) \(shown), \(word.count) times, first on line \(word.line); "
        + "say what it means: values: {\(word.field): {<word>: [\(text.isEmpty ? "''" : text)]}}"
    }
  }

  /// Text that was spoilt before it came here.
  static func damages(_ summary: ExportSummary) -> [String] {
    summary.damages.map { damage in
      "damaged: \(damage.field), \(damage.kind.words), \(damage.count) times, first on line \(damage.line); "
        + "read as it stands"
    }
  }

  static func rejected(_ rows: [RejectedRow], most: Int = 5) -> [String] {
    var lines = rows.prefix(most).map { row in
      let field = row.field.isEmpty ? "" : " \(row.field)"
      return "rejected: line \(row.line)\(field): \(VisibleText.of(row.reason)) (\(row.code.rawValue))"
    }
    if rows.count > most { lines.append("and \(rows.count - most) more rejected rows") }
    return lines
  }
}
