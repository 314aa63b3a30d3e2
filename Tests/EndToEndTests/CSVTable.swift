import Testing

/// A small CSV reader of the tests' own (RFC 4180), which knows nothing of the one under test.
struct CSVTable: Equatable {
  var header: [String] = []
  var rows: [[String: String]] = []

  init(_ text: String) throws {
    var lines = try CSVTable.records(Array(text.utf8))
    try #require(!lines.isEmpty)
    header = lines.removeFirst()
    for line in lines {
      try #require(line.count == header.count)
      rows.append(Dictionary(uniqueKeysWithValues: zip(header, line)))
    }
  }

  private static func records(_ bytes: [UInt8]) throws -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var i = 0
    var isOpen = false
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    while i < bytes.count {
      let byte = bytes[i]
      i += 1
      if isOpen {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if i < bytes.count, bytes[i] == UInt8(ascii: "\"") {
          field.append(byte)
          i += 1
        } else {
          isOpen = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isOpen = true
      case UInt8(ascii: ","):
        record.append(text(field))
        field = []
      case UInt8(ascii: "\r") where i < bytes.count && bytes[i] == UInt8(ascii: "\n"): continue
      case UInt8(ascii: "\n"):
        records.append(record + [text(field)])
        record = []
        field = []
      default: field.append(byte)
      }
    }
    try #require(!isOpen)
    if !record.isEmpty || !field.isEmpty { records.append(record + [text(field)]) }
    return records
  }

  /// The table as CSV, every field in quotes.
  var text: String {
    func line(_ cells: [String]) -> String {
      cells.map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" }
        .joined(separator: ",") + "\r\n"
    }
    return line(header) + rows.map { row in line(header.map { row[$0] ?? "" }) }.joined()
  }

  /// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
  static func exact(_ cell: String) -> String {
    guard cell.first == "'", let second = cell.unicodeScalars.drop(while: { $0 == "'" }).first else { return cell }
    return "=+-@\t\r\n".unicodeScalars.contains(second) ? String(cell.dropFirst()) : cell
  }

  /// `rule,account,subject_kind,subject` of each row, sorted.
  var findings: [String] {
    rows.map { row in
      ["rule", "account", "subject_kind", "subject"].map { CSVTable.exact(row[$0] ?? "?") }.joined(separator: ",")
    }.sorted()
  }

  /// The values of one column.
  func column(_ name: String) -> [String] { rows.map { $0[name] ?? "?" } }
}
