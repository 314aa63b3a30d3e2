import GRDBSQLite
import Records

/// What loading did with the records of one source.
package struct LoadCounts: Sendable {
  package init() {}

  /// Records that are in the database now: added, changed or as they were.
  package var loaded = 0
  /// Records that repeat another one of tonight exactly.
  package var duplicates = 0
  package var added = 0
  package var changed = 0
  /// Records whose key another one of tonight has, which says something else.
  package var conflicts: [Int] = []
}

/// Loads the records of one kind: adds what is new, keeps the past of what changed, touches nothing else.
///
/// Advice to whoever changes this: text is bound from the batch's own bytes (`SQLStatement.inPlace`), which stay where
/// they are while `load` runs; every statement is reset before it returns. The slow and obvious way to the same database is
/// in the tests.
final class TableLoader {
  let shape: TableShape
  private(set) var stored: StoredRows
  private let connection: SQLConnection
  private let run: Int
  private let insert: SQLStatement
  private let update: SQLStatement
  private let keepPast: SQLStatement
  private let folded: FoldedPast?
  private let keyText: SQLStatement?
  private let linkUpdate: SQLStatement?
  private var volatile: VolatileColumn?
  /// The digest and the linked row, 0 for none, of rows that were there before tonight.
  private var contents: StoredStretch<(digest: UInt64, link: Int)>
  private let contentsNow: SQLStatement

  init(_ connection: SQLConnection, _ shape: TableShape, run: Int, hashKey: UInt64) throws {
    self.connection = connection
    self.shape = shape
    self.run = run
    stored = try StoredRows(connection, shape)
    insert = try SQLStatement(connection.raw, shape.insert)
    update = try SQLStatement(connection.raw, shape.update)
    folded = try FoldedPast(connection, shape)
    keepPast = try SQLStatement(connection.raw, shape.keepPast(in: folded?.waiting ?? shape.past))
    keyText = try shape.keyText.map { sql throws(StorageError) in try SQLStatement(connection.raw, sql) }
    linkUpdate = try shape.setLink.map { sql throws(StorageError) in try SQLStatement(connection.raw, sql) }
    let lastRow = stored.lastStored
    volatile = try shape.volatile.map {
      try VolatileColumn(connection, shape, field: $0, lastRow: lastRow, hashKey: hashKey)
    }
    contents = try StoredStretch(connection, shape.contents, lastRow: lastRow, none: (0, 0)) {
      (digest: UInt64(bitPattern: Int64($0.integer(1))), link: $0.integer(2))
    }
    contentsNow = try SQLStatement(connection.raw, shape.contents)
  }

  /// - Parameters:
  ///   - source: position of the source in the policy.
  ///   - linked: gives the row that record `index` of the batch refers to, 0 for none; nil keeps the stored one.
  ///   - landed: is told at which place of `stored` each record now stands, and the row it is linked to, 0 for none.
  func load(
    _ batch: RecordBatch, source: Int, counts: inout LoadCounts,
    linked: (_ index: Int) throws -> Int? = { _ in nil },
    landed: (_ index: Int, _ place: Int, _ link: Int) throws -> Void = { _, _, _ in }
  ) throws {
    let fieldCount = batch.shape.fields.count
    try batch.read.withUnsafeBufferPointer { read in
      try batch.written.withUnsafeBufferPointer { written in
        try batch.cells.withUnsafeBufferPointer { cells in
          let areas = Areas(read: read.baseAddress, written: written.baseAddress)
          for index in 0..<batch.count {
            let row = UnsafeBufferPointer(rebasing: cells[(index * fieldCount)..<((index + 1) * fieldCount)])
            try load(row, areas, batch, index, source, &counts, linked, landed)
          }
        }
      }
    }
  }

  @inline(__always)
  private func load(
    _ cells: UnsafeBufferPointer<Cell>, _ areas: Areas, _ batch: RecordBatch, _ index: Int, _ source: Int,
    _ counts: inout LoadCounts, _ linked: (Int) throws -> Int?, _ landed: (Int, Int, Int) throws -> Void
  ) throws {
    let digest = batch.digests[index]
    let key = shape.record.key.isEmpty ? occurrence(of: batch, index) : batch.keys[index]
    guard let place = stored.find(key) else {
      let link = try linked(index) ?? 0
      let row = stored.add(key: key)
      bind(insert, row: row, key: key, digest: digest, source: source, link: link, cells, areas)
      try insert.run()
      try volatile?.set(row, cells, areas)
      counts.added += 1
      counts.loaded += 1
      try landed(index, stored.count - 1, link)
      return
    }
    let row = Int(stored.rows[place])
    if stored.isSeen(place) {
      if try digestNow(row) == digest { counts.duplicates += 1 } else { counts.conflicts.append(index) }
      return
    }
    stored.markSeen(place)
    let was = try contents.value(of: row)
    let link = try linked(index) ?? was.link
    if was.digest != digest {
      try confirmKey(row, cells, areas)
      try keepPast(row)
      bind(update, row: row, key: key, digest: digest, source: source, link: link, cells, areas)
      try update.run()
      counts.changed += 1
    } else if link != was.link {
      try setLink(row, link)
    }
    try volatile?.set(row, cells, areas)
    counts.loaded += 1
    try landed(index, place, link)
  }

  /// Records that are told apart by all they hold may repeat: the second of the same kind has another key.
  @inline(__always)
  private func occurrence(of batch: RecordBatch, _ index: Int) -> UInt64 {
    let base = identity(of: batch, index)
    var key = base
    var count: UInt64 = 0
    while let place = stored.find(key), stored.isSeen(place) {
      count += 1
      var next = RowHash(key: base)
      next.add(count)
      key = next.value
    }
    return key
  }

  /// People are followed through changes by their employee number, else their e-mail; assignments by all they hold.
  @inline(__always)
  private func identity(of batch: RecordBatch, _ index: Int) -> UInt64 {
    guard shape.record.kind == .roster else { return batch.digests[index] }
    let first = index * batch.shape.links.count
    return batch.links[first] != 0 ? batch.links[first] : batch.links[first + 1]
  }

  func findStored(_ key: UInt64) -> Int? { stored.find(key) }

  /// The digest of a row that tonight's export has already.
  private func digestNow(_ row: Int) throws -> UInt64 {
    contentsNow.bind(1, row)
    contentsNow.bind(2, row)
    defer { contentsNow.reset() }
    guard try contentsNow.step() else { throw StorageError.damaged("a row that was just written is gone") }
    return UInt64(bitPattern: Int64(contentsNow.integer(1)))
  }

  func setLink(_ row: Int, _ link: Int) throws {
    guard let linkUpdate else { return }
    linkUpdate.bind(1, row)
    linkUpdate.bind(2, link == 0 ? .null : .integer(link))
    try linkUpdate.run()
  }

  @inline(__always)
  private func bind(
    _ statement: SQLStatement, row: Int, key: UInt64, digest: UInt64, source: Int, link: Int,
    _ cells: UnsafeBufferPointer<Cell>, _ areas: Areas
  ) {
    statement.bind(1, row)
    statement.bind(2, Int(bitPattern: UInt(key)))
    statement.bind(3, Int(bitPattern: UInt(digest)))
    statement.bind(4, run)
    statement.bind(5, source)
    var next: Int32 = 6
    if shape.link != nil {
      if link == 0 { sqlite3_bind_null(statement.raw, next) } else { statement.bind(next, link) }
      next += 1
    }
    for field in shape.columns {
      areas.bind(statement, next, cells[field])
      next += 1
    }
  }

  /// Two keys with one hash: not seen in the lifetime of the universe, and still not to be taken on trust.
  private func confirmKey(_ row: Int, _ cells: UnsafeBufferPointer<Cell>, _ areas: Areas) throws {
    guard let keyText else { return }
    keyText.bind(1, row)
    guard try keyText.step() else { throw StorageError.damaged("row \(row) of \(shape.table) is gone") }
    defer { keyText.reset() }
    for (column, name) in shape.record.key.enumerated() {
      guard let field = shape.record.index(of: name),
        SQLRow(statement: keyText.raw).text(column) == areas.text(cells[field])
      else { throw StorageError.damaged("two keys of \(shape.table) have one hash") }
    }
  }

  private func keepPast(_ row: Int) throws {
    keepPast.bind(1, run)
    keepPast.bind(2, row)
    try keepPast.run()
  }

  /// Keeps of the past only what is other than now, when all records are there.
  func fold() throws { try folded?.fold() }

  /// Moves the rows that tonight's exports do not have to the past.
  func finish() throws {
    let delete = try SQLStatement(connection.raw, shape.delete)
    for row in stored.unseen {
      try keepPast(row)
      delete.bind(1, row)
      try delete.run()
      try volatile?.delete(row)
    }
  }
}

/// The two byte areas of a batch, while it is being loaded.
struct Areas {
  let read: UnsafePointer<UInt8>?
  let written: UnsafePointer<UInt8>?

  @inline(__always)
  func pointer(_ cell: Cell) -> UnsafePointer<UInt8>? { (cell.isWritten ? written : read).map { $0 + cell.start } }

  @inline(__always)
  func bind(_ statement: SQLStatement, _ index: Int32, _ cell: Cell) {
    guard !cell.isAbsent else {
      sqlite3_bind_null(statement.raw, index)
      return
    }
    guard let bytes = pointer(cell), cell.count > 0 else {
      sqlite3_bind_text(statement.raw, index, "", 0, SQLStatement.copied)
      return
    }
    let text = UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(statement.raw, index, text, Int32(truncatingIfNeeded: cell.count), SQLStatement.inPlace)
  }

  func text(_ cell: Cell) -> String? {
    guard !cell.isAbsent else { return nil }
    return String(decoding: UnsafeBufferPointer(start: pointer(cell), count: cell.count), as: UTF8.self)
  }
}
