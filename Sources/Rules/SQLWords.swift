import Storage

/// Which names a text of SQL has in it.
///
/// Advice to whoever changes this: every night asks it of all rules and all views, and a night of a small account is over in a
/// tenth of a second. So bytes are compared, with names of the same length only, and no word becomes a String.
struct SQLWords {
  private let names: [[UInt8]]
  /// Places of names by their length.
  private let places: [[Int]]

  /// - Parameter names: what is looked for.
  init(_ names: [String]) {
    self.names = names.map { Array($0.utf8) }
    var places = [[Int]](repeating: [], count: (self.names.map(\.count).max() ?? 0) + 1)
    for (place, name) in self.names.enumerated() { places[name.count].append(place) }
    self.places = places
  }

  /// The names that it has, by their places in the list.
  func found(in sql: String) -> [Int] {
    var found = [Bool](repeating: false, count: names.count)
    func look(_ bytes: UnsafeBufferPointer<UInt8>) {
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, SQLWords.isWord(bytes[end]) { end &+= 1 }
        let length = end &- start
        if length > 0, length < places.count {
          for place in places[length] where names[place][0] == bytes[start] && !found[place] {
            found[place] = names[place].elementsEqual(bytes[start..<end])
          }
        }
        start = end &+ 1
      }
    }
    var sql = sql
    sql.withUTF8(look)
    return found.indices.filter { found[$0] }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (48...57).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte)
  }
}
