/// A map from non-zero 64-bit hashes to small numbers: open addressing in two flat arrays, 12 bytes a place.
///
/// Swift's Dictionary costs about three times the memory and time here, and a night keeps one entry a row.
struct HashTable {
  private var keys: [UInt64]
  private var values: [Int32]
  private var mask: Int
  private(set) var count = 0

  init(capacity: Int = 64) {
    var places = 64
    while places * 2 / 3 < capacity { places *= 2 }
    keys = [UInt64](repeating: 0, count: places)
    values = [Int32](repeating: 0, count: places)
    mask = places - 1
  }

  /// The value of a key, or nil.
  @inline(__always)
  subscript(key: UInt64) -> Int? {
    var place = Int(truncatingIfNeeded: key) & mask
    while keys[place] != 0 {
      if keys[place] == key { return Int(values[place]) }
      place = (place &+ 1) & mask
    }
    return nil
  }

  /// Sets the value of a key.
  @inline(__always)
  mutating func set(_ key: UInt64, _ value: Int) {
    if count * 3 >= keys.count * 2 { grow() }
    var place = Int(truncatingIfNeeded: key) & mask
    while keys[place] != 0, keys[place] != key { place = (place &+ 1) & mask }
    if keys[place] == 0 {
      keys[place] = key
      count &+= 1
    }
    values[place] = Int32(truncatingIfNeeded: value)
  }

  private mutating func grow() {
    let old = (keys, values)
    keys = [UInt64](repeating: 0, count: old.0.count * 2)
    values = [Int32](repeating: 0, count: old.0.count * 2)
    mask = keys.count - 1
    count = 0
    for place in old.0.indices where old.0[place] != 0 { set(old.0[place], Int(old.1[place])) }
  }
}
