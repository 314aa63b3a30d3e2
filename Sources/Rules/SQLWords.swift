import Storage

/// Which names a text of SQL has in it.
///
/// Advice to whoever changes this: every night asks it of all rules and all views, and a night of a small account is over in a
/// tenth of a second. So bytes are compared, and no word becomes a String.
enum SQLWords {
  private static let views = ViewFile.all.map { Array($0.name.utf8) }

  /// The views that it names, by their places in `ViewFile.all`.
  static func views(in sql: String) -> [Int] {
    var found = [Bool](repeating: false, count: views.count)
    each(of: sql.utf8) { word in
      for (place, name) in views.enumerated() where !found[place] && word.elementsEqual(name) { found[place] = true }
    }
    return found.indices.filter { found[$0] }
  }

  static func contains(_ name: String, in sql: some StringProtocol) -> Bool {
    let name = Array(name.utf8)
    var isFound = false
    each(of: sql.utf8) { if $0.elementsEqual(name) { isFound = true } }
    return isFound
  }

  private static func each(of text: some Sequence<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
    let bytes = Array(text)
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, isWord(bytes[end]) { end += 1 }
      if end > start { body(bytes[start..<end]) }
      start = end + 1
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte)
  }
}
