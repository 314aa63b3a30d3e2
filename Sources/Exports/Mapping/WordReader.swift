import Records

/// Turns the spellings of one field into words of its vocabulary, and counts the spellings that no table has.
///
/// Exports write few spellings, a million times each: the last ones are kept and compared as bytes.
final class WordReader {
  /// An unknown spelling: how often, and where first.
  struct Unknown {
    var count: Int
    var line: Int
  }

  private(set) var unknown: [String: Unknown] = [:]
  /// Whether the column may hold a secret instead of a word: then no spelling of it is ever named.
  var mayBeSecret: Bool
  private let known: [String: Cell]
  private let unknownCell: Cell
  /// Spellings in lower case that leave the field to another column.
  private let nothing: [[UInt8]]
  private var seen: [(spelling: [UInt8], cell: Cell)] = []

  /// So many different unknown spellings are told apart; a column of free text mapped by mistake has more.
  private static let most = 100
  private static let notShown = "(a text that is not shown)"
  /// Longer spellings are no words.
  private static let longest = 40

  /// - Parameter cell: where a word stands in the bytes that every batch begins with.
  init(vocabulary: Vocabulary, spellings: [String: String], mayBeSecret: Bool, cell: (String) -> Cell) {
    self.mayBeSecret = mayBeSecret
    var known: [String: Cell] = [:]
    for word in vocabulary.words {
      for spelling in vocabulary.spellings[word] ?? [] { known[spelling] = cell(word) }
    }
    for (spelling, word) in spellings { known[spelling] = word == Vocabulary.nothing ? nil : cell(word) }
    nothing = spellings.filter { $0.value == Vocabulary.nothing }.keys.sorted().map { Array($0.utf8) }
    self.known = known
    unknownCell = cell(Vocabulary.unknown)
  }

  /// Words that stand for roles: each becomes the role's name as a JSON string, or an empty cell where it stands for none.
  init(roles: [String: String], cell: (String) -> Cell) {
    mayBeSecret = false
    nothing = []
    known = roles.mapValues { $0.isEmpty ? .empty : cell(JSONString.quoted($0)) }
    unknownCell = .empty
  }

  /// Whether a spelling leaves the field to another column. Where no other speaks it is an unknown word.
  func saysNothing(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    nothing.contains { word in
      word.count == end - start
        && word.indices.allSatisfy { at in
          let byte = bytes[start + at]
          return word[at] == (ByteText.isUpper(byte) ? byte | 0x20 : byte)
        }
    }
  }

  @inline(__always)
  func cell(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, line: Int) -> Cell {
    let count = end - start
    for entry in seen where entry.spelling.count == count {
      var same = true
      for i in 0..<count where entry.spelling[i] != bytes[start + i] {
        same = false
        break
      }
      if same { return entry.cell }
    }
    return look(bytes, start, count, line)
  }

  private func look(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ line: Int) -> Cell {
    let spelling = UnsafeBufferPointer(start: bytes + start, count: count)
    let text = String(decoding: spelling, as: UTF8.self)
    if let cell = known[ByteText.lowercased(text)] {
      if seen.count < 32 { seen.append((Array(spelling), cell)) }
      return cell
    }
    let isLong = text.unicodeScalars.count > WordReader.longest
    // What a row out of step puts here may be the secret of another column.
    let isHidden = count > 0 && (mayBeSecret || isLong || SecretText.looksRandom(text))
    let shown = isHidden ? WordReader.notShown : text
    let name = unknown[shown] != nil || unknown.count < WordReader.most ? shown : "(other words)"
    unknown[name, default: Unknown(count: 0, line: line)].count += 1
    return unknownCell
  }
}
