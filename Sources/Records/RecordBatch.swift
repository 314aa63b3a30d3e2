/// Where the text of one field stands: an offset and a length in one of the two byte areas of its batch.
///
/// Most text is bound to SQL statements straight from the bytes that were read. Only what had to be changed (a
/// lower-cased address, a date in another form) is written again, into the batch's second area.
@usableFromInline
package struct Cell: Equatable, Sendable {
  @usableFromInline
  package let place: UInt32
  @usableFromInline
  package let length: UInt32

  /// The bit of `place` that tells the second area.
  @inlinable
  package static var second: UInt32 { 1 << 31 }

  /// Not known: the export has no such column, or says nothing.
  @inlinable
  package static var absent: Cell { Cell(place: 0, length: .max) }
  /// Known to be empty.
  @inlinable
  package static var empty: Cell { Cell(place: 0, length: 0) }

  @inlinable
  package init(place: UInt32, length: UInt32) {
    self.place = place
    self.length = length
  }

  /// Text in the bytes as read.
  @inlinable
  package init(read start: Int, count: Int) {
    self.init(place: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: count))
  }

  /// Text in the bytes written anew.
  @inlinable
  package init(written start: Int, count: Int) {
    self.init(place: UInt32(truncatingIfNeeded: start) | Cell.second, length: UInt32(truncatingIfNeeded: count))
  }

  @inlinable
  package var isAbsent: Bool { length == .max }
  @inlinable
  package var count: Int { isAbsent ? 0 : Int(length) }
  @inlinable
  package var isWritten: Bool { place & Cell.second != 0 }
  @inlinable
  package var start: Int { Int(place & ~Cell.second) }
}

/// Some records of one source: their cells in the order of the shape's fields, row after row.
///
/// A batch is filled by one thread, handed over, and then only read by another; hence unchecked.
package final class RecordBatch: @unchecked Sendable {
  package let shape: RecordShape
  /// The bytes as read; quotes and escapes are undone in place.
  package var read: [UInt8]
  /// Text written anew.
  package var written: [UInt8] = []
  package var cells: [Cell] = []
  /// The line on which each record begins, from 1.
  package var lines: [UInt32] = []
  /// Hash of each record's key, 0 where the shape has none.
  package var keys: [UInt64] = []
  /// Hash of all stable fields of each record.
  package var digests: [UInt64] = []
  /// `shape.links.count` hashes a record.
  package var links: [UInt64] = []

  /// Records of another kind that stood inside these, such as the roles in a row of a users export.
  package var inner: RecordBatch?
  /// Of an inner batch: for each record, the place in the outer batch of the record it stood in.
  package var owners: [UInt32] = []

  package var count: Int { lines.count }

  package init(shape: RecordShape, read: [UInt8] = []) {
    self.shape = shape
    self.read = read
  }

  /// The text of a field, nil where it is not known. For people and tests; loading reads the bytes.
  package func text(row: Int, field: Int) -> String? {
    let cell = cells[row * shape.fields.count + field]
    guard !cell.isAbsent else { return nil }
    let area = cell.isWritten ? written : read
    return String(decoding: area[cell.start..<cell.start + cell.count], as: UTF8.self)
  }

  /// Drops records for which `isWanted` says no. Their text stays.
  package func keep(_ isWanted: (_ row: Int) -> Bool) {
    let kept = (0..<count).filter(isWanted)
    guard kept.count < count else { return }
    func rows<Value>(_ values: [Value], _ width: Int) -> [Value] {
      kept.flatMap { values[$0 * width..<($0 + 1) * width] }
    }
    cells = rows(cells, shape.fields.count)
    links = rows(links, shape.links.count)
    keys = rows(keys, 1)
    digests = rows(digests, 1)
    if !owners.isEmpty { owners = rows(owners, 1) }
    lines = rows(lines, 1)
  }
}
