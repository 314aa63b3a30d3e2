/// The same numbers in every run (a linear congruential generator; the high bits are used).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    var word: UInt64 = 0
    for _ in 0..<2 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      word = word << 32 | state >> 32
    }
    return word
  }
}

/// Records of user, role and scope with everything in them that makes CSV and JSON hard, and two writers for them.
struct RandomRecords {
  var rows: [[String]] = []
  private var dice: Dice

  private static let pieces = [
    "a", "B", "7", " ", ",", ";", "\"", "\"\"", "\n", "\r\n", "\t", "é", "e\u{301}", "東京", "😀", "'", "=", "\\", "\\n",
    "{", "]", "\u{FEFF}", "\u{200B}", "\u{85}", "\u{2028}", "\u{7F}", "\u{1}", "null", "x,y", "\"q\"",
  ]

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    for _ in 0..<Int.random(in: 1...12, using: &dice) {
      // Ends are trimmed by the reader, so that what is compared begins and ends with something else.
      rows.append([text(isEmptyAllowed: false), text(isEmptyAllowed: false), text(isEmptyAllowed: true)])
    }
  }

  private mutating func text(isEmptyAllowed: Bool) -> String {
    if isEmptyAllowed, Int.random(in: 0..<4, using: &dice) == 0 { return "" }
    var text = "["
    for _ in 0..<Int.random(in: 0...8, using: &dice) {
      text += RandomRecords.pieces[Int.random(in: 0..<RandomRecords.pieces.count, using: &dice)]
    }
    return text + "]"
  }

  /// RFC 4180, with quotes where they are needed and sometimes where they are not.
  mutating func csv(delimiter: UInt8 = UInt8(ascii: ","), hasMark: Bool = true) -> [UInt8] {
    var bytes: [UInt8] = Int.random(in: 0..<4, using: &dice) == 0 && hasMark ? [0xEF, 0xBB, 0xBF] : []
    let lineEnd = Array((Bool.random(using: &dice) ? "\r\n" : "\n").utf8)
    for (index, row) in ([["user", "role", "scope"]] + rows).enumerated() {
      if index > 0 { bytes += lineEnd }
      for (column, cell) in row.enumerated() {
        if column > 0 { bytes.append(delimiter) }
        let isHard = cell.utf8.contains { [0x22, delimiter, 0x0A, 0x0D].contains($0) }
        if isHard || Int.random(in: 0..<5, using: &dice) == 0 {
          bytes.append(0x22)
          for byte in cell.utf8 { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
          bytes.append(0x22)
        } else {
          bytes += Array(cell.utf8)
        }
      }
    }
    // A whole file may end without a line end, unless an empty bare field makes it look cut off.
    return Bool.random(using: &dice) ? bytes : bytes + lineEnd
  }

  /// RFC 8259, with escapes where they are needed and sometimes where they are not.
  mutating func json() -> [UInt8] {
    var text = "["
    for (index, row) in rows.enumerated() {
      if index > 0 { text += ", " }
      let members = zip(["user", "role", "scope"], row).map { "\"\($0)\" : \(quoted($1))" }
      text += "{" + members.shuffled(using: &dice).joined(separator: ",\n") + "}"
    }
    return Array((text + "]\n").utf8)
  }

  /// One object a line, with blank lines between some.
  mutating func jsonLines() -> String {
    rows.map { row in
      "{" + zip(["user", "role", "scope"], row).map { "\"\($0)\":\(quoted($1))" }.joined(separator: ", ") + "}"
    }.joined(separator: Bool.random(using: &dice) ? "\n" : "\r\n") + "\n"
  }

  private mutating func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      let isEscaped =
        scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || Int.random(in: 0..<6, using: &dice) == 0
      guard isEscaped else {
        quoted.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let hex = String(unit, radix: 16, uppercase: Bool.random(using: &dice))
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      }
    }
    return quoted + "\""
  }
}
