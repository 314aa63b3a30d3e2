#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Small questions about ASCII text in memory, without making strings.
enum ByteText {
  /// Blank, tab and line ends: what is trimmed off both ends of a value.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// A digit, `+` or `-`.
  @inline(__always)
  static func beginsNumber(_ byte: UInt8) -> Bool { isDigit(byte) || byte == 0x2B || byte == 0x2D }

  @inline(__always)
  static func holds(_ byte: UInt8, _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    start < end && memchr(bytes + start, Int32(byte), end - start) != nil
  }

  /// The range without blanks, tabs, line ends and no-break spaces (U+00A0) at its ends.
  @inline(__always)
  static func trimmed(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> (start: Int, end: Int) {
    var start = start
    var end = end
    while start < end {
      if isBlank(bytes[start]) {
        start += 1
      } else if bytes[start] == 0xC2, start + 1 < end, bytes[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if isBlank(bytes[end - 1]) {
        end -= 1
      } else if bytes[end - 1] == 0xA0, end - 2 >= start, bytes[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return (start, end)
  }

  /// A-Z lowered, everything else as it is.
  static func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { isUpper($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
