/// Walks through one value of any depth: checks that it is JSON (RFC 8259), and notes what stands at the paths of the
/// mapping.
///
/// Advice to whoever changes this: every byte of a night passes here. There is no recursion, so that no file can
/// exhaust the stack; what is open stands in `levels`. Nothing of the block is changed.
struct JSONWalker {
  private var keys: JSONKeys
  private var hidden = SecretWatch()
  private var levels: JSONLevels
  private let tree: JSONPathTree
  var cells: JSONCells

  /// - Parameter allowsRepeatedKeys: whether only the grammar counts.
  init(
    tree: JSONPathTree, hash: JSONKeyHash, cells: JSONCells, nesting: Int, allowsRepeatedKeys: Bool = false
  ) {
    self.tree = tree
    self.cells = cells
    keys = JSONKeys(tree: tree, hash: hash)
    levels = JSONLevels(limit: nesting, allowsRepeatedKeys: allowsRepeatedKeys)
  }

  /// - Parameters:
  ///   - start: the first byte of the value.
  ///   - node: where in the paths the value stands.
  ///   - outer: how many objects and lists are around it.
  /// - Returns: the index behind the value.
  mutating func value(
    _ block: inout JSONBlock, from start: Int, node: Int, outer: Int
  ) throws(JSONFault) -> Int {
    var at = start
    var node = node
    levels.clear()
    while true {
      var isOpened = false
      switch block.base[at] {
      case UInt8(ascii: "\""):
        let string = try block.string(at &+ 1)
        if node != JSONPathTree.nowhere {
          if node >= tree.count {
            look(block, at &+ 1, string.quote, node)
          } else {
            cells.take(string, from: at &+ 1, node: node)
          }
        }
        at = string.quote &+ 1
      case UInt8(ascii: "{"):
        // What an object under a hidden key holds is judged by its own keys.
        if node >= tree.count { node = JSONPathTree.nowhere }
        if node != JSONPathTree.nowhere { cells.takeWhole(isList: false, start: at, node: node) }
        try levels.open(UInt8(ascii: "}"), node: node, outer: outer, at: at)
        at &+= 1
        isOpened = true
      case UInt8(ascii: "["):
        if node != JSONPathTree.nowhere, node < tree.count {
          cells.takeWhole(isList: true, start: at, node: node)
        }
        try levels.open(UInt8(ascii: "]"), node: node, outer: outer, at: at)
        at &+= 1
        isOpened = true
      default:
        let end = try block.scalar(at)
        if node != JSONPathTree.nowhere {
          let isNull = block.base[at] == UInt8(ascii: "n")
          if node < tree.count {
            cells.take(scalar: at, end, isNull: isNull, node: node)
          } else if !isNull {
            look(block, at, end, node)
          }
        }
        at = end
      }

      // Behind a value or an opening: on to the next value, or out of what closes here.
      while true {
        if levels.depth == 0 { return at }
        at = try block.skip(at)
        let level = levels.top
        let byte = block.base[at]
        if byte == level.pointee.closing {
          levels.close()
          at &+= 1
          isOpened = false
          continue
        }
        if !isOpened {
          guard byte == UInt8(ascii: ",") else {
            throw JSONFault(level.pointee.closing == UInt8(ascii: "}") ? .objectComma : .listComma, at: at)
          }
          let comma = at
          at = try block.skip(at &+ 1)
          if block.base[at] == level.pointee.closing { throw JSONFault(.trailingComma, at: comma) }
        }
        if level.pointee.closing == UInt8(ascii: "}") {
          guard block.base[at] == UInt8(ascii: "\"") else { throw JSONFault(.key, at: at) }
          let key = try keys.match(block, at, node: level.pointee.node, after: level.pointee.last)
          try levels.add(key.hash, at: at)
          level.pointee.last = key.slot
          node = key.child
          at = try colon(&block, key.end)
        } else {
          if !isOpened { level.pointee.index &+= 1 }
          node = tree.child(of: level.pointee.node, index: level.pointee.index)
        }
        break
      }
    }
  }

  /// A value under a key that smells of a secret.
  @inline(never)
  private mutating func look(_ block: JSONBlock, _ start: Int, _ end: Int, _ node: Int) {
    let place = node - tree.count
    while hidden.columns.count <= place {
      let name = keys.hidden[hidden.columns.count].name
      _ = hidden.add(SecretWatch.Column(input: 0, tellsTime: SecretName.tellsTime(name)))
    }
    guard keys.hidden[place].isWatched else { return }
    hidden.look(block.base, start, end, column: place, line: block.line)
  }

  /// Keys that are not read because they smell, with what stands under those that smell of a secret.
  var hiddenColumns: [ExportColumn] {
    keys.hidden.enumerated().map { place, key in
      var column = ExportColumn(header: HeaderText.shown(key.name, place: place + 1), smell: key.smell)
      if key.isWatched {
        column.content = place < hidden.columns.count ? hidden.columns[place].content : .empty
        column.line = place < hidden.columns.count ? hidden.columns[place].line : 0
      }
      return column
    }
  }

  /// The value behind a colon.
  @inline(__always)
  private func colon(_ block: inout JSONBlock, _ end: Int) throws(JSONFault) -> Int {
    let at = try block.skip(end)
    guard block.base[at] == UInt8(ascii: ":") else { throw JSONFault(.colon, at: at) }
    return try block.skip(at &+ 1)
  }

  /// Reads the key at a place and passes its colon, for objects that are followed from outside.
  /// - Returns: the key's hash, where its value begins, and where in the paths that stands.
  mutating func key(_ block: inout JSONBlock, _ at: Int) throws(JSONFault) -> (hash: UInt64, value: Int, node: Int) {
    guard block.base[at] == UInt8(ascii: "\"") else { throw JSONFault(.key, at: at) }
    let key = try keys.match(block, at, node: JSONPathTree.nowhere, after: JSONKeys.before(JSONPathTree.nowhere))
    return (key.hash, try colon(&block, key.end), key.child)
  }
}
