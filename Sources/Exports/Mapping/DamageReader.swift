import Records

/// Counts what was spoilt in the fields of one kind of record. Nothing is mended: only what is certain is named.
///
/// Advice to whoever changes this: what is asked for every row is one byte of an identifier and one search in a name; all
/// else is asked where those, or the block as a whole, give reason to.
final class DamageReader {
  private struct Tally {
    var count = 0
    var line = 0

    mutating func add(_ line: Int) {
      if count == 0 { self.line = line }
      count += 1
    }
  }

  /// The numbers of one column of identifiers.
  private struct Numbers {
    /// Of those with a leading zero: how many digits; nil where there is none, or they differ.
    var padded: Int?
    var isPaddedAlike = true
    /// Those without one, by their digits.
    var bare = [Tally](repeating: Tally(), count: DamageReader.most)
    var hasPlus = false
  }

  private let shape: RecordShape
  private var tallies: [[Damage.Kind: Tally]]
  private var numbers: [Numbers]
  /// Fields whose numbers are all made with the same number of digits.
  private let isPadded: [Bool]

  /// More digits than any number of a person or a telephone has.
  private static let most = 20
  /// The fewest digits of a telephone number with a country code that are told from an extension.
  private static let international = 11

  init(shape: RecordShape) {
    self.shape = shape
    tallies = Array(repeating: [:], count: shape.fields.count)
    numbers = Array(repeating: Numbers(), count: shape.fields.count)
    isPadded = shape.fields.map { $0.name == "employee_number" }
  }

  /// Whether the underscores in a field can only stand for lost letters.
  static func isName(_ field: Field) -> Bool { ["given_name", "family_name", "preferred_name"].contains(field.name) }

  func note(_ kind: Damage.Kind, field: Int, line: Int) { tallies[field][kind, default: Tally()].add(line) }

  /// Text in a block that holds something suspicious.
  func text(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, field: Int, line: Int) {
    if let kind = SpoiltText.damage(bytes, start, end) { note(kind, field: field, line: line) }
  }

  /// A name that holds an underscore.
  func underscore(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, field: Int, line: Int) {
    func isLetter(_ byte: UInt8) -> Bool { ByteText.isUpper(byte & 0xDF) || byte >= 0x80 }
    for i in start..<end where bytes[i] == UInt8(ascii: "_") && end - start > 1 {
      guard i == start || isLetter(bytes[i - 1]), i + 1 == end || isLetter(bytes[i + 1]) else { continue }
      return note(.underscore, field: field, line: line)
    }
  }

  /// An identifier that begins with a digit or a sign.
  func number(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, field: Int, line: Int) {
    let hasPlus = bytes[start] == UInt8(ascii: "+")
    let first = hasPlus || bytes[start] == UInt8(ascii: "-") ? start + 1 : start
    var i = first
    while i < end, ByteText.isDigit(bytes[i]) { i &+= 1 }
    let digits = i - first
    guard i == end else {
      if digits > 0, DamageReader.isScientific(bytes, i, end) { note(.scientificNotation, field: field, line: line) }
      return
    }
    guard digits > 0, digits < DamageReader.most else { return }
    if hasPlus {
      numbers[field].hasPlus = true
    } else if bytes[first] == UInt8(ascii: "0"), digits > 1 {
      if isPadded[field] {
        if let padded = numbers[field].padded, padded != digits { numbers[field].isPaddedAlike = false }
        numbers[field].padded = digits
      }
    } else {
      numbers[field].bare[digits].add(line)
    }
  }

  /// What stands behind the first digits: `.4085551234E10`, `.40856E+10`, `E+10`. Without a point and without a sign it may be
  /// the identifier itself.
  private static func isScientific(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Bool {
    var i = from
    let hasPoint = bytes[i] == UInt8(ascii: ".") || bytes[i] == UInt8(ascii: ",")
    if hasPoint {
      i += 1
      let fraction = i
      while i < end, ByteText.isDigit(bytes[i]) { i += 1 }
      guard i > fraction else { return false }
    }
    guard i < end, bytes[i] | 0x20 == UInt8(ascii: "e") else { return false }
    i += 1
    let hasSign = i < end && (bytes[i] == UInt8(ascii: "+") || bytes[i] == UInt8(ascii: "-"))
    if hasSign { i += 1 }
    guard hasPoint || hasSign, i < end else { return false }
    return (i..<end).allSatisfy { ByteText.isDigit(bytes[$0]) }
  }

  /// All that was found, in the order of the fields.
  var damages: [Damage] {
    shape.fields.indices.flatMap { field in
      var found = tallies[field]
      let numbers = numbers[field]
      if numbers.isPaddedAlike, let padded = numbers.padded {
        found[.leadingZeros] = DamageReader.sum(numbers.bare[..<padded])
      }
      if numbers.hasPlus {
        found[.leadingPlus] = DamageReader.sum(numbers.bare[DamageReader.international...])
      }
      return Damage.Kind.allCases.compactMap { kind in
        found[kind].map { Damage(field: shape.fields[field].name, kind: kind, count: $0.count, line: $0.line) }
      }
    }
  }

  private static func sum(_ tallies: ArraySlice<Tally>) -> Tally? {
    let found = tallies.filter { $0.count > 0 }
    guard let line = found.map(\.line).min() else { return nil }
    return Tally(count: found.reduce(0) { $0 + $1.count }, line: line)
  }
}
