import Records

/// Numbers that count the time since 1970, for fields of which the mapping says so; and the words for what is no date.
extension DateReader {
  /// 1990-01-01 and 9999-12-31 in seconds. No export is as old as the first: such a number counts something else, or nothing.
  private static let seconds = 631_152_000...253_402_300_799

  /// Nil where the text is no number, and so a date of another form; an inner nil for a number that no time has.
  func epoch(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ unit: EpochUnit) -> Instant?? {
    var value = 0
    var i = bytes[start] == UInt8(ascii: "-") ? start + 1 : start
    let first = i
    while i < end, ByteText.isDigit(bytes[i]) {
      // More digits than any time has are no time, and must not run over.
      if i - first < 17 { value = value * 10 + Int(bytes[i] - 0x30) }
      i += 1
    }
    guard i > first else { return nil }
    let isLong = i - first > 17
    if i < end, bytes[i] == UInt8(ascii: ".") {
      i += 1
      while i < end, ByteText.isDigit(bytes[i]) { i += 1 }
    }
    guard i == end else { return nil }
    let seconds = unit == .seconds ? value : value / 1000
    guard first == start, !isLong, DateReader.seconds.contains(seconds) else { return .some(nil) }
    return Instant(seconds: seconds)
  }

  /// Why a text is no date, and which setting may be wrong; without the text.
  func reason(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ unit: EpochUnit?) -> String {
    if let unit, epoch(bytes, start, end, unit) != nil {
      return "a number that is no time in \(unit.rawValue) since 1970"
    }
    let fitting = SourceMapping.DateOrder.allCases.filter { other in
      other != order && DateReader(order: other, clock: clock).stamp(bytes, start, end) != nil
    }
    let declared = "not a date in the order '\(order.rawValue)' (\(DateReader.form(order)))"
    guard !fitting.isEmpty else { return declared }
    let settings = fitting.map { "'dates: \($0.rawValue)' (\(DateReader.form($0)))" }.joined(separator: " or ")
    return declared + "; if all of the source are written like it, say \(settings)"
  }

  private static func form(_ order: SourceMapping.DateOrder) -> String {
    switch order {
    case .iso: "year, month, day"
    case .dmy: "day, month, year"
    case .mdy: "month, day, year"
    }
  }
}
