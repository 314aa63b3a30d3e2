/// Folds names so that spellings of one name compare equal: lower case, no diacritics, no invisible characters, runs of
/// blanks as one. Works on Unicode scalars with a table of its own, so that no locale and no library version is in it.
package enum NameFold {
  private static let bases: [Unicode.Scalar: String] = {
    var bases: [Unicode.Scalar: String] = [:]
    for (base, letters) in NameFoldTable.lines {
      for letter in letters.unicodeScalars { bases[letter] = base }
    }
    return bases
  }()

  /// `"  José  ØSTERGÅRD"` → `"jose ostergard"`.
  package static func fold(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    var pending = false
    for scalar in name.unicodeScalars {
      if scalar.properties.isWhitespace {
        pending = !folded.isEmpty
        continue
      }
      if isInvisible(scalar) || isMark(scalar) { continue }
      if pending { folded.append(" ") }
      pending = false
      if let base = bases[scalar] {
        folded.append(contentsOf: base.unicodeScalars)
      } else if scalar.isASCII {
        folded.append(Unicode.Scalar(scalar.value &- 0x41 < 26 ? scalar.value | 0x20 : scalar.value) ?? scalar)
      } else {
        folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(folded)
  }

  /// How many letters of any script a text has.
  package static func letters(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isLetter($1) ? 1 : 0) }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
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
}
