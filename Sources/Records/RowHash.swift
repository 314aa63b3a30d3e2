/// A fast keyed hash of bytes, 64 bits wide: tells whether a record is the one stored last night.
///
/// It is not a proof of anything (those are SHA-256): it saves comparing a million rows by their text. The key is drawn
/// once for each database, so that nobody who writes an export can aim for a collision. Folding 64 by 64 bit products
/// is the scheme of the wyhash family.
/// The body is visible to the rooms that hash (`@inlinable`): it runs for every field of a night.
@usableFromInline
package struct RowHash {
  @usableFromInline
  package var state: UInt64

  @inlinable @inline(__always)
  package init(key: UInt64) { state = key ^ 0x9E37_79B9_7F4A_7C15 }

  @inlinable @inline(__always)
  package static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Adds a field: its length first, so that no two lists of fields give the same stream.
  @inlinable @inline(__always)
  package mutating func add(_ bytes: UnsafePointer<UInt8>, count: Int) {
    let raw = UnsafeRawPointer(bytes)
    state = RowHash.fold(state ^ UInt64(truncatingIfNeeded: count) ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
    var offset = 0
    while count - offset >= 8 {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      state = RowHash.fold(state ^ word, 0x8EBC_6AF0_9C88_C6E3)
      offset += 8
    }
    guard offset < count else { return }
    var tail: UInt64 = 0
    if count >= 8 {
      tail = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else {
      while offset < count {
        tail = tail << 8 | UInt64(bytes[offset])
        offset += 1
      }
    }
    state = RowHash.fold(state ^ tail, 0x5899_65CC_7537_4CC3)
  }

  /// Adds a field that is not known, which is not the same as an empty one.
  @inlinable @inline(__always)
  package mutating func addAbsent() {
    state = RowHash.fold(state ^ 0x1D8E_4E27_C47D_124F, 0x2D35_8DCC_AA6C_78A5)
  }

  @inlinable @inline(__always)
  package mutating func add(_ value: UInt64) {
    state = RowHash.fold(state ^ value, 0x8BB8_4B93_962E_ACC9)
  }

  /// Never 0, which stands for no hash.
  @inlinable @inline(__always)
  package var value: UInt64 {
    let mixed = RowHash.fold(state ^ 0xA076_1D64_78BD_642F, state | 1)
    return mixed == 0 ? 1 : mixed
  }
}
