/// Which rows have a hash that another row has too, told from 4 bytes a row.
///
/// Advice to whoever changes this: only half of each hash is kept, so a few rows are told that share nothing. Whoever asks must
/// compare what the hashes stand for; the views `schema/views/4?_repeated_….sql` say so to the rules.
struct RepeatedHashes {
  private var halves: [UInt32] = []

  /// Sets the hash at a place of the table; 0 is none.
  @inline(__always)
  mutating func set(_ place: Int, _ hash: UInt64) {
    if place == halves.count { return halves.append(RepeatedHashes.half(hash)) }
    if place > halves.count { halves += repeatElement(0, count: place + 1 - halves.count) }
    halves[place] = RepeatedHashes.half(hash)
  }

  @inline(__always)
  private static func half(_ hash: UInt64) -> UInt32 {
    hash == 0 ? 0 : max(1, UInt32(truncatingIfNeeded: hash >> 32))
  }

  /// Whether a place has no hash.
  func isNone(_ place: Int) -> Bool { place >= halves.count || halves[place] == 0 }

  /// Places whose hash stands at another place too, in their order.
  func places() -> [Int] {
    var sorted = halves.filter { $0 != 0 }
    sorted.sort()
    var repeated: Set<UInt32> = []
    for (one, next) in zip(sorted, sorted.dropFirst()) where one == next { repeated.insert(one) }
    return repeated.isEmpty ? [] : halves.indices.filter { repeated.contains(halves[$0]) }
  }
}
