import Records

/// Reads days and points in time in the one order that the policy declares. Nothing is guessed: what is not written in
/// that order is not a date.
struct DateReader {
  enum Reading: Equatable {
    /// Empty.
    case none
    /// The bytes are already as they are stored.
    case asWritten
    case rewritten(String)
    case bad
  }

  let order: SourceMapping.DateOrder
  let clock: ZoneClock

  /// A day: `2026-11-21`. Where a stamp says its own zone, the day is that of the policy's zone.
  func day(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ unit: EpochUnit? = nil) -> Reading {
    guard start < end else { return .none }
    if let unit, let epoch = epoch(bytes, start, end, unit) {
      return epoch.map { .rewritten(Instant(seconds: $0.seconds + clock.offset(at: $0)).day.iso) } ?? .bad
    }
    if order == .iso, end - start == 10, DateReader.isDay(bytes + start) { return .asWritten }
    guard let stamp = stamp(bytes, start, end) else { return .bad }
    guard let wall = stamp.wall, let offset = stamp.offset else { return .rewritten(stamp.day.iso) }
    let utc = wall - offset
    return .rewritten(Instant(seconds: utc + clock.offset(at: Instant(seconds: utc))).day.iso)
  }

  /// A point in time in the zone of the policy: `2026-11-20T08:15:00Z`, `2026-11-20T09:15:00+01:00`; a day without a
  /// time stays a day.
  func instant(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ unit: EpochUnit? = nil) -> Reading {
    guard start < end else { return .none }
    if order == .iso, clock.isUTC, end - start == 20, DateReader.isDay(bytes + start),
      DateReader.isZulu(bytes + start + 10)
    {
      return .asWritten
    }
    if let unit, let epoch = epoch(bytes, start, end, unit) { return epoch.map(written) ?? .bad }
    guard let stamp = stamp(bytes, start, end) else { return .bad }
    guard let wall = stamp.wall else { return .rewritten(stamp.day.iso) }
    return written(stamp.offset.map { Instant(seconds: wall - $0) } ?? clock.instant(wall: wall))
  }

  /// As the wall of the policy's zone shows it.
  private func written(_ utc: Instant) -> Reading {
    let offset = clock.offset(at: utc)
    let local = Instant(seconds: utc.seconds + offset).iso
    if clock.isUTC { return .rewritten(local) }
    let minutes = abs(offset) / 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return .rewritten(local.dropLast() + (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60))
  }

  /// `dddd-dd-dd` of a day that the calendar has.
  @inline(__always)
  private static func isDay(_ p: UnsafePointer<UInt8>) -> Bool {
    guard p[4] == 0x2D, p[7] == 0x2D else { return false }
    guard ByteText.isDigit(p[0]), ByteText.isDigit(p[1]), ByteText.isDigit(p[2]), ByteText.isDigit(p[3]),
      ByteText.isDigit(p[5]), ByteText.isDigit(p[6]), ByteText.isDigit(p[8]), ByteText.isDigit(p[9])
    else { return false }
    let month = two(p + 5)
    let day = two(p + 8)
    guard month >= 1, month <= 12, day >= 1 else { return false }
    if day <= 28 { return p[0] != 0x30 || p[1] != 0x30 || p[2] != 0x30 || p[3] != 0x30 }
    return Day(year: two(p) * 100 + two(p + 2), month: month, day: day) != nil
  }

  /// `Tdd:dd:ddZ`.
  @inline(__always)
  private static func isZulu(_ p: UnsafePointer<UInt8>) -> Bool {
    guard p[0] == UInt8(ascii: "T"), p[3] == 0x3A, p[6] == 0x3A, p[9] == UInt8(ascii: "Z"),
      ByteText.isDigit(p[1]), ByteText.isDigit(p[2]), ByteText.isDigit(p[4]), ByteText.isDigit(p[5]),
      ByteText.isDigit(p[7]), ByteText.isDigit(p[8])
    else { return false }
    return two(p + 1) < 24 && two(p + 4) < 60 && two(p + 7) < 60
  }

  @inline(__always)
  private static func two(_ p: UnsafePointer<UInt8>) -> Int { Int(p[0] &- 0x30) * 10 + Int(p[1] &- 0x30) }
}

extension DateReader {
  /// A date as written: its day, what the wall clock showed (as if it were UTC), and how far ahead of UTC it says it is.
  struct Stamp: Equatable {
    var day: Day
    var wall: Int?
    var offset: Int?
  }

  func stamp(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Stamp? {
    var cursor = Cursor(bytes: bytes, at: start, end: end)
    guard let first = cursor.number(digits: order == .iso ? 4...4 : 1...2),
      let separator = cursor.one(of: order == .iso ? "-/" : "/.-"), let second = cursor.number(digits: 1...2),
      cursor.take(separator), let third = cursor.number(digits: order == .iso ? 1...2 : 4...4)
    else { return nil }
    let day =
      switch order {
      case .iso: Day(year: first, month: second, day: third)
      case .dmy: Day(year: third, month: second, day: first)
      case .mdy: Day(year: third, month: first, day: second)
      }
    guard let day else { return nil }
    if cursor.isAtEnd { return Stamp(day: day) }
    guard cursor.one(of: "Tt ") != nil, var hour = cursor.number(digits: 1...2), cursor.take(UInt8(ascii: ":")),
      let minute = cursor.number(digits: 2...2), minute < 60
    else { return nil }
    var second_ = 0
    if cursor.take(UInt8(ascii: ":")) {
      guard let value = cursor.number(digits: 2...2), value <= 60 else { return nil }
      second_ = min(value, 59)
      if cursor.one(of: ".,") != nil, cursor.number(digits: 1...9) == nil { return nil }
    }
    if let half = cursor.halfOfDay() {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + half
    }
    guard hour < 24 else { return nil }
    let wall = day.number * 86_400 + hour * 3600 + minute * 60 + second_
    if cursor.isAtEnd { return Stamp(day: day, wall: wall) }
    guard let offset = cursor.zone(), cursor.isAtEnd else { return nil }
    return Stamp(day: day, wall: wall, offset: offset)
  }

  private struct Cursor {
    let bytes: UnsafePointer<UInt8>
    var at: Int
    let end: Int

    var isAtEnd: Bool { at == end }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
      var value = 0
      var count = 0
      while at < end, ByteText.isDigit(bytes[at]), count < digits.upperBound {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
        count += 1
      }
      return count >= digits.lowerBound ? value : nil
    }

    mutating func one(of choices: StaticString) -> UInt8? {
      guard at < end else { return nil }
      for i in 0..<choices.utf8CodeUnitCount where choices.utf8Start[i] == bytes[at] {
        at += 1
        return choices.utf8Start[i]
      }
      return nil
    }

    mutating func take(_ byte: UInt8) -> Bool {
      guard at < end, bytes[at] == byte else { return false }
      at += 1
      return true
    }

    /// AM or PM: the hours to add.
    mutating func halfOfDay() -> Int? {
      let blank = at < end && bytes[at] == 0x20 ? 1 : 0
      guard at + blank + 2 <= end, bytes[at + blank + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
      let half = bytes[at + blank] | 0x20
      guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return nil }
      at += blank + 2
      return half == UInt8(ascii: "p") ? 12 : 0
    }

    /// `Z`, `+01:00`, `+0100`, `-05`: seconds ahead of UTC.
    mutating func zone() -> Int? {
      _ = take(0x20)
      if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
      guard let sign = one(of: "+-"), let hours = number(digits: 2...2), hours <= 18 else { return nil }
      var minutes = 0
      if !isAtEnd {
        _ = take(UInt8(ascii: ":"))
        guard let value = number(digits: 2...2), value < 60 else { return nil }
        minutes = value
      }
      return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
  }
}
