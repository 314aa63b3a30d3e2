import Records
import Reports

/// A worksheet that came back, also where a spreadsheet saved it again: with a byte order mark, semicolons or tabs between
/// the cells, quotes gone, or the apostrophe gone that kept a cell from being a formula.
struct Worksheet {
  /// One row with the line on which it begins.
  struct Row {
    var line: Int
    var cells: [String: String]

    subscript(column: String) -> String { cells[column] ?? "" }
  }

  /// Columns without which nothing can be decided.
  static let columns = [
    "finding", "severity", "name", "email", "roles", "reason", "decision", "note", "decided_by", "seal",
  ]

  private(set) var rows: [Row] = []
  private let file: String

  /// - Throws: `Diagnostic` with the line of what cannot be read.
  init(_ bytes: [UInt8], file: String) throws {
    self.file = file
    var table = try CellReader(bytes, file: file).table()
    // Some spreadsheets say on a line of its own what stands between the cells.
    if let first = table.first, first.cells.count <= 2, first.cells[0].lowercased().hasPrefix("sep=") {
      table.removeFirst()
    }
    guard let header = table.first else { throw fault(1, "it is empty; review.csv of a report was expected") }
    let names = header.cells.map { $0.trimmed.lowercased() }
    for column in Worksheet.columns where names.count(where: { $0 == column }) != 1 {
      throw fault(
        header.line,
        names.contains(column) ? "the column '\(column)' is there twice" : "the column '\(column)' is missing",
        hint: "take review.csv of the report, and fill in decision, note and decided_by")
    }
    for row in table.dropFirst() {
      var cells = row.cells[...]
      while cells.count > names.count, cells.last?.trimmed.isEmpty == true { cells.removeLast() }
      if cells.allSatisfy({ $0.trimmed.isEmpty }) { continue }
      guard cells.count == names.count else {
        throw fault(
          row.line, "\(cells.count) cells where the header has \(names.count)",
          hint: "a cell that holds the character between the cells must stand in quotes")
      }
      let values = cells.map(Worksheet.plain)
      rows.append(Row(line: row.line, cells: Dictionary(zip(names, values)) { first, _ in first }))
    }
    guard !rows.isEmpty else { throw fault(header.line, "there is no row below the header") }
  }

  /// Text without what a spreadsheet may take or add.
  static func plain(_ text: String) -> String { CSVText.raw(text.trimmed).trimmed }

  private func fault(_ line: Int, _ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(.error, message, at: Position(file: file, line: line), hint: hint)
  }
}

extension String {
  /// Without blanks and line ends around it, and with one kind of line end inside.
  fileprivate var trimmed: String {
    String(String.UnicodeScalarView(stripped.unicodeScalars.filter { $0 != "\r" }))
  }
}

/// Cells of a small file that a person saved (RFC 4180, and what spreadsheets make of it).
private struct CellReader {
  struct Line {
    var line: Int
    var cells: [String]
  }

  private let bytes: [UInt8]
  private let file: String

  init(_ bytes: [UInt8], file: String) throws {
    self.file = file
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(64).contains(0) {
      throw Diagnostic(
        .error, "it is UTF-16, or no text", at: Position(file: file, line: 1), hint: "save it as CSV in UTF-8")
    }
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  func table() throws -> [Line] {
    let delimiter = delimiter()
    let (quote, lineFeed, carriageReturn) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    var table: [Line] = []
    var (line, place) = (1, 0)
    while place < bytes.count {
      var record = Line(line: line, cells: [])
      cells: while true {
        var cell: [UInt8] = []
        if place < bytes.count, bytes[place] == quote {
          let opening = line
          place += 1
          while true {
            guard place < bytes.count else { throw fault(opening, "the quote that opens here is never closed") }
            if bytes[place] == quote {
              place += 1
              guard place < bytes.count, bytes[place] == quote else { break }
            }
            if bytes[place] == lineFeed { line += 1 }
            cell.append(bytes[place])
            place += 1
          }
        }
        while place < bytes.count, bytes[place] != delimiter, bytes[place] != lineFeed {
          if bytes[place] != carriageReturn { cell.append(bytes[place]) }
          place += 1
        }
        guard let text = String(validating: cell, as: UTF8.self) else {
          throw fault(line, "it is not UTF-8", hint: "save it as CSV in UTF-8")
        }
        record.cells.append(text)
        guard place < bytes.count else { break cells }
        place += 1
        if bytes[place - 1] == lineFeed {
          line += 1
          break cells
        }
      }
      if record.cells != [""] { table.append(record) }
    }
    return table
  }

  /// What stands between the names of the columns.
  private func delimiter() -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2)
    let head = lines.first { !$0.starts(with: Array("sep=".utf8)) } ?? []
    func count(_ candidate: UInt8) -> Int { head.count { $0 == candidate } }
    return candidates.max { count($0) < count($1) } ?? candidates[0]
  }

  private func fault(_ line: Int, _ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(.error, message, at: Position(file: file, line: line), hint: hint)
  }
}
