import Records

/// Looks at cells of columns that smell of a secret, and remembers nothing but what kind of thing stands there: nothing,
/// yes and no, a day, stars, or something else. No byte of a cell leaves it.
struct SecretWatch {
  typealias Content = ExportColumn.Content

  struct Column {
    /// Where its cells are.
    var input: Int
    /// Spellings that say yes or no in this column, besides the common ones; in lower case.
    var words: Set<[UInt8]> = []
    /// Whether a day may stand in it.
    var tellsTime = false
    var content = Content.empty
    var line = 0
    /// The last two short texts that said whether something is set: a column has few, a million times each.
    var known: (UInt64, UInt64) = (0, 0)
  }

  private(set) var columns: [Column]
  /// Columns in which no value was found yet.
  private var open: [Int]

  init(_ columns: [Column] = []) {
    self.columns = columns
    open = Array(columns.indices)
  }

  /// Whether there is anything left to find out.
  var isOpen: Bool { !open.isEmpty }

  /// - Returns: the number of the new column.
  mutating func add(_ column: Column) -> Int {
    columns.append(column)
    open.append(columns.count - 1)
    return columns.count - 1
  }

  /// The cells of one record.
  /// - Parameter written: text in another form than its file, which some cells refer to.
  /// - Returns: whether there is anything left to find out.
  mutating func look(
    _ cells: UnsafeBufferPointer<Cell>, written: [UInt8], block: UnsafePointer<UInt8>, line: Int
  ) -> Bool {
    for column in columns.indices where columns[column].content != .values {
      let cell = cells[columns[column].input]
      guard cell.count > 0 else { continue }
      let end = cell.start + cell.count
      if cell.isWritten {
        written.withUnsafeBufferPointer { text in
          guard let base = text.baseAddress else { return }
          look(base, cell.start, end, column: column, line: line)
        }
      } else {
        look(block, cell.start, end, column: column, line: line)
      }
    }
    return !open.isEmpty
  }

  /// The text of one cell.
  mutating func look(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, column: Int, line: Int) {
    guard columns[column].content != .values else { return }
    let (from, to) = ByteText.trimmed(bytes, start, end)
    guard from < to else { return }
    let short = SecretWatch.packed(bytes, from, to)
    if short != 0, short == columns[column].known.0 || short == columns[column].known.1 { return }
    let found = content(bytes, from, to, columns[column])
    if found == .flags, short != 0 { columns[column].known = (short, columns[column].known.0) }
    let isWorse =
      switch (columns[column].content, found) {
      case (.empty, _), (_, .values), (.flags, .masked): columns[column].content != found
      default: false
      }
    guard isWorse else { return }
    columns[column].content = found
    columns[column].line = line
    if found == .values { open.removeAll { $0 == column } }
  }

  /// Up to seven bytes and their count as a number; 0 for longer texts.
  @inline(__always)
  private static func packed(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    guard end - start < 8 else { return 0 }
    var text = UInt64(end - start)
    for place in start..<end { text = text << 8 | UInt64(bytes[place]) }
    return text
  }

  private func content(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ column: Column) -> Content {
    let text = UnsafeBufferPointer(start: bytes + start, count: end - start)
    if SecretWatch.isMask(text) { return .masked }
    guard text.count <= 40 else { return .values }
    if column.tellsTime, SecretWatch.isTime(text) { return .flags }
    for word in SecretWatch.flags where SecretWatch.isSame(text, word) { return .flags }
    for word in column.words where SecretWatch.isSame(text, word) { return .flags }
    return .values
  }

  /// Whether something is set. Passwords that are such a word are none.
  private static let flags: [[UInt8]] = [
    "yes", "no", "true", "false", "y", "n", "1", "0", "on", "off", "set", "not set", "unset", "enabled", "disabled",
    "active", "inactive", "configured", "not configured", "none", "null", "n/a", "-", "never", "ja", "nein", "oui",
    "non", "si", "required", "not required", "expired",
  ].map { Array($0.utf8) }

  /// Without regard to the case of A-Z.
  private static func isSame(_ text: UnsafeBufferPointer<UInt8>, _ word: [UInt8]) -> Bool {
    guard text.count == word.count else { return false }
    for place in 0..<word.count {
      let byte = ByteText.isUpper(text[place]) ? text[place] | 0x20 : text[place]
      if byte != word[place] { return false }
    }
    return true
  }

  /// Stars, `•` (U+2022) or `●` (U+25CF) and nothing else.
  private static func isMask(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    while place < text.count {
      if text[place] == UInt8(ascii: "*") {
        place += 1
      } else if place + 2 < text.count, text[place] == 0xE2,
        text[place + 1] == 0x80 && text[place + 2] == 0xA2 || text[place + 1] == 0x97 && text[place + 2] == 0x8F
      {
        place += 3
      } else {
        return false
      }
    }
    return true
  }

  /// A date, a time or both, in any order: digits and the signs between them, no more letters than `T`, `Z`, `AM`, `PM`.
  private static func isTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var digits = 0
    var signs = 0
    for byte in text {
      if ByteText.isDigit(byte) {
        digits += 1
      } else if "-/.:".utf8.contains(byte) {
        signs += 1
      } else if !" TZAMPtzamp+,".utf8.contains(byte) {
        return false
      }
    }
    return digits >= 4 && signs >= 2
  }
}
