/// The paths of a mapping joined at their common beginnings. Nodes are numbered: 0 is nowhere, 1 is the record itself.
struct JSONPathTree {
  static let nowhere = 0
  static let root = 1

  private struct Branch: Hashable {
    var node: Int
    var key: UInt64
  }

  private struct Element {
    var index: Int
    var child: Int
  }

  /// An input that is found at a node, or behind it.
  struct Taking {
    var input: Int
    /// The rest of its path, from its first step that is not plain: which of `rests`.
    var rest: Int?
  }

  /// What is taken at each node; several where inputs begin alike, or differ only by case and case does not count.
  private(set) var takings: [[Taking]] = [[], []]
  private(set) var rests: [[JSONPath.Step]] = []
  private var keys: [Branch: Int] = [:]
  private var elements: [[Element]] = [[], []]
  private let ignoresCase: Bool
  private let hash: JSONKeyHash

  init(paths: [String], ignoresCase: Bool, hash: JSONKeyHash) {
    self.ignoresCase = ignoresCase
    self.hash = hash
    for (input, path) in paths.enumerated() {
      for way in JSONPath(path).ways {
        let plain = way.prefix { $0.isPlain }
        let node = plain.reduce(JSONPathTree.root) { grow($0, $1) }
        let rest = Array(way.dropFirst(plain.count))
        takings[node].append(Taking(input: input, rest: rest.isEmpty ? nil : rests.count))
        if !rest.isEmpty { rests.append(rest) }
      }
    }
  }

  var count: Int { takings.count }

  /// - Parameter step: a plain one.
  private mutating func grow(_ node: Int, _ step: JSONPath.Step) -> Int {
    switch step {
    case .key(let key):
      let branch = Branch(node: node, key: hash(folded(key)))
      if let child = keys[branch] { return child }
      keys[branch] = count
    case .element(let index):
      if let element = elements[node].first(where: { $0.index == index }) { return element.child }
      elements[node].append(Element(index: index, child: count))
    case .all, .having, .parsed: return node
    }
    takings.append([])
    elements.append([])
    return count - 1
  }

  /// The node behind a key that has no escapes.
  func child(of node: Int, key: [UInt8]) -> Int {
    keys[Branch(node: node, key: hash(folded(key)))] ?? JSONPathTree.nowhere
  }

  /// The node behind an element of a list.
  @inline(__always)
  func child(of node: Int, index: Int) -> Int {
    if node == JSONPathTree.nowhere { return JSONPathTree.nowhere }
    // The elements of a list under a hidden key are hidden with it.
    if node >= count { return node }
    for element in elements[node] where element.index == index { return element.child }
    return JSONPathTree.nowhere
  }

  private func folded(_ key: [UInt8]) -> [UInt8] {
    ignoresCase ? key.map { ByteText.isUpper($0) ? $0 | 0x20 : $0 } : key
  }
}
