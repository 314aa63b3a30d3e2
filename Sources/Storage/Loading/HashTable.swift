/// A map from non-zero 64-bit hashes to small numbers: open addressing in flat arrays, 12 bytes a place.
///
/// Swift's Dictionary costs about three times the memory and time here, and a night keeps one entry a row.
///
/// Advice to whoever changes this: the table stands in parts, chosen by the highest bits of a key, and each part grows by a
/// quarter when it is four fifths full. So a place is rarely empty, and no more than one part is ever there twice; one
/// table that doubles needs up to three times the memory while it is copied.
struct HashTable {
  private struct Part {
    var keys: [UInt64] = []
    var values: [Int32] = []
    var count = 0

    /// Where to look first: the middle bits of a key, spread over however many places there are.
    @inline(__always)
    func first(_ key: UInt64) -> Int {
      Int(truncatingIfNeeded: ((key & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: keys.count)) >> 32)
    }

    /// The place of a key, or the free place where it belongs.
    @inline(__always)
    func place(of key: UInt64) -> Int {
      var place = first(key)
      while keys[place] != 0, keys[place] != key {
        place &+= 1
        if place == keys.count { place = 0 }
      }
      return place
    }

    @inline(never)
    mutating func resize(_ places: Int) {
      let old = (keys, values)
      keys = [UInt64](repeating: 0, count: places)
      values = [Int32](repeating: 0, count: places)
      for index in old.0.indices where old.0[index] != 0 {
        let place = self.place(of: old.0[index])
        keys[place] = old.0[index]
        values[place] = old.1[index]
      }
    }
  }

  private var parts: [Part]
  private(set) var count = 0

  private static let partBits: UInt64 = 6

  /// - Parameter capacity: so many entries fit before anything grows.
  init(capacity: Int = 0) {
    var part = Part()
    part.resize(capacity * 5 / 4 / (1 << Int(HashTable.partBits)) + 16)
    parts = [Part](repeating: part, count: 1 << HashTable.partBits)
  }

  /// The value of a key, or nil.
  @inline(__always)
  subscript(key: UInt64) -> Int? {
    let part = Int(truncatingIfNeeded: key >> (64 - HashTable.partBits))
    let place = parts[part].place(of: key)
    return parts[part].keys[place] == 0 ? nil : Int(parts[part].values[place])
  }

  /// Sets the value of a key.
  @inline(__always)
  mutating func set(_ key: UInt64, _ value: Int) {
    let part = Int(truncatingIfNeeded: key >> (64 - HashTable.partBits))
    if parts[part].count * 5 >= parts[part].keys.count * 4 { parts[part].resize(parts[part].keys.count * 5 / 4 + 16) }
    let place = parts[part].place(of: key)
    if parts[part].keys[place] == 0 {
      parts[part].keys[place] = key
      parts[part].count &+= 1
      count &+= 1
    }
    parts[part].values[place] = Int32(truncatingIfNeeded: value)
  }
}
