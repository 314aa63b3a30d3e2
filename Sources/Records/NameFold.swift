/// Folds names so that spellings of one name compare equal: lower case, no diacritics, no invisible characters, runs of
/// blanks as one. Works on Unicode scalars with a table of its own, so that no locale and no library version is in it.
package enum NameFold {
  /// `"  José  ØSTERGÅRD"` → `"jose ostergard"`.
  package static func fold(_ name: String) -> String {
    var folded: [UInt8] = []
    var name = name
    name.withUTF8 { append($0, to: &folded, from: 0) }
    return String(decoding: folded, as: UTF8.self)
  }

  /// How many letters of any script a text has; counting stops at `most`.
  package static func letters(_ text: String, most: Int = .max) -> Int {
    var text = text
    return text.withUTF8 { letters($0, most: most) }
  }

  /// Appends a part of a name, folded, to what stands from `first` on; a blank parts it from what stands there.
  /// - Parameter utf8: valid UTF-8.
  package static func append(_ utf8: UnsafeBufferPointer<UInt8>, to folded: inout [UInt8], from first: Int) {
    var isParted = folded.count > first
    var i = 0
    while i < utf8.count {
      let byte = utf8[i]
      if byte < 0x80 {
        i += 1
        if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
          isParted = folded.count > first
        } else if byte > 0x20, byte != 0x7F {
          if isParted { folded.append(0x20) }
          isParted = false
          folded.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        continue
      }
      let scalar = decode(utf8, &i)
      let place = scalar.value < table.places.count ? Int(table.places[Int(scalar.value)]) : 0
      if place == 0 {
        if scalar.properties.isWhitespace {
          isParted = folded.count > first
          continue
        }
        if isMark(scalar) || isInvisible(scalar) { continue }
      }
      if isParted { folded.append(0x20) }
      isParted = false
      if place > 0 {
        folded.append(contentsOf: table.bases[place])
      } else {
        folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
  }

  package static func letters(_ utf8: UnsafeBufferPointer<UInt8>, most: Int) -> Int {
    var count = 0
    var i = 0
    while i < utf8.count, count < most {
      let byte = utf8[i]
      if byte < 0x80 {
        i += 1
        if (byte | 0x20) &- 0x61 < 26 { count += 1 }
      } else if isLetter(decode(utf8, &i)) {
        count += 1
      }
    }
    return count
  }

  /// The scalar that begins at `i`, which moves behind it (RFC 3629).
  static func decode(_ utf8: UnsafeBufferPointer<UInt8>, _ i: inout Int) -> Unicode.Scalar {
    let lead = UInt32(utf8[i])
    if lead < 0x80 {
      i += 1
      return Unicode.Scalar(UInt8(lead))
    }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = lead & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for k in 1..<length where i + k < utf8.count { value = value << 6 | UInt32(utf8[i + k] & 0x3F) }
    i += length
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < table.places.count, table.places[Int(scalar.value)] != 0 { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  /// Combining marks of Latin, Greek and Cyrillic; the vowel signs of other scripts are letters to their readers.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x0300...0x036F).contains(scalar.value) || (0x1AB0...0x1AFF).contains(scalar.value)
      || (0x1DC0...0x1DFF).contains(scalar.value)
  }

  /// Controls, zero-width and bidirectional characters.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control
  }

  /// For each scalar below U+2000 the place of its base, 0 for none: a look-up costs one load, where asking Unicode's
  /// properties costs some fifty times that, and a third of the names of a large company have such a letter.
  private static let table: (places: [UInt16], bases: [[UInt8]]) = {
    var places = [UInt16](repeating: 0, count: 0x2000)
    var bases: [[UInt8]] = [[]]
    for (base, letters) in NameFoldTable.lines {
      for letter in letters.unicodeScalars { places[Int(letter.value)] = UInt16(bases.count) }
      bases.append(Array(base.utf8))
    }
    return (places, bases)
  }()
}
