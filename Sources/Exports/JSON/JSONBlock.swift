/// The bytes being scanned, and the lines passed in them. Its methods read one token each (RFC 8259, sections 2, 3, 6
/// and 7); all give the index behind it, and throw `.incomplete` when the token may go on behind the block.
///
/// Advice to whoever changes this: strings are searched eight bytes at a time. In a word, `(w - 0x01…) & ~w & 0x80…`
/// marks zero bytes; borrows may mark bytes above the first zero wrongly, never below it, so the lowest mark is always
/// right, also of several such masks joined by `|`. Bytes are in little-endian order.
struct JSONBlock {
  let base: UnsafeMutablePointer<UInt8>
  /// The index behind the last byte.
  let end: Int
  var line: Int
  /// Whether only the grammar counts: U+0000 is a character of RFC 8259, and none that is read here.
  var allowsNul = false

  /// A string's closing quote, and whether there are escapes before it.
  struct StringEnd {
    var quote: Int
    var isEscaped: Bool
  }

  @inline(__always)
  func word(_ at: Int) -> UInt64 { UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self).littleEndian }

  // MARK: - White space, section 2

  /// The next byte that is not white space; there is one.
  @inline(__always)
  mutating func skip(_ at: Int) throws(JSONFault) -> Int {
    if at < end, base[at] > 0x20 { return at }
    if at &+ 1 < end, base[at] == 0x20, base[at &+ 1] > 0x20 { return at &+ 1 }
    let next = space(at)
    if next == end { throw JSONFault(.incomplete, at: end) }
    return next
  }

  /// The next byte that is not white space, or the end.
  @inline(never)
  mutating func space(_ start: Int) -> Int {
    var at = start
    while at < end {
      switch base[at] {
      case 0x20:
        // Indentation is long.
        while at &+ 8 <= end, word(at) == 0x2020_2020_2020_2020 { at &+= 8 }
        while at < end, base[at] == 0x20 { at &+= 1 }
      case 0x0A:
        at &+= 1
        line &+= 1
      case 0x09, 0x0D: at &+= 1
      default: return at
      }
    }
    return at
  }

  // MARK: - Strings, section 7

  /// The end of the string whose opening quote is before `start`. Escapes are checked, not undone.
  @inline(__always)
  func string(_ start: Int) throws(JSONFault) -> StringEnd {
    var at = start
    while at &+ 8 <= end {
      let marks = JSONBlock.marks(word(at))
      if marks == 0 {
        at &+= 8
        continue
      }
      at &+= marks.trailingZeroBitCount >> 3
      if base[at] == 0x22 { return StringEnd(quote: at, isEscaped: false) }
      return try escapedString(at)
    }
    return try escapedString(at)
  }

  /// Marks quotes, backslashes and control characters in the high bits of their bytes.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (0x22 &* ones)
    let backslashes = word ^ (0x5C &* ones)
    return ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- 0x20 &* ones) & ~word)
      & (0x80 &* ones)
  }

  /// The rest of a string that has escapes or stands at the end of the block.
  @inline(never)
  private func escapedString(_ start: Int) throws(JSONFault) -> StringEnd {
    var at = start
    var isEscaped = false
    while at < end {
      let byte = base[at]
      if byte == 0x22 { return StringEnd(quote: at, isEscaped: isEscaped) }
      if byte < 0x20 { throw JSONFault(.control, at: at) }
      if byte == 0x5C {
        isEscaped = true
        at = try escape(at)
      } else {
        at &+= 1
        while at &+ 8 <= end, JSONBlock.marks(word(at)) == 0 { at &+= 8 }
      }
    }
    throw JSONFault(.incomplete, at: end)
  }

  private func escape(_ at: Int) throws(JSONFault) -> Int {
    guard at + 1 < end else { throw JSONFault(.incomplete, at: end) }
    switch base[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return at + 2
    case UInt8(ascii: "u"): break
    default: throw JSONFault(.escape, at: at)
    }
    let unit = try codeUnit(at)
    if unit == 0, !allowsNul { throw JSONFault(.nul, at: at) }
    guard unit & 0xF800 == 0xD800 else { return at + 6 }
    guard unit < 0xDC00 else { throw JSONFault(.surrogate, at: at) }
    for (index, expected) in [UInt8(ascii: "\\"), UInt8(ascii: "u")].enumerated() {
      guard at + 6 + index < end else { throw JSONFault(.incomplete, at: end) }
      guard base[at + 6 + index] == expected else { throw JSONFault(.surrogate, at: at) }
    }
    guard try codeUnit(at + 6) & 0xFC00 == 0xDC00 else { throw JSONFault(.surrogate, at: at) }
    return at + 12
  }

  /// The four hexadecimal digits of the `\u` at a place.
  private func codeUnit(_ at: Int) throws(JSONFault) -> UInt32 {
    var unit: UInt32 = 0
    for index in at + 2..<at + 6 {
      guard index < end else { throw JSONFault(.incomplete, at: end) }
      guard let digit = JSONEscapes.hexDigit(base[index]) else { throw JSONFault(.escape, at: at) }
      unit = unit << 4 | digit
    }
    return unit
  }

  // MARK: - Numbers and words, sections 6 and 3

  /// The end of a number, true, false or null. What follows it is for the caller to judge.
  @inline(never)
  func scalar(_ start: Int) throws(JSONFault) -> Int {
    switch base[start] {
    case UInt8(ascii: "t"): return try literal("true", start)
    case UInt8(ascii: "f"): return try literal("false", start)
    case UInt8(ascii: "n"): return try literal("null", start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(start)
    case UInt8(ascii: "+"), UInt8(ascii: "."): throw JSONFault(.number, at: start)
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ":"): throw JSONFault(.value, at: start)
    default: throw JSONFault(.literal, at: start)
    }
  }

  private func literal(_ text: StaticString, _ start: Int) throws(JSONFault) -> Int {
    for index in 0..<text.utf8CodeUnitCount {
      guard start + index < end else { throw JSONFault(.incomplete, at: end) }
      guard base[start + index] == text.utf8Start[index] else { throw JSONFault(.literal, at: start) }
    }
    return start + text.utf8CodeUnitCount
  }

  private func number(_ start: Int) throws(JSONFault) -> Int {
    var at = start
    if base[at] == UInt8(ascii: "-") { at += 1 }
    if at < end, base[at] == UInt8(ascii: "0") {
      at += 1
      if at < end, ByteText.isDigit(base[at]) { throw JSONFault(.number, at: start) }
    } else {
      at = try digits(at, of: start)
    }
    if at < end, base[at] == UInt8(ascii: ".") { at = try digits(at + 1, of: start) }
    if at < end, base[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < end, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
      at = try digits(at, of: start)
    }
    if at == end { throw JSONFault(.incomplete, at: end) }
    return at
  }

  /// One digit or more.
  private func digits(_ from: Int, of start: Int) throws(JSONFault) -> Int {
    guard from < end else { throw JSONFault(.incomplete, at: end) }
    var at = from
    while at < end, ByteText.isDigit(base[at]) { at &+= 1 }
    guard at > from else { throw JSONFault(.number, at: start) }
    return at
  }
}
