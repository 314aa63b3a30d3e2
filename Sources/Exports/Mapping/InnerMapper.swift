import Records

/// Makes records of another kind out of the list in a field: the roles in a row of a users export become assignments
/// of that profile.
final class InnerMapper {
  private let field: Int
  private let account: Int
  private let id: Int
  private let shape: RecordShape
  private let hasher: RecordHasher
  private let row: UnsafeMutableBufferPointer<Cell>
  private let places: (account: Int, user: Int, role: Int)
  private var batch: RecordBatch

  /// Nil for kinds without such a field.
  init?(_ outer: RecordShape, hashKey: UInt64) {
    let shape = RecordShape.roles
    guard let field = outer.fields.firstIndex(where: { $0.gives == shape.kind }),
      let account = outer.index(of: "account"),
      let id = outer.index(of: "id"), let to = shape.index(of: "account"), let user = shape.index(of: "user"),
      let role = shape.index(of: "role")
    else { return nil }
    self.field = field
    self.account = account
    self.id = id
    self.shape = shape
    places = (to, user, role)
    hasher = RecordHasher(shape: shape, key: hashKey)
    row = .allocate(capacity: shape.fields.count)
    row.initialize(repeating: .absent)
    batch = RecordBatch(shape: shape)
  }

  deinit { row.deallocate() }

  /// - Parameters:
  ///   - outer: the cells of a record that was just added to `batch`; its list is a JSON array of strings.
  ///   - batch: the batch it was added to.
  @inline(__always)
  func add(_ outer: UnsafeMutableBufferPointer<Cell>, of batch: RecordBatch, block: UnsafeMutablePointer<UInt8>) {
    let list = outer[field]
    guard !list.isAbsent, list.count > 2 else { return }  // [] has no items
    addItems(outer, list, of: batch, block)
  }

  private func addItems(
    _ outer: UnsafeMutableBufferPointer<Cell>, _ list: Cell, of owner: RecordBatch,
    _ block: UnsafeMutablePointer<UInt8>
  ) {
    row[places.account] = copied(outer[account], owner, block)
    row[places.user] = copied(outer[id], owner, block)
    for item in ListReader.items(bytes(list, owner, block)) {
      row[places.role] = written(item)
      batch.lines.append(owner.lines.last ?? 0)
      batch.owners.append(UInt32(truncatingIfNeeded: owner.count - 1))
      batch.cells.append(contentsOf: row)
      hasher.add(row, block: block, written: batch.written, to: batch)
    }
  }

  /// Gives up what was gathered since the last time; nil where there was nothing.
  func take(read: [UInt8]) -> RecordBatch? {
    guard batch.count > 0 else { return nil }
    let full = batch
    full.read = read
    batch = RecordBatch(shape: shape)
    return full
  }

  private func bytes(_ cell: Cell, _ owner: RecordBatch, _ block: UnsafeMutablePointer<UInt8>) -> [UInt8] {
    let range = cell.start..<cell.start + cell.count
    return cell.isWritten
      ? Array(owner.written[range]) : Array(UnsafeBufferPointer(start: block + cell.start, count: cell.count))
  }

  /// A cell of the outer record in this batch: text in the block is shared, the rest is written again.
  private func copied(_ cell: Cell, _ owner: RecordBatch, _ block: UnsafeMutablePointer<UInt8>) -> Cell {
    cell.isWritten ? written(bytes(cell, owner, block)) : cell
  }

  private func written(_ bytes: [UInt8]) -> Cell {
    let start = batch.written.count
    batch.written += bytes
    return Cell(written: start, count: bytes.count)
  }
}
