/// Text that some program spoilt before it came here, most often Excel. What is lost cannot be told from the file: it is
/// named, and read as it stands.
package struct Damage: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// `1.4085551234E10` where an identifier or a number was.
    case scientificNotation = "scientific-notation"
    /// `Fran_ois`: a letter that the code page of the writing program did not have.
    case underscore = "underscore"
    /// U+FFFD: bytes that some reader before could not make out.
    case replacementCharacter = "replacement-character"
    /// `FranÃ§ois`: UTF-8 that some reader before took for Windows-1252.
    case mojibake
    /// Some numbers of the column have their leading zeros, and shorter ones have none.
    case leadingZeros = "leading-zeros"
    /// Some long numbers of the column begin with `+`, and others have none.
    case leadingPlus = "leading-plus"
    /// A quote inside a field that does not begin with one; it is read as text.
    case strayQuote = "stray-quote"

    /// For people.
    package var words: String {
      switch self {
      case .scientificNotation: "a number in scientific notation"
      case .underscore: "an underscore where a letter was lost"
      case .replacementCharacter: "a replacement character (U+FFFD) where text was lost"
      case .mojibake: "UTF-8 that was read in another encoding"
      case .leadingZeros: "a number without the leading zeros that others have"
      case .leadingPlus: "a number without the leading + that others have"
      case .strayQuote: "a quote inside of a field"
      }
    }
  }

  /// The field of the contract.
  package var field: String
  package var kind: Kind
  /// In how many records.
  package var count: Int
  /// The first of them.
  package var line: Int

  package init(field: String, kind: Kind, count: Int, line: Int) {
    self.field = field
    self.kind = kind
    self.count = count
    self.line = line
  }
}
