/// The keys met so far, what each means, and which came after it the last time.
///
/// Advice to whoever changes this: exports repeat the same keys in the same order in every record. So the next key is
/// first compared, with its closing quote, to the one that followed last time; when that holds, the key was neither
/// searched for its end nor hashed. Only what differs is hashed and looked up. Keys are learned up to a bound, then
/// looked up without being learned: objects whose keys are data must not fill the memory.
struct JSONKeys {
  /// A learned key. Slots below the number of nodes are no keys: they stand for "before the first key" of their node.
  struct Slot {
    var hash: UInt64
    var node: Int32
    var child: Int32
    /// The slot of the key that followed last time; 0 is never met.
    var next: Int32
    /// Bytes with the closing quote; texts with escapes are not learned.
    var length: Int32
  }

  /// A key read: what it is, and the index behind its closing quote.
  struct Match {
    var hash: UInt64
    var child: Int
    var slot: Int32
    var end: Int
  }

  private static let most = 2048
  private static let buckets = 8192
  /// Bytes of a slot's text.
  private static let room = 64
  /// No slot: the key was not learned.
  private static let none: Int32 = -1

  private let tree: JSONPathTree
  private let hash: JSONKeyHash
  private let slots: JSONStore<Slot>
  /// The slots' texts. 0xFF stands in no UTF-8 text, so what is not learned matches nothing.
  private let texts = JSONStore<UInt8>(repeating: 0xFF, count: (JSONKeys.most + 1) * JSONKeys.room)
  /// Slots by hash, with open addressing; 0 is free.
  private let table = JSONStore<Int32>(repeating: 0, count: JSONKeys.buckets)
  private var count: Int
  private var scratch: [UInt8] = []

  /// A key that no path has and that smells of a secret, or of what only HR may know.
  struct Hidden {
    var name: String
    var smell: ExportColumn.Smell
    /// Whether its values are looked at: it smells of a secret, and does not only describe one.
    var isWatched: Bool
  }

  /// The first of them. What stands under the key of this number has the node `tree.count` and that number.
  private(set) var hidden: [Hidden] = []
  private static let mostHidden = 64

  init(tree: JSONPathTree, hash: JSONKeyHash) {
    self.tree = tree
    self.hash = hash
    count = tree.count
    slots = JSONStore(
      repeating: Slot(hash: 0, node: 0, child: 0, next: 0, length: 1), count: max(JSONKeys.most, tree.count) + 1)
  }

  /// The slot before the first key of an object at a node.
  @inline(__always)
  static func before(_ node: Int) -> Int32 { Int32(truncatingIfNeeded: node) }

  /// Reads the key whose opening quote is at a place.
  @inline(__always)
  mutating func match(
    _ block: JSONBlock, _ quote: Int, node: Int, after last: Int32
  ) throws(JSONFault) -> Match {
    let start = quote &+ 1
    if last != JSONKeys.none, block.end &- start > JSONKeys.room {
      let expected = slots[Int(last)].next
      let slot = slots[Int(expected)]
      if isText(of: expected, count: Int(slot.length), block, start) {
        return Match(hash: slot.hash, child: Int(slot.child), slot: expected, end: start &+ Int(slot.length))
      }
    }
    return try lookUp(block, start, node: node, after: last)
  }

  @inline(__always)
  private func isText(of slot: Int32, count: Int, _ block: JSONBlock, _ start: Int) -> Bool {
    let text = UnsafeRawPointer(texts.base + Int(slot) &* JSONKeys.room)
    var at = 0
    while at < count {
      var difference = block.word(start &+ at) ^ text.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
      if count &- at < 8 { difference &<<= UInt64(truncatingIfNeeded: (8 &- (count &- at)) &* 8) }
      if difference != 0 { return false }
      at &+= 8
    }
    return true
  }

  /// A key that was not expected here.
  @inline(never)
  private mutating func lookUp(
    _ block: JSONBlock, _ start: Int, node: Int, after last: Int32
  ) throws(JSONFault) -> Match {
    let end = try block.string(start)
    let raw = UnsafeBufferPointer(start: block.base + start, count: end.quote - start)
    if end.isEscaped {
      scratch.removeAll(keepingCapacity: true)
      scratch.append(contentsOf: raw)
      let length = scratch.withUnsafeMutableBufferPointer { bytes in
        bytes.baseAddress.map { JSONEscapes.undo($0, 0, bytes.count) } ?? 0
      }
      scratch.removeLast(scratch.count - length)
    }
    let hash = end.isEscaped ? hash(scratch) : hash(raw)
    var bucket = Int(truncatingIfNeeded: hash &+ UInt64(node) &* 0x9E37_79B9_7F4A_7C15) & (JSONKeys.buckets - 1)
    var slot = JSONKeys.none
    while table[bucket] != 0 {
      let other = table[bucket]
      if slots[Int(other)].hash == hash, slots[Int(other)].node == node {
        slot = other
        break
      }
      bucket = (bucket + 1) & (JSONKeys.buckets - 1)
    }
    if slot == JSONKeys.none {
      let child = child(of: node, key: end.isEscaped ? scratch : Array(raw))
      guard !end.isEscaped, raw.count < JSONKeys.room, count < JSONKeys.most else {
        return Match(hash: hash, child: child, slot: JSONKeys.none, end: end.quote + 1)
      }
      slot = learn(raw, hash: hash, node: node, child: child)
      table[bucket] = slot
    }
    if last != JSONKeys.none { slots.base[Int(last)].next = slot }
    return Match(hash: hash, child: Int(slots[Int(slot)].child), slot: slot, end: end.quote + 1)
  }

  private mutating func child(of node: Int, key: [UInt8]) -> Int {
    let child = tree.child(of: node, key: key)
    // Where keys are data there are too many to look at each of them.
    guard child == JSONPathTree.nowhere, count < JSONKeys.most else { return child }
    let name = String(decoding: key, as: UTF8.self)
    guard let smell = ExportColumn.smell(of: name) else { return child }
    if let place = hidden.firstIndex(where: { $0.name.utf8.elementsEqual(key) }) { return tree.count + place }
    guard hidden.count < JSONKeys.mostHidden else { return child }
    hidden.append(Hidden(name: name, smell: smell, isWatched: smell == .secret && !SecretName.describes(name)))
    return tree.count + hidden.count - 1
  }

  private mutating func learn(_ raw: UnsafeBufferPointer<UInt8>, hash: UInt64, node: Int, child: Int) -> Int32 {
    let slot = count
    count += 1
    slots[slot] = Slot(
      hash: hash, node: Int32(truncatingIfNeeded: node), child: Int32(truncatingIfNeeded: child), next: 0,
      length: Int32(truncatingIfNeeded: raw.count + 1))
    let text = texts.base + slot * JSONKeys.room
    for (index, byte) in raw.enumerated() { text[index] = byte }
    text[raw.count] = UInt8(ascii: "\"")
    return Int32(truncatingIfNeeded: slot)
  }
}
