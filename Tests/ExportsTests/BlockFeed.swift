import Records

@testable import Exports

/// Gives bytes to a scanner as the reader does: in blocks, with what a block left over put in front of the next.
enum BlockFeed {
  /// - Parameters:
  ///   - cuts: where blocks end, in rising order; the file's end is always one.
  ///   - taken: is given what each block came to.
  static func feed(
    _ bytes: [UInt8], cuts: [Int], to scanner: inout some RecordScanner, _ mapper: RecordMapper,
    taken: (RecordBatch) -> Void
  ) throws {
    var rest: [UInt8] = []
    var offset = 0
    var begin = 0
    for end in cuts + [bytes.count] {
      // A block of its own size, so that reading behind its end is not reading the next one.
      var block = rest + bytes[begin..<end]
      begin = end
      let to = block.count
      let done = try block.withUnsafeMutableBufferPointer { memory -> Int in
        guard let base = memory.baseAddress else { return 0 }
        return try scanner.scan(base, from: 0, to: to, offset: offset, isLast: end == bytes.count, into: mapper)
      }
      rest = Array(block[done...])
      offset += done
      taken(mapper.take(read: block))
    }
    try scanner.finish(offset: offset, into: mapper)
  }
}
