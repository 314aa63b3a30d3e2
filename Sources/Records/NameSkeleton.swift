/// What a name looks like, for names that have anything unusual: folded, and each letter or sign that looks like a Latin
/// letter replaced by it (UTS 39, section 4). Most names are not unusual, and have none; their folded form says the same.
package enum NameSkeleton {
  /// `Јоhn` with Cyrillic letters and `Smith` → `"john smith"`; nil where nothing is unusual.
  package static func of(given: String, family: String) -> String? {
    var (given, family) = (given, family)
    return given.withUTF8 { given in
      family.withUTF8 { family in
        guard isUnusual(given: given, family: family) else { return nil }
        var skeleton: [UInt8] = []
        var scratch: [UInt8] = []
        append(given, to: &skeleton, from: 0, scratch: &scratch)
        append(family, to: &skeleton, from: 0, scratch: &scratch)
        return String(decoding: skeleton, as: UTF8.self)
      }
    }
  }

  /// What an id looks like; nil where it is plain ASCII.
  package static func of(id: String) -> String? {
    var id = id
    return id.withUTF8 { bytes in
      guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
      var skeleton: [UInt8] = []
      var scratch: [UInt8] = []
      append(bytes, to: &skeleton, from: 0, scratch: &scratch)
      return String(decoding: skeleton, as: UTF8.self)
    }
  }

  /// Whether rules about names must look closer: at any byte but Latin letters, blanks, apostrophes and hyphens, at a
  /// hyphen in front, at three words or more, at two names that are the same, at what a keyboard gives when fingers rest
  /// on it, and at what names of companies end with.
  package static func isUnusual(
    given: UnsafeBufferPointer<UInt8>, family: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var words = 0
    if isUnusual(given, words: &words) || isUnusual(family, words: &words) || words > 2 { return true }
    if endsLikeCompany(family) { return true }
    guard given.count == family.count, given.count > 0 else { return false }
    for i in given.indices where lowered(given[i]) != lowered(family[i]) { return false }
    return true
  }

  private static func isUnusual(_ name: UnsafeBufferPointer<UInt8>, words: inout Int) -> Bool {
    var isInWord = false
    var i = 0
    while i < name.count {
      let byte = name[i]
      if byte < 0x80 {
        let kind = kinds[Int(byte)]
        if kind == sign { return true }
        if kind == blank {
          isInWord = false
        } else if !isInWord {
          isInWord = true
          words += 1
        }
        i += 1
      } else {
        // U+00C0 to U+024F and U+1E00 to U+1EFF, of which U+00D7 and U+00F7 are signs.
        let second = i + 1 < name.count ? name[i + 1] : 0
        let isLatin = byte >= 0xC3 && byte <= 0xC9 && !(byte == 0xC3 && (second == 0x97 || second == 0xB7))
        let isLatinAdditional = byte == 0xE1 && second >= 0xB8 && second <= 0xBB
        guard isLatin || isLatinAdditional else { return true }
        if !isInWord { words += 1 }
        isInWord = true
        i += isLatin ? 2 : 3
      }
    }
    guard name.count > 2 else { return name.first == UInt8(ascii: "-") }
    let (a, b, c) = (lowered(name[0]), lowered(name[1]), lowered(name[2]))
    return a == UInt8(ascii: "-") || (a == b && b == c) || isOnOneRow(a, b, c)
  }

  /// A last word without a vowel, as LLC and GmbH, or one of the few suffixes that have one. A test holds this against
  /// `schema/lists/company-suffix.txt`.
  private static func endsLikeCompany(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var count = 0
    var hasVowel = false
    while count < name.count {
      let byte = lowered(name[name.count - 1 - count])
      if byte == 0x20 { break }
      hasVowel = hasVowel || byte >= 0x80 || vowels.contains(byte)
      count += 1
    }
    guard hasVowel else { return count > 1 }
    let word = name[(name.count - count)...]
    return suffixes.contains { $0.count == count && $0.elementsEqual(word.lazy.map(lowered)) }
  }

  private static let vowels = Array("aeiou".utf8)
  private static let suffixes = ["inc", "incorporated", "limited", "corp", "corporation", "company", "holdings", "oyj"]
    .map { Array($0.utf8) }

  /// Three keys side by side, as in `asdf` and `qwerty`.
  private static func isOnOneRow(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
    let (x, y, z) = (keys[Int(a & 0x7F)], keys[Int(b & 0x7F)], keys[Int(c & 0x7F)])
    return x != 0 && y == x &+ 1 && z == y &+ 1
  }

  /// Appends a part of a name to what stands from `first` on; a blank parts it from what stands there.
  /// - Parameter scratch: room that is used again from name to name.
  package static func append(
    _ utf8: UnsafeBufferPointer<UInt8>, to skeleton: inout [UInt8], from first: Int, scratch: inout [UInt8]
  ) {
    scratch.removeAll(keepingCapacity: true)
    var i = 0
    while i < utf8.count {
      let begin = i
      let scalar = NameFold.decode(utf8, &i)
      let base = scalar.value < table.count ? table[Int(scalar.value)] : 0
      if base != 0 { scratch.append(base) } else { scratch.append(contentsOf: utf8[begin..<i]) }
    }
    scratch.withUnsafeBufferPointer { NameFold.append($0, to: &skeleton, from: first) }
  }

  @inline(__always)
  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  private static let letter: UInt8 = 0
  private static let blank: UInt8 = 1
  private static let sign: UInt8 = 2

  private static let kinds: [UInt8] = (0..<128).map { byte in
    let scalar = UnicodeScalar(UInt8(byte))
    if scalar == " " || (9...13).contains(byte) { return blank }
    return scalar.properties.isAlphabetic || scalar == "'" || scalar == "-" ? letter : sign
  }

  /// For each key of the three rows of letters its place, with a gap between rows.
  private static let keys: [UInt8] = {
    var keys = [UInt8](repeating: 0, count: 128)
    for (row, letters) in ["qwertyuiop", "asdfghjkl", "zxcvbnm"].enumerated() {
      for (place, letter) in letters.utf8.enumerated() { keys[Int(letter)] = UInt8(row * 16 + place + 1) }
    }
    return keys
  }()

  /// For each scalar of the first plane the Latin letter that it looks like, 0 for none.
  private static let table: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 0x1_0000)
    for (base, letters) in NameSkeletonTable.lines {
      for letter in letters.unicodeScalars { table[Int(letter.value)] = base.utf8.first ?? 0 }
    }
    return table
  }()
}
