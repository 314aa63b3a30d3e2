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

  /// Appends what the name looks like, where anything in it is unusual.
  /// - Returns: whether it is.
  static func appendSkeleton(
    _ block: UnsafePointer<UInt8>, given: Range<Int>, family: Range<Int>, to bytes: inout [UInt8],
    scratch: inout [UInt8]
  ) -> Bool {
    let first = bytes.count
    let given = UnsafeBufferPointer(start: block + given.lowerBound, count: given.count)
    let family = UnsafeBufferPointer(start: block + family.lowerBound, count: family.count)
    guard NameSkeleton.isUnusual(given: given, family: family) else { return false }
    NameSkeleton.append(given, to: &bytes, from: first, scratch: &scratch)
    NameSkeleton.append(family, to: &bytes, from: first, scratch: &scratch)
    return true
  }

  /// Appends what an id looks like.
  static func appendSkeleton(
    _ block: UnsafePointer<UInt8>, _ range: Range<Int>, to bytes: inout [UInt8], scratch: inout [UInt8]
  ) {
    NameSkeleton.append(
      UnsafeBufferPointer(start: block + range.lowerBound, count: range.count), to: &bytes, from: bytes.count,
      scratch: &scratch)
  }

  /// Letters in a name: 0, 1, or 2 for more.
  static func letters(_ block: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int {
    NameFold.letters(UnsafeBufferPointer(start: block + range.lowerBound, count: range.count), most: 2)
  }
}
