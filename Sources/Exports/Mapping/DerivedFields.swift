import Records

/// The fields of a record that are worked out from its names and its id, once, while their bytes are at hand.
struct DerivedFields {
  /// Where the parts of the name are (accounts have one), and what is worked out from them.
  private let given: Int?
  private let family: Int?
  /// `full_name` and the first of the three fields about its letters, of profiles.
  private let fullName: Int?
  private let letters: Int
  /// `folded_name`, of accounts and people.
  private let folded: Int?
  private let ids: (id: Int, skeleton: Int)?
  /// Room that is used again from record to record.
  private var scratch: [UInt8] = []

  init(_ shape: RecordShape) {
    given = shape.index(of: "given_name") ?? shape.index(of: "name")
    family = shape.index(of: "family_name")
    fullName = shape.index(of: "full_name")
    letters = shape.index(of: "given_letters") ?? 0
    folded = shape.index(of: "folded_name")
    ids =
      if let id = shape.index(of: "id"), let skeleton = shape.index(of: "id_skeleton") { (id, skeleton) } else { nil }
  }

  /// - Parameters:
  ///   - steps: how each field of the record comes about.
  ///   - digits: the cells of 0, 1 and 2.
  ///   - written: where text is written anew.
  @inline(__always)
  mutating func fill(
    _ row: UnsafeMutableBufferPointer<Cell>, _ block: UnsafePointer<UInt8>, steps: [InputPlan.Step], digits: [Cell],
    written: inout [UInt8]
  ) {
    if let ids { row[ids.skeleton] = skeleton(of: row[ids.id], block, &written) }
    guard let given, fullName != nil || folded != nil else { return }
    let first = row[given]
    let second = family.map { row[$0] } ?? .absent
    if fullName != nil, steps[given].kind == .absent || family.map({ steps[$0].kind == .absent }) != false {
      clear(row)
    } else if first.isWritten || second.isWritten {
      // Rare: what a string of JSON holds stands apart from the block.
      let bytes = DerivedFields.bytes(first, block, written) + DerivedFields.bytes(second, block, written)
      bytes.withUnsafeBufferPointer { bytes in
        let base = bytes.baseAddress ?? block
        name(row, base, 0..<first.count, first.count..<first.count + second.count, digits, &written)
      }
    } else {
      name(
        row, block, first.start..<first.start + first.count, second.start..<second.start + second.count, digits,
        &written)
    }
  }

  @inline(__always)
  private mutating func name(
    _ row: UnsafeMutableBufferPointer<Cell>, _ bytes: UnsafePointer<UInt8>, _ first: Range<Int>, _ second: Range<Int>,
    _ digits: [Cell], _ written: inout [UInt8]
  ) {
    if let folded {
      // Of people only where SQLite's lower() would not do.
      let isNeeded = family == nil ? given.map { !row[$0].isAbsent } ?? false : !isASCII(bytes, first, second)
      let start = written.count
      if isNeeded { NameReader.appendFolded(bytes, given: first, family: second, to: &written) }
      row[folded] = isNeeded ? Cell(written: start, count: written.count - start) : .absent
    }
    guard let fullName else { return }
    let start = written.count
    NameReader.appendFolded(bytes, given: first, family: second, to: &written)
    row[fullName] = Cell(written: start, count: written.count - start)
    row[letters] = digits[NameReader.letters(bytes, first)]
    row[letters + 1] = digits[NameReader.letters(bytes, second)]
    let end = written.count
    let isUnusual = NameReader.appendSkeleton(bytes, given: first, family: second, to: &written, scratch: &scratch)
    row[letters + 2] = isUnusual ? Cell(written: end, count: written.count - end) : .absent
  }

  private func clear(_ row: UnsafeMutableBufferPointer<Cell>) {
    guard let fullName else { return }
    row[fullName] = .absent
    for index in letters...letters + 2 { row[index] = .absent }
  }

  /// What an id that is not plain ASCII looks like.
  @inline(__always)
  private mutating func skeleton(
    of id: Cell, _ block: UnsafePointer<UInt8>, _ written: inout [UInt8]
  ) -> Cell {
    if id.isWritten {
      let bytes = DerivedFields.bytes(id, block, written)
      return bytes.withUnsafeBufferPointer { skeleton($0.baseAddress ?? block, 0..<bytes.count, &written) }
    }
    return skeleton(block, id.start..<id.start + id.count, &written)
  }

  @inline(__always)
  private mutating func skeleton(
    _ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, _ written: inout [UInt8]
  ) -> Cell {
    guard !isASCII(bytes, range, range) else { return .absent }
    let start = written.count
    NameReader.appendSkeleton(bytes, range, to: &written, scratch: &scratch)
    return Cell(written: start, count: written.count - start)
  }

  @inline(__always)
  private func isASCII(_ bytes: UnsafePointer<UInt8>, _ first: Range<Int>, _ second: Range<Int>) -> Bool {
    var all: UInt8 = 0
    for i in first { all |= bytes[i] }
    for i in second { all |= bytes[i] }
    return all < 0x80
  }

  private static func bytes(_ cell: Cell, _ block: UnsafePointer<UInt8>, _ written: [UInt8]) -> [UInt8] {
    if cell.isWritten { return Array(written[cell.start..<cell.start + cell.count]) }
    return Array(UnsafeBufferPointer(start: block + cell.start, count: cell.count))
  }
}
