import Records

/// What the rules about names need of a given and a family name, worked out once while the bytes are at hand: the
/// folded full name, and how many letters each has (2 for more).
enum NameReader {
  /// Appends `given family`, folded, to `bytes`.
  static func appendFolded(
    _ block: UnsafePointer<UInt8>, given: (Int, Int), family: (Int, Int), to bytes: inout [UInt8]
  ) {
    let isASCII = isASCII(block, given) && isASCII(block, family)
    guard isASCII else {
      let name = text(block, given) + " " + text(block, family)
      bytes.append(contentsOf: NameFold.fold(name).utf8)
      return
    }
    // The same as `NameFold.fold`, which is its meaning, for the usual case.
    let first = bytes.count
    append(block, given, first, to: &bytes)
    append(block, family, first, to: &bytes)
  }

  private static func append(
    _ block: UnsafePointer<UInt8>, _ part: (Int, Int), _ first: Int, to bytes: inout [UInt8]
  ) {
    var pending = bytes.count > first
    for i in part.0..<part.1 {
      let byte = block[i]
      if ByteText.isBlank(byte) {
        pending = bytes.count > first
        continue
      }
      guard byte >= 0x20, byte != 0x7F else { continue }
      if pending { bytes.append(0x20) }
      pending = false
      bytes.append(ByteText.isUpper(byte) ? byte | 0x20 : byte)
    }
  }

  /// Letters in a name: 0, 1, or 2 for more.
  static func letters(_ block: UnsafePointer<UInt8>, _ range: (Int, Int)) -> Int {
    var count = 0
    var i = range.0
    while i < range.1, count < 2 {
      let byte = block[i]
      guard byte < 0x80 else { return min(2, NameFold.letters(text(block, range))) }
      if (byte | 0x20) &- 0x61 < 26 { count += 1 }
      i += 1
    }
    return count
  }

  private static func isASCII(_ block: UnsafePointer<UInt8>, _ range: (Int, Int)) -> Bool {
    var all: UInt8 = 0
    for i in range.0..<range.1 { all |= block[i] }
    return all < 0x80
  }

  private static func text(_ block: UnsafePointer<UInt8>, _ range: (Int, Int)) -> String {
    String(decoding: UnsafeBufferPointer(start: block + range.0, count: range.1 - range.0), as: UTF8.self)
  }
}
