/// A 64-bit hash of a key with a secret of this run, so that no file can be made to hold two keys that hash alike; by
/// chance that happens once in more files than there will ever be. It stands for the key itself.
///
/// Each word is joined to the state and multiplied to 128 bits, whose halves are joined again (as wyhash does).
struct JSONKeyHash {
  private let seed: UInt64
  private let step: UInt64
  private let last: UInt64

  init() {
    seed = .random(in: .min ... .max)
    step = .random(in: .min ... .max) | 1 << 63 | 1
    last = .random(in: .min ... .max) | 1 << 63 | 1
  }

  @inline(__always)
  private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high ^ low
  }

  func callAsFunction(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let words = UnsafeRawBufferPointer(key)
    var state = seed
    var at = 0
    while at + 8 <= key.count {
      state = fold(state ^ words.loadUnaligned(fromByteOffset: at, as: UInt64.self), step)
      at += 8
    }
    var tail: UInt64 = 0
    while at < key.count {
      tail = tail << 8 | UInt64(key[at])
      at += 1
    }
    state = fold(state ^ tail, step)
    return fold(state ^ UInt64(truncatingIfNeeded: key.count) ^ seed &>> 7, last)
  }

  func callAsFunction(_ key: [UInt8]) -> UInt64 { key.withUnsafeBufferPointer { self($0) } }
}
