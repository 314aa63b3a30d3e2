/// Finds its way in text that is known to be JSON, with white space or a bracket behind the value: nothing is checked.
/// For the few places of a file that are looked at twice.
enum JSONText {
  /// The next byte that is not white space.
  static func space(_ base: UnsafePointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while base[at] <= 0x20 { at += 1 }
    return at
  }

  /// The index behind the value that begins at a place.
  static func behind(_ base: UnsafePointer<UInt8>, _ start: Int) -> Int {
    switch base[start] {
    case UInt8(ascii: "\""): return behindString(base, start)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      var depth = 0
      var at = start
      repeat {
        switch base[at] {
        case UInt8(ascii: "\""): at = behindString(base, at)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          at += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          at += 1
        default: at += 1
        }
      } while depth > 0
      return at
    default:
      var at = start
      while !isDelimiter(base[at]) { at += 1 }
      return at
    }
  }

  private static func behindString(_ base: UnsafePointer<UInt8>, _ start: Int) -> Int {
    var at = start + 1
    while base[at] != UInt8(ascii: "\"") { at += base[at] == UInt8(ascii: "\\") ? 2 : 1 }
    return at + 1
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }

  /// The elements of the list that begins at a place.
  static func elements(_ base: UnsafePointer<UInt8>, _ start: Int, _ take: (_ value: Int) -> Void) {
    var at = space(base, start + 1)
    while base[at] != UInt8(ascii: "]") {
      take(at)
      at = space(base, behind(base, at))
      if base[at] == UInt8(ascii: ",") { at = space(base, at + 1) }
    }
  }

  /// The keys, with their quotes, of the object that begins at a place, and the places of their values.
  static func members(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ take: (_ key: Range<Int>, _ value: Int) -> Void
  ) {
    var at = space(base, start + 1)
    while base[at] != UInt8(ascii: "}") {
      let end = behindString(base, at)
      let value = space(base, space(base, end) + 1)
      take(at..<end, value)
      at = space(base, behind(base, value))
      if base[at] == UInt8(ascii: ",") { at = space(base, at + 1) }
    }
  }

  /// The text of a string without its quotes and escapes, or of another scalar as it is written.
  static func scalar(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> ArraySlice<UInt8> {
    let isString = base[start] == UInt8(ascii: "\"")
    let quote = isString ? 1 : 0
    var text = Array(UnsafeBufferPointer(start: base + start + quote, count: end - start - 2 * quote))
    guard isString, text.contains(UInt8(ascii: "\\")) else { return text[...] }
    let length = text.withUnsafeMutableBufferPointer { bytes in
      bytes.baseAddress.map { JSONEscapes.undo($0, 0, bytes.count) } ?? 0
    }
    return text[..<length]
  }

  /// Whether a key or another scalar says this.
  static func isEqual(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ text: [UInt8], ignoringCase: Bool
  ) -> Bool {
    let quote = base[range.lowerBound] == UInt8(ascii: "\"") ? 1 : 0
    let raw = UnsafeBufferPointer(start: base + range.lowerBound + quote, count: range.count - 2 * quote)
    if quote == 1, raw.contains(UInt8(ascii: "\\")) {
      return same(scalar(base, range.lowerBound, range.upperBound), text, ignoringCase)
    }
    return same(raw, text, ignoringCase)
  }

  private static func same(_ one: some Collection<UInt8>, _ other: [UInt8], _ ignoringCase: Bool) -> Bool {
    one.count == other.count
      && zip(one, other).allSatisfy { a, b in
        a == b || ignoringCase && a | 0x20 == b | 0x20 && (ByteText.isUpper(a) || ByteText.isUpper(b))
      }
  }
}
