/// Tells whether bytes are UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
  enum Outcome: Equatable {
    /// Valid up to `upTo`; what is left is the beginning of a character, at most three bytes.
    case valid(upTo: Int)
    case invalid(at: Int)
  }

  static func check(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int) -> Outcome {
    var isSuspicious = false
    return check(bytes, from: from, to: to, isSuspicious: &isSuspicious)
  }

  /// Eight bytes at a time while they are ASCII, which exports mostly are.
  /// - Parameter isSuspicious: becomes true where characters stand that spoilt text has, and sound text rarely.
  static func check(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int, isSuspicious: inout Bool) -> Outcome {
    let raw = UnsafeRawPointer(bytes)
    var i = from
    while i < to {
      if i &+ 8 <= to, raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        i &+= 8
        continue
      }
      let lead = bytes[i]
      if lead < 0x80 {
        i &+= 1
        continue
      }
      // The second byte of E0, ED, F0 and F4 has a narrower range: that keeps out overlong forms and surrogates.
      let (length, low, high): (Int, UInt8, UInt8) =
        switch lead {
        case 0xC2...0xDF: (2, 0x80, 0xBF)
        case 0xE0: (3, 0xA0, 0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80, 0xBF)
        case 0xED: (3, 0x80, 0x9F)
        case 0xF0: (4, 0x90, 0xBF)
        case 0xF1...0xF3: (4, 0x80, 0xBF)
        case 0xF4: (4, 0x80, 0x8F)
        default: (0, 0, 0)
        }
      guard length > 0 else { return .invalid(at: i) }
      var k = 1
      while k < length {
        guard i + k < to else { return .valid(upTo: i) }
        let byte = bytes[i + k]
        guard k == 1 ? byte >= low && byte <= high : byte & 0xC0 == 0x80 else { return .invalid(at: i) }
        k += 1
      }
      // U+FFFD; and one of ÂÃÄÅâ in front of something that is not ASCII, or not here yet.
      if lead == 0xEF ? bytes[i + 1] == 0xBF && bytes[i + 2] == 0xBD : lead == 0xC3 && SpoiltText.isLead(bytes[i + 1]),
        lead == 0xEF || i + 2 >= to || bytes[i + 2] >= 0x80
      {
        isSuspicious = true
      }
      i += length
    }
    return .valid(upTo: to)
  }
}
