import Records

/// A table under a head, fitted to the terminal: as it is where it has room, with the last column in several lines where it
/// nearly has, and otherwise each row as a block of lines. Nothing is cut off.
struct TextTable {
  let columns: [String]
  let rows: [[String]]
  /// Columns of the terminal; nil where there is none, and lines may be as long as they are.
  let width: Int?
  /// SGR codes for a cell, by column and text; nil for none.
  let color: (_ column: String, _ cell: String) -> String?

  /// What the last column needs to be worth a column.
  private static let leastLast = 28
  private static let gap = 2

  var text: String {
    let widths = columns.indices.map { index in
      max(TextWidth.of(columns[index]), rows.map { TextWidth.of($0[index]) }.max() ?? 0)
    }
    let before = widths.dropLast().reduce(0) { $0 + $1 + TextTable.gap }
    guard let width else { return table(widths, last: .max).joined(separator: "\n") }
    let fits = width - before >= min(widths.last ?? 0, TextTable.leastLast)
    return (fits ? table(widths, last: width - before) : blocks(width)).joined(separator: "\n")
  }

  private func painted(_ index: Int, _ cell: String, _ shown: String) -> String {
    color(columns[index], cell).map { "\u{1B}[\($0)m\(shown)\u{1B}[0m" } ?? shown
  }

  private func table(_ widths: [Int], last room: Int) -> [String] {
    var lines: [String] = []
    for row in [columns] + rows {
      var line = ""
      for (index, cell) in row.enumerated().dropLast() {
        line += painted(index, cell, cell)
        line += String(repeating: " ", count: widths[index] - TextWidth.of(cell) + TextTable.gap)
      }
      let indent = String(repeating: " ", count: widths.dropLast().reduce(0) { $0 + $1 + TextTable.gap })
      let parts = TextWidth.wrapped(row.last ?? "", first: room, rest: room)
      lines.append(trimmed(line + (parts.first.map { painted(row.count - 1, row.last ?? "", $0) } ?? "")))
      lines += parts.dropFirst().map { indent + painted(row.count - 1, row.last ?? "", $0) }
    }
    return lines
  }

  /// Cells after each other, as many in a line as there is room for; lines after the first stand two columns in.
  private func blocks(_ width: Int) -> [String] {
    var lines: [String] = []
    for row in rows {
      var line = ""
      var used = 0
      for (index, cell) in row.enumerated() where !cell.isEmpty {
        let size = TextWidth.of(cell)
        if used > 0, used + TextTable.gap + size <= width {
          line += "  " + painted(index, cell, cell)
          used += TextTable.gap + size
          continue
        }
        let isFirst = used == 0
        if !isFirst { lines.append(line) }
        let parts = TextWidth.wrapped(cell, first: width - (isFirst ? 0 : 2), rest: width - 2)
        for (place, part) in parts.enumerated() {
          if place > 0 { lines.append(line) }
          let indent = isFirst && place == 0 ? "" : "  "
          line = indent + painted(index, cell, part)
          used = indent.utf8.count + TextWidth.of(part)
        }
      }
      lines.append(line)
    }
    return lines
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// How many columns of a terminal text takes.
enum TextWidth {
  static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + of($1) } }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      let category = scalar.properties.generalCategory
      return category == .nonspacingMark || category == .enclosingMark ? 0 : 1
    }
  }

  /// Lines of at most so many columns, broken at blanks, and inside a word only where it is longer than a line.
  static func wrapped(_ text: String, first: Int, rest: Int) -> [String] {
    guard of(text) > first else { return [text] }
    var lines: [String] = []
    var line = ""
    var room: Int { max(1, lines.isEmpty ? first : rest) }
    for word in text.split(separator: " ") {
      if !line.isEmpty, of(line) + 1 + of(String(word)) <= room {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if of(line) + of(String(character)) > room, !line.isEmpty {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
