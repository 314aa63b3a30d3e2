/// Undoes the escapes of strings that were checked before (RFC 8259, section 7), and makes them.
enum JSONEscapes {
  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x37
    default: nil
    }
  }

  /// Undoes the escapes in place: the text only becomes shorter, as six bytes of `\u` give three at most, and twelve of
  /// a surrogate pair four.
  /// - Returns: the new length.
  static func undo(_ base: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var write = start
    var read = start
    while read < end {
      let byte = base[read]
      if byte == UInt8(ascii: "\\") {
        let scalar = scalar(base, &read)
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          base[write] = byte
          write += 1
        }
      } else {
        base[write] = byte
        write += 1
        read += 1
      }
    }
    return write - start
  }

  /// The character of the escape at `at`, which is moved behind it.
  private static func scalar(_ base: UnsafePointer<UInt8>, _ at: inout Int) -> Unicode.Scalar {
    let kind = base[at + 1]
    at += 2
    switch kind {
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: return Unicode.Scalar(kind)
    }
    var value = codeUnit(base, &at)
    if value & 0xF800 == 0xD800 {
      at += 2
      value = 0x10000 + (value & 0x3FF) << 10 + codeUnit(base, &at) & 0x3FF
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static func codeUnit(_ base: UnsafePointer<UInt8>, _ at: inout Int) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      unit = unit << 4 | (hexDigit(base[at]) ?? 0)
      at += 1
    }
    return unit
  }

  /// Adds a string with quotes, escaped as `JSONString` does: only quotes, backslashes and controls.
  static func append(_ bytes: some Sequence<UInt8>, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        text.append(UInt8(ascii: "\\"))
        text.append(byte)
      case 0..<0x20:
        text.append(contentsOf: "\\u00".utf8)
        text.append(byte < 16 ? 0x30 : 0x31)
        text.append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
      case 0x7F: text.append(contentsOf: "\\u007f".utf8)
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
