/// The objects and lists that are open, and the keys of the objects among them, so that none has a key twice
/// (RFC 8259, section 4, leaves that to chance; here it is refused).
///
/// Advice to whoever changes this: 64 bits a level tell most new keys at once; only when a key's bit is taken are the
/// hashes of its object compared, one by one in a small object, by a set in a large one. The keys of an inner object
/// stand behind those of the outer one and are gone when it closes.
struct JSONLevels {
  struct Level {
    var node: Int
    /// The byte that closes it.
    var closing: UInt8
    /// The key before, in an object.
    var last: Int32
    /// The element, in a list.
    var index: Int
    /// Where its keys begin.
    var keys: Int
    /// One bit a key.
    var bits: UInt64
    /// Tells large objects apart.
    var serial: UInt64
  }

  private static let small = 48
  private static let blank = Level(node: 0, closing: 0, last: 0, index: 0, keys: 0, bits: 0, serial: 0)

  private let limit: Int
  private let allowsRepeatedKeys: Bool
  private(set) var depth = 0
  private var levels = JSONStore(repeating: JSONLevels.blank, count: 16)
  private var hashes = JSONStore<UInt64>(repeating: 0, count: 256)
  private var count = 0
  private var serials: UInt64 = 0
  private var large: Set<UInt64> = []

  init(limit: Int, allowsRepeatedKeys: Bool = false) {
    self.limit = limit
    self.allowsRepeatedKeys = allowsRepeatedKeys
  }

  /// The innermost. There must be one.
  @inline(__always)
  var top: UnsafeMutablePointer<Level> { levels.base + (depth &- 1) }

  mutating func clear() {
    depth = 0
    count = 0
    if !large.isEmpty { large.removeAll(keepingCapacity: true) }
  }

  /// - Parameter outer: levels around the first of these.
  @inline(__always)
  mutating func open(_ closing: UInt8, node: Int, outer: Int, at place: Int) throws(JSONFault) {
    if depth &+ outer >= limit { throw JSONFault(.nesting, at: place) }
    if depth == levels.capacity { levels.grow(filling: JSONLevels.blank) }
    levels[depth] = Level(
      node: node, closing: closing, last: JSONKeys.before(node), index: 0, keys: count, bits: 0, serial: 0)
    depth &+= 1
  }

  @inline(__always)
  mutating func close() {
    depth &-= 1
    count = levels[depth].keys
  }

  /// Notes a key of the innermost object.
  @inline(__always)
  mutating func add(_ hash: UInt64, at place: Int) throws(JSONFault) {
    let level = top
    let bit: UInt64 = 1 &<< (hash & 63)
    if level.pointee.bits & bit != 0 {
      if has(hash) { throw JSONFault(.duplicateKey, at: place) }
    } else {
      level.pointee.bits |= bit
    }
    if count == hashes.capacity { hashes.grow(filling: 0) }
    hashes[count] = hash
    count &+= 1
  }

  @inline(never)
  private mutating func has(_ hash: UInt64) -> Bool {
    if allowsRepeatedKeys { return false }
    let first = top.pointee.keys
    if count - first <= JSONLevels.small {
      var place = first
      while place < count, hashes[place] != hash { place &+= 1 }
      return place < count
    }
    if top.pointee.serial == 0 {
      serials &+= 1
      top.pointee.serial = serials &* 0x9E37_79B9_7F4A_7C15
      top.pointee.index = first
    }
    // Keys since the last question, which `index`, not used by objects, remembers.
    while top.pointee.index < count {
      large.insert(hashes[top.pointee.index] ^ top.pointee.serial)
      top.pointee.index += 1
    }
    return large.contains(hash ^ top.pointee.serial)
  }
}
