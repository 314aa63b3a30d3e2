/// The words of a header or a JSON key.
enum HeaderWords {
  /// In lower case, parted by what is no letter and no digit, and where a capital begins another word: `userPIN`,
  /// `APIKey` and `api_key` have two each.
  static func of(_ header: String) -> [String] {
    var words: [String] = []
    var word = ""
    let scalars = Array(header.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      let isLetter = isPart(scalar)
      if !isLetter || begins(scalars, place) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isLetter { word += scalar.properties.lowercaseMapping }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  /// Whether a capital begins a word: behind a small letter, or before one (`PINCode`), but not in a plural (`PINs`).
  private static func begins(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    guard place > 0, scalars[place].properties.isUppercase else { return false }
    let before = scalars[place - 1].properties
    if before.isLowercase { return true }
    guard before.isUppercase, place + 1 < scalars.count, scalars[place + 1].properties.isLowercase else { return false }
    return scalars[place + 1] != "s" || (place + 2 < scalars.count && isPart(scalars[place + 2]))
  }
}

/// Headers as messages and reports may show them.
enum HeaderText {
  /// The header, or only its place where it may be data: a file without a header has somebody's row in its first line,
  /// and a password may stand in it.
  /// - Parameter place: of the column, from 1.
  static func shown(_ header: String, place: Int) -> String {
    isData(header) ? "(column \(place), whose header is not shown)" : header
  }

  private static func isData(_ header: String) -> Bool {
    let digits = header.utf8.count { ByteText.isDigit($0) }
    return SecretText.looksRandom(header) || header.utf8.contains(UInt8(ascii: "@")) && !header.hasPrefix("@")
      || digits > 6 || header.utf8.count > 100
  }
}
