/// Text from exports on its way into a format: what a reader could not see, or a parser could misread, is found here
/// once for all formats, and each format says what to write instead.
extension [UInt8] {
  /// Appends text; `replace` is asked about every scalar that is hidden or that some format gives a meaning, and
  /// returns false to keep it. All other text is copied in runs.
  @inline(__always)
  mutating func append(_ text: String, replacing replace: (UInt32, inout [UInt8]) -> Bool) {
    let copied: Void? = text.utf8.withContiguousStorageIfAvailable { append($0, replacing: replace) }
    // Only strings bridged from elsewhere have no bytes of their own.
    if copied == nil { Array(text.utf8).withUnsafeBufferPointer { append($0, replacing: replace) } }
  }

  @inline(__always)
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, replacing replace: (UInt32, inout [UInt8]) -> Bool) {
    var kept = 0
    var next = 0
    while next < text.count {
      guard isSuspect(text[next]) else {
        next += 1
        continue
      }
      let (scalar, length) = decode(text, at: next)
      if scalar < 0x80 || isHidden(scalar) {
        append(contentsOf: UnsafeBufferPointer(rebasing: text[kept..<next]))
        if replace(scalar, &self) { kept = next + length } else { kept = next }
      }
      next += length
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[kept...]))
  }

  mutating func append(ascii text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// At least `width` hexadecimal digits.
  mutating func append(hexadecimal value: UInt32, width: Int, uppercase: Bool) {
    let digits = String(value, radix: 16, uppercase: uppercase)
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Swift.max(0, width - digits.utf8.count)))
    append(contentsOf: digits.utf8)
  }
}

/// Whether a byte has a meaning in some format, or begins a scalar that may be hidden.
@inline(__always)
private func isSuspect(_ byte: UInt8) -> Bool {
  switch byte {
  case 0..<0x20, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x5C, 0x7F: true
  case 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0, 0xF3: true
  default: false
  }
}

/// A Swift string is well-formed UTF-8, so its bytes need no checking.
@inline(__always)
private func decode(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (scalar: UInt32, length: Int) {
  let first = UInt32(text[start])
  func bits(_ offset: Int) -> UInt32 { UInt32(text[start + offset]) & 0x3F }
  switch first {
  case 0..<0x80: return (first, 1)
  case 0x80..<0xE0: return ((first & 0x1F) << 6 | bits(1), 2)
  case 0xE0..<0xF0: return ((first & 0x0F) << 12 | bits(1) << 6 | bits(2), 3)
  default: return ((first & 0x07) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3), 4)
  }
}

/// Scalars beyond ASCII that show nothing, look like an ordinary blank, or turn the direction of what follows: C1
/// controls, blanks of other widths, fillers, format characters, variation selectors, tags and noncharacters. The
/// ideographic space stays: it is how names are written in Japan, and it is seen.
private func isHidden(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x80...0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5, 0x180B...0x180F: true
  case 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x2800, 0x3164: true
  case 0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE, 0xFFFF: true
  case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
  default: false
  }
}
