/// Finds the place of a key in a list of non-zero 64-bit hashes, which stays outside: open addressing, 5 to 8 bytes a key.
///
/// Advice to whoever changes this: it is `HashTable` without the keys, and stands in parts for the same reason. Each call
/// takes the list that the table was made for.
struct PlaceTable {
  private struct Part {
    /// Places from 1; 0 is free.
    var places: [Int32]
    var count = 0

    /// The slot of a key, or the free slot where it belongs.
    @inline(__always)
    func slot(of key: UInt64, in keys: [UInt64]) -> Int {
      var slot = Int(truncatingIfNeeded: ((key & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: places.count)) >> 32)
      while places[slot] != 0, keys[Int(places[slot]) &- 1] != key {
        slot &+= 1
        if slot == places.count { slot = 0 }
      }
      return slot
    }

    @inline(never)
    mutating func resize(_ slots: Int, _ keys: [UInt64]) {
      let old = places
      places = [Int32](repeating: 0, count: slots)
      for place in old where place != 0 { places[slot(of: keys[Int(place) &- 1], in: keys)] = place }
    }
  }

  private var parts: [Part]
  private static let partBits: UInt64 = 6

  init(of keys: [UInt64]) {
    let part = Part(places: [Int32](repeating: 0, count: keys.count * 5 / 4 / (1 << Int(PlaceTable.partBits)) + 16))
    parts = [Part](repeating: part, count: 1 << PlaceTable.partBits)
    for place in keys.indices { add(place, of: keys) }
  }

  @inline(__always)
  func place(of key: UInt64, in keys: [UInt64]) -> Int? {
    let part = Int(truncatingIfNeeded: key >> (64 - PlaceTable.partBits))
    let place = parts[part].places[parts[part].slot(of: key, in: keys)]
    return place == 0 ? nil : Int(place) &- 1
  }

  /// Takes in the key at a place of the list.
  @inline(__always)
  mutating func add(_ place: Int, of keys: [UInt64]) {
    let part = Int(truncatingIfNeeded: keys[place] >> (64 - PlaceTable.partBits))
    if parts[part].count &* 5 >= parts[part].places.count &* 4 {
      parts[part].resize(parts[part].places.count * 3 / 2 + 16, keys)
    }
    let slot = parts[part].slot(of: keys[place], in: keys)
    if parts[part].places[slot] == 0 { parts[part].count &+= 1 }
    parts[part].places[slot] = Int32(truncatingIfNeeded: place &+ 1)
  }
}
