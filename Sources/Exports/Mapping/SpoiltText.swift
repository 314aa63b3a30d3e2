/// Tells text that was read in a wrong encoding before it came here. What sound text may have is not told.
enum SpoiltText {
  /// The second byte of Â, Ã, Ä, Å and â in UTF-8; the first is C3. With them begins what was UTF-8 and was taken for
  /// Windows-1252.
  @inline(__always)
  static func isLead(_ byte: UInt8) -> Bool { (byte >= 0x82 && byte <= 0x85) || byte == 0xA2 }

  /// The first damage in valid UTF-8.
  static func damage(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Damage.Kind? {
    var i = start
    while i &+ 2 < end {
      if bytes[i] == 0xEF, bytes[i + 1] == 0xBF, bytes[i + 2] == 0xBD { return .replacementCharacter }
      if bytes[i] == 0xC3, isLead(bytes[i + 1]), bytes[i + 2] >= 0x80,
        follows(bytes[i + 1], scalar(bytes, i + 2, end))
      {
        return .mojibake
      }
      i &+= 1
    }
    return nil
  }

  /// Whether this character behind such a letter is what a second byte of UTF-8 looks like in Windows-1252. Quotes and an
  /// ellipsis may follow a word that ends in the letter, and count for nothing.
  private static func follows(_ lead: UInt8, _ scalar: UInt32) -> Bool {
    switch lead {
    case 0xA2: scalar == 0x20AC  // "â€" begins what were dashes and typographic quotes
    case 0x83: (0x80...0xBF).contains(scalar) || marks.contains(scalar)
    case 0x82: (0x80...0xBF).contains(scalar) && !quotes.contains(scalar)
    default: ((0x80...0xBF).contains(scalar) && !quotes.contains(scalar)) || [0x201A, 0x2122, 0x0178].contains(scalar)
    }
  }

  private static let quotes: Set<UInt32> = [0xAB, 0xBB]
  private static let marks: Set<UInt32> = [
    0x20AC, 0x201A, 0x0192, 0x201E, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x0152, 0x017D, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x0153, 0x017E, 0x0178,
  ]

  /// The character of two or three bytes that begins here; 0 for another.
  private static func scalar(_ bytes: UnsafePointer<UInt8>, _ place: Int, _ end: Int) -> UInt32 {
    guard place + 1 < end else { return 0 }
    let first = UInt32(bytes[place])
    let second = UInt32(bytes[place + 1]) & 0x3F
    if first & 0xE0 == 0xC0 { return (first & 0x1F) << 6 | second }
    guard first & 0xF0 == 0xE0, place + 2 < end else { return 0 }
    return (first & 0x0F) << 12 | second << 6 | UInt32(bytes[place + 2]) & 0x3F
  }
}
