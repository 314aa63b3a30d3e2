import Records

/// Cells of CSV files that people open in a spreadsheet (RFC 4180 with CRLF). Text is quoted, also where it is a number;
/// days and counts are bare. So a spreadsheet that takes quoted cells for text has ids as they are written,
/// and dates as dates.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` or their full-width forms for a formula, also behind
/// blanks. Such text gets an apostrophe in front, and so does text that already has one there: taking one away
/// always gives back what was written.
package enum CSVText {
  /// Text as it may stand in a spreadsheet.
  package static func safe(_ raw: String) -> String { looksLikeFormula(raw) ? "'" + raw : raw }

  /// The inverse of `safe`.
  package static func raw(_ safe: String) -> String {
    safe.utf8.first == UInt8(ascii: "'") && looksLikeFormula(safe) ? String(safe.unicodeScalars.dropFirst()) : safe
  }

  /// Whether a formula, or a tab or line break that some spreadsheets drop, begins behind any apostrophes and blanks.
  private static func looksLikeFormula(_ text: String) -> Bool {
    // Nearly every cell begins with a letter or a digit.
    guard let first = text.utf8.first, first >= 0x80 || first <= UInt8(ascii: "@"), !isDigit(first) else {
      return false
    }
    var scalars = text.unicodeScalars.drop { $0 == "'" }
    while let scalar = scalars.first {
      switch scalar {
      case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
      case "\u{0}"..." ", "\u{7F}"..."\u{A0}", "\u{1680}", "\u{2000}"..."\u{200F}", "\u{2028}"..."\u{202F}",
        "\u{205F}"..."\u{206F}", "\u{3000}", "\u{FEFF}":
        scalars.removeFirst()
      default: return false
      }
    }
    return false
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

/// One line of a CSV file.
struct CSVRow {
  private(set) var bytes: [UInt8] = []

  /// The names of the columns, bare.
  static func header(_ names: StaticString) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(ascii: names)
    bytes.append(ascii: "\r\n")
    return bytes
  }

  init() { bytes.reserveCapacity(512) }

  /// Text from an export; nil and empty text both give an empty cell.
  mutating func add(_ text: String?) {
    separate()
    if let text { CSVRow.append(text, to: &bytes) }
  }

  /// Text that is mostly that of the row before.
  mutating func add(_ text: String, _ repeated: inout RepeatedText) {
    separate()
    bytes.append(contentsOf: repeated.bytes(of: text, write: CSVRow.append))
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    guard !text.isEmpty else { return }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(CSVText.safe(text)) { scalar, bytes in
      guard scalar == 0x22 else { return false }
      bytes.append(ascii: "\"\"")
      return true
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func add(_ number: Int) { addBare(String(number)) }

  mutating func add(_ day: Day?) { addBare(day?.iso) }

  /// A day, or a point in time as the database has it. No spreadsheet takes `2026-11-20T07:52:00Z` for a date, so that it
  /// is text.
  mutating func addMoment(_ text: String?) {
    if let day = text.flatMap(Day.init(iso:)) { add(day) } else { add(text) }
  }

  private mutating func addBare(_ text: String?) {
    separate()
    if let text { bytes.append(contentsOf: text.utf8) }
  }

  /// Words of this program, which are nobody's formula.
  mutating func addPlain(_ text: String?) {
    separate()
    guard let text else { return }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The line with its end.
  consuming func line() -> [UInt8] {
    bytes.append(ascii: "\r\n")
    return bytes
  }

  private var isFirst = true

  private mutating func separate() {
    if isFirst { isFirst = false } else { bytes.append(UInt8(ascii: ",")) }
  }
}
