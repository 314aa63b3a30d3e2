import Records

/// What the rules about names need of a given and a family name, worked out once while the bytes are at hand: the
/// folded full name, and how many letters each has (2 for more).
enum NameReader {
  /// Appends `given family`, folded, to `bytes`.
  static func appendFolded(
    _ block: UnsafePointer<UInt8>, given: Range<Int>, family: Range<Int>, to bytes: inout [UInt8]
  ) {
    let first = bytes.count
    NameFold.append(UnsafeBufferPointer(start: block + given.lowerBound, count: given.count), to: &bytes, from: first)
    NameFold.append(UnsafeBufferPointer(start: block + family.lowerBound, count: family.count), to: &bytes, from: first)
  }

  /// Letters in a name: 0, 1, or 2 for more.
  static func letters(_ block: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int {
    NameFold.letters(UnsafeBufferPointer(start: block + range.lowerBound, count: range.count), most: 2)
  }
}
