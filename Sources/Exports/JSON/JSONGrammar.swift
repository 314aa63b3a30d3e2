/// Tells whether a text is JSON. On top of the grammar of RFC 8259, which leaves both to chance, what is read here has no
/// key twice and no U+0000: readers disagree on which of two values counts, and NUL ends text in C.
final class JSONGrammar {
  private var walker: JSONWalker
  private let isAlone: Bool

  /// - Parameters:
  ///   - nesting: levels of objects and lists that are allowed.
  ///   - isAlone: whether nothing but the grammar counts.
  init(nesting: Int, isAlone: Bool = false) {
    let hash = JSONKeyHash()
    let tree = JSONPathTree(paths: [], ignoresCase: false, hash: hash)
    walker = JSONWalker(
      tree: tree, hash: hash, cells: JSONCells(tree: tree), nesting: nesting, allowsRepeatedKeys: isAlone)
    self.isAlone = isAlone
  }

  /// What is wrong with a text, and where; nil when nothing is. White space is put behind it, so that it has an end.
  func fault(in text: inout [UInt8]) -> JSONFault? {
    text.append(UInt8(ascii: "\n"))
    return text.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      if case .valid(let upTo) = UTF8Check.check(base, from: 0, to: bytes.count), upTo == bytes.count {
        return fault(JSONBlock(base: base, end: bytes.count, line: 1, allowsNul: isAlone))
      }
      return JSONFault(.encoding, at: 0)
    }
  }

  private func fault(_ block: JSONBlock) -> JSONFault? {
    var block = block
    do throws(JSONFault) {
      let start = try block.skip(0)
      let end = block.space(try walker.value(&block, from: start, node: JSONPathTree.nowhere, outer: 0))
      return end == block.end ? nil : JSONFault(.afterEnd, at: end)
    } catch {
      return error
    }
  }
}
